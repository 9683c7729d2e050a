"""Sides made of a few words."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from output.diff.sides import Side, SidePlan, SideRow

Row = tuple[str, str, str]  # number, title, deadline


@pytest.fixture
def side() -> Callable[..., Side]:
    """Makes a side: plan title → rows of number, title and deadline (a string with a section before «|» in the title)."""

    def make(
        plans: dict[str, Sequence[Row]], *, municipality: str | None = None, indicators: dict[str, dict[int, str]] | None = None
    ) -> Side:
        made, place = [], 0
        for n, (title, rows) in enumerate(plans.items(), start=1):
            own = []
            for position, (number, text, deadline) in enumerate(rows, start=1):
                section, _, name = text.rpartition("|")
                own.append(SideRow(activity(f"p{n}/a{position}", number, name, deadline, position), section, place))
                place += 1
            made.append(SidePlan(plan(n, title), tuple(own), measured(indicators or {}) if n == 1 else ()))
        return Side(municipality or "район", "файл.docx", municipality, tuple(made))

    return make


def activity(key: str, number: str, title: str, deadline: str, position: int) -> dict:
    """A row of `activities`."""
    texts = {"number": number, "title": title, "deadline_raw": deadline, "body_raw": "школы", "result_raw": "отчёт"}
    return {"activity_id": key, "activity": position, "extra": {}, "activity_type": "contest", "directions": ["2.3"], **texts}


def plan(n: int, title: str) -> dict:
    """A row of `plans`."""
    return {"plan": n, "title": title, "code": None, "direction": None, "period_start": None, "period_end": None, "approved_by": None}


def measured(indicators: dict[str, dict[int, str]]) -> tuple:
    """Indicators with their targets by year."""
    return tuple(
        ({"number": str(n), "name": name, "definition": None, "unit": "%"}, tuple(value(year, raw) for year, raw in targets.items()))
        for n, (name, targets) in enumerate(indicators.items(), start=1)
    )


def value(year: int, raw: str) -> dict:
    """A row of `indicator_values`."""
    return {"year": year, "kind": "target", "qualifier": None, "value": float(raw.replace(",", ".")), "raw": raw}
