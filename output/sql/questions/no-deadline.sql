-- title: Мероприятия без срока
-- description: Мероприятия, у которых ячейка срока пуста (или в ней только прочерк).
-- columns:
--   municipality: Муниципалитет
--   plan_title: План
--   number: Номер
--   title: Мероприятие
--   body_raw: Ответственный
SELECT municipality, plan_title, number, title, body_raw
FROM activities_full AS a
WHERE NOT EXISTS (SELECT 1 FROM deadlines AS d WHERE d.activity_id = a.activity_id AND d.kind <> 'missing')
ORDER BY municipality, document_id, plan, activity
