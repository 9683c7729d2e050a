-- title: Показатели
-- description: Цели по годам и значение сейчас. Если текущих значений несколько (ЕГЭ и ОГЭ), показаны все.
-- columns:
--   municipality: Муниципалитет
--   number: Номер
--   name: Показатель
--   unit: Единица
--   kind: Вид
--   year: Год
--   qualifier: Уточнение
--   value: Значение
SELECT c.municipality, v.indicator_id, v.number, v.name, v.unit, v.kind, v.year, v.qualifier, v.value
FROM chosen AS c
JOIN indicator_values_full AS v USING (municipality_id)
WHERE v.value IS NOT NULL
ORDER BY c.municipality, v.plan_id, regexp_extract(v.indicator_id, '\d+$')::INT, v.kind, v.year, v.qualifier
