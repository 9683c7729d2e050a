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
SELECT p.grade_name, p.municipality_a, p.number_a, p.title_a, p.municipality_b, p.number_b, p.title_b, p.reason
FROM matches_full AS p
WHERE
    NOT p.repeated
    AND p.municipality_id_a IN (SELECT municipality_id FROM chosen)
    AND p.municipality_id_b IN (SELECT municipality_id FROM chosen)
ORDER BY p.grade = 'same' DESC, p.score DESC, p.activity_a, p.activity_b
LIMIT 200
