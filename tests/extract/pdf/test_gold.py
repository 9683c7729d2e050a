"""The two labelled documents, cell by cell, without any recognition: rows of five columns against the labelled activities."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from extract.pdf import read_pdf
from records.document import Document, Table
from records.text import clean_line

# Two cells of the one and one of the other end a line in a hyphen where no space is drawn, although the author typed one:
# the page does not tell.
EXACT = {"kstovo": 153, "kizlyar": 129}
FIELDS = {
    "kstovo": ("number", "title", "deadline", "body", "result"),
    "kizlyar": ("number", "title", "deadline", "result", "body"),
}
TABLES = {"kstovo": 8, "kizlyar": 25}
BREAKS_AGREE = 0.99


def document_of(data: Path, name: str) -> Document:
    return read_pdf((data / "docs" / f"{name}.pdf").read_bytes(), name)


def activities(data: Path, name: str) -> list[dict[str, str]]:
    lines = (data / "gold" / f"{name}.activities.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def rows_of(table: Table) -> list[tuple[str, ...]]:
    return [tuple(clean_line(cell.text) if cell else "" for cell in row) for row in table.grid()]


@pytest.mark.gold
@pytest.mark.parametrize("name", EXACT)
def test_activity_rows(data: Path, name: str) -> None:
    document = document_of(data, name)
    read = Counter(row for _, table in document.tables() if table.columns == 5 for row in rows_of(table))
    gold = Counter(tuple(clean_line(row[field]) for field in FIELDS[name]) for row in activities(data, name))
    assert sum((gold & read).values()) >= EXACT[name], gold - read
    assert sum(1 for _ in document.tables()) == TABLES[name]


@pytest.mark.gold
def test_no_row_is_merged_or_split(data: Path) -> None:
    """Every table has as many rows as its labelled activities and sections and one header row."""
    plans = json.loads((data / "gold" / "kstovo.plans.json").read_text(encoding="utf-8"))
    expected = [1 + plan["n_activities"] + len(plan["sections"]) for plan in plans]
    assert [table.rows for _, table in document_of(data, "kstovo").tables()] == expected


@pytest.mark.gold
def test_line_breaks_agree_with_the_word_file(data: Path) -> None:
    """Of the cells whose letters are right, nearly all have their breaks where the Word file has them."""
    same = total = 0
    for name, fields in FIELDS.items():
        cells: dict[str, set[str]] = {}
        for _, table in document_of(data, name).tables():
            for cell in table.cells:
                cells.setdefault(clean_line(cell.text), set()).add(cell.text)
        wanted = [row[field] for row in activities(data, name) for field in fields if row[field]]
        found = [text for text in wanted if clean_line(text) in cells]
        total += len(found)
        same += sum(text in cells[clean_line(text)] for text in found)
    assert same >= BREAKS_AGREE * total


@pytest.mark.gold
@pytest.mark.parametrize("name", EXACT)
def test_every_cell_has_its_place(data: Path, name: str) -> None:
    for _, table in document_of(data, name).tables():
        for cell in table.cells:
            assert cell.boxes
            assert cell.page == cell.boxes[0].page
            assert [box.page for box in cell.boxes] == sorted({box.page for box in cell.boxes})
