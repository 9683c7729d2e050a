-- title: Что именно делают
-- description: Виды мероприятий (анализ, обучение, нормативные документы и другие) по муниципалитетам, с долей в процентах.
-- columns:
--   municipality: Муниципалитет
--   activity_type: Код
--   activity_type_name: Вид
--   activities: Мероприятий
--   share: Доля, %
SELECT
    municipality, activity_type, activity_type_name, count(*) AS activities,
    round(100 * count(*) / sum(count(*)) OVER (PARTITION BY municipality), 1) AS share
FROM activities_full
GROUP BY municipality, activity_type, activity_type_name
ORDER BY municipality, activities DESC, activity_type_name
