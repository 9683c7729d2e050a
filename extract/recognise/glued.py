"""Several plans glued into one table: a row that names the next plan or its appendix, and the next header below it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from extract.recognise.columns import Header, header_at
from extract.recognise.grid import Row, printed
from extract.recognise.tables import TableReading
from extract.recognise.titles import appendix_of, is_caption, title_word

_LINES_OF_A_TITLE = 4  # rows between the one that names a plan and its header


def plans_in(reading: TableReading) -> Iterator[tuple[list[str], TableReading | None]]:
    """(lines that name a plan, its part of the table); one part without lines as a rule.

    The rows that name a plan stay in its part, above its header, so that the ledger still counts every row. An appendix mark in
    the last row names a plan that follows the table: lines without a part.
    """
    if reading.kind != "activities" or reading.header is None or reading.cards:
        yield [], reading
        return
    body = range(reading.header.last + 2 - reading.rows[0].index, len(reading.rows))
    cuts = [(index, header) for index in body if len(reading.rows[index].filled()) == 1 and (header := _next_plan(reading.rows, index))]
    firsts = [0, *(index for index, _ in cuts), len(reading.rows)]
    headers = [reading.header, *(header for _, header in cuts)]
    for part, header in enumerate(headers):
        rows = reading.rows[firsts[part] : firsts[part + 1]]
        named = [line for row in rows if part and row.index < header.first for cell in row.filled() for line in printed(cell).split("\n")]
        yield named, replace(reading, rows=rows, header=header, foreign=0 if part else reading.foreign)
    if mark := appendix_row(reading.rows[-1]):
        yield mark, None


def appendix_row(row: Row) -> list[str]:
    """The lines of a row that holds nothing but an appendix mark («Приложение 2 / к приказу …»)."""
    filled = row.filled()
    lines = printed(filled[0]).split("\n") if len(filled) == 1 else [""]
    return lines if appendix_of(lines[0]) else []


def _next_plan(rows: tuple[Row, ...], index: int) -> Header | None:
    """The header of the plan that a row names: a title or an appendix mark alone in it, a header at most four rows below."""
    if not _names_plan(rows[index]) or (index and _names_plan(rows[index - 1])):
        return None
    for below in range(index + 1, min(index + 1 + _LINES_OF_A_TITLE, len(rows))):
        header = header_at(rows, below)
        if header:
            offset = rows[0].index  # a header counts the rows of its table
            return replace(header, first=header.first + offset, last=header.last + offset)
        if len(rows[below].filled()) > 1:
            return None
    return None


def _names_plan(row: Row) -> bool:
    """A lone text that begins with a plan's title or an appendix mark and is no mere caption."""
    filled = row.filled()
    if len(filled) != 1:
        return False
    text = printed(filled[0])
    first = text.split("\n", maxsplit=1)[0]
    return appendix_of(first) is not None or (title_word(first) is not None and not is_caption(text) and len(text.split()) > 3)
