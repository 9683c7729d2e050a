"""Cells of a table put on a grid, whatever the file said of them: spans, merges, gaps, ragged rows.

A reader hands over rows of placed cells; out comes a Table whose cells never overlap. Linear in the number of cells.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, NamedTuple

from extract.lines import Content
from records.document import Cell, Table
from records.errors import TooLarge

Merge = Literal["", "restart", "continue"]
# Cells of one table, each counted once a row that it covers: 20,000 rows of 50 columns.
_MAX_PLACES = 1_000_000


@dataclass(slots=True)  # not frozen, like `Content`: one is made for each cell
class Placed:
    """A cell of a row: its left grid column, its width in grid columns, its content, and its part in a vertical merge."""

    column: int
    width: int
    content: Content
    merge: Merge = ""

    @property
    def end(self) -> int:
        return self.column + self.width

    def at(self, column: int, end: int) -> Placed:
        """The same cell from one grid column to before another."""
        return Placed(column, end - column, self.content, self.merge)


class Spanned(NamedTuple):
    """A cell as HTML and OpenDocument give it: its content and how far it reaches; `row_span` may reach beyond the table."""

    content: Content
    row_span: int = 1
    column_span: int = 1


def assemble(rows: list[list[Placed]], *, header_rows: int = 0, depth: int = 0) -> Table:
    """The table of these rows."""
    rows, columns = _without_unused_columns(rows)
    cells = tuple([cell if isinstance(cell, Cell) else cell.finished() for cell in _merge_down(rows)])
    return Table(rows=len(rows), columns=columns, cells=cells, header_rows=min(header_rows, len(rows)), depth=depth)


@dataclass(slots=True)
class _Growing:
    """A cell whose lower end is not known yet."""

    row: int
    placed: Placed
    content: Content
    row_span: int = 1

    def finished(self) -> Cell:
        return _cell(self.row, self.placed, self.content, self.row_span)


def _cell(row: int, placed: Placed, content: Content, row_span: int = 1) -> Cell:
    # By position, with neither boxes nor page: one named argument costs a fifteenth of the cell.
    return Cell(row, placed.column, content.text, row_span, placed.width, content.labels, (), None, content.bold)


def _without_unused_columns(rows: list[list[Placed]]) -> tuple[list[list[Placed]], int]:
    """Grid columns at which no cell begins (every row spans them) do not exist for a reader; they are taken out. With the number of
    columns that are left."""
    edges = {0}
    for row in rows:
        for placed in row:
            edges.add(placed.column)
            edges.add(placed.column + placed.width)
    columns = len(edges) - 1
    if columns == max(edges):
        return rows, columns
    index = {start: number for number, start in enumerate(sorted(edges))}
    return [[cell.at(index[cell.column], index[cell.end]) for cell in row] for row in rows], columns


def _merge_down(rows: list[list[Placed]]) -> list[_Growing | Cell]:
    """Vertical merges: a continuing cell belongs to the open one above it that begins at the same column and is as wide. Text that
    a file hides in a continuing cell is not lost but added to the merged one."""
    cells: list[_Growing | Cell] = []
    open_above: dict[int, _Growing] = {}
    for number, row in enumerate(rows):
        open_here: dict[int, _Growing] = {}
        for placed in row:
            if not placed.merge:  # nearly every cell
                cells.append(_cell(number, placed, placed.content))
                continue
            above = open_above.get(placed.column) if placed.merge == "continue" else None
            if above is not None and above.placed.width == placed.width:
                above.row_span += 1
                above.content = above.content.with_more(placed.content)
            else:
                above = _Growing(number, placed, placed.content)
                cells.append(above)
            open_here[placed.column] = above
        open_above = open_here
    return cells


def spread(rows: Iterable[list[Spanned]]) -> list[list[Placed]]:
    """Each cell at the first column that cells above it leave free (the table model of HTML, 4.9.12).

    Raises TooLarge where few bytes claim a table that no document holds.
    """
    spread_rows: list[list[Placed]] = []
    places = 0
    # The left columns of cells that reach down: how wide they are and for how many rows more.
    reaching: dict[int, tuple[int, int]] = {}
    for row in rows:
        placed: list[Placed] = []
        below: dict[int, tuple[int, int]] = {}
        waiting = deque(sorted(reaching.items()))
        column = 0
        for cell in [*row, None]:
            while waiting and (cell is None or waiting[0][0] <= column):
                start, (width, more) = waiting.popleft()
                placed.append(Placed(start, width, _NOTHING, "continue"))
                if more > 1:
                    below[start] = (width, more - 1)
                column = max(column, start + width)
            if cell is None:
                break
            # A cell that would reach into one from above is cut short: cells never overlap.
            width = min(cell.column_span, waiting[0][0] - column) if waiting else cell.column_span
            placed.append(Placed(column, width, cell.content, "restart" if cell.row_span > 1 else ""))
            if cell.row_span > 1:
                below[column] = (width, cell.row_span - 1)
            column += width
        places += len(placed)
        if places > _MAX_PLACES:
            raise TooLarge
        spread_rows.append(placed)
        reaching = below
    return spread_rows


_NOTHING = Content()
