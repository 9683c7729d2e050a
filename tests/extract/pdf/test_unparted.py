"""Tall rows that are several: taken apart where all columns of figures and the first column show the same rows, else left whole."""

from __future__ import annotations

import pytest

from extract.pdf import read_pdf
from tests.extract.pdf.drawing import Sheet, pdf

XS = [50.0, 200.0, 290.0, 380.0]
HEADER = ["Район", "2021", "2022"]


def rows_of(*rows: list[str]) -> list[list[str]]:
    """The texts of a table drawn with these rows, `\\n` between the lines of a cell."""
    sheet = Sheet()
    sheet.table(XS, 100, rows)
    ((_, table),) = read_pdf(pdf(sheet), "test").tables()
    return [[cell.text if cell else "" for cell in row] for row in table.grid()]


SCHOOLS = ["Южный", "Северный", "Приозёрный", "Нагорный"]
MANY = [["Южный", "12,5", "13"], ["Северный", "-", "7"], ["Приозёрный", "1 204", "1 310"], ["Нагорный", "45%", "(3)"]]


def test_figures_line_by_line_are_rows() -> None:
    assert rows_of(HEADER, ["\n".join(SCHOOLS), "12,5\n-\n1 204\n45%", "13\n7\n1 310\n(3)"]) == [HEADER, *MANY]


def test_rows_with_rules_around_stay_where_they_are() -> None:
    tall = ["\n".join(SCHOOLS), "12,5\n-\n1 204\n45%", "13\n7\n1 310\n(3)"]
    assert rows_of(HEADER, tall, ["Всего", "9", "8"]) == [HEADER, *MANY, ["Всего", "9", "8"]]


@pytest.mark.parametrize(
    "row",
    [
        pytest.param(["Ремонт школ", "100\n20\n30\n50", "90\n20\n30\n40"], id="sums of one activity by source"),
        pytest.param(["\n".join(SCHOOLS), "12\n13\n14\n15", "1\n2\n3"], id="columns of figures that do not agree"),
        pytest.param(["\n".join(SCHOOLS), "май\nиюнь\nиюль\nавгуст", "1\n2\n3\n4"], id="one column of figures"),
        pytest.param(["Южный\nСеверный\nНовый", "1\n2\n3", "4\n5\n6"], id="too few to be sure"),
    ],
)
def test_other_tall_rows_stay_whole(row: list[str]) -> None:
    assert len(rows_of(HEADER, row)) == 2
