"""What the paper does to a table: a page end under a header that is drawn again, a page that is too narrow, a page that is turned."""

from __future__ import annotations

import pytest

from extract.pdf import read_pdf
from records.document import Document
from tests.extract.pdf.drawing import Sheet, pdf

XS = [40.0, 80.0, 260.0, 400.0, 540.0]
HEADER = ["№", "Мероприятие", "Срок", "Итог"]
TOP = [HEADER, ["1.", "Составить перечень школ", "май", "Перечень"], ["2.", "Провести семинар и", "до 1 марта", "Справка о"]]
REST = [["", "подготовить приказ", "2022 года", "семинаре"], ["3.", "Собрать отчёты", "июнь", "Отчёт"]]
WHOLE = [
    HEADER,
    TOP[1],
    ["2.", "Провести семинар и подготовить приказ", "до 1 марта 2022 года", "Справка о семинаре"],
    REST[1],
]


def read(*sheets: Sheet) -> Document:
    return read_pdf(pdf(*sheets), "test")


def rows_of(document: Document) -> list[list[list[str]]]:
    return [[[cell.text.replace("\n", " ") if cell else "" for cell in row] for row in table.grid()] for _, table in document.tables()]


def first_page() -> Sheet:
    sheet = Sheet()
    sheet.table(XS, 744, TOP, bold_rows=1)
    return sheet


@pytest.mark.parametrize("gap", [0.0, 4.0, 9.0], ids=["in the table", "a strip of paper below", "a wider strip"])
@pytest.mark.parametrize("shaded", [False, True], ids=["plain", "with a shadow"])
def test_a_row_cut_under_a_header_that_is_drawn_again(gap: float, shaded: bool) -> None:
    below = Sheet()
    if shaded:
        below.box(43, 52, 543, 68, grey=0.6)
        below.box(40, 50, 540, 65.5, grey=0.9)
    end = below.table(XS, 50, [HEADER], bold_rows=1)
    below.table(XS, end + gap, REST)
    assert rows_of(read(first_page(), below)) == [WHOLE]


def test_tables_of_other_columns_close_below_each_other_stay_apart() -> None:
    sheet = Sheet()
    end = sheet.table(XS, 50, TOP, bold_rows=1)
    sheet.table([40, 200, 300, 420, 540], end + 4, [HEADER, *REST], bold_rows=1)
    assert len(rows_of(read(sheet))) == 2


@pytest.mark.parametrize(
    ("xs", "seen", "hidden"),
    [
        pytest.param([200, 260, 420, 600, 760], ["1.", "Перечень школ", "до 1 мая", ""], "Отчёт", id="at the right"),
        pytest.param([-120, -2, 100, 220, 340], ["", "Перечень школ", "до 1 мая", "Отчёт"], "1.", id="at the left"),
    ],
)
def test_a_table_wider_than_its_page_is_named(xs: list[float], seen: list[str], hidden: str) -> None:
    sheet = Sheet()
    sheet.table(xs, 100, [["1.", "Перечень школ", "до 1 мая", "Отчёт"], ["1.", "Перечень школ", "до 1 мая", "Отчёт"]])
    document = read(sheet)
    assert rows_of(document) == [[seen, seen]]
    (note,) = (note for note in document.notes if "шире листа" in note.message)
    assert (note.code, note.severity, note.page) == ("X907", "W", 1)
    assert hidden in note.evidence


def test_text_beside_the_page_that_is_in_no_table_is_nobodys_loss() -> None:
    """Marks of the printing house stand beside many pages."""
    sheet = Sheet()
    sheet.table(XS, 100, TOP)
    sheet.text(700, 700, "печать")
    assert read(sheet).notes == ()


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_pages_turned_by_the_file_and_by_the_hand(rotate: int, turn: int) -> None:
    """`turn`: the drawing itself lies on its side or head; `rotate`: the page is shown turned."""
    sheet = Sheet(rotate=rotate)
    rows = [["1.", "Семинар"], ["2.", "Отчёт"]]
    for n, row in enumerate(rows):
        for m, text in enumerate(row):
            x, y = 100 + 80 * m, 100 + 30 * n
            sheet.text(*_placed(x + 5, y + 20, turn), text, turn=turn)
    for x in (100, 180, 260):
        sheet.line(*_placed(x, 100, turn), *_placed(x, 160, turn))
    for y in (100, 130, 160):
        sheet.line(*_placed(100, y, turn), *_placed(260, y, turn))
    assert rows_of(read(sheet)) == [rows]


def _placed(x: float, y: float, turn: int) -> tuple[float, float]:
    """A point of the upright drawing (origin in the middle of a square part of the page) after turning it counter-clockwise."""
    dx, dy = x - 250, y - 250
    return {0: (x, y), 90: (250 + dy, 250 - dx), 180: (250 - dx, 250 - dy), 270: (250 - dy, 250 + dx)}[turn]
