-- title: В каких направлениях ничего не запланировано
-- description: Пары «муниципалитет — направление», в которых нет ни одного мероприятия, у которого это направление главное; рядом — сколько мероприятий затрагивают его попутно.
-- columns:
--   municipality: Муниципалитет
--   direction: Код
--   direction_name: Направление
--   also: Затрагивают попутно
SELECT m.municipality, d.concept_id AS direction, d.pref_label AS direction_name, count(a.activity_id) AS also
FROM municipalities AS m
CROSS JOIN concepts AS d
LEFT JOIN activities_full AS a ON a.municipality_id = m.municipality_id AND list_contains(a.directions, d.concept_id)
WHERE d.scheme = 'direction' AND d.concept_id <> 'other'
GROUP BY ALL
HAVING count(a.activity_id) FILTER (a.direction = d.concept_id) = 0
ORDER BY m.municipality, direction
