-- title: Каких мероприятий больше ни у кого нет
-- description: Мероприятия, для которых сопоставление не нашло сходного в других муниципалитетах. Сначала выполните `dorkarta match НАБОР`; до этого ответ пуст.
-- columns:
--   municipality: Муниципалитет
--   plan_title: План
--   number: Номер
--   title: Мероприятие
WITH paired AS (
    SELECT activity_a, activity_b FROM matches WHERE NOT repeated
)
SELECT municipality, plan_title, number, title
FROM activities_full
WHERE
    title <> ''
    AND EXISTS (SELECT 1 FROM matches)
    AND activity_id NOT IN (SELECT activity_a FROM paired)
    AND activity_id NOT IN (SELECT activity_b FROM paired)
ORDER BY municipality, document_id, plan, activity
