-- title: Что наступает в выбранном месяце
-- description: >
--   Мероприятия, у которых в этом месяце кончается срок, известный до дня, месяца или квартала. Сроки «за год» и «постоянно» сюда не входят: их
--   показывает vague-deadlines. Без параметра берётся месяц, в котором сроков больше всего.
-- parameters:
--   month: {meaning: "месяц, ГГГГ-ММ", default: null}
-- columns:
--   due: До какого дня
--   municipality: Муниципалитет
--   plan_title: План
--   number: Номер
--   title: Мероприятие
--   deadline_raw: Срок
--   body_raw: Ответственный
WITH chosen AS (
    SELECT coalesce(
        $month::VARCHAR,
        (SELECT arg_max(month_due, (n, month_due)) FROM (
            SELECT month_due, count(DISTINCT activity_id) AS n FROM calendar WHERE definite AND month_due IS NOT NULL GROUP BY month_due
        ))
    ) AS month
)
SELECT max(c."end") AS due, c.municipality, c.plan_title, c.number, c.title, c.deadline_raw, a.body_raw
FROM calendar AS c
JOIN chosen ON c.month_due = chosen.month
JOIN activities_full AS a USING (activity_id)
WHERE c.definite
GROUP BY c.activity_id, c.municipality, c.plan_title, c.number, c.title, c.deadline_raw, a.body_raw, a.plan, a.activity
ORDER BY due, c.municipality, a.plan, a.activity, c.activity_id
