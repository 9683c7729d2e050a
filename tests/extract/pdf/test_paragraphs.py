"""Titles around a table: too few lines to see margins and distances by."""

from __future__ import annotations

from extract.pdf import read_pdf
from records.document import Paragraph
from tests.extract.pdf.drawing import Sheet, pdf, text_width, wrap


def test_centred_titles_with_space_between_are_paragraphs() -> None:
    sheet = Sheet()
    titles = ["Календарный план работы", "на учебный год", "Начальное образование"]
    for index, title in enumerate(titles):
        sheet.text(297.5 - text_width(title, 10) / 2, 60 + 24 * index, title)
    sheet.table([44, 200, 540], 150, [["Дело", "Срок"], ["Сбор", "май"]])  # its edges are no mirror image of each other
    found = [block for block in read_pdf(pdf(sheet), "test").blocks if isinstance(block, Paragraph)]
    assert [(block.text, block.align) for block in found] == [(title, "center") for title in titles]


def test_short_paragraphs_with_space_between_are_not_one() -> None:
    """Where nearly every paragraph is a line long, only the lines that wrap show how close the lines of one paragraph stand."""
    sheet = Sheet()
    ordered = ["Утвердить состав комиссии.", "Утвердить план мероприятий.", "Опубликовать постановление на сайте района.", "Глава района"]
    for index, text in enumerate(ordered):
        sheet.text(60, 60 + 24 * index, text)
    control = "Контроль за исполнением настоящего постановления возложить на первого заместителя главы администрации района."
    sheet.lines(60, 150, wrap(control, 480, 10))
    stamp = ["Приложение № 1", "к постановлению", "от 18 июня 2024 г. № 820"]
    for index, text in enumerate(stamp):
        sheet.text(540 - text_width(text, 10), 210 + 24 * index, text)
    title = ["План", "мероприятий по благоустройству"]
    for index, text in enumerate(title):
        sheet.text(300 - text_width(text, 10) / 2, 282 + 24 * index, text)
    sheet.table([60, 200, 540], 330, [["Мероприятие", "Срок"], ["Уборка", "май"]])
    found = [block for block in read_pdf(pdf(sheet), "test").blocks if isinstance(block, Paragraph)]
    assert [block.text for block in found] == [*ordered, control, *stamp, *title]


def test_a_title_as_wide_as_the_page_is_no_part_of_the_stamp_above() -> None:
    sheet = Sheet()
    stamp = ["Приложение № 1", "к постановлению администрации", "от 5 апреля 2024 г. № 387"]
    title = wrap("План подготовки и проведения месячника пожарной безопасности на территории Заречного муниципального района", 470, 10)
    for index, text in enumerate(stamp):
        sheet.text(540 - text_width(text, 10), 60 + 24 * index, text)
    for index, text in enumerate(title):
        sheet.text(300 - text_width(text, 10) / 2, 132 + 24 * index, text)
    for index in range(6):
        sheet.text(60, 200 + 24 * index, f"Строка примечания {index}")
    found = [block.text for block in read_pdf(pdf(sheet), "test").blocks if isinstance(block, Paragraph)]
    assert found[:2] == ["\n".join(stamp), " ".join(line.strip() for line in title)]


def test_a_title_in_capitals_below_the_name_of_a_school() -> None:
    sheet = Sheet()
    lines = ["Муниципальное общеобразовательное учреждение", "«Заречная средняя школа»", "ПЛАН КОНТРОЛЯ"]
    for index, text in enumerate(lines):
        sheet.text(297.5 - text_width(text, 10) / 2, 60 + 14 * index, text)
    for index in range(8):
        sheet.text(60, 120 + 14 * index, f"Строка примечания {index} " * 4)
    found = [block.text for block in read_pdf(pdf(sheet), "test").blocks if isinstance(block, Paragraph)]
    assert found[:2] == ["\n".join(lines[:2]), lines[2]]
