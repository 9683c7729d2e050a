-- title: Как менялось то, что планы называют текущей ситуацией
-- description: Ряды таблиц текущего состояния, у которых есть значения хотя бы за два года, — первое, последнее и разница.
-- columns:
--   municipality: Муниципалитет
--   subject: О ком или о чём
--   measure: Показатель
--   year_first: Первый год
--   value_first: Тогда
--   year_last: Последний год
--   value_last: Теперь
--   change: Разница
SELECT
    m.municipality, s.subject, s.measure, min(s.year) AS year_first, arg_min(s.value, s.year) AS value_first,
    max(s.year) AS year_last, arg_max(s.value, s.year) AS value_last, round(arg_max(s.value, s.year) - arg_min(s.value, s.year), 2) AS change
FROM statistics AS s
JOIN plans AS p USING (plan_id)
JOIN municipalities AS m ON m.municipality_id = coalesce(p.municipality_id, 'none')
WHERE s.value IS NOT NULL AND s.year IS NOT NULL
GROUP BY m.municipality, s.plan_id, s."table", s.subject, s.measure
HAVING count(DISTINCT s.year) > 1
ORDER BY m.municipality, s.plan_id, s."table", s.subject, s.measure
