"""Rows of a table as lists of cells: each row has the cells that cover it, merged ones included."""

from __future__ import annotations

from dataclasses import dataclass, field
from operator import attrgetter

from records.document import Cell, Table
from records.text import clean_cell

_BY_COLUMN = attrgetter("column")


@dataclass(slots=True)  # not frozen: one is made for each row of a table, and nobody changes it
class Row:
    """One row: `cells` cover it from left to right; a cell merged from above is here too (`cell.row < index`)."""

    index: int
    cells: tuple[Cell, ...]
    _own: tuple[Cell, ...] = field(init=False, repr=False, compare=False)
    _filled: tuple[Cell, ...] = field(init=False, repr=False, compare=False)
    _texts: tuple[str, ...] = field(init=False, repr=False, compare=False)
    _said: tuple[str, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Each row is asked some ten times for its cells and their texts, so all answers are made once."""
        cells = self.cells
        texts = tuple([cell.text if not cell.labels else printed(cell) for cell in cells])
        own = tuple([cell for cell in cells if cell.row == self.index])
        self._own, self._filled, self._texts, self._said = own, own, texts, texts
        if len(own) < len(cells) or not all(texts):
            told = [(cell, text) for cell, text in zip(cells, texts, strict=True) if text and cell.row == self.index]
            self._filled, self._said = tuple([cell for cell, _ in told]), tuple([text for _, text in told])

    def own(self) -> tuple[Cell, ...]:
        """The cells that begin in this row."""
        return self._own

    def filled(self) -> tuple[Cell, ...]:
        """The cells that begin in this row and hold a text."""
        return self._filled

    def texts(self) -> tuple[str, ...]:
        """The printed texts of `cells`, one for each, empty ones and those merged from above included."""
        return self._texts

    def said(self) -> tuple[str, ...]:
        """The printed texts of `filled()`: what this row itself says."""
        return self._said


def rows_of(table: Table) -> list[Row]:
    """All rows of a table; a cell that covers several rows is in each of them."""
    covering: list[list[Cell]] = [[] for _ in range(table.rows)]
    for cell in table.cells:
        if cell.row_span == 1 and cell.row < table.rows:  # nearly every cell
            covering[cell.row].append(cell)
            continue
        for index in range(cell.row, min(cell.row + cell.row_span, table.rows)):
            covering[index].append(cell)
    return [Row(index, tuple(sorted(cells, key=_BY_COLUMN))) for index, cells in enumerate(covering)]


def printed(cell: Cell) -> str:
    """A cell's text as a reader sees it, by the dataset's convention."""
    return clean_cell(cell.printed) if cell.labels else cell.text  # which is clean as it is; asked a thousand times a document


def overlap(cell: Cell, start: int, end: int) -> int:
    """How many grid columns of `start` (inclusive) to `end` (exclusive) a cell covers."""
    return max(0, min(cell.column + cell.column_span, end) - max(cell.column, start))
