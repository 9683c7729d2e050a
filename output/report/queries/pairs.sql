-- title: Сходные мероприятия рядом
-- description: Пары выбранных муниципалитетов, от самых близких (не больше двухсот); все даёт вопрос matches.
-- columns:
--   grade_name: Сходство
--   municipality_a: Муниципалитет
--   number_a: Номер
--   title_a: Мероприятие
--   municipality_b: Другой муниципалитет
--   number_b: Номер там
--   title_b: Мероприятие там
--   reason: Почему
WITH sides AS (
    SELECT a.activity_id, c.municipality, a.number, a.title FROM chosen AS c JOIN activities AS a ON coalesce(a.municipality_id, 'none') = c.municipality_id
),
best AS (
    SELECT m.activity_a, m.activity_b
    FROM matches AS m
    WHERE NOT m.repeated AND m.activity_a IN (SELECT activity_id FROM sides) AND m.activity_b IN (SELECT activity_id FROM sides)
    ORDER BY m.grade = 'same' DESC, m.score DESC, m.activity_a, m.activity_b
    LIMIT 200
)
SELECT
    CASE m.grade WHEN 'same' THEN 'то же' ELSE 'близкое' END AS grade_name, a.municipality AS municipality_a, a.number AS number_a, a.title AS title_a,
    b.municipality AS municipality_b, b.number AS number_b, b.title AS title_b, m.reason
FROM best
JOIN matches AS m USING (activity_a, activity_b)
JOIN sides AS a ON a.activity_id = m.activity_a
JOIN sides AS b ON b.activity_id = m.activity_b
ORDER BY m.grade = 'same' DESC, m.score DESC, m.activity_a, m.activity_b
