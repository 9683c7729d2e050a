-- title: Кто отвечает больше всех
-- description: Десять самых загруженных органов и организаций каждого муниципалитета, по именам; у кого имени нет («ОО»), тот назван классом.
-- columns:
--   municipality: Муниципалитет
--   body: Орган или организация
--   activities: Мероприятий
--   share: Доля, %
SELECT
    c.municipality, r.body, count(DISTINCT r.activity_id) AS activities,
    round(100 * count(DISTINCT r.activity_id) / greatest(any_value(m.activities), 1), 1) AS share
FROM chosen AS c
JOIN municipalities AS m USING (municipality_id)
JOIN responsibilities_full AS r USING (municipality_id)
WHERE r.body_class IS NOT NULL
GROUP BY c.municipality_id, c.municipality, coalesce(r.body_id, r.body_class), r.body
QUALIFY row_number() OVER (PARTITION BY c.municipality_id ORDER BY count(DISTINCT r.activity_id) DESC, r.body) <= 10
ORDER BY c.municipality, activities DESC, r.body
