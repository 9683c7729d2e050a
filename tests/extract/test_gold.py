"""The labelled documents: every activity of the gold stands in the cells of every format that its document is in."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from extract.office import find_office
from extract.read import read_document
from records.document import Document, Table

pytestmark = pytest.mark.gold
needs_office = pytest.mark.skipif(find_office() is None, reason="LibreOffice is not installed (Debian: apt install libreoffice-writer)")
# The order of the columns in the activity tables of the two documents.
COLUMNS = {
    "kizlyar": ("number", "title", "deadline", "result", "body"),
    "kstovo": ("number", "title", "deadline", "body", "result"),
}
Row = list[str | None]


def read(path: Path) -> Document:
    return read_document(path.read_bytes(), "d")


def rows(document: Document) -> list[Row]:
    """The texts of all rows, with the automatic number where a cell has one (in the first column alone, as the gold has it)."""
    return [
        [None if cell is None else cell.printed if place == 0 else cell.text for place, cell in enumerate(line)]
        for _, table in document.tables()
        for line in table.grid()
    ]


def activities(data: Path, name: str) -> list[dict[str, Any]]:
    lines = (data / "gold" / f"{name}.activities.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines]


def missing(document: Document, wanted: list[Row]) -> list[Row]:
    """The rows that are not among those of the document, looked for in order."""
    found = rows(document)
    position = 0
    lost: list[Row] = []
    for row in wanted:
        try:
            position = found.index(row, position) + 1
        except ValueError:
            lost.append(row)
    return lost


@pytest.mark.parametrize("name", list(COLUMNS))
def test_word(data: Path, name: str) -> None:
    wanted: list[Row] = [[activity[column] for column in COLUMNS[name]] for activity in activities(data, name)]
    assert missing(read(data / "docs" / f"{name}.docx"), wanted) == []


@pytest.mark.parametrize("name", list(COLUMNS))
def test_flat_text(data: Path, name: str) -> None:
    """Chapter IV of Kizlyar prints «1.» in every row, because its text holds no automatic numbers."""
    wanted: list[Row] = [[activity[column] for column in COLUMNS[name]] for activity in activities(data, name)]
    if name == "kizlyar":
        wanted = [["1.", *row[1:]] if activity["plan"] == 4 else row for activity, row in zip(activities(data, name), wanted, strict=True)]
    assert missing(read(data / "sources" / f"{name}.txt"), wanted) == []


@pytest.mark.parametrize(
    ("name", "other"),
    [
        pytest.param("kizlyar", "kizlyar.odt", id="odt"),
        pytest.param("kstovo", "kstovo.html", id="html"),
        pytest.param("kstovo", "kstovo.doc", id="doc", marks=needs_office),
    ],
)
def test_other_formats_have_the_same_cells(data: Path, name: str, other: str) -> None:
    word, same = read(data / "docs" / f"{name}.docx"), read(data / "docs" / other)
    for (number, table), (_, copy) in zip(word.tables(), same.tables(), strict=True):
        assert [_placed(table)] == [_placed(copy)], number
    assert [b.printed for b in word.blocks if not isinstance(b, Table)] == [b.printed for b in same.blocks if not isinstance(b, Table)]


@needs_office
def test_rtf_has_the_same_texts(data: Path) -> None:
    """In RTF two tables without a paragraph in between are one, so places differ; no text does."""
    word, rtf = read(data / "docs" / "kizlyar.docx"), read(data / "docs" / "kizlyar.rtf")
    assert _texts(word) == _texts(rtf)


def _placed(table: Table) -> list[tuple[int, int, int, int, str]]:
    return [(cell.row, cell.column, cell.row_span, cell.column_span, cell.printed) for cell in table.cells]


def _texts(document: Document) -> Counter[str]:
    return Counter(cell.printed for _, table in document.tables() for cell in table.cells if cell.printed)
