-- title: Точность срока
-- stored: true
-- row: ступень точности, от точного дня до срока, который не понят
-- description: >
--   Словарь к столбцу `precision` представлений `deadlines_full` и `calendar`. `rank` — от точного (1) к неопределённому (8); `definite` — по такому
--   сроку видно, к какому месяцу или кварталу мероприятие должно быть сделано.
FROM (VALUES
    ('day', 1, true, 'точный день'),
    ('month', 2, true, 'месяц'),
    ('quarter', 3, true, 'квартал, сезон, полугодие'),
    ('year', 4, false, 'год («ежегодно», «2022»)'),
    ('continuous', 5, false, 'постоянно, в течение периода'),
    ('conditional', 6, false, 'по условию («по графику»)'),
    ('missing', 7, false, 'не указан'),
    ('unparsed', 8, false, 'не понят')
) AS v("precision", rank, definite, precision_name)
