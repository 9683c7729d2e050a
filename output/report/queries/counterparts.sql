-- title: Есть ли мероприятие у других
-- description: >
--   Для скольких мероприятий нашлось то же или близкое в других муниципалитетах, а для скольких не нашлось ничего. Сопоставляются все муниципалитеты набора,
--   не только выбранные.
-- columns:
--   municipality: Муниципалитет
--   counterpart: Пара
--   activities: Мероприятий
--   share: Доля, %
WITH sides AS (
    SELECT activity_a AS activity_id, grade FROM matches WHERE NOT repeated
    UNION ALL
    SELECT activity_b, grade FROM matches WHERE NOT repeated
),
best AS (
    SELECT activity_id, bool_or(grade = 'same') AS same FROM sides GROUP BY activity_id
),
told AS (
    SELECT c.municipality_id, c.municipality, CASE WHEN b.same THEN 1 WHEN NOT b.same THEN 2 ELSE 3 END AS rank
    FROM chosen AS c
    JOIN activities_full AS a USING (municipality_id)
    LEFT JOIN best AS b USING (activity_id)
    WHERE a.title <> ''
)
SELECT
    municipality, ['есть то же', 'есть близкое', 'пары нет'][rank] AS counterpart, rank, count(*) AS activities,
    round(100 * count(*) / sum(count(*)) OVER (PARTITION BY municipality_id), 1) AS share
FROM told
GROUP BY municipality_id, municipality, rank
ORDER BY rank, municipality
