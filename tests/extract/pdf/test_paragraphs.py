"""Titles around a table: too few lines to see margins and distances by."""

from __future__ import annotations

from extract.pdf import read_pdf
from records.document import Paragraph
from tests.extract.pdf.drawing import Sheet, pdf, text_width


def test_centred_titles_with_space_between_are_paragraphs() -> None:
    sheet = Sheet()
    titles = ["Календарный план работы", "на учебный год", "Начальное образование"]
    for index, title in enumerate(titles):
        sheet.text(297.5 - text_width(title, 10) / 2, 60 + 24 * index, title)
    sheet.table([44, 200, 540], 150, [["Дело", "Срок"], ["Сбор", "май"]])  # its edges are no mirror image of each other
    found = [block for block in read_pdf(pdf(sheet), "test").blocks if isinstance(block, Paragraph)]
    assert [(block.text, block.align) for block in found] == [(title, "center") for title in titles]
