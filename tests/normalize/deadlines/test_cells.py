"""Judged cells (`cells.yaml`, and `strangers.yaml` by people who had not seen the rules): what an official reads by docs/deadlines.md."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import Any

import pytest
import yaml

from normalize.deadlines import read_deadline
from records.meaning import DeadlineContext, DeadlineItem, Period

FILES = ("cells.yaml", "strangers.yaml")
TABLES = [yaml.safe_load((Path(__file__).parent / name).read_text(encoding="utf-8")) for name in FILES]
COLUMNS = ("kind", "edtf", "rrule", "duration", "extent", "bound", "times", "at_least", "condition_kind")


def _context(name: str) -> DeadlineContext:
    fields = dict(next(table["contexts"][name] for table in TABLES if name in table["contexts"]))
    if "period" in fields:
        fields["period"] = Period(*fields["period"])
    return DeadlineContext(**fields)


def _expected(text: str) -> list[dict[str, Any]]:
    rows = []
    for item in text.split(" | "):
        kind, *words = shlex.split(item)
        rows.append({"kind": kind} | {key: value or True for key, _, value in (word.partition("=") for word in words)})
    return rows


def _columns(item: DeadlineItem, wanted: dict[str, Any]) -> dict[str, Any]:
    """The item as words of the table: nulls left out, the optional columns only where they are wanted, open ones («?») as wanted."""
    row = {name: getattr(item, name) for name in COLUMNS if getattr(item, name)}
    row |= {name: _optional(item, name) or "none" for name in wanted if name not in COLUMNS}
    row |= {name: "?" for name, value in wanted.items() if value == "?"}
    return {name: value if value is True else str(value) for name, value in row.items()}


def _optional(item: DeadlineItem, name: str) -> Any:
    if name != "occurrences":
        return getattr(item, name)
    return ",".join(f"{o.start}..{o.end}" + ("" if o.in_plan_period else "!") for o in item.occurrences)


CASES = [
    pytest.param(cell[0], cell[1], cell[2] if len(cell) > 2 else "none", id=f"{group}: {cell[0]}")
    for table in TABLES
    for group, cells in table["cells"].items()
    for cell in cells
]


@pytest.mark.parametrize(("text", "expected", "context"), CASES)
def test_cell(text: str, expected: str, context: str) -> None:
    wanted = _expected(expected)
    items = read_deadline(text, _context(context))
    blank = [{} for _ in range(len(items) - len(wanted))]
    assert [_columns(item, row) for item, row in zip(items, wanted + blank, strict=False)] == wanted
