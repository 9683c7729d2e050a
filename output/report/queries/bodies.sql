-- title: Кто отвечает, по классам
-- description: >
--   За какую долю мероприятий муниципалитета отвечает каждый класс органов и организаций. У мероприятия бывает несколько ответственных, поэтому доли в сумме
--   больше 100.
-- columns:
--   municipality: Муниципалитет
--   level_name: Уровень
--   body_class_name: Класс
--   activities: Мероприятий
--   share: Доля, %
SELECT
    c.municipality, r.level_name, r.body_class_name, count(DISTINCT r.activity_id) AS activities,
    round(100 * count(DISTINCT r.activity_id) / greatest(any_value(m.activities), 1), 1) AS share
FROM chosen AS c
JOIN municipalities AS m USING (municipality_id)
JOIN responsibilities_full AS r USING (municipality_id)
WHERE r.body_class IS NOT NULL
GROUP BY c.municipality_id, c.municipality, r.level, r.level_name, r.body_class, r.body_class_name
ORDER BY
    list_position(['municipal', 'institution', 'regional', 'federal', 'partner'], r.level),
    sum(count(DISTINCT r.activity_id)) OVER (PARTITION BY r.body_class) DESC, r.body_class_name, c.municipality
