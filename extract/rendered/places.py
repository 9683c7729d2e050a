"""A Word document, or one of its kin, with the page and the boxes of its cells and paragraphs.

LibreOffice renders the file to PDF, the PDF reader finds grids and lines on the pages, and their texts are aligned with those of the
Document (`align`). Nothing else of the Document changes; what was not found again keeps no box.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

import pypdfium2 as pdfium

from extract.office import convert
from extract.pdf.cells import Fragment
from extract.pdf.chars_pdfium import read_page
from extract.pdf.lines import Line, lines_of
from extract.pdf.page import Page, upright
from extract.pdf.second_opinion import Reading, reading_of
from extract.rendered.align import Pair, aligned_cells, aligned_rows, key_of, resembles, strays
from records.document import Block, Box, Cell, Document, Paragraph, Table
from records.errors import OfficeFailed, OfficeMissing
from records.finding import Finding

OwnRow = tuple[int, list[int]]  # the index of a block, the indices of the row's cells

# Media types (their beginnings) that a word processor lays out on pages, with the file suffix that LibreOffice knows them by.
_SUFFIXES = {
    "application/vnd.openxmlformats-officedocument.wordprocessingml": ".docx",
    "application/vnd.ms-word": ".docx",
    "application/msword+xml": ".xml",
    "application/msword": ".doc",
    "application/rtf": ".rtf",
    "application/vnd.oasis.opendocument.text-flat-xml": ".fodt",
    "application/vnd.oasis.opendocument.text": ".odt",
}
SECONDS = 60.0
_REMEDIES = {
    OfficeMissing: (
        "Для этого нужна LibreOffice. Windows: «winget install --id TheDocumentFoundation.LibreOffice -e»; "
        "Linux (Debian, Ubuntu): «sudo apt install libreoffice-writer»."
    ),
    OfficeFailed: "LibreOffice не смогла вывести документ на страницы или не уложилась во время; всё остальное прочитано.",
}


class Shown(NamedTuple):
    """A rendered cell or line: the key of its text, its box, and (for a cell) its column, span and grid."""

    key: str
    box: Box
    column: int = 0
    column_span: int = 1
    grid: Box | None = None
    columns: int = 1


@dataclass(slots=True)
class _Found:
    """Where the cells of one block were found, by their index in `Table.cells` (0 for a paragraph)."""

    cells: dict[int, list[Box]] = field(default_factory=dict)
    grids: list[Box] = field(default_factory=list)

    def note(self, cell: int, shown: Shown) -> None:
        """Keeps the box of a rendered cell that shows this cell, and its grid."""
        self.cells.setdefault(cell, []).append(shown.box)
        if shown.grid is not None and shown.grid not in self.grids:
            self.grids.append(shown.grid)


def on_pages(document: Document, data: bytes, office: Path | None = None, *, asked: bool = True) -> Document:
    """As `with_places`; where LibreOffice is missing or fails the document stays as it is, with a note that says so (none where it
    is missing and nobody `asked` for pages)."""
    try:
        return with_places(document, data, office)
    except (OfficeMissing, OfficeFailed) as error:
        if isinstance(error, OfficeMissing) and not asked:
            return document
        return replace(document, notes=(*document.notes, Finding("X913", "I", f"Страницы строк не определены. {_REMEDIES[type(error)]}")))


def with_places(document: Document, data: bytes, office: Path | None = None, seconds: float = SECONDS) -> Document:
    """The document with pages and boxes, as `data` (its file) looks when printed; a document that is of no word processor, or that
    has pages already, as it is.

    `office` is LibreOffice's program (None: it is looked for). Raises OfficeMissing or OfficeFailed.
    """
    rendered = None if document.pages is not None else as_pdf(data, document.media_type, office, seconds)
    if rendered is None:
        return document
    try:
        return placed(document, page_readings(rendered))
    except pdfium.PdfiumError as error:
        raise OfficeFailed from error


def as_pdf(data: bytes, media_type: str, office: Path | None = None, seconds: float = SECONDS) -> bytes | None:
    """A word processor's document as it looks when printed; None for any other. Raises OfficeMissing or OfficeFailed."""
    suffix = next((suffix for known, suffix in _SUFFIXES.items() if media_type.startswith(known)), None)
    return None if suffix is None else convert(data, suffix, "pdf", office, seconds)


def page_readings(rendered: bytes) -> Iterator[Reading]:
    """The pages of a PDF one by one, before tables are joined over page ends: the document knows better where its rows end."""
    pages = pdfium.PdfDocument(rendered)
    try:
        for index in range(len(pages)):
            yield reading_of(upright(read_page(pages, index)))
    finally:
        pages.close()


