-- title: Где обещают наибольшие перемены
-- description: >
--   Показатели по разнице между последней целью и текущим значением. Показатели без числа сейчас или без цели не сравниваются; если текущих
--   значений несколько, берётся среднее.
-- parameters:
--   limit: {meaning: сколько показателей, default: 50}
-- columns:
--   municipality: Муниципалитет
--   number: Номер
--   name: Показатель
--   unit: Единица
--   now: Сейчас
--   target: Последняя цель
--   year: Год цели
--   change: Разница
WITH ends AS (
    SELECT
        municipality, indicator_id, number, name, unit, avg(value) FILTER (kind = 'current') AS now,
        arg_max(value, year) FILTER (kind = 'target' AND value IS NOT NULL) AS target, max(year) FILTER (kind = 'target' AND value IS NOT NULL) AS year
    FROM indicator_values_full
    GROUP BY indicator_id, municipality, number, name, unit
)
SELECT municipality, number, name, unit, round(now, 2) AS now, target, year, round(target - now, 2) AS change
FROM ends
WHERE target IS NOT NULL AND now IS NOT NULL
ORDER BY abs(target - now) DESC, municipality, indicator_id
LIMIT $limit
