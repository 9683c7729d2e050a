"""Rows without rules between them: a table that rules only its columns and its header gives one tall row of many.

Taken apart only where figures in several columns or the numbers of the first one show the rows; a plan's row with its money line by
line (a title, its sources, their sums) has fewer lines in its first column and stays whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from extract.pdf.cells import DraftCell, Fragment
from extract.pdf.lattice import Grid, Span

LEAST_ROWS = 4
LEAST_FIGURES = 2  # columns of figures
LEAST_NUMBERS = 3
LEVEL = 0.3  # lines of one row differ in height by less than this part of the line

_NUMBER = re.compile(r"^\d{1,3}(?:\.\d{1,3})*[.)]?$")
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
    filled = [] if any(cell.row_span > 1 for cell in cells) else [cell for cell in cells if cell.lines]
    starts = _starts(filled) or _numbered_starts(filled)
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


def _numbered_starts(cells: Sequence[DraftCell]) -> list[float]:
    """The upper edges of the lines that the numbers in the first column open («№» may stand above them): they count up, and at each of
    them two other columns or more have a line.

    Numbers that are stacked line upon line beside longer texts tell nothing: they are a list of their own.
    """
    first = cells[0].lines if cells else []
    numbers = [line for line in first if _NUMBER.match(line.text)]
    paths = [tuple(map(int, re.findall(r"\d+", line.text))) for line in numbers]
    if len(numbers) < LEAST_NUMBERS or first[-len(numbers) :] != numbers or len(cells) <= LEAST_FIGURES:
        return []
    if any(after <= before for before, after in pairwise(paths)):
        return []
    slack = LEVEL * numbers[0].height
    opened = sum(all(any(abs(line.top - number.top) <= slack for line in cell.lines) for number in numbers) for cell in cells[1:])
    pitch = [after.top - before.top for before, after in pairwise(numbers)]
    longer = any(len(cell.lines) > len(first) for cell in cells[1:])
    if opened < LEAST_FIGURES or (longer and max(pitch) < 1.5 * numbers[0].height):
        return []
    return [line.top for line in (first[: len(first) - len(numbers)][:1] + numbers)]


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
