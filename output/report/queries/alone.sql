-- title: Мероприятия, которых нет у других
-- description: Мероприятия, для которых сопоставление не нашло ничего близкого (не больше четырёхсот на всех, поровну от каждого); все даёт вопрос no-counterpart.
-- columns:
--   municipality: Муниципалитет
--   number: Номер
--   title: Мероприятие
WITH paired AS (
    SELECT activity_a AS activity_id FROM matches WHERE NOT repeated
    UNION
    SELECT activity_b FROM matches WHERE NOT repeated
)
SELECT c.municipality, a.number, a.title
FROM chosen AS c
JOIN activities_full AS a USING (municipality_id)
ANTI JOIN paired AS p USING (activity_id)
WHERE a.title <> ''
QUALIFY
    row_number() OVER (PARTITION BY c.municipality_id ORDER BY a.document_id, a.plan, a.activity) <= greatest(1, 400 // (SELECT count(*) FROM chosen))
ORDER BY c.municipality, a.document_id, a.plan, a.activity
LIMIT 400
