-- title: Какие исполнители не опознаны
-- description: Упоминания, которых нет в словаре органов, от частых к редким; их стоит добавить в словарь или решить о них в decisions.yaml.
-- columns:
--   raw: Как напечатано
--   mentions: Упоминаний
--   municipalities: Муниципалитетов
--   example: Ячейка целиком
SELECT raw, count(*) AS mentions, count(DISTINCT municipality_id) AS municipalities, min(body_raw) AS example
FROM responsibilities_full
WHERE method = 'none'
GROUP BY raw
ORDER BY mentions DESC, raw
