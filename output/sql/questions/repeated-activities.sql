-- title: Какие мероприятия записаны дважды
-- description: >
--   Одинаковые названия внутри одного муниципалитета (регистр, «ё», пробелы и знаки не важны): в одном плане или в разных. Похожие, но не одинаковые находит
--   `dorkarta match`.
-- columns:
--   municipality: Муниципалитет
--   times: Раз
--   title: Мероприятие
--   places: Планы и номера
SELECT
    municipality, count(*) AS times, min(title) AS title,
    string_agg('план ' || plan || ', ' || coalesce(nullif(number, ''), 'без номера'), '; ' ORDER BY document_id, plan, activity) AS places
FROM activities_full
WHERE title <> ''
GROUP BY municipality_id, municipality, document_id, regexp_replace(replace(lower(title), 'ё', 'е'), '[^\p{L}\p{N}]+', ' ', 'g')
HAVING count(*) > 1
ORDER BY municipality, times DESC, title
