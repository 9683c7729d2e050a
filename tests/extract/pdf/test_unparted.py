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


PLAN = ["№", "Мероприятие", "Срок"]


def columns_of(*columns: list[tuple[float, str]]) -> list[list[str]]:
    """The texts of a table with a ruled header and one tall row below it, each line of text at its height there."""
    xs = [50.0, 90.0, 208.0, 300.0]
    sheet = Sheet()
    sheet.grid(xs, [100, 115, 240])
    for x, heading, lines in zip(xs, PLAN, columns, strict=False):
        sheet.text(x + 3, 111, heading)
        for height, text in lines:
            sheet.text(x + 3, 127 + height, text)
    ((_, table),) = read_pdf(pdf(sheet), "test").tables()
    return [[cell.text if cell else "" for cell in row] for row in table.grid()]


TITLES = [
    (0, "Провести смотр школьных"),
    (12, "музеев района"),
    (30, "Обновить сайт"),
    (48, "Собрать сведения о"),
    (60, "питании"),
    (78, "Отчёт"),
]
MONTHS = [(0, "май"), (30, "июнь"), (48, "июль"), (78, "август")]


def test_numbers_at_the_heads_of_rows_show_them() -> None:
    numbers = [(0, "1."), (30, "2."), (48, "3."), (78, "4.")]
    assert columns_of(numbers, TITLES, MONTHS) == [
        PLAN,
        ["1.", "Провести смотр школьных музеев района", "май"],
        ["2.", "Обновить сайт", "июнь"],
        ["3.", "Собрать сведения о питании", "июль"],
        ["4.", "Отчёт", "август"],
    ]


@pytest.mark.parametrize(
    "numbers",
    [
        pytest.param([(0, "1."), (12, "2."), (24, "3."), (36, "4.")], id="stacked beside longer texts"),
        pytest.param([(0, "4."), (30, "3."), (48, "2."), (78, "1.")], id="not counting up"),
        pytest.param([(0, "1."), (20, "2."), (40, "3."), (70, "4.")], id="beside no line of the others"),
    ],
)
def test_numbers_that_head_no_rows_leave_the_row_whole(numbers: list[tuple[float, str]]) -> None:
    assert len(columns_of(numbers, TITLES, MONTHS)) == 2
