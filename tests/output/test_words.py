"""Meanings in Russian words."""

from __future__ import annotations

import pytest

from output.words import deadline_in_words, edtf_in_words, plural
from records.meaning import DeadlineItem


@pytest.mark.parametrize(
    ("edtf", "bound", "expected"),
    [
        ("2021-05-27", None, "27 мая 2021"),
        ("2021-10", None, "октябрь 2021"),
        ("2022", None, "2022 год"),
        ("2020/2021", None, "2020 – 2021 годы"),
        ("2021-35", None, "III квартал 2021"),
        ("2022-40", "before", "до I полугодия 2022"),
        ("2021-09/2022-06", None, "сентябрь 2021 – июнь 2022"),
        ("{2022-04,2022-10..2022-12}", None, "апрель 2022, октябрь 2022 – декабрь 2022"),
        ("../2021-10-10", "before", "до 10 октября 2021"),
        ("../2022-12", "before", "до декабря 2022"),
        ("2021-09-01/..", "after", "с 1 сентября 2021"),
        ("XXXX-11-01", "before", "до 1 ноября"),
        ("XXXX-09", None, "сентябрь"),
        ("2022-23", None, "осень 2022"),
        ("2021~", None, "2021~"),
    ],
)
def test_edtf(edtf: str, bound: str | None, expected: str) -> None:
    assert edtf_in_words(edtf, bound) == expected


def _item(**known: object) -> dict[str, object]:
    empty = dict.fromkeys(DeadlineItem.__dataclass_fields__) | {"at_least": False}
    return empty | known


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        (_item(kind="recurring", rrule="FREQ=YEARLY", duration="P1Y"), "ежегодно"),
        (_item(kind="recurring", rrule="FREQ=YEARLY;BYMONTH=5", duration="P1M"), "ежегодно: май"),
        (_item(kind="recurring", rrule="FREQ=YEARLY;BYMONTH=12", duration="P2M"), "ежегодно: декабрь – январь"),
        (_item(kind="recurring", rrule="FREQ=YEARLY;BYMONTH=3,4", duration="P1M"), "ежегодно: март, апрель"),
        (_item(kind="recurring", rrule="FREQ=YEARLY;BYMONTH=9;BYMONTHDAY=1", duration="P1D", bound="before"), "ежегодно: до 1 сентября"),
        (_item(kind="recurring", rrule="FREQ=MONTHLY;BYMONTHDAY=5", duration="P1D", bound="before"), "ежемесячно: до 5 числа"),
        (_item(kind="recurring", rrule="FREQ=MONTHLY;INTERVAL=3", duration="P3M"), "ежеквартально"),
        (_item(kind="recurring", rrule="FREQ=MONTHLY;INTERVAL=6", duration="P6M", times=1), "раз в полугодие"),
        (_item(kind="recurring", rrule="FREQ=MONTHLY;INTERVAL=6", times=1, at_least=True), "не реже 1 раз в полугодие"),
        (_item(kind="recurring", rrule="FREQ=YEARLY", duration="P1Y", times=2), "2 раза в год"),
        (_item(kind="recurring", rrule="FREQ=YEARLY;INTERVAL=3", duration="P3Y", times=1), "1 раз в 3 года"),
        (_item(kind="recurring", rrule="FREQ=MONTHLY;BYDAY=1TU", duration="P1D"), "ежемесячно: 1-й вторник"),
        (_item(kind="recurring", edtf="2021-10", rrule="FREQ=YEARLY;BYMONTH=10", duration="P1M"), "октябрь 2021, далее ежегодно: октябрь"),
        (_item(kind="continuous", extent="plan_period"), "весь период плана"),
        (_item(kind="conditional", condition_kind="need", condition="По мере необходимости"), "по мере необходимости"),
        (
            _item(kind="conditional", condition_kind="schedule", condition="по плану управления"),
            "по графику («по плану управления»)",
        ),
        (_item(kind="missing"), "срок не указан"),
        (_item(kind="unparsed"), "НЕ ПОНЯТО"),
    ],
)
def test_deadline(item: dict[str, object], expected: str) -> None:
    assert deadline_in_words(item) == expected


@pytest.mark.parametrize(
    ("n", "expected"),
    [
        (0, "0 планов"),
        (1, "1 план"),
        (2, "2 плана"),
        (5, "5 планов"),
        (11, "11 планов"),
        (21, "21 план"),
        (112, "112 планов"),
        (1024, "1\u00a0024 плана"),
    ],
)
def test_plural(n: int, expected: str) -> None:
    assert plural(n, "план", "плана", "планов") == expected
