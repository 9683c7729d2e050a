-- title: Результаты с названиями
-- row: результат (пункт ячейки результата)
-- description: Результат вместе с мероприятием и видом словами.
SELECT
    a.municipality_id, a.municipality, a.plan_id, a.plan_title, a.activity_id, a.number, a.title,
    r.item, r.label, r.raw, r.result_type, coalesce(t.pref_label, 'не определён') AS result_type_name, r.deadline_item
FROM results AS r
JOIN activities_full AS a USING (activity_id)
LEFT JOIN concepts AS t ON t.scheme = 'result_type' AND t.concept_id = r.result_type
