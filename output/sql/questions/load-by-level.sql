-- title: Нагрузка по уровням и классам органов
-- description: За сколько мероприятий отвечает каждый класс органов и организаций (федеральные, региональные, муниципальные, учреждения, партнёры), по муниципалитетам.
-- columns:
--   municipality: Муниципалитет
--   level_name: Уровень
--   body_class_name: Класс
--   activities: Мероприятий
--   share: Доля, %
SELECT
    r.municipality, r.level_name, r.body_class_name, count(DISTINCT r.activity_id) AS activities,
    round(100 * count(DISTINCT r.activity_id) / any_value(m.activities), 1) AS share
FROM responsibilities_full AS r
JOIN municipalities AS m USING (municipality_id)
WHERE r.body_class IS NOT NULL
GROUP BY r.municipality_id, r.municipality, r.level_name, r.body_class_name
ORDER BY r.municipality, r.level_name, activities DESC, r.body_class_name
