-- title: Замечания по видам
-- description: Какие замечания встречаются чаще и у скольких муниципалитетов; с примером.
-- columns:
--   severity_name: Важность
--   code: Вид
--   findings: Замечаний
--   municipalities: Муниципалитетов
--   example: Пример
SELECT f.severity_name, f.code, count(*) AS findings, count(DISTINCT c.municipality_id) AS municipalities, min(f.message) AS example
FROM chosen AS c
JOIN findings_full AS f USING (municipality_id)
GROUP BY f.severity, f.severity_name, f.code
ORDER BY f.severity = 'E' DESC, f.severity = 'W' DESC, findings DESC, f.code
