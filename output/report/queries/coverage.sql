-- title: Охват направлений
-- description: >
--   Сколько мероприятий каждого муниципалитета относится к направлению прежде всего (доля — от всех его мероприятий) и сколько ещё затрагивают его
--   попутно («+2»). Обведены направления, по которым своего не запланировано ничего.
-- columns:
--   municipality: Муниципалитет
--   direction: Код
--   direction_name: Направление
--   activities: Мероприятий
--   share: Доля, %
--   also: Попутно
WITH placed AS (
    SELECT municipality_id, coalesce(nullif(directions, []), ['—']) AS directions FROM activities_full
),
summed AS (
    SELECT municipality_id, d.direction, count(*) FILTER (d.direction = p.directions[1]) AS activities, count(*) FILTER (d.direction <> p.directions[1]) AS also
    FROM placed AS p, unnest(p.directions) AS d(direction)
    GROUP BY ALL
),
wanted AS (
    SELECT concept_id AS direction, pref_label AS direction_name, CASE WHEN concept_id = 'other' THEN 2 ELSE 1 END AS rank
    FROM concepts
    WHERE scheme = 'direction'
    UNION ALL
    SELECT DISTINCT '—', 'Не определено', 3 FROM summed WHERE direction = '—'
)
SELECT
    c.municipality, CASE w.rank WHEN 2 THEN 'иное' ELSE w.direction END AS direction, w.direction_name, w.rank, coalesce(s.activities, 0) AS activities,
    round(100 * coalesce(s.activities, 0) / greatest(m.activities, 1), 1) AS share, coalesce(s.also, 0) AS also
FROM chosen AS c
JOIN municipalities AS m USING (municipality_id)
CROSS JOIN wanted AS w
LEFT JOIN summed AS s ON s.municipality_id = c.municipality_id AND s.direction = w.direction
ORDER BY w.rank, w.direction, c.municipality
