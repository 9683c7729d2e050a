"""What counts as a ruled table, however its lines are drawn, and tables that have none."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from extract.pdf import read_pdf
from records.document import Document, Paragraph, Table
from tests.extract.pdf.drawing import Sheet, pdf


def read(*sheets: Sheet) -> Document:
    return read_pdf(pdf(*sheets), "test")


def tables(document: Document) -> list[Table]:
    return [table for _, table in document.tables()]


def texts(table: Table) -> list[list[str]]:
    return [[cell.text if cell else "" for cell in row] for row in table.grid()]


def filled_rules() -> Sheet:
    sheet = Sheet()
    for x in (50, 150, 250):
        sheet.box(x, 100, x + 0.5, 160)
    for y in (100, 130, 160):
        sheet.box(50, y, 250.5, y + 0.5)
    return sheet


def shaded_header() -> Sheet:
    sheet = Sheet()
    sheet.box(50, 100, 250, 130, grey=0.85)
    sheet.grid([50, 150, 250], [100, 130, 160])
    return sheet


def boxed_cells() -> Sheet:
    sheet = Sheet()
    for x in (50, 150):
        for y in (100, 130):
            sheet.box(x, y, x + 100, y + 30, stroke=True)
    return sheet


def round_cells() -> Sheet:
    sheet = Sheet()
    for x in (50, 150):
        for y in (100, 130):
            sheet.round_box(x, y, x + 100, y + 30, 6)
    return sheet


def white_on_grey() -> Sheet:
    sheet = Sheet()
    sheet.box(48, 98, 252, 162, grey=0.7)
    for x in (50, 150, 250):
        sheet.line(x, 100, x, 160, grey=1)
    for y in (100, 130, 160):
        sheet.line(50, y, 250, y, grey=1)
    return sheet


def thick_rules() -> Sheet:
    """Borders so broad that they could be shading."""
    sheet = Sheet()
    for x in (50, 150, 250):
        sheet.box(x - 2, 98, x + 2, 162)
    for y in (100, 130, 160):
        sheet.box(48, y - 2, 252, y + 2)
    return sheet


def separate_boxes() -> Sheet:
    """Each cell has its own box; a white strip runs between them."""
    sheet = Sheet()
    for x in (50, 152):
        for y in (100, 132):
            sheet.box(x, y, x + 98, y + 28, stroke=True)
    return sheet


def rings() -> Sheet:
    """Borders drawn as the area between an outer and an inner box."""
    sheet = Sheet()
    for x0, y0, x1, y1 in ((50, 100, 150, 130), (150, 100, 250, 130), (50, 130, 150, 160), (150, 130, 250, 160)):
        outer, inner = f"{x0} {842 - y1} {x1 - x0} {y1 - y0} re", f"{x0 + 1} {842 - y1 + 1} {x1 - x0 - 2} {y1 - y0 - 2} re"
        sheet.ops.append(f"q 0 g {outer} {inner} f* Q")
    return sheet


def inside_a_page_frame() -> Sheet:
    """The frame of the page is no table, even where the table in it sticks out at the right."""
    sheet = Sheet()
    sheet.box(20, 20, 570, 820, stroke=True)
    sheet.grid([50, 150, 572], [100, 130, 160])
    return sheet


@pytest.mark.parametrize(
    "draw",
    [filled_rules, shaded_header, boxed_cells, white_on_grey, thick_rules, separate_boxes, rings, inside_a_page_frame, round_cells],
)
def test_ways_to_draw_rules(draw: Callable[[], Sheet]) -> None:
    sheet = draw()
    for x, y, text in ((55, 120, "раз"), (155, 120, "два"), (55, 150, "три"), (155, 150, "четыре")):
        sheet.text(x, y, text)
    assert texts(tables(read(sheet))[0]) == [["раз", "два"], ["три", "четыре"]]


def test_white_rules_on_paper_are_no_table() -> None:
    sheet = Sheet()
    sheet.text(55, 120, "раз")
    for x in (50, 150):
        sheet.line(x, 100, x, 160, grey=1)
    for y in (100, 160):
        sheet.line(50, y, 150, y, grey=1)
    assert tables(read(sheet)) == []


def ruled_across() -> Sheet:
    sheet = Sheet()
    for y in (100, 118, 190):
        sheet.line(50, y, 400, y)
    return sheet


@pytest.mark.parametrize(
    ("sheet", "bold"), [pytest.param(ruled_across(), False, id="horizontal rules"), pytest.param(Sheet(), True, id="no rules")]
)
def test_a_table_without_vertical_rules_is_a_guess(sheet: Sheet, bold: bool) -> None:
    for x, text in ((50, "№"), (80, "Мероприятие"), (250, "Срок")):
        sheet.text(x, 113, text, bold=bold)
    for y, number, title, date in (
        (130, "1", ["Провести общее", "совещание"], "май"),
        (157, "2", ["Сбор данных"], "июнь"),
        (175, "3", ["Отчёт"], "июль"),
    ):
        sheet.text(50, y, number)
        sheet.lines(80, y - 11.5, title)
        sheet.text(250, y, date)
    document = read(sheet)
    assert texts(tables(document)[0]) == [
        ["№", "Мероприятие", "Срок"],
        ["1", "Провести общее совещание", "май"],
        ["2", "Сбор данных", "июнь"],
        ["3", "Отчёт", "июль"],
    ]
    assert [(note.code, note.page) for note in document.notes] == [("X907", 1)]


def test_signatures_in_columns_are_no_table() -> None:
    sheet = Sheet()
    for y, post, name in ((60, "Начальник отдела", "И.И. Иванов"), (75, "Юрист", "П.П. Петров"), (90, "Методист", "С.С. Сидоров")):
        sheet.text(50, y, post)
        sheet.text(400, y, name)
    document = read(sheet)
    found = [block.text for block in document.blocks if isinstance(block, Paragraph)]
    assert found == [
        "Начальник отдела И.И. Иванов",
        "Юрист П.П. Петров",
        "Методист С.С. Сидоров",
    ]
