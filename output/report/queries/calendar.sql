-- title: Календарь
-- description: >
--   К концу какого месяца сколько мероприятий должно быть сделано. Считаются сроки, известные до дня, месяца или квартала; «ежегодно» и «постоянно» — нет.
-- columns:
--   municipality: Муниципалитет
--   month: Месяц
--   activities: Мероприятий
SELECT c.municipality, o.month_due AS month, count(DISTINCT o.activity_id) AS activities
FROM chosen AS c
JOIN calendar AS o USING (municipality_id)
WHERE o.definite AND o.month_due IS NOT NULL
GROUP BY c.municipality, o.month_due
ORDER BY month, c.municipality
