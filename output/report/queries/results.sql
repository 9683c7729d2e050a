-- title: Что обещают получить
-- description: Какая доля мероприятий обещает результат каждого вида. Одно мероприятие может обещать несколько.
-- columns:
--   municipality: Муниципалитет
--   result_type_name: Вид результата
--   activities: Мероприятий
--   share: Доля, %
SELECT
    c.municipality, r.result_type_name, count(DISTINCT r.activity_id) AS activities,
    round(100 * count(DISTINCT r.activity_id) / greatest(any_value(m.activities), 1), 1) AS share
FROM chosen AS c
JOIN municipalities AS m USING (municipality_id)
JOIN results_full AS r USING (municipality_id)
GROUP BY c.municipality_id, c.municipality, r.result_type_name
ORDER BY sum(count(DISTINCT r.activity_id)) OVER (PARTITION BY r.result_type_name) DESC, r.result_type_name, c.municipality
