"""Tables with rules in one direction only, or with shaded rows: their other lines are guessed, and said to be."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from extract.pdf import read_pdf
from records.document import Table
from tests.extract.pdf.drawing import Sheet, pdf

ROWS = [
    ["№", "Мероприятие", "Срок", "Исполнитель"],
    ["1", "Собрать сведения о школах", "май", "Отдел кадров"],
    ["2", "Провести совещание по итогам", "июнь", "Методический центр"],
    ["3", "Издать сборник материалов", "июль", "Отдел кадров"],
    ["4", "Обновить сайт управления", "август", "Методисты школ"],
    ["5", "Подготовить справку по школам", "май", "Методический центр"],
    ["6", "Утвердить состав комиссии", "июнь", "Отдел кадров"],
]
XS = [50, 65, 214, 250]  # «Подготовить справку по школам» ends 6 points before the next column
PITCH, TOP = 20.0, 100.0


def rules_across(sheet: Sheet, rows: int) -> None:
    for index in range(rows + 1):
        sheet.line(48, TOP + index * PITCH, 350, TOP + index * PITCH)


def posts(sheet: Sheet, rows: int) -> None:
    for x in (48, 62, 211, 247, 350):
        sheet.line(x, TOP, x, TOP + rows * PITCH)


def stripes(sheet: Sheet, rows: int) -> None:
    for index in range(0, rows, 2):
        sheet.box(48, TOP + index * PITCH, 350, TOP + (index + 1) * PITCH, grey=0.85)


def sheet_of(rows: list[list[str]], draw: Callable[[Sheet, int], None]) -> Sheet:
    sheet = Sheet()
    draw(sheet, len(rows))
    for index, row in enumerate(rows):
        for x, text in zip(XS, row, strict=True):
            sheet.text(x, TOP + index * PITCH + 14, text)
    return sheet


def tables(*sheets: Sheet) -> list[list[list[str]]]:
    document = read_pdf(pdf(*sheets), "test")
    assert {note.code for note in document.notes} == {"X907"}
    return [texts(table) for _, table in document.tables()]


def texts(table: Table) -> list[list[str]]:
    return [[cell.text if cell else "" for cell in row] for row in table.grid()]


@pytest.mark.parametrize("draw", [rules_across, posts, stripes])
def test_half_ruled(draw: Callable[[Sheet, int], None]) -> None:
    assert tables(sheet_of(ROWS, draw)) == [ROWS]


def test_guessed_columns_go_on_over_a_page_end() -> None:
    """The strips lie a little otherwise on the second page, whose texts are shorter."""
    again = [[str(number), "Собрать сведения", "май", "Отдел"] for number in range(7, 14)]
    first, second = sheet_of(ROWS, rules_across), sheet_of(again, rules_across)
    assert tables(first, second) == [[*ROWS, *again]]


def test_the_last_row_keeps_the_lines_that_hang_below_it() -> None:
    """Fewer columns than a table has, but close below its last row, and in a column; what begins at the margin is no part of it."""
    sheet = Sheet()
    rows = [["№", "Мероприятие", "Срок", "Исполнитель"], *([f"{n}.", "Собрать сведения", "май", "Отдел"] for n in range(1, 5))]
    places = (50, 90, 250, 330)
    for index, row in enumerate(rows):
        for x, text in zip(places, row, strict=True):
            sheet.text(x, 100 + index * 20, text)
    sheet.text(90, 191.5, "о выпускниках школ")
    sheet.text(50, 203, "Начальник отдела")
    found = tables(sheet)
    assert [row[1] for row in found[0]][-2:] == ["Собрать сведения", "Собрать сведения о выпускниках школ"]
    assert not any("Начальник" in text for row in found[0] for text in row)


def rules_below_each_row(sheet: Sheet, rows: int) -> None:
    for index in range(1, rows + 1):
        sheet.line(48, TOP + index * PITCH, 350, TOP + index * PITCH)


def test_a_header_above_the_first_rule_belongs_to_the_table() -> None:
    """The first page ends with a rule below each row; on the second one row is left below the repeated header: two rules."""
    last = [ROWS[0], ["7", "Сверить списки", "июль", "Школы"]]
    assert tables(sheet_of(ROWS, rules_below_each_row), sheet_of(last, rules_below_each_row)) == [[*ROWS, last[1]]]


def test_a_title_above_the_first_rule_does_not() -> None:
    sheet = sheet_of(ROWS, rules_across)
    sheet.text(120, TOP - 4, "Сведения о ходе работ")
    assert tables(sheet) == [ROWS]
