-- title: Что сравнивается
-- description: >
--   Годы — от начала самого раннего до конца самого позднего плана. «Направлений» — по скольким из восьми есть свои мероприятия. «Точных сроков» — доля
--   сроков, названных до дня, месяца или квартала.
-- columns:
--   municipality: Муниципалитет
--   region: Регион
--   documents: Документов
--   plans: Планов
--   activities: Мероприятий
--   year_first: С года
--   year_last: По год
--   directions: Направлений
--   definite: Точных сроков, %
WITH periods AS (
    SELECT coalesce(municipality_id, 'none') AS municipality_id, min(year(period_start)) AS year_first, max(year(period_end)) AS year_last
    FROM plans
    GROUP BY ALL
),
planned AS (
    SELECT municipality_id, count(DISTINCT direction) FILTER (direction <> 'other') AS directions FROM activities_full GROUP BY municipality_id
),
exact AS (
    SELECT municipality_id, round(100 * avg(definite::INT), 1) AS definite FROM deadlines_full GROUP BY municipality_id
)
SELECT
    c.municipality, m.region, m.documents, m.plans, m.activities, p.year_first, p.year_last, coalesce(d.directions, 0) AS directions, e.definite
FROM chosen AS c
JOIN municipalities AS m USING (municipality_id)
LEFT JOIN periods AS p USING (municipality_id)
LEFT JOIN planned AS d USING (municipality_id)
LEFT JOIN exact AS e USING (municipality_id)
ORDER BY m.activities DESC, c.municipality
