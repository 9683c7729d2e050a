"""Tables beside each other: the left column of the page is read first, a title above both before either."""

from __future__ import annotations

from extract.pdf import read_pdf
from records.document import Paragraph
from tests.extract.pdf.drawing import Sheet, pdf


def told(sheet: Sheet) -> list[str]:
    """The blocks of the page, a table by its first cell."""
    return [block.text if isinstance(block, Paragraph) else block.cells[0].text for block in read_pdf(pdf(sheet), "d").blocks]


def test_the_left_column_is_read_to_its_end() -> None:
    sheet = Sheet()
    sheet.text(60, 100, "План школы")
    sheet.table((50, 100, 280), 110, [["лево", "сверка"], ["1", "отчёт"]])
    sheet.text(60, 200, "Окончание плана")
    sheet.table((50, 100, 280), 210, [["низ", "смотр"], ["2", "отчёт"]])
    sheet.table((310, 360, 540), 90, [["право", "семинар"], ["3", "отчёт"], ["4", "отчёт"]])
    assert told(sheet) == ["План школы", "лево", "Окончание плана", "низ", "право"]


def test_what_crosses_the_gutter_stands_above_or_below_both() -> None:
    sheet = Sheet()
    sheet.text(400, 60, "УТВЕРЖДАЮ")
    sheet.text(150, 100, "Планы школ на две недели учебного года подряд")
    sheet.table((50, 100, 280), 130, [["лево", "сверка"], ["1", "отчёт"]])
    sheet.table((310, 360, 540), 120, [["право", "семинар"], ["3", "отчёт"]])
    sheet.text(50, 300, "Составил методист, который отвечает за планы обеих школ")
    assert told(sheet) == [
        "УТВЕРЖДАЮ",
        "Планы школ на две недели учебного года подряд",
        "лево",
        "право",
        "Составил методист, который отвечает за планы обеих школ",
    ]


def test_titles_of_both_tables_on_one_height_are_two() -> None:
    sheet = Sheet()
    sheet.text(60, 100, "План школы")
    sheet.text(340, 100, "План сада")
    sheet.table((50, 100, 280), 110, [["лево", "сверка"], ["1", "отчёт"]])
    sheet.table((310, 360, 540), 110, [["право", "семинар"], ["3", "отчёт"]])
    assert told(sheet) == ["План школы", "лево", "План сада", "право"]
