"""Editions of one order, and orders that change others."""

from __future__ import annotations

from datetime import date

import pytest

from corpus.editions import Edition, act_of, editions

FIRST = ("a", "Отдел образования", "17", "2021-03-01", None)


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        pytest.param(("b", "ОТДЕЛ  ОБРАЗОВАНИЯ", "17", "2021-03-01", None), [Edition("b", "a", "same")], id="same issuer and number"),
        pytest.param(("b", "Отдел образования", "17", "2022-01-01", None), [Edition("b", "a", "same")], id="a later edition"),
        pytest.param(("b", "Отдел образования", "40", "2021-09-01", "17"), [Edition("b", "a", "amends")], id="an order that changes it"),
        pytest.param(("b", "Отдел образования", "18", "2021-03-01", None), [], id="another number"),
        pytest.param(("b", "Отдел культуры", "17", "2021-03-01", None), [], id="another issuer"),
        pytest.param(("b", None, "17", None, None), [], id="no issuer"),
    ],
)
def test_links(other: tuple[str, str | None, str | None, str | None, str | None], expected: list[Edition]) -> None:
    assert editions([other, FIRST]) == expected


@pytest.mark.parametrize(
    ("title", "amends"),
    [
        ("О внесении изменений в приказ от 01.03.2021 № 17-ОД", "17-ОД"),
        ("Об утверждении плана (в редакции приказа № 5)", "5"),
        ("О плане мероприятий к конкурсу № 3", None),
        (None, None),
    ],
)
def test_the_title_says_what_an_order_changes(title: str | None, amends: str | None) -> None:
    row = {"title": title, "issuer": "Отдел", "number": "40", "date": date(2021, 9, 1)}
    assert act_of(row) == ("Отдел", "40", "2021-09-01", amends)
