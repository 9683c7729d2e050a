-- title: Документы, прочитанные не полностью
-- description: Документы набора, которые не прочитаны или прочитаны частично; в сравнение они не попали или попали не целиком.
-- columns:
--   path: Файл
--   status: Состояние
--   error_message: Что случилось и что делать
SELECT path, CASE status WHEN 'failed' THEN 'не прочитан' ELSE 'прочитан частично' END AS status, error_message
FROM documents
WHERE status = 'failed' OR (status = 'partial' AND coalesce(municipality_id, 'none') IN (SELECT municipality_id FROM chosen))
ORDER BY status, path
