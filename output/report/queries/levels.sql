-- title: Кто отвечает, по уровням
-- description: За какую долю мероприятий отвечает кто-нибудь с этого уровня. Регион и страна в муниципальном плане — то, что от района не зависит.
-- columns:
--   municipality: Муниципалитет
--   level_name: Уровень
--   activities: Мероприятий
--   share: Доля, %
SELECT
    c.municipality, r.level_name, count(DISTINCT r.activity_id) AS activities,
    round(100 * count(DISTINCT r.activity_id) / greatest(any_value(m.activities), 1), 1) AS share
FROM chosen AS c
JOIN municipalities AS m USING (municipality_id)
JOIN responsibilities_full AS r USING (municipality_id)
WHERE r.body_class IS NOT NULL
GROUP BY c.municipality_id, c.municipality, r.level, r.level_name
ORDER BY list_position(['municipal', 'institution', 'regional', 'federal', 'partner'], r.level), c.municipality
