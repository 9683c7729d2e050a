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
WITH wanted AS (
    SELECT concept_id AS direction, pref_label AS direction_name FROM concepts WHERE scheme = 'direction'
),
summed AS (
    SELECT municipality_id, direction, count(*) FILTER (main) AS activities, count(*) FILTER (NOT main) AS also
    FROM (SELECT municipality_id, d.direction, d.direction = a.directions[1] AS main FROM activities_full AS a, unnest(a.directions) AS d(direction))
    GROUP BY ALL
)
SELECT
    c.municipality, w.direction, w.direction_name, coalesce(s.activities, 0) AS activities,
    round(100 * coalesce(s.activities, 0) / greatest(m.activities, 1), 1) AS share, coalesce(s.also, 0) AS also
FROM chosen AS c
JOIN municipalities AS m USING (municipality_id)
CROSS JOIN wanted AS w
LEFT JOIN summed AS s ON s.municipality_id = c.municipality_id AND s.direction = w.direction
ORDER BY w.direction = 'other', w.direction, c.municipality
