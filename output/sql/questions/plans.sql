-- title: Какие планы есть в наборе
-- description: Планы (дорожные карты) с муниципалитетом, направлением, периодом и числом мероприятий; у плана без периода сроки без года не привязаны к годам.
-- columns:
--   municipality: Муниципалитет
--   plan: № плана
--   title: План
--   direction: Направление
--   period_start: Начало
--   period_end: Конец
--   activities: Мероприятий
--   path: Файл
SELECT
    m.municipality, p.plan, p.title, coalesce(d.pref_label, 'разные или не определено') AS direction, p.period_start, p.period_end,
    (SELECT count(*) FROM activities AS a WHERE a.plan_id = p.plan_id) AS activities, o.path
FROM plans AS p
JOIN municipalities AS m ON m.municipality_id = coalesce(p.municipality_id, 'none')
LEFT JOIN documents AS o USING (document_id)
LEFT JOIN concepts AS d ON d.scheme = 'direction' AND d.concept_id = p.direction
ORDER BY m.municipality, o.path, p.plan
