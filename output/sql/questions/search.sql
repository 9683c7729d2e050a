-- title: Где упомянуто слово
-- description: Мероприятия, в названии или результате которых есть заданный текст (регистр и «ё» не важны).
-- parameters:
--   text: {meaning: часть слова или фраза, default: функциональн}
-- columns:
--   municipality: Муниципалитет
--   plan_title: План
--   number: Номер
--   title: Мероприятие
--   deadline_raw: Срок
--   body_raw: Ответственный
--   result_raw: Результат
SELECT municipality, plan_title, number, title, deadline_raw, body_raw, result_raw
FROM activities_full
WHERE contains(replace(lower(title || ' ' || result_raw), 'ё', 'е'), replace(lower($text), 'ё', 'е'))
ORDER BY municipality, document_id, plan, activity
