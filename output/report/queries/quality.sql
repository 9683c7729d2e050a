-- title: Насколько прочитанному можно верить
-- description: >
--   Какая доля записанных сроков понята, исполнителей — опознана, мероприятий — отнесена к направлению, и сколько замечаний на сто мероприятий.
-- columns:
--   municipality: Муниципалитет
--   deadlines: Сроки поняты, %
--   bodies: Исполнители опознаны, %
--   directions: Направление определено, %
--   errors: Ошибок
--   warnings: Предупреждений
--   per_hundred: Замечаний на 100 мероприятий
WITH understood AS (
    SELECT municipality_id, 100 * avg((kind <> 'unparsed')::INT) AS deadlines FROM deadlines_full WHERE kind <> 'missing' GROUP BY ALL
),
linked AS (
    SELECT municipality_id, 100 * avg((method <> 'none')::INT) AS bodies FROM responsibilities_full GROUP BY ALL
),
placed AS (
    SELECT municipality_id, 100 * avg((direction IS NOT NULL)::INT) AS directions FROM activities_full GROUP BY ALL
),
found AS (
    SELECT municipality_id, count(*) FILTER (severity = 'E') AS errors, count(*) FILTER (severity = 'W') AS warnings, count(*) AS findings
    FROM findings_full
    GROUP BY municipality_id
)
SELECT
    c.municipality, round(u.deadlines, 1) AS deadlines, round(l.bodies, 1) AS bodies, round(p.directions, 1) AS directions,
    coalesce(f.errors, 0) AS errors, coalesce(f.warnings, 0) AS warnings,
    round(100 * coalesce(f.findings, 0) / greatest(m.activities, 1), 1) AS per_hundred
FROM chosen AS c
JOIN municipalities AS m USING (municipality_id)
LEFT JOIN understood AS u USING (municipality_id)
LEFT JOIN linked AS l USING (municipality_id)
LEFT JOIN placed AS p USING (municipality_id)
LEFT JOIN found AS f USING (municipality_id)
ORDER BY c.municipality
