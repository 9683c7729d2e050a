-- title: Мероприятия без ответственного
-- description: Мероприятия, у которых ячейка ответственного пуста (или в ней только прочерк).
-- columns:
--   municipality: Муниципалитет
--   plan_title: План
--   number: Номер
--   title: Мероприятие
--   deadline_raw: Срок
SELECT municipality, plan_title, number, title, deadline_raw
FROM activities_full AS a
WHERE NOT EXISTS (SELECT 1 FROM responsibilities AS r WHERE r.activity_id = a.activity_id)
ORDER BY municipality, document_id, plan, activity
