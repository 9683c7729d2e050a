"""Rows that only go on with the activity above them: number and title are merged over several lines of money and sources."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extract.recognise.columns import Column, Header
from extract.recognise.grid import Row, overlap, printed
from extract.recognise.labelled import labelled
from extract.recognise.rows import BodyRow, is_mark, read_row
from records.document import Cell


def continued_rows(body: Sequence[Row], header: Header) -> dict[int, int]:
    """Row → the row it goes on with: its title is merged from there, and what it says itself stands under no field of an activity."""
    titles = header.with_role("title")
    dated = bool(header.roles() & {"deadline", "deadline_start", "deadline_end"})
    found: dict[int, int] = {}
    for row in body if titles else ():
        if len(row.own()) == len(row.cells):  # nearly every row: nothing is merged from above
            continue
        above = [cell for cell in row.cells if cell.row < row.index and printed(cell) and overlap(cell, titles[0].start, titles[0].end)]
        own = row.filled()
        if above and own and not any(_is_field(cell, column, dated) for cell in own for column in header.columns):
            found[row.index] = above[0].row
    first = {row.index for row in body}
    return {index: start for index, start in found.items() if start in first and start not in found} or _labelled_rows(body)


def _labelled_rows(body: Sequence[Row]) -> dict[int, int]:
    """Rows of one text that names a field of the activity above («Ожидаемый результат: …»), where at least every other row is such.

    One that stands above the first activity or seldom comes is a heading («Ответственный: управление образования»).
    """
    filled = [row for row in body if row.filled()]
    alone = {row.index for row in filled if len(row.filled()) == 1 and _fields_below(row)}
    if not filled or filled[0].index in alone or len(alone) < 0.5 * (len(filled) - len(alone)):
        return {}
    found: dict[int, int] = {}
    for row, above in zip(filled[1:], filled, strict=False):
        if row.index in alone:
            found[row.index] = found.get(above.index, above.index)
    return found


def _fields_below(row: Row) -> dict[str, str]:
    """The fields that the only text of a row names."""
    parted = labelled(row.said()[0]) if len(row.filled()) == 1 else None
    return parted.fields if parted and not parted.head and "title" not in parted.fields else {}


def _is_field(cell: Cell, column: Column, dated: bool) -> bool:
    """Whether a cell stands in a column of an activity's field. Beside a deadline a column of a year holds money unless it has a mark."""
    if not overlap(cell, column.start, column.end):
        return False
    return bool(column.roles) or (column.time is not None and (not dated or is_mark(printed(cell))))


def _without_merged_extra(row: Row, header: Header) -> Row:
    """The row with its own cells and the fields that are merged from above."""
    fields = [column for column in header.columns if column.roles]
    cells = [cell for cell in row.cells if cell.row == row.index or any(overlap(cell, column.start, column.end) for column in fields)]
    return Row(row.index, tuple(cells))


def with_continued(read: Sequence[BodyRow], body: Sequence[Row], header: Header, continued: dict[int, int]) -> list[BodyRow]:
    """The rows with the further columns of those that go on with them, line below line."""
    if not continued:
        return list(read)
    rows = {row.index: row for row in body}
    whole = {row.index: row for row in read}
    for index, start in continued.items():
        if start not in whole:  # it goes on with a heading
            continue
        if below := _fields_below(rows[index]):
            said = whole[start].fields
            fields = {name: "\n".join(part for part in (said[name], below.get(name)) if part) for name in said}
            whole[start] = replace(whole[start], fields=fields)
            continue
        more = read_row(_without_merged_extra(rows[index], header), header)
        extra = dict(whole[start].extra)
        for heading, text in more.extra.items():
            extra[heading] = "\n".join(part for part in (extra.get(heading), text) if part)
        whole[start] = replace(whole[start], extra=extra, unknown=whole[start].unknown | more.unknown)
    return list(whole.values())
