"""Ruling lines become grids: rules → merged edges → groups that touch → column and row positions → cells with spans.

The stages follow pdfplumber's `table.py`, with one difference: a cell is what is left when the borders that are drawn are
taken as walls between the places of the full grid, so merged cells, missing outer borders and cells left open by a page
end come out of one rule. Works on rules only; whoever found them (PDFium, pdfplumber, OpenCV) does not matter.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from extract.pdf.boxes import closed_strips
from extract.pdf.edges import DOUBLE, SHORT, Edge, merged_edges, root, touching, unite, without_frame
from extract.pdf.page import Rule

OVERHANG = 8.0  # a rule that runs on this far behind the last crossing leaves an open cell there
COVER = 0.6  # the part of a border that must be drawn to be a wall
MAX_EDGES = 1_500  # of one page; beyond this it is a drawing


class Span(NamedTuple):
    """A cell as places of the grid."""

    row: int
    column: int
    row_span: int
    column_span: int


@dataclass(frozen=True, slots=True)
class Grid:
    """One ruled table on one page: positions of its lines and its cells in row-major order.

    `places[row][column]` is the index of the covering cell. `open_cells` are cells whose borders are not closed.
    """

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cells: tuple[Span, ...]
    places: tuple[tuple[int, ...], ...]
    open_cells: tuple[int, ...] = ()

    @property
    def box(self) -> tuple[float, float, float, float]:
        return self.xs[0], self.ys[0], self.xs[-1], self.ys[-1]

    def cell_box(self, cell: Span) -> tuple[float, float, float, float]:
        return self.xs[cell.column], self.ys[cell.row], self.xs[cell.column + cell.column_span], self.ys[cell.row + cell.row_span]

    def right_of(self, place: int) -> float:
        """The right border of the cell with this index."""
        cell = self.cells[place]
        return self.xs[cell.column + cell.column_span]

    def place_of(self, x: float, y: float) -> int | None:
        """The index of the cell that holds a point; None outside the grid."""
        column, row = bisect_right(self.xs, x) - 1, bisect_right(self.ys, y) - 1
        if 0 <= column < len(self.xs) - 1 and 0 <= row < len(self.ys) - 1:
            return self.places[row][column]
        return None


def find_grids(rules: Sequence[Rule]) -> list[Grid]:
    """All ruled tables among the rules of one page, from top to bottom; a lone frame is a grid of one cell."""
    across, down = without_frame(*merged_edges(rules))
    if not across or not down or len(across) + len(down) > MAX_EDGES:
        return []
    grids = _without_strips([grid for group in touching(across, down) for grid in grids_of(*group)])
    return sorted(grids, key=lambda grid: (grid.ys[0], grid.xs[0]))


def _without_strips(grids: list[Grid]) -> list[Grid]:
    """Grids of one cell that stand in rows and columns with narrow strips between are one table."""
    lone = [grid for grid in grids if len(grid.cells) == 1]
    rules, taken = closed_strips([grid.box for grid in lone])
    if not rules:
        return grids
    gone = {id(lone[index]) for index in taken}
    whole = [grid for group in touching(*merged_edges(rules)) for grid in grids_of(*group)]
    return [grid for grid in grids if id(grid) not in gone] + whole


def positions(edges: Iterable[Edge], crossing: Iterable[Edge]) -> tuple[float, ...]:
    """The distinct line positions; strokes of a double rule count once; an end that overhangs the last line adds a position."""
    groups: list[list[float]] = []
    for at in sorted(edge.at for edge in edges):
        if groups and at - groups[-1][0] <= DOUBLE:
            groups[-1].append(at)
        else:
            groups.append([at])
    found = [sum(group) / len(group) for group in groups]
    crossing = list(crossing)
    first, last = min(edge.start for edge in crossing), max(edge.end for edge in crossing)
    if found[0] - first > OVERHANG:
        found.insert(0, first)
    if last - found[-1] > OVERHANG:
        found.append(last)
    return tuple(found)


def grids_of(across: Sequence[Edge], down: Sequence[Edge]) -> list[Grid]:
    """The grids of one group of edges: one, none where the edges close nothing, or more where tables stand edge to edge."""
    xs, ys = positions(down, across), positions(across, down)
    if len(xs) < 2 or len(ys) < 2:
        return []
    posts = walls(down, xs, ys)
    at = division(posts, len(ys) - 1)
    if at is None:
        return [_spanned(xs, ys, _united(posts, walls(across, ys, xs)))]
    upper = clipped(across, down, ys[0], ys[at])
    lower = clipped(across, down, ys[at], ys[-1])
    return grids_of(*upper) + grids_of(*lower)


def _united(posts: Sequence[Sequence[bool]], lines: Sequence[Sequence[bool]]) -> list[int]:
    """For each place of the grid, row by row, the first place of its cell: neighbours without a wall between are one cell."""
    rows, columns = len(lines) - 1, len(posts) - 1
    parent = list(range(rows * columns))
    for row in range(rows):
        for column in range(columns):
            here = row * columns + column
            if column + 1 < columns and not posts[column + 1][row]:
                unite(parent, here, here + 1)
            if row + 1 < rows and not lines[row + 1][column]:
                unite(parent, here, here + columns)
    return [root(parent, index) for index in range(rows * columns)]


def division(posts: Sequence[Sequence[bool]], rows: int) -> int | None:
    """The row before which another table starts: above and below it (two rows at least) no column line but the outer two is shared."""
    outer = {0, len(posts) - 1}
    for at in range(2, rows - 1):
        above = {line for line, drawn in enumerate(posts) if any(drawn[:at])}
        below = {line for line, drawn in enumerate(posts) if any(drawn[at:])}
        if above & below <= outer and above - below and below - above:
            return at
    return None


def clipped(across: Sequence[Edge], down: Sequence[Edge], top: float, bottom: float) -> tuple[list[Edge], list[Edge]]:
    """The edges between two heights."""
    lines = [edge for edge in across if top - DOUBLE <= edge.at <= bottom + DOUBLE]
    cut = [Edge(edge.at, max(edge.start, top), min(edge.end, bottom)) for edge in down]
    return lines, [edge for edge in cut if edge.end - edge.start > SHORT]


def walls(edges: Sequence[Edge], at: Sequence[float], along: Sequence[float]) -> list[list[bool]]:
    """`walls[i][k]`: whether line `i` (of `at`) is drawn between positions `k` and `k + 1` of `along`."""
    covered = [[0.0] * (len(along) - 1) for _ in at]
    for edge in edges:
        line = min(range(len(at)), key=lambda index: abs(at[index] - edge.at))
        for k in range(len(along) - 1):
            part = min(edge.end, along[k + 1]) - max(edge.start, along[k])
            if part > 0:
                covered[line][k] = max(covered[line][k], part / max(along[k + 1] - along[k], 0.01))
    return [[share >= COVER for share in line] for line in covered]


def _spanned(xs: tuple[float, ...], ys: tuple[float, ...], roots: Sequence[int]) -> Grid:
    """Cells from places that share a root; a group that is no rectangle is an open cell and falls apart into rectangles."""
    columns, rows = len(xs) - 1, len(ys) - 1
    groups: dict[int, list[tuple[int, int]]] = {}
    for index, first in enumerate(roots):
        groups.setdefault(first, []).append(divmod(index, columns))
    spans: list[tuple[Span, bool]] = []
    for group in groups.values():
        pieces = rectangles(group) if len(group) > 1 else [Span(*group[0], 1, 1)]
        spans.extend((piece, len(pieces) > 1) for piece in pieces)
    spans.sort(key=lambda item: (item[0].row, item[0].column))
    places = [[0] * columns for _ in range(rows)]
    for index, (span, _) in enumerate(spans):
        for row in range(span.row, span.row + span.row_span):
            places[row][span.column : span.column + span.column_span] = [index] * span.column_span
    opened = tuple(index for index, (_, is_open) in enumerate(spans) if is_open)
    return Grid(xs, ys, tuple(span for span, _ in spans), tuple(tuple(row) for row in places), opened)


def rectangles(group: Sequence[tuple[int, int]]) -> list[Span]:
    """A set of (row, column) places as rectangles: runs along a row, equal runs below each other joined."""
    by_row: dict[int, list[int]] = {}
    for row, column in group:
        by_row.setdefault(row, []).append(column)
    spans: list[Span] = []
    growing: dict[tuple[int, int], int] = {}
    for row in sorted(by_row):
        runs = _runs(sorted(by_row[row]))
        grown: dict[tuple[int, int], int] = {}
        for run in runs:
            at = growing.get(run)
            if at is not None and spans[at].row + spans[at].row_span == row:
                spans[at] = spans[at]._replace(row_span=spans[at].row_span + 1)
                grown[run] = at
            else:
                grown[run] = len(spans)
                spans.append(Span(row, run[0], 1, run[1]))
        growing = grown
    return spans


def _runs(columns: Sequence[int]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for column in columns:
        if runs and sum(runs[-1]) == column:
            runs[-1] = (runs[-1][0], runs[-1][1] + 1)
        else:
            runs.append((column, 1))
    return runs
