-- title: Сходные мероприятия рядом
-- description: Пары выбранных муниципалитетов, от самых близких (не больше двухсот); все даёт вопрос matches.
-- columns:
--   grade_name: Сходство
--   measure_a: Мероприятие
--   measure_b: У другого
--   reason: Почему
WITH sides AS (
    SELECT a.activity_id, c.municipality || ': ' || concat_ws(' ', nullif(a.number, ''), a.title) AS measure
    FROM chosen AS c
    JOIN activities AS a ON coalesce(a.municipality_id, 'none') = c.municipality_id
),
best AS (
    SELECT m.activity_a, m.activity_b
    FROM matches AS m
    WHERE NOT m.repeated AND m.activity_a IN (SELECT activity_id FROM sides) AND m.activity_b IN (SELECT activity_id FROM sides)
    ORDER BY m.grade = 'same' DESC, m.score DESC, m.activity_a, m.activity_b
    LIMIT 200
)
SELECT CASE m.grade WHEN 'same' THEN 'то же' ELSE 'близкое' END AS grade_name, a.measure AS measure_a, b.measure AS measure_b, m.reason
FROM best
JOIN matches AS m USING (activity_a, activity_b)
JOIN sides AS a ON a.activity_id = m.activity_a
JOIN sides AS b ON b.activity_id = m.activity_b
ORDER BY m.grade = 'same' DESC, m.score DESC, m.activity_a, m.activity_b