def placed(document: Document, readings: Iterable[Reading]) -> Document:
    """The document with the places of its texts on these pages."""
    found = [_Found() for _ in document.blocks]
    pages = 0
    shown: list[list[Shown]] = []
    for reading in readings:
        pages += 1
        shown += _rows_of(reading)
    # Tables inside cells stand elsewhere in the order of a page than in that of a document.
    for inner in (False, True):
        shown = _align(_own_rows(document, inner), shown, document, found)
    blocks = tuple(_with_boxes(block, place) for block, place in zip(document.blocks, found, strict=True))
    return replace(document, blocks=blocks, pages=pages)


def _align(own: Sequence[OwnRow], shown: Sequence[list[Shown]], document: Document, found: Sequence[_Found]) -> list[list[Shown]]:
    """Notes in `found` where the document's rows are shown; gives back the rendered rows that are left."""
    keys = [[_key(document.blocks[block], cell) for cell in cells] for block, cells in own]
    shown_keys = [[cell.key for cell in row] for row in shown]
    pairs: dict[Pair, list[Pair]] = {}
    for number, rows in enumerate(aligned_rows(keys, shown_keys)):
        block, cells = own[number]
        for row in rows:
            pairs[number, row] = aligned_cells(keys[number], shown_keys[row], resembles)
            more = _empty_pairs(document.blocks[block], cells, keys[number], shown[row], pairs[number, row])
            for index, other in (*pairs[number, row], *more):
                found[block].note(cells[index], shown[row][other])
    for (number, index), (row, other) in strays(keys, shown_keys, pairs):
        block, cells = own[number]
        found[block].note(cells[index], shown[row][other])
    used = {row for _, row in pairs}
    return [row for index, row in enumerate(shown) if index not in used]


def _empty_pairs(block: Block, cells: Sequence[int], keys: Sequence[str], shown: Sequence[Shown], pairs: Sequence[Pair]) -> Iterator[Pair]:
    """Pairs of cells of which one is empty: they go by their column."""
    if isinstance(block, Table) and shown[0].columns == block.columns:
        by_column = {(cell.column, cell.column_span): other for other, cell in enumerate(shown)}
        taken = {index for index, _ in pairs}
        for index, number in enumerate(cells):
            cell = block.cells[number]
            other = by_column.get((cell.column, cell.column_span))
            if index not in taken and other is not None and not (keys[index] and shown[other].key):
                yield index, other


def _own_rows(document: Document, inner: bool) -> list[OwnRow]:
    """(index of the block, indices of its cells) for each paragraph and each row of each table, in reading order."""
    rows: list[OwnRow] = []
    for number, block in enumerate(document.blocks):
        if isinstance(block, Table):
            if (block.depth > 0) == inner:
                by_row = groupby(range(len(block.cells)), key=lambda index, table=block: table.cells[index].row)  # type: ignore[misc]
                rows += [(number, list(cells)) for _, cells in by_row]
        elif block.kind == "body" and not inner:
            rows.append((number, [0]))
    return rows


def _key(block: Block, cell: int) -> str:
    return key_of(block.cells[cell].printed if isinstance(block, Table) else block.printed)


def _rows_of(reading: Reading) -> Iterator[list[Shown]]:
    """The cells of each row of each grid and each line outside them, from top to bottom of a page."""
    page = reading.page
    items: list[tuple[float, list[list[Shown]]]] = [(part.top, list(_grid_rows(part))) for part in reading.fragments]
    items += [(line.top, [[_line(page, line)]]) for line in lines_of(reading.outside)]
    for _, rows in sorted(items, key=lambda item: item[0]):
        yield from rows


def _grid_rows(part: Fragment) -> Iterator[list[Shown]]:
    for _, cells in groupby(part.cells, key=lambda cell: cell.row):
        yield [Shown(key_of(cell.text), cell.pieces[0].box, cell.column, cell.column_span, part.boxes[0], part.columns) for cell in cells]


def _line(page: Page, line: Line) -> Shown:
    return Shown(key_of(line.text), page.boxed(line.x0, line.top, line.x1, line.bottom))


def _with_boxes(block: Block, found: _Found) -> Block:
    if not found.cells:
        return block
    if isinstance(block, Paragraph):
        boxes = _one_a_page(found.cells[0])
        return replace(block, page=boxes[0].page, boxes=boxes)
    cells = tuple(_cell(cell, found.cells.get(index)) for index, cell in enumerate(block.cells))
    page = min(box.page for boxes in found.cells.values() for box in boxes)
    return replace(block, cells=cells, page=page, boxes=tuple(found.grids))


def _cell(cell: Cell, boxes: list[Box] | None) -> Cell:
    if not boxes:
        return cell
    whole = _one_a_page(boxes)
    return replace(cell, page=whole[0].page, boxes=whole)


def _one_a_page(boxes: Iterable[Box]) -> tuple[Box, ...]:
    """One box for each page, around those that stand on it."""
    whole: list[Box] = []
    for page, same in groupby(sorted(boxes, key=lambda box: box.page), key=lambda box: box.page):
        part = list(same)
        edges = min(box.x0 for box in part), min(box.top for box in part), max(box.x1 for box in part), max(box.bottom for box in part)
        whole.append(Box(page, *edges))
    return tuple(whole)
