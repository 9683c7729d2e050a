-- title: Какие приказы лежат в наборе дважды
-- description: >
--   Документы с одними и теми же номером, датой и муниципалитетом, но разного содержания: редакции, PDF и Word одного приказа. Их мероприятия считаются
--   в ответах дважды; уберите лишний файл.
-- columns:
--   municipality: Муниципалитет
--   number: Номер
--   date: Дата
--   documents: Документов
--   paths: Файлы
SELECT m.municipality, o.number, o.date, count(*) AS documents, string_agg(o.path, '; ' ORDER BY o.path) AS paths
FROM documents AS o
JOIN municipalities AS m ON m.municipality_id = coalesce(o.municipality_id, 'none')
WHERE o.number IS NOT NULL AND o.date IS NOT NULL
GROUP BY m.municipality_id, m.municipality, o.number, o.date
HAVING count(*) > 1
ORDER BY m.municipality, o.date, o.number
