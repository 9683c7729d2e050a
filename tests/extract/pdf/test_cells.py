"""Which cell a letter belongs to, and which cells are one: words over a border, spread letters, merges over a page end."""

from __future__ import annotations

import pytest

from extract.pdf import read_pdf
from extract.pdf.cells import sort_runs
from extract.pdf.lattice import find_grids
from extract.pdf.page import Rule, Run
from records.document import Table
from tests.extract.pdf.drawing import Sheet, pdf

TWO = [Rule(0, y, 100, y) for y in (0, 30)] + [Rule(x, 0, x, 30) for x in (0, 50, 100)]


def tables(*sheets: Sheet) -> list[Table]:
    return [table for _, table in read_pdf(pdf(*sheets), "test").tables()]


def texts(table: Table) -> list[list[str]]:
    return [[cell.text if cell else "" for cell in row] for row in table.grid()]


@pytest.mark.parametrize(
    ("runs", "cells"),
    [
        pytest.param(
            [("методическо", 2, 52), ("го", 52, 62), ("май", 70, 85)], ["методического", "май"], id="a word too long for its cell"
        ),
        pytest.param([("отдел", 2, 30), ("май", 60, 75)], ["отдел", "май"], id="two words"),
        pytest.param([("отдел", 2, 46), (" ", 46, 49), ("май", 49, 64)], ["отдел ", "май"], id="a space between"),
    ],
)
def test_words_over_a_border(runs: list[tuple[str, float, float]], cells: list[str]) -> None:
    found = sort_runs([Run(text, x0, 5, x1, 15) for text, x0, x1 in runs], find_grids(TWO))
    assert ["".join(run.text for run in cell) for cell in found.inside[0]] == cells


def test_spread_letters_are_words() -> None:
    """Spread by character spacing, for which PDFium makes up spaces of no width."""
    sheet = Sheet()
    sheet.grid([50, 250], [100, 130])
    sheet.ops.append("3 Tc")
    sheet.text(60, 120, "Срок исполнения")
    assert [texts(table) for table in tables(sheet)] == [[["Срок исполнения"]]]


def test_a_merged_cell_goes_on_over_a_page_end_beside_new_rows() -> None:
    xs = [50, 80, 250, 400]
    sheets = []
    for first in (1, 3):
        sheet = Sheet()
        sheet.line(250, 100, 250, 140)
        for x in (50, 80, 400):
            sheet.line(x, 100, x, 140)
        for y in (100, 140):
            sheet.line(50, y, 400, y)
        sheet.line(50, 120, 250, 120)
        for index in (0, 1):
            sheet.text(xs[0] + 5, 115 + 20 * index, str(first + index))
            sheet.text(xs[1] + 5, 115 + 20 * index, "Собрать сведения")
        sheets.append(sheet)
    sheets[0].text(255, 115, "Отдел кадров")
    (table,) = tables(*sheets)
    merged = [cell for cell in table.cells if cell.column == 2]
    assert [(cell.text, cell.row, cell.row_span, [box.page for box in cell.boxes]) for cell in merged] == [("Отдел кадров", 0, 4, [1, 2])]


def test_a_cut_word_in_a_column_with_wider_margins_than_its_neighbour() -> None:
    """The number column's text comes closer to its border; what room a line of the other column has is seen at that column."""
    xs = [50.0, 80.0, 154.0]
    sheet = Sheet()
    sheet.grid(xs, [100, 130, 160, 190])
    for n, lines in enumerate((["обеспече", "ние школ"], ["провести", "совет"], ["собрания", "родителей"])):
        sheet.text(xs[0] + 1, 112 + 30 * n, str(n + 1))
        for m, line in enumerate(lines):
            sheet.text(xs[1] + 8, 112 + 30 * n + 12 * m, line, size=14)
    (table,) = tables(sheet)
    assert texts(table)[0] == ["1", "обеспечение школ"]
