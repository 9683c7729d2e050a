"""Decisions about the title and the period of a plan: what counts as a period, which plan is meant, and when they come up again."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from corpus.applying import apply
from corpus.decisions import Decision
from corpus.planned import lay_plans, period_in, plan_reading, plan_source
from records.finding import Finding
from records.order import Head, Order, Plan

PLAN = Plan(None, None, "План на 2021 год", None, date(2021, 1, 1), date(2021, 12, 31), None, (), (), ())
OTHER = replace(PLAN, title="План на 2030 год")
ORDER = Order(Head(title="О дорожной карте"), (PLAN, OTHER))


def about(field: str, after: str, order: Order = ORDER, plan: int = 1) -> Decision:
    """A decision on a plan as the page makes it."""
    own = order.plans[plan - 1]
    source, reading = plan_source(order, plan - 1, field), plan_reading(own, field)
    return Decision("plan", id=field, plan=plan, title=own.title or "", field=field, source=source, reading=reading, after=after)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2022", "2022-01-01/2022-12-31"),
        ("2022-2024", "2022-01-01/2024-12-31"),
        ("2022–2024 годы", "2022-01-01/2024-12-31"),
        ("01.09.2021 – 31.05.2022", "2021-09-01/2022-05-31"),
        ("с 1 сентября 2021 года по 31 мая 2022 года", "2021-09-01/2022-05-31"),
        ("2021/2022 учебный год", "2021-09-01/2022-05-31"),
        ("май 2022 или июнь 2023", None),
        ("ежегодно, май 2022", None),
        ("до 2024 года", None),
        ("май", None),
        ("скоро", None),
        ("", None),
    ],
)
def test_what_is_a_period(text: str, found: str | None) -> None:
    period = period_in(text)
    assert (f"{period.start}/{period.end}" if period else None) == found


@pytest.mark.parametrize(
    ("after", "school"),
    [("2021-09-01/2022-05-31", True), ("2021-09-01/2022-12-31", False), ("2021-01-01/2022-05-31", False), ("2021-09-01/2023-05-31", False)],
)
def test_the_year_of_a_school_is_known_by_its_ends(after: str, school: bool) -> None:
    plan = lay_plans(ORDER, [about("period", after)]).order.plans[0]
    assert (f"{plan.period_start}/{plan.period_end}", plan.school_year) == (after, school)


def test_title_and_period_are_laid_over_their_plan_only() -> None:
    applied = apply(ORDER, [about("title", "План на 2022 год"), about("period", "2022-01-01/2022-12-31")])
    first, second = applied.order.plans
    assert (first.title, first.period_start, second) == ("План на 2022 год", date(2022, 1, 1), OTHER)
    assert ([one.id for one in applied.held], applied.again) == (["title", "period"], ())


@pytest.mark.parametrize(
    ("now", "field", "at"),
    [
        (ORDER, "period", 0),
        (replace(ORDER, plans=(OTHER, PLAN)), "period", 1),
        (replace(ORDER, plans=(replace(PLAN, period_end=date(2022, 5, 31)), OTHER)), "period", 0),
        (replace(ORDER, plans=(replace(PLAN, title="Дорожная карта на 2021 год"), OTHER)), "period", 0),
        (replace(ORDER, plans=(replace(PLAN, title="План на 2022 год", period_end=date(2022, 12, 31)), OTHER)), "period", None),
        (replace(ORDER, plans=(replace(PLAN, title="ПЛАН на 2021 год."), OTHER)), "title", 0),
        (replace(ORDER, plans=(replace(PLAN, title="Иной план"), OTHER)), "title", None),
        (replace(ORDER, plans=()), "title", None),
    ],
    ids=[
        "as it was",
        "at another place",
        "the program reads the same text otherwise",
        "another text of the same period",
        "text and period have changed",
        "the same words",
        "another title",
        "no plan",
    ],
)
def test_a_decision_finds_its_plan_or_comes_up_again(now: Order, field: str, at: int | None) -> None:
    after = "2025-01-01/2025-12-31" if field == "period" else "Решённое"
    laid = lay_plans(now, [about(field, after)])
    changed = [p for p, (old, new) in enumerate(zip(now.plans, laid.order.plans, strict=True)) if old != new]
    assert changed == ([] if at is None else [at])
    assert [one.id for one in laid.again] == ([field] if at is None else [])


@pytest.mark.parametrize(
    ("decided", "left"),
    [({"title": "План"}, 1), ({"period": "2022-01-01/2022-12-31"}, 1), ({"title": "План", "period": "2022-01-01/2022-12-31"}, 0)],
    ids=["title", "period", "both"],
)
def test_what_a_plan_lacks_is_not_told_any_more_once_it_is_given(decided: dict[str, str], left: int) -> None:
    bare = replace(PLAN, title=None, period_start=None, period_end=None)
    finding = Finding("X905", "W", "У плана не найдено названия и периода.", "", 1, field="title")
    order = Order(Head(), (bare,), findings=(finding, replace(finding, plan=None)))
    laid = lay_plans(order, [about(field, after, order) for field, after in decided.items()])
    assert len(laid.order.findings) == 1 + left


@pytest.mark.parametrize(("field", "after"), [("period", "скоро"), ("period", "2022-13-01/2022-12-31"), ("signatory", "Иванов")])
def test_a_line_that_somebody_spoilt_waits_for_a_person(field: str, after: str) -> None:
    assert [one.after for one in lay_plans(ORDER, [about(field, after)]).again] == [after]


def test_a_period_can_be_taken_away() -> None:
    plan = lay_plans(ORDER, [about("period", "")]).order.plans[0]
    assert (plan.period_start, plan.period_end) == (None, None)
