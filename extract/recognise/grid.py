"""Rows of a table as lists of cells: each row has the cells that cover it, merged ones included."""

from __future__ import annotations

from dataclasses import dataclass, field

from records.document import Cell, Table
from records.text import clean_cell


@dataclass(frozen=True, slots=True)
class Row:
    """One row: `cells` cover it from left to right; a cell merged from above is here too (`cell.row < index`)."""

    index: int
    cells: tuple[Cell, ...]
    _own: tuple[Cell, ...] = field(init=False, repr=False, compare=False)
    _filled: tuple[Cell, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Each row is asked some ten times, so both answers are made once."""
        own = tuple([cell for cell in self.cells if cell.row == self.index])
        object.__setattr__(self, "_own", own)
        object.__setattr__(self, "_filled", tuple([cell for cell in own if printed(cell)]))

    def own(self) -> tuple[Cell, ...]:
        """The cells that begin in this row."""
        return self._own

    def filled(self) -> tuple[Cell, ...]:
        """The cells that begin in this row and hold a text."""
        return self._filled


def rows_of(table: Table) -> list[Row]:
    """All rows of a table; a cell that covers several rows is in each of them."""
    covering: list[list[Cell]] = [[] for _ in range(table.rows)]
    for cell in table.cells:
        for index in range(cell.row, min(cell.row + cell.row_span, table.rows)):
            covering[index].append(cell)
    return [Row(index, tuple(sorted(cells, key=lambda cell: cell.column))) for index, cells in enumerate(covering)]


def printed(cell: Cell) -> str:
    """A cell's text as a reader sees it, by the dataset's convention."""
    return clean_cell(cell.printed) if cell.labels else cell.text  # which is clean as it is; asked a thousand times a document


def overlap(cell: Cell, start: int, end: int) -> int:
    """How many grid columns of `start` (inclusive) to `end` (exclusive) a cell covers."""
    return max(0, min(cell.column + cell.column_span, end) - max(cell.column, start))
