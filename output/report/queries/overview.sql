-- title: Что сравнивается
-- description: Документы, планы и мероприятия каждого муниципалитета; годы — от начала самого раннего до конца самого позднего плана.
-- columns:
--   municipality: Муниципалитет
--   region: Регион
--   documents: Документов
--   plans: Планов
--   activities: Мероприятий
--   year_first: С года
--   year_last: По год
SELECT
    c.municipality, m.region, m.documents, m.plans, m.activities,
    min(year(p.period_start)) AS year_first, max(year(p.period_end)) AS year_last
FROM chosen AS c
JOIN municipalities AS m USING (municipality_id)
LEFT JOIN plans AS p ON coalesce(p.municipality_id, 'none') = c.municipality_id
GROUP BY c.municipality_id, c.municipality, m.region, m.documents, m.plans, m.activities
ORDER BY m.activities DESC, c.municipality
