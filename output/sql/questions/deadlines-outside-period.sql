-- title: Сроки за пределами периода плана
-- description: Сроки, которые целиком лежат до начала или после конца периода своего плана; обычно это опечатка в годе или строка, перенесённая из прошлогоднего плана.
-- columns:
--   municipality: Муниципалитет
--   plan_title: План
--   number: Номер
--   title: Мероприятие
--   raw: Срок
--   start: Начало срока
--   end: Конец срока
--   period_start: Начало плана
--   period_end: Конец плана
SELECT a.municipality, a.plan_title, a.number, a.title, d.raw, d.start, d."end", a.period_start, a.period_end
FROM deadlines AS d
JOIN activities_full AS a USING (activity_id)
WHERE d."end" < a.period_start OR d.start > a.period_end
ORDER BY a.municipality, a.document_id, a.plan, a.activity, d.item
