-- title: Календарь с мероприятиями
-- row: отрезок времени, в который идёт мероприятие
-- description: >
--   `start` и `end` — первый и последний день, `month_first` и `month_due` — их месяцы (ГГГГ-ММ): к концу `month_due` мероприятие должно быть сделано.
--   У срока без конца («с 1 сентября») `end` и `month_due` пусты. `definite` — конец известен до дня, месяца или квартала, а не «за год».
SELECT
    d.municipality_id, d.municipality, d.plan_id, d.plan_title, d.activity_id, d.number, d.title, d.deadline_raw,
    o.item, o.occurrence, o.start, o."end", strftime(o.start, '%Y-%m') AS month_first, strftime(o."end", '%Y-%m') AS month_due,
    o.in_plan_period, d."precision", d.definite
FROM occurrences AS o
JOIN deadlines_full AS d USING (activity_id, item)
