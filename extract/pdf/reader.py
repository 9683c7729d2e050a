"""A PDF becomes a Document: pages → grids and lines → fragments → whole tables and paragraphs. Pages without a text layer that
makes sense come from OCR (`extract.scan`) and go the same way."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from extract.cut_words import Vocabulary
from extract.pdf.cells import DraftCell, Fragment
from extract.pdf.chars_pdfium import read_page
from extract.pdf.confidence import confidence_of, unsure_lines
from extract.pdf.furniture import PageLines, footnote_start, running_lines
from extract.pdf.gutter import Part, outside_lines, parts_of
from extract.pdf.lines import Line
from extract.pdf.page import Page, upright
from extract.pdf.paragraphs import Block, Margins, blocks_of, goes_on, joined, margins_of, paragraph_of
from extract.pdf.rejoin import Placed, join_lines, vocabulary_of
from extract.pdf.second_opinion import MAX_SECOND_OPINIONS, Reading, beside_paper, columns_jump, reading_of, second_opinion, unconfirmed
from extract.pdf.stitch import continues, on_body, stands_on, stitch
from records.document import Cell, Document, Extractor, Paragraph, Table
from records.errors import BrokenFile, EmptyFile, PasswordProtected, TooLarge
from records.finding import Finding
from records.text import clean_cell

MEDIA_TYPE = "application/pdf"
MAX_PAGES = 2_000  # an order has tens, a large programme hundreds

Item = Block | Fragment
OnPage = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class PageRead:
    """One page after reading: its tables and the lines outside of them. `page` has lost its runs: a long document would fill
    the memory with them."""

    page: Page
    fragments: tuple[Fragment, ...]
    lines: tuple[Line, ...]

    @property
    def empty(self) -> bool:
        return not self.fragments and not self.lines


def read_pdf(data: bytes, document_id: str, tesseract: Path | None = None, on_page: OnPage | None = None) -> Document:
    """The bytes of a PDF as a Document of paragraphs and tables in reading order, with page and box of every cell.

    `tesseract` is the program that recognises scanned pages (None: it is looked for); `on_page` is told after each page how many of
    how many are read (a scanned one takes seconds). Raises EmptyFile, BrokenFile, PasswordProtected, TooLarge (pages), and where no
    page has a single letter TesseractMissing, OcrFailed or NoTextLayer.
    """
    from extract.scan.pages import Recognition  # which builds on this package

    if not data:
        raise EmptyFile
    document = _open(data)
    try:
        if len(document) > MAX_PAGES:
            raise TooLarge(f"В файле {len(document)} страниц; читаются документы до {MAX_PAGES}. Разделите его на части.")
        recognition = Recognition(document, tesseract)
        readings = (recognition.better(_read(document, index)) for index in range(len(document)))
        reads, notes = reconciled(data, told(readings, len(document), on_page))
    finally:
        document.close()
    if all(read.empty for read in reads):
        raise recognition.error()
    return document_of(reads, [*recognition.notes(), *notes], document_id, MEDIA_TYPE)


def told(readings: Iterable[Reading], total: int, on_page: OnPage | None) -> Iterator[Reading]:
    """The readings as they come, each announced when it is done."""
    for done, reading in enumerate(readings, start=1):
        if on_page is not None:
            on_page(done, total)
        yield reading


def _open(data: bytes) -> pdfium.PdfDocument:
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if pdfium_c.FPDF_GetLastError() == pdfium_c.FPDF_ERR_PASSWORD or "password" in str(error).lower():
            raise PasswordProtected from error
        raise BrokenFile from error
    if len(document) == 0:
        document.close()
        raise BrokenFile
    return document


def _read(document: pdfium.PdfDocument, index: int) -> Reading:
    try:
        return reading_of(upright(read_page(document, index)))
    except pdfium.PdfiumError as error:
        raise BrokenFile(f"Страница {index + 1} повреждена. Откройте файл в программе просмотра PDF и сохраните заново.") from error


def reconciled(data: bytes, readings: Iterable[Reading]) -> tuple[list[PageRead], list[Finding]]:
    """The pages with their lines outside tables; those that do not reconcile are read a second time, with a note. A scanned page
    has no second reading."""
    reads: list[PageRead] = []
    notes: list[Finding] = []
    before: Reading | None = None
    for reading in readings:
        scanned = reading.page.by_ocr
        jumped = before is not None and not scanned and columns_jump(before, reading)
        if reading.doubts and scanned:
            notes.append(unconfirmed(reading))
        elif (reading.doubts or jumped) and len(notes) < MAX_SECOND_OPINIONS:
            reading, note = second_opinion(data, reading, before if jumped else None)
            notes.append(note)
        if reading.guesses:
            message = "Таблица без вертикальных линий: графы угаданы по пустым полосам между ними. Сверьте её с оригиналом."
            notes.append(Finding("X907", "W", message, page=reading.page.number))
        if hidden := beside_paper(reading):
            notes.append(hidden)
        before = reading
        lean = replace(reading.page, runs=(), fills=(), beside=())
        reads.append(PageRead(lean, reading.fragments, tuple(outside_lines(reading.outside, reading.fragments))))
    return reads, notes


def document_of(reads: Sequence[PageRead], doubts: Sequence[Finding], document_id: str, media_type: str) -> Document:
    """The whole document of its pages. Its extractor is `ocr` where all pages with text were recognised."""
    words = vocabulary_of(_all_lines(reads), _all_cells(reads))
    blocks: list[Paragraph | Table] = []
    notes: list[Finding] = [*doubts, *(note for read in reads for note in unsure_lines(read.lines, read.page.number))]
    for item in _whole(_flow(reads)):
        block, found = _finished(item, words)
        blocks.append(block)
        notes.extend(found)
    extractor: Extractor = "ocr" if all(read.page.by_ocr for read in reads if not read.empty) else "pdf"
    return Document(document_id, media_type, extractor, tuple(blocks), pages=len(reads), notes=tuple(notes))


def _all_cells(reads: Sequence[PageRead]) -> Iterator[Sequence[Placed]]:
    for read in reads:
        for fragment in read.fragments:
            for cell in fragment.cells:
                yield cell.pieces[0].placed()


def _all_lines(reads: Sequence[PageRead]) -> Iterator[Line]:
    for read in reads:
        yield from read.lines
        for fragment in read.fragments:
            for cell in fragment.cells:
                yield from cell.lines


def _flow(reads: Sequence[PageRead]) -> Iterator[list[Item]]:
    """The items of each page in reading order: body first, then what accompanies the page."""
    running = running_lines([PageLines(read.page, read.lines, [part.bottom for part in read.fragments]) for read in reads])
    margins = _margins(reads)
    for read in reads:
        number = read.page.number
        edges = margins[round(read.page.width)]
        body = [line for index, line in enumerate(read.lines) if (number, index) not in running]
        start = footnote_start(read.page, body)
        items = _in_order(read, body[:start], edges)
        items += blocks_of(read.page, body[start:], edges, "footnote")
        for index, line in enumerate(read.lines):
            if (kind := running.get((number, index))) is not None:
                items += blocks_of(read.page, [line], edges, kind)
        yield items


def _margins(reads: Sequence[PageRead]) -> dict[int, Margins]:
    """Margins of running text for each page width that occurs (portrait, landscape)."""
    widths = {round(read.page.width) for read in reads}
    return {width: _margins_for([read for read in reads if round(read.page.width) == width], width) for width in widths}


def _margins_for(reads: Sequence[PageRead], width: float) -> Margins:
    tables = [(fragment.xs[0], fragment.xs[-1]) for read in reads for fragment in read.fragments]
    return margins_of([read.lines for read in reads], width, tables)


def _in_order(read: PageRead, lines: Sequence[Line], margins: Margins) -> list[Item]:
    """Paragraphs and table parts of one page in reading order; a table inside a cell follows the table that holds it."""
    return [item for part in parts_of(read.fragments, lines) for item in _downwards(read.page, part, margins)]


def _downwards(page: Page, part: Part, margins: Margins) -> list[Item]:
    """Paragraphs and table parts from top to bottom."""
    items: list[Item] = []
    rest = part.lines
    for fragment in sorted(part.fragments, key=lambda part: (round(part.top / 4), part.xs[0], part.depth)):
        before = [line for line in rest if line.top < fragment.top]
        items += blocks_of(page, before, margins)
        above = items[-1] if items else None
        if isinstance(above, Fragment) and stands_on(above, fragment):
            items[-1] = on_body(above, fragment)
        else:
            items.append(fragment)
        rest = [line for line in rest if line.top >= fragment.top]
    return items + list(blocks_of(page, rest, margins))


def _whole(pages: Iterable[list[Item]]) -> list[Item]:
    """All items of the document, with tables and paragraphs that page ends parted made whole."""
    items: list[Item] = []
    for page in pages:
        last = _last_open(items, page[0]) if page else None
        if last is not None and (whole := _parted(items[last], page[0])) is not None:
            items[last] = whole
            page = page[1:]
        items += page
    return items


def _last_open(items: Sequence[Item], first: Item) -> int | None:
    """The index of the item that `first`, on the next page, could go on: the last of the body, tables inside its cells aside."""
    depth = first.depth if isinstance(first, Fragment) else 0
    for index in range(len(items) - 1, -1, -1):
        item = items[index]
        if (isinstance(item, Fragment) and item.depth <= depth) or (isinstance(item, Block) and item.kind == "body"):
            return index
    return None


def _parted(item: Item, first: Item) -> Item | None:
    """The two items as one if a page end parted them, else None."""
    if isinstance(item, Fragment) and isinstance(first, Fragment):
        return stitch(item, first) if continues(item, first) else None
    if isinstance(item, Block) and isinstance(first, Block) and first.kind == "body":
        return joined(item, first) if goes_on(item, first) else None
    return None


def _finished(item: Item, words: Vocabulary) -> tuple[Paragraph | Table, Iterator[Finding]]:
    if isinstance(item, Block):
        paragraph, doubts = paragraph_of(item, words)
        return paragraph, _word_doubts(doubts, item.page)
    cells = [_cell(cell, words) for cell in item.cells]
    unclear = (note for cell, doubts in cells for note in _word_doubts(doubts, cell.page))
    unsure = (note for cell in item.cells for piece in cell.pieces for note in unsure_lines(piece.lines, piece.box.page))
    return Table(
        rows=item.rows,
        columns=item.columns,
        cells=tuple(cell for cell, _ in cells),
        page=item.page_first,
        boxes=item.boxes,
        header_rows=item.header_rows,
        depth=item.depth,
    ), chain(unclear, unsure)


def _cell(cell: DraftCell, words: Vocabulary) -> tuple[Cell, tuple[str, ...]]:
    text = join_lines([placed for piece in cell.pieces for placed in piece.placed()], words)
    lines = cell.lines
    return Cell(
        row=cell.row,
        column=cell.column,
        text=clean_cell(text.text),
        row_span=cell.row_span,
        column_span=cell.column_span,
        boxes=tuple(piece.box for piece in cell.pieces),
        page=cell.pieces[0].box.page,
        bold=bool(lines) and all(line.bold for line in lines),
        confidence=confidence_of(lines),
    ), text.doubts


def _word_doubts(doubts: Sequence[str], page: int | None) -> Iterator[Finding]:
    for doubt in doubts:
        message = "Неясно, разорвано ли слово концом строки: ни в документе, ни в словаре его нет целиком. Сверьте с оригиналом."
        yield Finding("X906", "I", message, evidence=doubt, page=page)
