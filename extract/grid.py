"""Cells of a table put on a grid, whatever the file said of them: spans, merges, gaps, ragged rows.

A reader hands over rows of placed cells; out comes a Table whose cells never overlap. Linear in the number of cells.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from records.document import Cell, Table

Merge = Literal["", "restart", "continue"]


@dataclass(frozen=True, slots=True)
class Placed:
    """A cell of a row: its left grid column, its width in grid columns, its part in a vertical merge, and its content."""

    column: int
    width: int
    content: Cell
    merge: Merge = ""

    @property
    def end(self) -> int:
        return self.column + self.width


def assemble(rows: list[list[Placed]], *, header_rows: int = 0, depth: int = 0) -> Table:
    """The table of these rows; `row`, `column` and spans of the contents are set here, the rest of them is kept."""
    rows = _without_unused_columns(rows)
    merged = _merge_down(rows)
    cells = tuple(cell for row in merged for cell in row if cell is not None)
    columns = max((placed.end for row in rows for placed in row), default=0)
    return Table(rows=len(rows), columns=columns, cells=cells, header_rows=min(header_rows, len(rows)), depth=depth)


def _without_unused_columns(rows: list[list[Placed]]) -> list[list[Placed]]:
    """Grid columns at which no cell begins (every row spans them) do not exist for a reader; they are taken out."""
    starts = sorted({0, *(placed.column for row in rows for placed in row), *(placed.end for row in rows for placed in row)})
    index = {start: number for number, start in enumerate(starts)}
    if len(starts) == starts[-1] + 1:
        return rows
    return [[replace(cell, column=index[cell.column], width=index[cell.end] - index[cell.column]) for cell in row] for row in rows]


def _merge_down(rows: list[list[Placed]]) -> list[list[Cell | None]]:
    """Vertical merges: a continuing cell belongs to the open one above it that begins at the same column and is as wide."""
    merged: list[list[Cell | None]] = []
    open_cells: dict[int, tuple[int, int]] = {}
    for number, row in enumerate(rows):
        line: list[Cell | None] = []
        still_open: dict[int, tuple[int, int]] = {}
        for placed in row:
            origin = open_cells.get(placed.column) if placed.merge == "continue" else None
            if origin is not None and _grow(merged, origin, placed, number):
                still_open[placed.column] = origin
                line.append(None)
                continue
            if placed.merge:
                still_open[placed.column] = (number, len(line))
            line.append(_at(placed, number))
        merged.append(line)
        open_cells = still_open
    return merged


def _at(placed: Placed, row: int) -> Cell:
    # Written out because `replace` takes half of the time of a large table.
    own = placed.content
    return Cell(row, placed.column, own.text, 1, placed.width, own.labels, own.boxes, own.page, own.bold, own.confidence)


def _grow(merged: list[list[Cell | None]], origin: tuple[int, int], placed: Placed, row: int) -> bool:
    """Lengthen the merged cell by one row; text that a file hides in the continuing cell is not lost but added to it."""
    above = merged[origin[0]][origin[1]]
    if above is None or above.column_span != placed.width:
        return False
    grown = replace(above, row_span=row - above.row + 1)
    merged[origin[0]][origin[1]] = joined(grown, placed.content)
    return True


def joined(cell: Cell, more: Cell) -> Cell:
    """The cell with the text of another below its own; a text that it holds already is not repeated."""
    if not more.text or more.text in cell.text:
        return cell if cell.labels or cell.text else replace(cell, labels=more.labels)
    shift = cell.text.count("\n") + 1 if cell.text else 0
    labels = cell.labels + tuple((index + shift, label) for index, label in more.labels)
    return replace(cell, text=f"{cell.text}\n{more.text}" if cell.text else more.text, labels=labels)


@dataclass(frozen=True, slots=True)
class Spanned:
    """A cell as HTML and OpenDocument give it: its content and how far it reaches; `row_span` may reach beyond the table."""

    content: Cell
    row_span: int = 1
    column_span: int = 1


def spread(rows: Iterable[list[Spanned]]) -> list[list[Placed]]:
    """Each cell at the first column that cells above it leave free (the table model of HTML, 4.9.12)."""
    spread_rows: list[list[Placed]] = []
    # The left columns of cells that reach down: how wide they are and for how many rows more.
    reaching: dict[int, tuple[int, int]] = {}
    for row in rows:
        placed: list[Placed] = []
        below: dict[int, tuple[int, int]] = {}
        waiting = sorted(reaching.items())
        column = 0
        for cell in [*row, None]:
            while waiting and (cell is None or waiting[0][0] <= column):
                start, (width, more) = waiting.pop(0)
                placed.append(Placed(start, width, _NOTHING, "continue"))
                below |= {start: (width, more - 1)} if more > 1 else {}
                column = max(column, start + width)
            if cell is None:
                break
            # A cell that would reach into one from above is cut short: cells never overlap.
            width = min(cell.column_span, waiting[0][0] - column) if waiting else cell.column_span
            placed.append(Placed(column, width, cell.content, "restart" if cell.row_span > 1 else ""))
            below |= {column: (width, cell.row_span - 1)} if cell.row_span > 1 else {}
            column += width
        spread_rows.append(placed)
        reaching = below
    return spread_rows


_NOTHING = Cell(0, 0)
