-- title: Муниципалитеты
-- stored: true
-- row: муниципалитет, у которого в наборе есть прочитанный документ
-- description: >
--   Документы, муниципалитет которых не узнан, стоят под кодом `none`. Если одинаково называются
--   муниципалитеты двух регионов, к названию добавлен регион; если одного — код.
WITH seen AS (
    SELECT coalesce(municipality_id, 'none') AS municipality_id, municipality, region_id FROM documents WHERE status <> 'failed'
    UNION ALL
    SELECT DISTINCT coalesce(municipality_id, 'none'), NULL, region_id FROM activities
),
named AS (
    SELECT municipality_id, municipality, region_id
    FROM seen
    GROUP BY municipality_id, municipality, region_id
    QUALIFY row_number() OVER (PARTITION BY municipality_id ORDER BY municipality IS NULL, count(*) DESC, municipality, region_id) = 1
),
filed AS (
    SELECT coalesce(municipality_id, 'none') AS municipality_id, count(*) AS documents FROM documents WHERE status <> 'failed' GROUP BY ALL
),
planned AS (
    SELECT coalesce(municipality_id, 'none') AS municipality_id, count(*) AS plans FROM plans GROUP BY ALL
),
counted AS (
    SELECT coalesce(municipality_id, 'none') AS municipality_id, count(*) AS activities FROM activities GROUP BY ALL
),
regions AS (
    SELECT concept_id AS region_id, pref_label AS region FROM concepts WHERE scheme = 'region'
),
shown AS (
    SELECT
        municipality_id,
        CASE WHEN municipality_id = 'none' THEN 'Муниципалитет не узнан' ELSE coalesce(municipality, municipality_id) END AS municipality,
        CASE WHEN municipality_id = 'none' THEN NULL ELSE region_id END AS region_id
    FROM named
),
placed AS (
    SELECT
        municipality_id, region_id, coalesce(region, 'регион не узнан') AS region,
        CASE WHEN count(*) OVER (PARTITION BY municipality) > 1 THEN municipality || ' (' || coalesce(region, 'регион не узнан') || ')' ELSE municipality END AS municipality
    FROM shown
    LEFT JOIN regions USING (region_id)
)
SELECT
    municipality_id,
    CASE WHEN count(*) OVER (PARTITION BY municipality) > 1 THEN municipality || ' [' || municipality_id || ']' ELSE municipality END AS municipality,
    region_id,
    region,
    coalesce(documents, 0) AS documents,
    coalesce(plans, 0) AS plans,
    coalesce(activities, 0) AS activities
FROM placed
LEFT JOIN filed USING (municipality_id)
LEFT JOIN planned USING (municipality_id)
LEFT JOIN counted USING (municipality_id)
