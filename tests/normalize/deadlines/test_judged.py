"""Whole rows of the `deadlines` table for cells written from the contract alone (`judged.yaml`): every column, and the occurrences."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from normalize.deadlines import read_deadline
from records.meaning import DeadlineContext, DeadlineItem, Period

TABLE = yaml.safe_load((Path(__file__).parent / "judged.yaml").read_text(encoding="utf-8"))
COLUMNS = (
    "label", "raw", "kind", "edtf", "rrule", "duration", "extent", "bound", "times", "at_least", "condition_kind", "condition",
)  # fmt: skip
RESOLVED = ("start", "end", "occurrences")


def _context(name: str) -> DeadlineContext:
    fields = dict(TABLE["contexts"][name])
    if "period" in fields:
        fields["period"] = Period(*map(date.fromisoformat, fields["period"]))
    return DeadlineContext(**fields)


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _row(item: DeadlineItem, wanted: dict[str, Any]) -> dict[str, Any]:
    row = {name: getattr(item, name) for name in COLUMNS}
    row |= {"start": _plain(item.start), "end": _plain(item.end)}
    row["occurrences"] = [[_plain(o.start), _plain(o.end), o.in_plan_period] for o in item.occurrences]
    return {name: value for name, value in row.items() if name in COLUMNS or name in wanted}


def _wanted(text: str, item: dict[str, Any]) -> dict[str, Any]:
    return dict.fromkeys(COLUMNS) | {"at_least": False, "raw": text} | item


@pytest.mark.parametrize(("context", "text", "items"), [pytest.param(c[0], c[1], c[2:], id=f"{c[0]}: {c[1]}") for c in TABLE["cells"]])
def test_row(context: str, text: str, items: list[dict[str, Any]]) -> None:
    wanted = [_wanted(text, item) for item in items]
    found = read_deadline(text, _context(context))
    assert len(found) == len(wanted)
    assert [_row(item, row) for item, row in zip(found, wanted, strict=True)] == wanted


def test_every_named_column_is_one_of_the_table() -> None:
    named = {name for cell in TABLE["cells"] for item in cell[2:] for name in item}
    assert named <= {*COLUMNS, *RESOLVED}
