-- title: Какие месяцы самые загруженные
-- description: Сколько мероприятий должно быть сделано к концу каждого месяца (срок известен до дня, месяца или квартала), по муниципалитетам.
-- columns:
--   municipality: Муниципалитет
--   month: Месяц
--   activities: Мероприятий
SELECT municipality, month_due AS month, count(DISTINCT activity_id) AS activities
FROM calendar
WHERE definite AND month_due IS NOT NULL
GROUP BY municipality, month_due
ORDER BY activities DESC, month, municipality
