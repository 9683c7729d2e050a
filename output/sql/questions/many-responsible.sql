-- title: Мероприятия, за которые отвечают многие
-- description: Мероприятия, у которых в ячейке ответственного названо не меньше заданного числа исполнителей; спросить за такое мероприятие не с кого.
-- parameters:
--   least: {meaning: сколько исполнителей самое малое, default: 4}
-- columns:
--   responsible: Исполнителей
--   municipality: Муниципалитет
--   plan_title: План
--   number: Номер
--   title: Мероприятие
--   body_raw: Ответственный
SELECT r.responsible, a.municipality, a.plan_title, a.number, a.title, a.body_raw
FROM activities_full AS a
JOIN (SELECT activity_id, count(*) AS responsible FROM responsibilities GROUP BY activity_id) AS r USING (activity_id)
WHERE r.responsible >= $least
ORDER BY r.responsible DESC, a.municipality, a.document_id, a.plan, a.activity
