-- title: Какие мероприятия есть у нескольких муниципалитетов
-- description: Пары сходных мероприятий двух муниципалитетов с объяснением, от самых близких. Сначала выполните `dorkarta match НАБОР`.
-- parameters:
--   limit: {meaning: сколько пар, default: 100}
-- columns:
--   grade_name: Сходство
--   score: Оценка
--   municipality_a: Муниципалитет
--   number_a: Номер
--   title_a: Мероприятие
--   municipality_b: Другой муниципалитет
--   number_b: Номер там
--   title_b: Мероприятие там
--   reason: Почему
SELECT grade_name, round(score, 2) AS score, municipality_a, number_a, title_a, municipality_b, number_b, title_b, reason
FROM matches_full
WHERE NOT repeated
ORDER BY grade = 'same' DESC, matches_full.score DESC, activity_a, activity_b
LIMIT $limit
