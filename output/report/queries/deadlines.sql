-- title: Насколько определённы сроки
-- description: Какая доля сроков названа до дня, месяца, квартала, года — и какая только словами. Чем левее, тем легче проверить исполнение.
-- columns:
--   municipality: Муниципалитет
--   precision_name: Насколько точно
--   deadlines: Сроков
--   share: Доля, %
SELECT
    c.municipality, v.precision_name, v.rank, count(*) AS deadlines,
    round(100 * count(*) / sum(count(*)) OVER (PARTITION BY c.municipality_id), 1) AS share
FROM chosen AS c
JOIN deadlines_full AS d USING (municipality_id)
JOIN precisions AS v USING ("precision")
GROUP BY c.municipality_id, c.municipality, v.precision_name, v.rank
ORDER BY v.rank, c.municipality
