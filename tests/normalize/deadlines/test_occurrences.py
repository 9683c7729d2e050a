"""Occurrences against the plan period, table by table of docs/deadlines.md."""

from __future__ import annotations

from datetime import date

import pytest

from normalize.deadlines import explain_deadline, read_deadline
from records.meaning import DeadlineContext, Period

Y2022 = DeadlineContext(Period(date(2022, 1, 1), date(2022, 12, 31)))
TWO = DeadlineContext(Period(date(2021, 1, 1), date(2022, 12, 31)))
SCHOOL = DeadlineContext(Period(date(2022, 9, 1), date(2023, 5, 31)), school_year=True)

CASES = [
    pytest.param(
        "Октябрь 2020, май 2022", Y2022, "2020-10-01..2020-10-31- 2022-05-01..2022-05-31+", id="outside the period: flagged, not dropped"
    ),
    pytest.param("сентябрь 2022, в течение года", Y2022, "2022-09-01..2022-09-30+", id="an extent adds none to a date"),
    pytest.param("до 10.10.2020", Y2022, "None..2020-10-10-", id="open start before the period is null"),
    pytest.param("с 1 сентября 2023", Y2022, "2023-09-01..None-", id="open end after the period is null"),
    pytest.param(
        "октябрь 2021 г. далее - ежегодно", TWO, "2021-10-01..2021-10-31+ 2022-10-01..2022-10-31+", id="the dated one first, then the rule"
    ),
    pytest.param("Декабрь -январь ежегодно", Y2022, "2022-12-01..2023-01-31+", id="not cut at the end of the period"),
    pytest.param(
        "ежеквартально", SCHOOL, "2022-10-01..2022-12-31+ 2023-01-01..2023-03-31+ 2023-04-01..2023-06-30+", id="calendar quarters"
    ),
    pytest.param(
        "до 1 сентября 2021, далее ежегодно",
        TWO,
        "2021-09-01..2021-09-01+ 2022-09-01..2022-09-01+",
        id="before in a repetition: the due day",
    ),
    pytest.param("в течение года", TWO, "2021-01-01..2021-12-31+ 2022-01-01..2022-12-31+", id="one for each calendar year"),
    pytest.param("в течение учебного года", Y2022, "2022-01-01..2022-05-31+ 2022-09-01..2022-12-31+", id="school years, cut to the period"),
    pytest.param("по мере необходимости в течение года", Y2022, "", id="a conditional item gives none"),
    pytest.param("сентябрь", TWO, "", id="two places for a month without year: none"),
    pytest.param("октябрь, март", SCHOOL, "2022-10-01..2022-10-31+ 2023-03-01..2023-03-31+", id="one place each, in order"),
    pytest.param("декабрь, январь", Y2022, "2022-01-01..2022-01-31+ 2022-12-01..2022-12-31+", id="a set: one place each is enough"),
    pytest.param("декабрь - январь", Y2022, "", id="a range: one place each, out of order"),
]


@pytest.mark.parametrize(("text", "context", "expected"), CASES)
def test_occurrences(text: str, context: DeadlineContext, expected: str) -> None:
    (item,) = read_deadline(text, context)
    assert " ".join(f"{o.start}..{o.end}{'+' if o.in_plan_period else '-'}" for o in item.occurrences) == expected


def test_need_takes_start_and_end_from_its_extent() -> None:
    (item,) = read_deadline("по мере необходимости в течение года", Y2022)
    assert (item.start, item.end) == (date(2022, 1, 1), date(2022, 12, 31))


def test_explanation_names_rules_in_order() -> None:
    explanation = explain_deadline("1. до 5 мая 2022, актовый зал", Y2022)
    (note,) = explanation.items
    assert [rule.rule for rule in note.rules] == ["enumerator", "bound", "day", "year", "separator"]
    assert note.leftover == ("актовый", "зал")
    assert note.item == read_deadline("1. до 5 мая 2022, актовый зал", Y2022)[0]
