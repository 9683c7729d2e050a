-- title: Мероприятия без определённой даты
-- description: >
--   Срок записан, но ни один его пункт не называет дня, месяца или квартала: «ежегодно», «постоянно», «в течение года», «по графику». Проверить исполнение
--   к дате по такому плану нельзя.
-- columns:
--   municipality: Муниципалитет
--   plan_title: План
--   number: Номер
--   title: Мероприятие
--   deadline_raw: Срок
--   precision_name: Насколько точно
SELECT a.municipality, a.plan_title, a.number, a.title, a.deadline_raw, arg_min(v.precision_name, v.rank) AS precision_name
FROM activities_full AS a
JOIN deadlines_full AS d USING (activity_id)
JOIN precisions AS v USING ("precision")
WHERE d.kind <> 'missing'
GROUP BY a.activity_id, a.document_id, a.plan, a.activity, a.municipality, a.plan_title, a.number, a.title, a.deadline_raw
HAVING NOT bool_or(d.definite)
ORDER BY a.municipality, a.document_id, a.plan, a.activity
