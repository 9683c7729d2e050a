-- title: Сколько мероприятий по каждому направлению
-- description: >
--   По муниципалитетам: мероприятия, у которых направление главное, их доля среди всех мероприятий муниципалитета (в процентах) и сколько ещё
--   затрагивают его попутно.
-- columns:
--   municipality: Муниципалитет
--   direction: Код
--   direction_name: Направление
--   activities: Мероприятий
--   share: Доля, %
--   also: Попутно
WITH main AS (
    SELECT municipality, coalesce(direction, '—') AS direction, direction_name, count(*) AS activities
    FROM activities_full
    GROUP BY ALL
),
other AS (
    SELECT a.municipality, d.concept_id AS direction, d.pref_label AS direction_name, count(*) AS also
    FROM activities_full AS a
    JOIN concepts AS d ON d.scheme = 'direction' AND list_contains(a.directions[2:], d.concept_id)
    GROUP BY ALL
)
SELECT
    municipality, direction, direction_name, coalesce(activities, 0) AS activities,
    round(100 * coalesce(activities, 0) / sum(activities) OVER (PARTITION BY municipality), 1) AS share, coalesce(also, 0) AS also
FROM main
FULL JOIN other USING (municipality, direction, direction_name)
ORDER BY municipality, direction = '—', direction = 'other', direction
