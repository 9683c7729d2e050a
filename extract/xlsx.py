"""Excel workbooks (.xlsx) as a Document: each sheet that is shown is one table, with the lines above and below it as paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, time
from decimal import Decimal
from io import BytesIO
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils import range_boundaries

from extract.grid import Spanned, assemble, spread
from extract.limits import BoundedZip
from extract.lines import Line, content_of
from records.document import Block, Document, Paragraph
from records.errors import BrokenFile, TooLarge
from records.text import clean_cell

_MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# openpyxl needs about fifty times the size of a sheet's XML.
_MAX_SHEET_BYTES = 30_000_000
_MAX_CELLS = 2_000_000
_DAY = re.compile(r"d", re.IGNORECASE)
_LITERALS = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.')
# A row of the table has at least two cells with text; titles, signatures and stamps above and below it have one.
_CELLS_OF_A_ROW = 2
Rows = list[list[Any]]


def read_xlsx(data: bytes, document_id: str) -> Document:
    """The sheets of a workbook: shown values (not formulas), dates as dd.mm.yyyy, numbers with a decimal comma.

    Raises BrokenFile, TooLarge or PasswordProtected (`records.errors`).
    """
    _check(BoundedZip(data))
    workbook = load_workbook(BytesIO(data), data_only=True, keep_links=False)
    try:
        sheets = [sheet for sheet in workbook.worksheets if sheet.sheet_state == "visible"]
        blocks = tuple(block for sheet in sheets for block in _sheet(sheet, len(sheets) > 1))
    finally:
        workbook.close()
    return Document(document_id, _MEDIA_TYPE, "xlsx", blocks)


def _check(archive: BoundedZip) -> None:
    """What openpyxl would read without a limit is looked through first."""
    for name in archive.names():
        if name.lower().endswith((".xml", ".rels")):
            part = archive.read(name)
            if b"<!DOCTYPE" in part:
                raise BrokenFile
            if len(part) > _MAX_SHEET_BYTES:
                raise TooLarge


def _sheet(sheet: Any, named: bool) -> Iterator[Block]:
    """A sheet's name (where there are several), the lines above its table, the table, and the lines below."""
    rows, top = _filled_rows(sheet)
    spans = _spans(sheet)
    full = [index for index, row in enumerate(rows) if sum(text != "" for text in row) >= _CELLS_OF_A_ROW]
    if named and rows:
        yield Paragraph(clean_cell(sheet.title))
    first, last = (full[0], full[-1] + 1) if full else (0, 0)
    yield from _lines(rows[:first])
    if full:
        grid = [_row(sheet, rows[index], top + index, spans, top + last) for index in range(first, last)]
        yield assemble(spread(grid), header_rows=_header_rows(sheet, top + first))
    yield from _lines(rows[last:])


def _filled_rows(sheet: Any) -> tuple[list[list[str]], int]:
    """The texts of the rows between the first and the last one with text, as wide as the widest, and the number of the first."""
    texts: dict[tuple[int, int], str] = {}
    for row in sheet.iter_rows():
        for cell in row:
            if (text := _shown(cell.value, cell.number_format or "")) != "":
                texts[cell.row, cell.column] = text
    if not texts:
        return [], 1
    numbers, columns = {row for row, _ in texts}, max(column for _, column in texts)
    if (max(numbers) - min(numbers)) * columns > _MAX_CELLS:
        raise TooLarge
    rows = [[texts.get((row, column), "") for column in range(1, columns + 1)] for row in range(min(numbers), max(numbers) + 1)]
    return rows, min(numbers)


def _spans(sheet: Any) -> dict[tuple[int, int], tuple[int, int]]:
    """Rows and columns that a merged cell covers, by its top left place; (0, 0) at the places that it covers."""
    spans: dict[tuple[int, int], tuple[int, int]] = {}
    for merged in sheet.merged_cells.ranges:
        left, top, right, bottom = merged.bounds
        if (right - left + 1) * (bottom - top + 1) > _MAX_CELLS:
            raise TooLarge
        spans |= {(row, column): (0, 0) for row in range(top, bottom + 1) for column in range(left, right + 1)}
        spans[top, left] = (bottom - top + 1, right - left + 1)
    return spans


def _row(sheet: Any, texts: list[str], number: int, spans: dict[tuple[int, int], tuple[int, int]], end: int) -> list[Spanned]:
    cells: list[Spanned] = []
    for column, text in enumerate(texts, start=1):
        down, across = spans.get((number, column), (1, 1))
        if down == 0:
            continue
        bold = bool(text) and bool(sheet.cell(number, column).font.b)
        content = content_of([Line(text, bold=bold)])
        cells.append(Spanned(content, min(down, end - number), min(across, len(texts) - column + 1)))
    return cells


def _lines(rows: list[list[str]]) -> Iterator[Paragraph]:
    for row in rows:
        if text := clean_cell("\n".join(text for text in row if text)):
            yield Paragraph(text)


def _header_rows(sheet: Any, first: int) -> int:
    """How many rows of the table the sheet repeats on every printed page."""
    try:
        _, top, _, bottom = range_boundaries(str(sheet.print_title_rows or "").replace("$", ""))
    except ValueError:
        return 0
    return max(0, bottom - first + 1) if top and bottom and top <= first else 0


def _shown(value: Any, number_format: str) -> str:
    """A value as the sheet shows it to a Russian reader."""
    if value is None or isinstance(value, bool):
        return {None: "", True: "ИСТИНА", False: "ЛОЖЬ"}[value]
    if isinstance(value, datetime | date):
        return value.strftime("%d.%m.%Y" if _DAY.search(_LITERALS.sub("", number_format)) else "%m.%Y")
    if isinstance(value, time):
        return value.strftime("%H:%M")
    if isinstance(value, int | float | Decimal):
        return _number(float(value), number_format)
    return clean_cell(str(value))


def _number(value: float, number_format: str) -> str:
    if "%" in _LITERALS.sub("", number_format):
        return f"{_number(round(value * 100, 6), '')}%"
    return f"{value:.10g}".replace(".", ",") if abs(value) < 1e10 else f"{value:.0f}"
