-- title: Замечания с местом
-- row: замечание
-- description: Замечание вместе с файлом, муниципалитетом, планом и мероприятием, о котором оно говорит.
SELECT
    coalesce(o.municipality_id, 'none') AS municipality_id, m.municipality, o.path, f.finding_id, f.code, f.severity,
    CASE f.severity WHEN 'E' THEN 'ошибка' WHEN 'W' THEN 'предупреждение' ELSE 'сведение' END AS severity_name,
    p.plan_id, p.title AS plan_title, a.activity_id, a.number, a.title, f.field, f.message, f.evidence, f.suggestion, f.page
FROM findings AS f
JOIN documents AS o USING (document_id)
LEFT JOIN municipalities AS m ON m.municipality_id = coalesce(o.municipality_id, 'none')
LEFT JOIN plans AS p ON p.plan_id = f.plan_id
LEFT JOIN activities AS a ON a.activity_id = f.activity_id
