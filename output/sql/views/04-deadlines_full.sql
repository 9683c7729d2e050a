-- title: Сроки с точностью
-- row: срок (пункт ячейки срока)
-- description: >
--   Срок вместе с мероприятием и муниципалитетом. `precision` — насколько точно сказано: по напечатанной дате (`edtf`) или повторению (`rrule`), см. `precisions`.
--   Отрезок «с сентября по июнь» точен до месяца, «до 10 октября» — до дня.
WITH graded AS (
    SELECT
        activity_id, item, label, raw, kind, edtf, rrule, duration, extent, bound, times, at_least, condition_kind, condition, start, "end",
        CASE
            WHEN kind NOT IN ('date', 'recurring') THEN kind
            WHEN regexp_matches(coalesce(edtf, ''), '(\d{4}|XXXX)-\d\d-\d\d') THEN 'day'
            WHEN regexp_matches(coalesce(rrule, ''), 'BYMONTHDAY|BYDAY|FREQ=(WEEKLY|DAILY)') THEN 'day'
            WHEN regexp_matches(coalesce(edtf, ''), '(\d{4}|XXXX)-(0[1-9]|1[0-2])') THEN 'month'
            WHEN regexp_matches(coalesce(edtf, ''), '(\d{4}|XXXX)-(2[1-4]|3[3-6]|4[01])') THEN 'quarter'
            WHEN regexp_matches(coalesce(rrule, ''), 'BYMONTH=') THEN CASE WHEN duration IN ('P3M', 'P6M') THEN 'quarter' ELSE 'month' END
            WHEN regexp_matches(coalesce(rrule, ''), 'FREQ=MONTHLY') THEN CASE WHEN regexp_matches(rrule, 'INTERVAL=') THEN 'quarter' ELSE 'month' END
            ELSE 'year'
        END AS "precision"
    FROM deadlines
)
SELECT
    a.municipality_id, a.municipality, a.plan_id, a.plan_title, a.activity_id, a.number, a.title, a.deadline_raw,
    g.item, g.label, g.raw, g.kind, g.edtf, g.rrule, g.duration, g.extent, g.bound, g.times, g.at_least, g.condition_kind, g.condition, g.start, g."end",
    g."precision", v.precision_name, v.definite
FROM graded AS g
JOIN activities_full AS a USING (activity_id)
JOIN precisions AS v USING ("precision")
