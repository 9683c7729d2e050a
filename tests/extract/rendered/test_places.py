"""Pages and boxes of a Word document: a real rendering by LibreOffice, and what happens without one."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import docx
import pypdfium2 as pdfium
import pytest

from extract import office
from extract.office import convert, find_office
from extract.pdf import read_pdf
from extract.read import read_document
from extract.recognise import recognise
from extract.rendered import on_pages, with_places
from extract.rendered.align import key_of
from extract.rendered.places import page_readings
from extract.rendered.places import placed as placed_on
from records.document import Box, Document, Paragraph, Table
from records.errors import OfficeMissing
from records.order import Order, Place

needs_office = pytest.mark.skipif(find_office() is None, reason="LibreOffice is not installed (Debian: apt install libreoffice-writer)")
ROWS = 70


def _docx() -> bytes:
    """A line, a table over some pages with a merged cell and an empty one, and a line."""
    document = docx.Document()
    document.add_paragraph("Перечень работ на год")
    table = document.add_table(rows=0, cols=3, style="Table Grid")
    for number in range(ROWS):
        cells = table.add_row().cells
        cells[0].text, cells[1].text = f"{number + 1}.", f"Работа номер {number + 1}: осмотр и приёмка участка"
        cells[2].text = "" if number == 5 else "июнь"
    table.cell(1, 1).merge(table.cell(1, 2))
    document.add_paragraph("Исполнитель Петров")
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


@pytest.fixture(scope="module")
def placed() -> Document:
    data = _docx()
    return with_places(read_document(data, "d"), data)


@needs_office
def test_every_cell_has_its_page_and_box(placed: Document) -> None:
    table = next(table for _, table in placed.tables())
    assert all(cell.boxes and cell.page == cell.boxes[0].page for cell in table.cells)
    assert placed.pages is not None
    assert placed.pages > 1
    assert table.page == 1
    assert [box.page for box in table.boxes] == list(range(1, placed.pages + 1))
    pages = [cell.page or 0 for cell in table.cells]
    assert pages == sorted(pages)
    assert pages[-1] > 1


@needs_office
def test_a_merged_cell_is_as_wide_as_its_neighbours_together(placed: Document) -> None:
    cells = {(cell.row, cell.column): cell.boxes[0] for _, table in placed.tables() for cell in table.cells}
    assert (cells[1, 1].x0, cells[1, 1].x1) == (cells[0, 1].x0, cells[0, 2].x1)


@needs_office
def test_paragraphs_have_their_page(placed: Document) -> None:
    pages = [block.page for block in placed.blocks if isinstance(block, Paragraph)]
    assert pages == [1, placed.pages]


@needs_office
def test_nothing_but_places_changes(placed: Document) -> None:
    bare = tuple(
        replace(block, page=None, boxes=(), cells=tuple(replace(cell, page=None, boxes=()) for cell in block.cells))
        if isinstance(block, Table)
        else replace(block, page=None, boxes=())
        for block in placed.blocks
    )
    assert replace(placed, blocks=bare, pages=None) == read_document(_docx(), "d")


def test_without_libreoffice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "find_office", lambda: None)
    data = _docx()
    document = read_document(data, "d")
    with pytest.raises(OfficeMissing):
        with_places(document, data)
    assert on_pages(document, data, asked=False) == document
    noted = on_pages(document, data, asked=True)
    assert noted.blocks == document.blocks
    assert [(note.code, note.severity) for note in noted.notes] == [("X913", "I")]
    assert "winget install" in noted.notes[0].message
    assert "apt install" in noted.notes[0].message


def test_formats_that_no_word_processor_lays_out_stay_as_they_are() -> None:
    page = b"<html><table><tr><td>1</td></tr></table></html>"
    document = read_document(page, "d")
    assert with_places(document, page, Path("nowhere")) is document


def _merged_over_page_ends() -> bytes:
    """A table whose rows are cut by page ends and whose last column is merged over pairs of rows."""
    document = docx.Document()
    table = document.add_table(rows=12, cols=3, style="Table Grid")
    for number, row in enumerate(table.rows):
        row.cells[0].text = f"{number + 1}"
        row.cells[1].text = "\n".join(f"строка {line} работы {number + 1}" for line in range(13))
        row.cells[2].text = "" if number % 2 else "\n".join(f"исполнитель {line} пары {number // 2 + 1}" for line in range(24))
    for number in range(0, 12, 2):
        table.cell(number, 2).merge(table.cell(number + 1, 2))
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _right_cells(data: bytes) -> tuple[int, int]:
    """(cells whose boxes hold their text on the rendered pages, as PDFium reads it; cells with text)."""
    rendered = convert(data, ".docx", "pdf")
    document = placed_on(read_document(data, "d"), page_readings(rendered))
    cells = [cell for _, table in document.tables() for cell in table.cells if key_of(cell.printed)]
    pages = pdfium.PdfDocument(rendered)
    right = sum(key_of("".join(_text_in(pages[box.page - 1], box) for box in cell.boxes)) == key_of(cell.printed) for cell in cells)
    pages.close()
    return right, len(cells)


def _text_in(page: pdfium.PdfPage, box: Box) -> str:
    height = page.get_height()
    text = page.get_textpage().get_text_bounded(box.x0, height - box.bottom, box.x1, height - box.top)
    return text.replace("\ufffe", "").replace("\x02", "")


@needs_office
def test_boxes_of_cells_merged_over_rows_that_page_ends_cut() -> None:
    right, cells = _right_cells(_merged_over_page_ends())
    assert right == cells == 30


@needs_office
@pytest.mark.gold
@pytest.mark.parametrize("name", ["kstovo", "kizlyar"])
def test_boxes_hold_the_text_of_their_cells(data: Path, name: str) -> None:
    """One cell of Kizlyar's has a footnote mark beside its text."""
    right, cells = _right_cells((data / "docs" / f"{name}.docx").read_bytes())
    assert right >= cells - 1


@needs_office
@pytest.mark.gold
@pytest.mark.parametrize("name", ["kstovo", "kizlyar"])
def test_rows_are_found_on_the_page_where_they_are_printed(data: Path, name: str) -> None:
    """The PDFs beside the Word files were printed from them: 99 of 100 rows on the same page, in the same boxes."""
    word = (data / "docs" / f"{name}.docx").read_bytes()
    found = _places(recognise(with_places(read_document(word, "d"), word)))
    printed = _places(recognise(read_pdf((data / "docs" / f"{name}.pdf").read_bytes(), "d")))
    assert len(found) == len(printed)
    right = sum(_pages(one) == _pages(other) for one, other in zip(found, printed, strict=True))
    boxed = sum(_boxes(one) == _boxes(other) for one, other in zip(found, printed, strict=True))
    assert right >= 0.99 * len(found)
    assert boxed >= 0.98 * len(found)


def _places(order: Order) -> list[Place]:
    rows = [row for plan in order.plans for row in (*plan.activities, *plan.indicators, *plan.statistics)]
    return [row.place for row in rows if row.place is not None]


def _pages(place: Place) -> tuple[int | None, int | None]:
    return place.page_first, place.page_last


def _boxes(place: Place) -> set[tuple[int, int, int]]:
    return {(box.page, round(box.x0), round(box.top)) for box in place.boxes}
