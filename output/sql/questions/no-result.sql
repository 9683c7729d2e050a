-- title: Мероприятия без результата
-- description: Мероприятия, у которых ячейка результата пуста; по ним нечем отчитаться.
-- columns:
--   municipality: Муниципалитет
--   plan_title: План
--   number: Номер
--   title: Мероприятие
--   deadline_raw: Срок
SELECT municipality, plan_title, number, title, deadline_raw
FROM activities_full AS a
WHERE NOT regexp_matches(result_raw, '[\p{L}\p{N}]')
ORDER BY municipality, document_id, plan, activity
