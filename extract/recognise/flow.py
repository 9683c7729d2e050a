"""A document as one flow of lines and understood tables; tables that only lay text out give lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from extract.recognise.casing import unspaced
from extract.recognise.columns import Header
from extract.recognise.glued import plans_in
from extract.recognise.grid import Row, printed
from extract.recognise.guessing import guess_header
from extract.recognise.line import Line
from extract.recognise.listed import lists_in, reading_of
from extract.recognise.numbering import is_number
from extract.recognise.tables import TableReading, understand
from extract.recognise.titles import title_word
from extract.recognise.vocabulary import lemmas, words
from records.document import Block, Cell, Document, Paragraph, Table
from records.text import clean_cell, clean_line

FlowItem = Line | TableReading


def flow_of(document: Document) -> list[FlowItem]:
    """Lines and tables in reading order; running headers, footers and footnotes are left out (see `aside_of`)."""
    items: list[FlowItem] = []
    ordinal = 0
    header: Header | None = None
    lists = lists_in(document.blocks)
    read_until = 0
    after_tables = sum(isinstance(block, Table) for block in document.blocks)  # lists count on after the document's own tables
    for number, block in enumerate(document.blocks):
        if number in lists:
            after_tables, read_until = after_tables + 1, lists[number].after
            items.append(reading_of(lists[number], after_tables))
        if number < read_until and isinstance(block, Paragraph) and block.kind == "body":
            continue
        if isinstance(block, Paragraph):
            if block.kind in ("body", "textbox"):
                items += _lines(block, number)
            continue
        ordinal += 1
        for lines, reading in ((lines, part) for whole in understand(ordinal, block) for lines, part in plans_in(whole)):
            items += [Line(line, number, index == 0) for index, line in enumerate(lines)]
            if reading is None:
                continue
            header = reading.header or header
            if reading.kind == "layout" and header and _has_columns_of(reading, header):
                reading = replace(reading, kind="other")
            if reading.kind == "other" and _frames_content(document.blocks, number):
                reading = replace(reading, kind="layout")
            if reading.kind == "layout" and guess_header(reading.rows):
                reading = replace(reading, kind="other")
            items += list(_layout_lines(reading, number)) if reading.kind == "layout" else [reading]
    return items


def _frames_content(blocks: Sequence[Block], number: int) -> bool:
    """Whether a table that nobody knows holds a table of content in one of its cells: then it only lays out the page, as web sites do."""
    outer = blocks[number]
    following = blocks[number + 1] if number + 1 < len(blocks) else None
    if not isinstance(outer, Table) or not isinstance(following, Table) or following.depth <= outer.depth:
        return False
    return any(inner.kind in ("activities", "targets", "definitions", "statistics") for inner in understand(0, following))


def _has_columns_of(reading: TableReading, header: Header) -> bool:
    """A short table with names and dates that has the columns of the activity table above may go on with it: no mere layout."""
    width = len(header.columns)
    rows = [row for row in reading.rows if row.filled()]
    numbers = [printed(row.cells[0]) for row in rows]
    if header.columns[0].roles == ("number",) and not all(is_number(number) or not number for number in numbers):
        return False
    return all(len(row.cells) == width for row in rows) and (width >= 4 or (width == 3 and all(map(is_number, numbers))))


def _lines(block: Paragraph, number: int) -> Iterator[Line]:
    for index, text in enumerate(clean_cell(block.printed).split("\n")):
        if text:
            first = index == 0
            yield Line(text, number, first, block.bold, block.align, block.page, first and block.page_break_before, block.kind == "textbox")


def _layout_lines(reading: TableReading, number: int) -> Iterator[Line]:
    """A row of short cells is one line («12.08.2021 | г. … | № 15»), other cells give their own lines; stamps go column by column."""
    if _has_stamps_side_by_side(reading.rows):
        cells = sorted((cell for row in reading.rows for cell in row.filled()), key=lambda cell: (cell.column, cell.row))
        yield from _cell_lines(cells, number)
        return
    for row in reading.rows:
        filled = row.filled()
        texts = [printed(cell) for cell in filled]
        short = all("\n" not in text and len(text) <= 80 for text in texts)
        if texts and short and not any(_is_kind(text) or title_word(text) for text in texts):
            yield _row_line(row, " ".join(texts), number)
        else:
            yield from _cell_lines(filled, number)


def _cell_lines(cells: Sequence[Cell], number: int) -> Iterator[Line]:
    for cell in cells:
        for index, line in enumerate(printed(cell).split("\n")):
            yield Line(clean_line(line), number, index == 0, cell.bold, None, cell.page)


def _has_stamps_side_by_side(rows: tuple[Row, ...]) -> bool:
    """«Рассмотрено | Согласовано | Утверждаю»: the cells below each head belong to it."""
    first = next((row.filled() for row in rows if row.filled()), ())
    heads = sum(lemmas(printed(cell))[:1] != () and lemmas(printed(cell))[0] in words("layout_heads") for cell in first)
    return heads >= 2


def _is_kind(text: str) -> bool:
    """A cell that holds the kind of an order alone: beside it stands the same in a republic's second language."""
    tokens = lemmas(unspaced(text))
    return len(tokens) == 1 and tokens[0] in words("order_kinds")


def _row_line(row: Row, text: str, number: int) -> Line:
    filled = row.filled()
    return Line(clean_line(text), number, True, all(cell.bold for cell in filled), None, filled[0].page)


def prose_of(document: Document, items: list[FlowItem]) -> tuple[str, ...]:
    """The running text outside tables: paragraphs with their soft breaks, layout tables, footnotes, headers and footers once each."""
    prose: list[str] = []
    last = -1
    for item in items:
        if isinstance(item, TableReading):
            continue
        if item.paragraph == last:
            prose[-1] = f"{prose[-1]}\n{item.text}"
        else:
            prose.append(item.text)
        last = item.paragraph
    aside = (block.printed for block in document.blocks if isinstance(block, Paragraph) and block.kind not in ("body", "textbox"))
    return (*prose, *dict.fromkeys(text for text in map(clean_cell, aside) if text))
