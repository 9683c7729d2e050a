-- title: Показатели, цель которых не лучше нынешнего
-- description: >
--   Показатели, у которых последняя цель равна текущему значению или хуже его. Что лучше, больше или меньше, говорит напечатанная шкала; без шкалы
--   лучше больше. Если текущих значений несколько, берётся лучшее.
-- columns:
--   municipality: Муниципалитет
--   plan_title: План
--   number: Номер
--   name: Показатель
--   unit: Единица
--   now: Сейчас
--   target: Последняя цель
--   year: Год цели
WITH ends AS (
    SELECT
        municipality, plan_title, indicator_id, number, name, unit, coalesce(higher_is_better, true) AS up,
        CASE WHEN up THEN max(value) FILTER (kind = 'current') ELSE min(value) FILTER (kind = 'current') END AS now,
        arg_max(value, year) FILTER (kind = 'target' AND value IS NOT NULL) AS target, max(year) FILTER (kind = 'target' AND value IS NOT NULL) AS year
    FROM indicator_values_full
    GROUP BY indicator_id, municipality, plan_title, number, name, unit, higher_is_better
)
SELECT municipality, plan_title, number, name, unit, now, target, year
FROM ends
WHERE CASE WHEN up THEN target <= now ELSE target >= now END
ORDER BY municipality, indicator_id
