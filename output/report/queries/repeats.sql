-- title: Записано дважды
-- description: Пары мероприятий одного муниципалитета, которые сопоставление считает одним и тем же (не больше двухсот).
-- columns:
--   municipality: Муниципалитет
--   number_a: Номер
--   title_a: Мероприятие
--   number_b: Номер второго
--   title_b: То же ещё раз
--   reason: Почему
SELECT c.municipality, p.number_a, p.title_a, p.number_b, p.title_b, p.reason
FROM chosen AS c
JOIN matches_full AS p ON p.municipality_id_a = c.municipality_id
WHERE p.repeated
ORDER BY c.municipality, p.score DESC, p.activity_a, p.activity_b
LIMIT 200
