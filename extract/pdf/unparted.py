"""Rows without rules between them: a statistics table that rules only its columns and its header gives one tall row of many figures.

Taken apart only where the figures themselves show the rows; a plan's row with its money line by line (a title, its sources, their
sums) has fewer lines in its first column and stays whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from extract.pdf.cells import DraftCell, Fragment
from extract.pdf.lattice import Grid, Span

LEAST_ROWS = 4
LEAST_FIGURES = 2  # columns of figures
LEVEL = 0.3  # lines of one row differ in height by less than this part of the line

_FIGURE = re.compile(r"^(?:[-–—.…x*]|[-–(]?\d[\d\s.,]*%?\)?)$")


def parted(grids: Sequence[Grid], fragments: Sequence[Fragment]) -> list[Grid] | None:
    """The grids with tall rows of figures taken apart; None where there are none. `fragments` hold the texts of the grids."""
    cut: dict[int, list[float]] = {}
    for fragment in fragments:
        heights = [height for row in _tall(fragment) for height in _between(fragment, row)]
        if heights:
            at = next(index for index, grid in enumerate(grids) if grid.box == _box(fragment))
            cut[at] = heights
    return [_cut(grid, cut[index]) if index in cut else grid for index, grid in enumerate(grids)] if cut else None


def _box(fragment: Fragment) -> tuple[float, float, float, float]:
    return fragment.xs[0], fragment.top, fragment.xs[-1], fragment.bottom


def _tall(fragment: Fragment) -> set[int]:
    return {cell.row for cell in fragment.cells if cell.row_span == 1 and len(cell.lines) >= LEAST_ROWS}


def _between(fragment: Fragment, row: int) -> Iterator[float]:
    """The heights at which a row falls into several; none where its cells do not show that."""
    cells = [cell for cell in fragment.cells if cell.row <= row < cell.row + cell.row_span]
    starts = [] if any(cell.row_span > 1 for cell in cells) else _starts([cell for cell in cells if cell.lines])
    bottoms = sorted(line.bottom for cell in cells for line in cell.lines)
    for start in starts[1:]:
        yield (max(bottom for bottom in bottoms if bottom < start + 1) + start) / 2


def _starts(cells: Sequence[DraftCell]) -> list[float]:
    """The upper edges of the lines that open a row: those of the figures, if all columns of figures have the same ones and the first
    column has a line at each of them, and none before."""
    figures = [cell for cell in cells[1:] if all(_FIGURE.match(line.text) for line in cell.lines)]
    if len(figures) < LEAST_FIGURES or len(figures[0].lines) < LEAST_ROWS:
        return []
    starts = [line.top for line in figures[0].lines]
    slack = LEVEL * figures[0].lines[0].height
    first = [line.top for line in cells[0].lines]
    agree = all(_are_at([line.top for line in cell.lines], starts, slack) for cell in figures)
    opened = all(any(abs(top - start) <= slack for top in first) for start in starts)
    return starts if agree and opened and first[0] >= starts[0] - slack else []


def _are_at(tops: Sequence[float], starts: Sequence[float], slack: float) -> bool:
    return len(tops) == len(starts) and all(abs(top - start) <= slack for top, start in zip(tops, starts, strict=True))


def _cut(grid: Grid, heights: Sequence[float]) -> Grid:
    """The grid with more lines across; cells over several rows grow with them, those of a cut row fall apart."""
    ys = tuple(sorted({*grid.ys, *heights}))
    owners = [max(row for row, y in enumerate(grid.ys[:-1]) if y <= top) for top, _ in pairwise(ys)]
    spans: list[tuple[Span, bool]] = []
    for index, span in enumerate(grid.cells):
        rows = [row for row, owner in enumerate(owners) if span.row <= owner < span.row + span.row_span]
        pieces = [(row, 1) for row in rows] if span.row_span == 1 else [(rows[0], len(rows))]
        spans.extend((Span(row, span.column, height, span.column_span), index in grid.open_cells) for row, height in pieces)
    spans.sort()
    places = [[0] * (len(grid.xs) - 1) for _ in owners]
    for index, (span, _) in enumerate(spans):
        for row in range(span.row, span.row + span.row_span):
            places[row][span.column : span.column + span.column_span] = [index] * span.column_span
    opened = tuple(index for index, (_, is_open) in enumerate(spans) if is_open)
    return Grid(grid.xs, ys, tuple(span for span, _ in spans), tuple(map(tuple, places)), opened)
