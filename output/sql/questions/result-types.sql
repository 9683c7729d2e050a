-- title: Что обещают получить
-- description: Виды результатов (приказ, аналитическая справка, план и другие) по муниципалитетам; одно мероприятие может обещать несколько.
-- columns:
--   municipality: Муниципалитет
--   result_type: Код
--   result_type_name: Вид результата
--   results: Результатов
--   activities: Мероприятий
--   share: Доля мероприятий, %
SELECT
    r.municipality, r.result_type, r.result_type_name, count(*) AS results, count(DISTINCT r.activity_id) AS activities,
    round(100 * count(DISTINCT r.activity_id) / any_value(m.activities), 1) AS share
FROM results_full AS r
JOIN municipalities AS m USING (municipality_id)
GROUP BY r.municipality_id, r.municipality, r.result_type, r.result_type_name
ORDER BY r.municipality, activities DESC, r.result_type_name
