-- title: Записано дважды
-- description: Пары мероприятий одного муниципалитета, которые сопоставление считает одним и тем же (не больше двухсот).
-- columns:
--   municipality: Муниципалитет
--   measure_a: Мероприятие
--   measure_b: То же ещё раз
--   reason: Почему
WITH twice AS (
    SELECT c.municipality, m.activity_a, m.activity_b, m.score, m.reason
    FROM chosen AS c
    JOIN activities AS a ON coalesce(a.municipality_id, 'none') = c.municipality_id
    JOIN matches AS m ON m.activity_a = a.activity_id
    WHERE m.repeated
    ORDER BY c.municipality, m.score DESC, m.activity_a, m.activity_b
    LIMIT 200
)
SELECT
    t.municipality, concat_ws(' ', nullif(a.number, ''), a.title) AS measure_a, concat_ws(' ', nullif(b.number, ''), b.title) AS measure_b, t.reason
FROM twice AS t
JOIN activities AS a ON a.activity_id = t.activity_a
JOIN activities AS b ON b.activity_id = t.activity_b
ORDER BY t.municipality, t.score DESC, t.activity_a, t.activity_b
