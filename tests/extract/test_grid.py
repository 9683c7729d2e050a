"""Grids: whatever spans a file claims, cells never overlap and no text is lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.grid import Placed, Spanned, assemble, spread
from extract.lines import Content, Line, content_of
from records.document import Table

spans = st.integers(1, 4)
spanned_rows = st.lists(st.lists(st.tuples(spans, spans), max_size=5), max_size=6)
placed_rows = st.lists(st.lists(st.tuples(st.integers(0, 2), spans, st.sampled_from(["", "restart", "continue"])), max_size=5), max_size=6)


def check(table: Table, texts: set[str]) -> None:
    """Cells in row-major order, inside the table, none over another, and every text in one of them."""
    places = [(cell.row, cell.column) for cell in table.cells]
    assert places == sorted(places)
    covered = [
        (row, column)
        for cell in table.cells
        for row in range(cell.row, cell.row + cell.row_span)
        for column in range(cell.column, cell.column + cell.column_span)
    ]
    assert len(covered) == len(set(covered))
    assert all(row < table.rows and column < table.columns for row, column in covered)
    assert {line for cell in table.cells for line in cell.text.split("\n") if line} == texts


@given(spanned_rows)
def test_spanned_cells(rows: list[list[tuple[int, int]]]) -> None:
    cells = [[Spanned(Content(f"{r}.{c}"), *span) for c, span in enumerate(row)] for r, row in enumerate(rows)]
    check(assemble(spread(cells)), {cell.content.text for row in cells for cell in row})


@given(placed_rows)
def test_placed_cells(rows: list[list[tuple[int, int, str]]]) -> None:
    placed: list[list[Placed]] = []
    for r, row in enumerate(rows):
        column = 0
        line: list[Placed] = []
        for c, (gap, width, merge) in enumerate(row):
            column += gap
            line.append(Placed(column, width, Content(f"{r}.{c}"), merge))  # type: ignore[arg-type]
            column += width
        placed.append(line)
    check(assemble(placed), {cell.content.text for row in placed for cell in row})


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param([Line("  а \u00a0 б "), Line(""), Line("в")], Content("а б\nв"), id="convention"),
        pytest.param([Line("а", bold=True), Line("  "), Line("б", bold=True)], Content("а\nб", (), True), id="bold, empty lines aside"),
        pytest.param([Line("", "1."), Line("а\nб"), Line("в", "2.")], Content("а\nб\nв", ((0, "1."), (2, "2."))), id="numbers"),
        pytest.param([Line("", "1.")], Content("", ((0, "1."),)), id="number alone"),
        pytest.param([], Content(), id="nothing"),
    ],
)
def test_content(lines: list[Line], expected: Content) -> None:
    assert content_of(lines) == expected


@pytest.mark.parametrize(
    ("above", "below", "expected"),
    [
        pytest.param(Content("а"), Content("б"), Content("а\nб"), id="below"),
        pytest.param(Content("а"), Content("а"), Content("а"), id="same text"),
        pytest.param(Content("а\nб"), Content("в", ((0, "1."),)), Content("а\nб\nв", ((2, "1."),)), id="its numbers"),
        pytest.param(Content(), Content("", ((0, "1."),)), Content("", ((0, "1."),)), id="number of an empty cell"),
        pytest.param(Content("", ((0, "1."),)), Content("", ((0, "2."),)), Content("", ((0, "1."),)), id="number of a merged cell"),
    ],
)
def test_content_with_more(above: Content, below: Content, expected: Content) -> None:
    assert above.with_more(below) == expected
