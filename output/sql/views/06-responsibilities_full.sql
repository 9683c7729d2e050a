-- title: Ответственные с названиями
-- row: упоминание органа или организации в ячейке ответственного
-- description: >
--   Упоминание вместе с мероприятием, названием органа (`body`), его классом и уровнем. Орган, у которого нет собственного имени («ОО», «управление
--   образования», «ДО»), назван своим классом. Неопознанное упоминание стоит под своим текстом, без класса и без уровня.
SELECT
    a.municipality_id, a.municipality, a.plan_id, a.plan_title, a.activity_id, a.number, a.title, a.body_raw,
    r.mention, r.raw, r.qualifier, r.role, r.method, r.body_id,
    CASE WHEN split_part(r.body_id, ':', 2) = r.body_class THEN c.pref_label ELSE coalesce(b.short_name, b.name, c.pref_label, r.raw) END AS body,
    r.body_class, coalesce(c.pref_label, 'не опознан') AS body_class_name, c.broader AS level, coalesce(l.pref_label, 'не опознан') AS level_name
FROM responsibilities AS r
JOIN activities_full AS a USING (activity_id)
LEFT JOIN bodies AS b ON b.body_id = r.body_id
LEFT JOIN concepts AS c ON c.scheme = 'body_class' AND c.concept_id = r.body_class
LEFT JOIN concepts AS l ON l.scheme = 'body_level' AND l.concept_id = c.broader
