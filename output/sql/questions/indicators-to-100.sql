-- title: Какие показатели собираются довести до 100
-- description: >
--   Показатели, у которых цель в каком-нибудь году — 100 (для долей в процентах — «у всех»): в каком году впервые и что сейчас. Если текущих значений
--   несколько (ЕГЭ и ОГЭ), стоит наименьшее.
-- columns:
--   municipality: Муниципалитет
--   plan_title: План
--   number: Номер
--   name: Показатель
--   unit: Единица
--   now: Сейчас
--   year: 100 впервые
SELECT
    municipality, plan_title, number, name, unit,
    min(value) FILTER (kind = 'current') AS now, min(year) FILTER (kind = 'target' AND value = 100) AS year
FROM indicator_values_full
GROUP BY indicator_id, municipality, plan_title, number, name, unit
HAVING bool_or(kind = 'target' AND value = 100)
ORDER BY municipality, year, indicator_id
