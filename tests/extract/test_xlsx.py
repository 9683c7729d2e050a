"""Workbooks: one table a sheet, merged cells, values as a Russian reader sees them."""

from __future__ import annotations

from datetime import date, time
from io import BytesIO
from typing import Any

import pytest
from openpyxl import Workbook

from extract.read import read_document
from records.document import Block, Table
from records.errors import BrokenFile


def saved(book: Workbook) -> bytes:
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def shown(block: Block) -> str:
    if isinstance(block, Table):
        return " | ".join("/".join("-" if place is None else place.printed for place in line) for line in block.grid())
    return block.printed


def blocks(book: Workbook) -> list[str]:
    return [shown(block) for block in read_document(saved(book), "d").blocks]


def sheet(*rows: list[Any]) -> Workbook:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    return book


@pytest.mark.parametrize(
    ("value", "number_format", "expected"),
    [
        pytest.param("1.1", "General", "1.1", id="text"),
        pytest.param(5, "General", "5", id="whole number"),
        pytest.param(1.5, "General", "1,5", id="decimal comma"),
        pytest.param(2.0, "General", "2", id="whole number stored with a point"),
        pytest.param(0.975, "0.0%", "97,5%", id="percent"),
        pytest.param(date(2022, 9, 1), "DD.MM.YYYY", "01.09.2022", id="date"),
        pytest.param(date(2022, 9, 1), "mmmm yyyy", "09.2022", id="month"),
        pytest.param(time(9, 30), "h:mm", "09:30", id="time"),
        pytest.param(True, "General", "ИСТИНА", id="truth"),
        pytest.param("а\nб", "General", "а\nб", id="two lines"),
    ],
)
def test_values(value: object, number_format: str, expected: str) -> None:
    book = sheet(["ключ", value])
    book.active["B1"].number_format = number_format
    assert blocks(book) == [f"ключ/{expected}"]


def test_table_between_its_title_and_its_signature() -> None:
    book = sheet(["План на 2022 год"], [], ["№", "Мероприятие", "Срок"], ["Раздел 1"], [1, "Совещание", "май"], [], ["Начальник"])
    book.active.merge_cells("A1:C1")
    book.active.merge_cells("A4:C4")
    assert blocks(book) == ["План на 2022 год", "№/Мероприятие/Срок | Раздел 1/Раздел 1/Раздел 1 | 1/Совещание/май", "Начальник"]


def test_cells_merged_down() -> None:
    book = sheet(["а", "б"], [None, "в"], ["г", "д"])
    book.active.merge_cells("A1:A2")
    assert blocks(book) == ["а/б | а/в | г/д"]


def test_header_rows() -> None:
    book = sheet(["План"], ["№", "Срок"], ["1", "май"])
    book.active.print_title_rows = "2:2"
    ((_, table),) = read_document(saved(book), "d").tables()
    assert table.header_rows == 1


def test_several_sheets_are_named_and_hidden_ones_are_not_read() -> None:
    book = sheet(["а", "б"])
    book.active.title = "Первый"
    book.create_sheet("Второй").append(["в", "г"])
    book.create_sheet("Тайный").append(["нет", "нет"])
    book["Тайный"].sheet_state = "hidden"
    assert blocks(book) == ["Первый", "а/б", "Второй", "в/г"]


def test_a_damaged_workbook_is_refused() -> None:
    with pytest.raises(BrokenFile):
        read_document(saved(sheet(["а", "б"])).replace(b"xl/workbook.xml", b"xl/workbook.xmx"), "d")
