-- title: Мероприятия с названиями
-- row: мероприятие
-- description: >
--   Мероприятие вместе с муниципалитетом, планом, разделом, файлом и словами вместо кодов: главное направление (первое в `directions`) и вид.
SELECT
    a.activity_id, a.plan_id, a.document_id, m.municipality_id, m.municipality, m.region_id, m.region,
    p.plan, p.title AS plan_title, p.period_start, p.period_end, s.title AS section,
    a.activity, a.number, a.title, a.deadline_raw, a.body_raw, a.result_raw,
    a.directions, a.directions[1] AS direction, coalesce(d.pref_label, 'не определено') AS direction_name,
    a.activity_type, coalesce(t.pref_label, 'не определён') AS activity_type_name,
    o.path, a.page_first AS page
FROM activities AS a
JOIN municipalities AS m ON m.municipality_id = coalesce(a.municipality_id, 'none')
LEFT JOIN plans AS p ON p.plan_id = a.plan_id
LEFT JOIN sections AS s ON s.section_id = a.section_id
LEFT JOIN documents AS o ON o.document_id = a.document_id
LEFT JOIN concepts AS d ON d.scheme = 'direction' AND d.concept_id = a.directions[1]
LEFT JOIN concepts AS t ON t.scheme = 'activity_type' AND t.concept_id = a.activity_type
