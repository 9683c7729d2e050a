"""Where the cells of a row stand on the grid of a Word table, whose own account of it (`w:tblGrid`) is often careless."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

from extract.grid import Placed

# Twentieths of a point. The usual left and right margins of a cell (0.19 cm each): a column that is no wider has no room for text.
NO_ROOM_FOR_TEXT = 216


def aligned(row: list[Placed], widths: Sequence[int], grid: Sequence[int]) -> list[Placed]:
    """A row that covers fewer grid columns than there are, put where its cells' own widths say (spans were left out).

    `widths` are `w:tcW` of the cells (0: unknown), `grid` the widths of the grid columns. A row whose
    widths do not meet the grid stays as it is.
    """
    if not row or row[-1].end >= len(grid) or row[0].column or 0 in widths:
        return row
    edges = [0, *accumulate(grid)]
    ends = [_nearest(edges, edge) for edge in accumulate(widths)]
    if None in ends or ends[-1] != len(grid):
        return row
    starts = [0, *ends[:-1]]
    placed = [(cell, start or 0, end or 0) for cell, start, end in zip(row, starts, ends, strict=True)]
    if any(end <= start for _, start, end in placed):
        return row
    return [cell.at(start, end) for cell, start, end in placed]


def _nearest(edges: list[int], edge: int) -> int | None:
    index = min(range(len(edges)), key=lambda number: abs(edges[number] - edge))
    return index if abs(edges[index] - edge) <= NO_ROOM_FOR_TEXT else None


def without_slivers(rows: list[list[Placed]], grid: Sequence[int]) -> list[list[Placed]]:
    """Rows of one table drawn by hand miss each other's edges by a hair, and Word keeps each miss as a grid column.

    Columns too narrow for text are taken out of the grid, unless a cell stands in them alone.
    """
    narrow = {column for column, width in enumerate(grid) if 0 < width <= NO_ROOM_FOR_TEXT}
    if not narrow:
        return rows
    for cell in (cell for row in rows for cell in row):
        own = range(cell.column, cell.end)
        if cell.width <= len(narrow) and all(column in narrow for column in own):
            narrow.difference_update(own)
    last = max((cell.end for row in rows for cell in row), default=0)
    new = [0, *accumulate(int(column not in narrow) for column in range(last))]
    return [[cell.at(new[cell.column], new[cell.end]) for cell in row] for row in rows]
