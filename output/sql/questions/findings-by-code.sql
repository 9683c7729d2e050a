-- title: Какие замечания встречаются чаще
-- description: Виды замечаний по важности и числу, с примером; сами замечания одного документа печатает `dorkarta check`.
-- columns:
--   severity_name: Важность
--   code: Вид
--   findings: Замечаний
--   documents: Документов
--   example: Пример
SELECT severity_name, code, count(*) AS findings, count(DISTINCT path) AS documents, min(message) AS example
FROM findings_full
GROUP BY severity, severity_name, code
ORDER BY severity = 'E' DESC, severity = 'W' DESC, findings DESC, code
