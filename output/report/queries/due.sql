-- title: Что наступает в выбранном месяце
-- description: Мероприятия, срок которых истекает в этом месяце, по дням.
-- columns:
--   municipality: Муниципалитет
--   month: Месяц
--   due: До какого дня
--   number: Номер
--   title: Мероприятие
--   body_raw: Ответственный
SELECT c.municipality, o.month_due AS month, strftime(max(o."end"), '%Y-%m-%d') AS due, a.number, a.title, a.body_raw
FROM chosen AS c
JOIN calendar AS o USING (municipality_id)
JOIN activities_full AS a USING (activity_id)
WHERE o.definite AND o.month_due IS NOT NULL
GROUP BY c.municipality, o.month_due, o.activity_id, a.number, a.title, a.body_raw, a.document_id, a.plan, a.activity
ORDER BY month, due, c.municipality, a.document_id, a.plan, a.activity
