-- title: Кто отвечает больше всех
-- description: Органы и организации каждого муниципалитета по числу мероприятий, за которые они отвечают, с долей от всех его мероприятий.
-- parameters:
--   limit: {meaning: сколько строк на муниципалитет, default: 10}
-- columns:
--   municipality: Муниципалитет
--   body: Орган или организация
--   body_class_name: Класс
--   level_name: Уровень
--   activities: Мероприятий
--   share: Доля, %
SELECT
    r.municipality, r.body, r.body_class_name, r.level_name, count(DISTINCT r.activity_id) AS activities,
    round(100 * count(DISTINCT r.activity_id) / any_value(m.activities), 1) AS share
FROM responsibilities_full AS r
JOIN municipalities AS m USING (municipality_id)
WHERE r.body_class IS NOT NULL
GROUP BY r.municipality_id, r.municipality, coalesce(r.body_id, r.body_class), r.body, r.body_class_name, r.level_name
QUALIFY row_number() OVER (PARTITION BY r.municipality_id ORDER BY count(DISTINCT r.activity_id) DESC, r.body) <= $limit
ORDER BY r.municipality, activities DESC, r.body
