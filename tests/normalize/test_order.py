"""A whole order is read cell by cell, each in the light of its document."""

from __future__ import annotations

from datetime import date

from normalize.order import understand
from records.order import Activity, Head, Order, Place, Plan, Section


def _order(*cells: tuple[str, str, str], section: Section | None = None) -> Order:
    activities = tuple(
        Activity(str(n), title, deadline, body, "", Place(1, n, n), 0 if section else None)
        for n, (title, deadline, body) in enumerate(cells, start=1)
    )
    plan = Plan(None, None, "План", None, date(2022, 1, 1), date(2022, 12, 31), None, (section,) if section else (), activities, ())
    return Order(Head(issuer="Управление образования Заречного района"), (plan,))


def test_an_abbreviation_that_a_cell_defines_is_known_in_the_cells_below() -> None:
    order = _order(("Слёт", "май", "Дворец творчества «Парус» (далее – ДТП)"), ("Конкурс", "июнь", "ДТП"))
    first, second = understand(order).plans[0].activities
    assert second.mentions[0].body_id == first.mentions[0].body_id is not None


def test_a_bare_day_is_of_the_month_of_its_section() -> None:
    order = _order(("Слёт", "17", "школы"), section=Section(None, "Сентябрь", month=9))
    (item,) = understand(order).plans[0].activities[0].deadlines
    assert (item.edtf, item.start) == ("XXXX-09-17", date(2022, 9, 17))


def test_a_day_is_resolved_by_the_plans_period() -> None:
    (item,) = understand(_order(("Слёт", "до 1 ноября", "школы"))).plans[0].activities[0].deadlines
    assert item.end == date(2022, 11, 1)


def test_an_abbreviation_means_in_each_plan_what_it_defines() -> None:
    first = _order(("Слёт", "май", "Центр творчества «Парус» (далее – Центр)"), ("Конкурс", "июнь", "Центр")).plans[0]
    second = _order(("Смотр", "май", "Центр"), ("Сбор", "июнь", "Информационно-методический центр (далее – Центр)")).plans[0]
    third = _order(("Смотр", "май", "Центр")).plans[0]
    plans = understand(Order(Head(issuer="Управление образования Заречного района"), (first, second, third))).plans
    classes = [[activity.mentions[0].body_class for activity in plan.activities] for plan in plans]
    methodical = "municipal_methodical_service"
    assert classes == [["supplementary_education"] * 2, [methodical] * 2, [methodical]]


def test_a_table_of_abbreviations_defines_them() -> None:
    (plan,) = _order(("Слёт", "май", "МОПЦ")).plans
    rows = (("МОПЦ", "муниципальный опорный центр дополнительного образования детей"), ("ВПР", "всероссийские проверочные работы"))
    order = Order(Head(issuer="Управление образования Заречного района"), (plan,), abbreviations=(*rows, ("ЦТ", "центр творчества")))
    (mention,) = understand(order).plans[0].activities[0].mentions
    assert (mention.body_class, mention.method) == ("supplementary_education", "definition")
