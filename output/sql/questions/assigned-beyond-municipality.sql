-- title: Что поручено не муниципалитету
-- description: Мероприятия муниципальных планов, среди ответственных за которые есть органы региона или страны; «только они» — своих исполнителей нет вовсе.
-- columns:
--   municipality: Муниципалитет
--   plan_title: План
--   number: Номер
--   title: Мероприятие
--   bodies: Органы региона и страны
--   only: Только они
WITH above AS (
    SELECT
        activity_id,
        string_agg(DISTINCT body, ', ' ORDER BY body) FILTER (level IN ('regional', 'federal')) AS bodies,
        bool_and(coalesce(level IN ('regional', 'federal'), false)) AS only
    FROM responsibilities_full
    GROUP BY activity_id
)
SELECT a.municipality, a.plan_title, a.number, a.title, above.bodies, above.only
FROM activities_full AS a
JOIN above USING (activity_id)
WHERE above.bodies IS NOT NULL
ORDER BY a.municipality, a.document_id, a.plan, a.activity
