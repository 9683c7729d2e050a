"""Dates that only the cells tell: under a heading that does not say so («Этап»), and below years («2022 | 2023» with «1 - 2 кв.»)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extract.recognise.columns import Column, Header, may_be_header, printed_header
from extract.recognise.grid import Row, printed
from extract.recognise.headings import heading_lemmas
from extract.recognise.rows import is_mark
from extract.recognise.vocabulary import words
from extract.recognise.wordings import is_made_of_deadline, says_when
from records.finding import Finding

_SHARE = 0.8  # of the filled cells that must say when
_LONGEST = 80  # letters of a mean cell: a stage with its dates, no text that mentions a year
_LEAST_ROWS = 2
_SEARCHED_ROWS = 3  # for a header, below at most a title and a caption
_KINDS = (None, "purpose")  # kinds of other columns that may hold dates


def with_dated_column(header: Header, rows: Sequence[Row]) -> Header:
    """The header with the one column that says when in nearly all rows as its deadline; as it is where a heading names a deadline."""
    if header.cells or header.roles() & {"deadline", "deadline_start", "deadline_end", "time"}:
        return header
    dated = [column for column in header.columns if not column.roles and column.kind in _KINDS and _says_when(column, header, rows)]
    if len(dated) != 1:
        return header
    chosen = replace(dated[0], roles=("deadline",), known=True, by_cells=True)
    return replace(header, columns=tuple(chosen if column is dated[0] else column for column in header.columns))


def _says_when(column: Column, header: Header, rows: Sequence[Row]) -> bool:
    texts = [
        text
        for row in rows
        if row.index > header.last
        for cell in row.own()
        if cell.column == column.start and cell.column_span == column.end - column.start and (text := printed(cell))
    ]
    if len(texts) < _LEAST_ROWS or sum(map(len, texts)) > _LONGEST * len(texts):
        return False
    return sum(map(says_when, texts)) >= _SHARE * len(texts)


def find_dated_header(rows: Sequence[Row]) -> Header | None:
    """The header of a table of works whose columns of years, quarters or months hold dates or marks; None for any other table."""
    first = next((index for index, row in enumerate(rows[:_SEARCHED_ROWS]) if len(row.filled()) > 1), None)
    if first is None or not may_be_header(rows[first]):
        return None
    header = printed_header(list(rows), first)
    titles = header.with_role("title")
    if "time" not in header.roles() or not titles or words("works").isdisjoint(heading_lemmas(titles[0].heading)):
        return None
    starts = {column.start for column in header.columns if column.time and not column.roles}
    texts = [text for row in rows if row.index > header.last for cell in row.own() if cell.column in starts and (text := printed(cell))]
    told = sum(is_mark(text) or (any(map(str.isalpha, text)) and is_made_of_deadline(text)) for text in texts)
    return header if len(texts) >= _LEAST_ROWS and told >= _SHARE * len(texts) else None


def note_of_dates(plan: int, ordinal: int, column: Column, page: int | None) -> Finding:
    """X916: a column was read as deadlines because of its cells."""
    message = f"Таблица {ordinal}: графы «Срок» нет; сроки взяты из графы «{column.heading}», где стоят даты. Сверьте их с документом."
    return Finding("X916", "I", message, column.heading, plan, page=page)
