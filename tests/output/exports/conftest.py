"""Selections to export: the sample archive, the labelled documents, and a small plan whose texts a test chooses."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from output.arrow import arrow_table
from output.exports.selection import Selection, select
from output.rows import Row
from output.schema import tables

Made = Callable[..., Selection]


@pytest.fixture(scope="session", params=["samples", pytest.param("real", marks=pytest.mark.gold)])
def selection(request: pytest.FixtureRequest) -> Selection:
    """A whole dataset."""
    return select(request.getfixturevalue(f"{request.param}_dataset"))


@pytest.fixture
def made() -> Made:
    """Rows by table, each with only the columns that matter → the selection; a document and a plan are there unasked."""

    def make(**rows: list[Row]) -> Selection:
        document = {"document_id": "d", "path": "приказ.docx", "paths": ["приказ.docx"], "status": "ok", "basis": []}
        plan = {"plan_id": "d/p1", "document_id": "d", "plan": 1, "title": "План", "period_start": date(2024, 1, 1)}
        given = {"documents": [document], "plans": [plan], **rows}
        return Selection({name: arrow_table(name, [_whole(name, row) for row in given.get(name, [])]) for name in tables()}, publication=4)

    return make


@pytest.fixture
def workbook_of(tmp_path: Path) -> Callable[[Selection], Path]:
    """A selection → its workbook."""
    from output.exports.xlsx import export_xlsx

    def write(chosen: Selection) -> Path:
        export_xlsx(chosen, tmp_path / "книга.xlsx")
        return tmp_path / "книга.xlsx"

    return write


def activity(**given: Any) -> Row:
    """The row of an activity."""
    return {
        "activity_id": "d/p1/a1",
        "plan_id": "d/p1",
        "document_id": "d",
        "activity": 1,
        "table": 1,
        "row_first": 1,
        "row_last": 1,
    } | given


_BLANK: dict[str, Any] = {"string": "", "integer": 0, "number": 0.0, "boolean": False, "list": [], "map": {}}


def _whole(table: str, row: Row) -> Row:
    """The row with null, or an empty value where null is not allowed, in all other columns."""
    blank = {column.name: _BLANK.get(column.type.partition("<")[0]) if column.required else None for column in tables()[table].columns}
    return blank | row


@pytest.fixture
def activity_row() -> Callable[..., Row]:
    """Columns of an activity → its row."""
    return activity
