-- title: Значения показателей с названиями
-- row: значение показателя за год
-- description: >
--   Значение вместе с показателем, планом и муниципалитетом. `kind`: `current` — сейчас, `target` — цель. `higher_is_better`: по напечатанной шкале
--   (если назван только её лучший край — больше ли он нуля); без шкалы пусто.
SELECT
    m.municipality_id, m.municipality, p.plan_id, p.title AS plan_title,
    i.indicator_id, i.number, i.name, i.unit, i.scale_best, i.scale_worst, coalesce(i.scale_best > i.scale_worst, i.scale_best > 0) AS higher_is_better,
    v.kind, v.year, v.qualifier, v.value, v.raw
FROM indicator_values AS v
JOIN indicators AS i USING (indicator_id)
JOIN plans AS p USING (plan_id)
JOIN municipalities AS m ON m.municipality_id = coalesce(p.municipality_id, 'none')
