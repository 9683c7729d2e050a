-- title: Сходные мероприятия рядом
-- row: пара сходных мероприятий
-- description: >
--   Пара вместе с названиями и муниципалитетами обеих сторон (`_a`, `_b`), степенью сходства и объяснением; `repeated` — обе стороны в одном муниципалитете.
--   Таблицу `matches` записывает команда `dorkarta match`; до неё представление пусто.
SELECT
    m.grade, CASE m.grade WHEN 'same' THEN 'то же' ELSE 'близкое' END AS grade_name, m.score, m.reason, m.subject, m.action, m.repeated,
    a.municipality_id AS municipality_id_a, a.municipality AS municipality_a, a.activity_id AS activity_a, a.number AS number_a, a.title AS title_a,
    b.municipality_id AS municipality_id_b, b.municipality AS municipality_b, b.activity_id AS activity_b, b.number AS number_b, b.title AS title_b
FROM matches AS m
JOIN activities_full AS a ON a.activity_id = m.activity_a
JOIN activities_full AS b ON b.activity_id = m.activity_b
