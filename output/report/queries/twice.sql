-- title: Один приказ в нескольких файлах
-- description: Документы с одними и теми же номером, датой и муниципалитетом; их мероприятия посчитаны несколько раз. Уберите лишние файлы и прочитайте архив заново.
-- columns:
--   municipality: Муниципалитет
--   number: Номер
--   date: Дата
--   paths: Файлы
SELECT c.municipality, o.number, strftime(o.date, '%d.%m.%Y') AS date, string_agg(o.path, '; ' ORDER BY o.path) AS paths
FROM chosen AS c
JOIN documents AS o ON coalesce(o.municipality_id, 'none') = c.municipality_id
WHERE o.number IS NOT NULL AND o.date IS NOT NULL
GROUP BY c.municipality_id, c.municipality, o.number, o.date
HAVING count(*) > 1
ORDER BY c.municipality, o.number
