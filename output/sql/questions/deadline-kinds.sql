-- title: Насколько определённы сроки
-- description: Сколько сроков названо с точностью до дня, месяца, квартала, года и сколько — никак; по муниципалитетам, с долей в процентах.
-- columns:
--   municipality: Муниципалитет
--   precision: Код
--   precision_name: Насколько точно
--   deadlines: Сроков
--   share: Доля, %
SELECT
    municipality, "precision", precision_name, count(*) AS deadlines, round(100 * count(*) / sum(count(*)) OVER (PARTITION BY municipality), 1) AS share
FROM deadlines_full
JOIN precisions AS v USING ("precision", precision_name)
GROUP BY municipality, "precision", precision_name, v.rank
ORDER BY municipality, v.rank
