"""Characters are put into the cells of a page's grids; what lies in no grid is left for the paragraphs.

The result is a Fragment per grid: the part of a table that stands on one page.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from extract.pdf.lattice import Grid, Span
from extract.pdf.lines import Line, lines_of
from extract.pdf.page import Page, Run
from extract.pdf.rejoin import Placed, is_loose
from records.document import Box

MAX_PADDING = 8.0  # between a cell's border and its text (points); Word's own is 5.4
ENOUGH_LINES, ALIGNED_SHARE, ALIGNED = 6, 0.6, 0.5  # lines of a left-aligned column, its share, and how exactly they begin (points)
OVER = 3.0  # a word may reach over its cell's border: what begins behind this distance before it may be its end (points)
TOUCH = 0.05  # runs of one word are no further apart than this part of their height
FRAME_SHARE = 0.5  # a one-cell grid that covers this part of the page is a frame around it, not a table


@dataclass(frozen=True, slots=True)
class Piece:
    """The part of a cell that stands on one page: its box there, its lines, and the edges between which text can stand."""

    box: Box
    lines: tuple[Line, ...]
    left: float
    right: float
    bottom: float
    gap: float

    def placed(self) -> list[Placed]:
        loose = is_loose(self.lines)
        return [Placed(line, self.left, self.right, self.gap, loose) for line in self.lines]


@dataclass(frozen=True, slots=True)
class DraftCell:
    """A cell under way: places of the grid and its pieces, one for each page that it is on."""

    row: int
    column: int
    row_span: int
    column_span: int
    pieces: tuple[Piece, ...]

    @property
    def lines(self) -> list[Line]:
        return [line for piece in self.pieces for line in piece.lines]

    @property
    def text(self) -> str:
        """The text before words are made whole: for comparisons only."""
        return " ".join(line.text for line in self.lines)


@dataclass(frozen=True, slots=True)
class Fragment:
    """A table or a part of one. `xs` are its column positions, `boxes` its place on each page.

    `top` and `bottom` are the edges of the part on `page_last`, in its reading frame; `guessed`: its columns have no rules.
    """

    page_first: int
    page_last: int
    xs: tuple[float, ...]
    rows: int
    cells: tuple[DraftCell, ...]
    boxes: tuple[Box, ...]
    top: float
    bottom: float
    header_rows: int = 0
    depth: int = 0
    guessed: bool = False

    @property
    def columns(self) -> int:
        return len(self.xs) - 1


@dataclass(frozen=True, slots=True)
class Sorted:
    """The characters of a page after sorting: those of each grid's cells, and those outside."""

    inside: tuple[tuple[tuple[Run, ...], ...], ...]
    outside: tuple[Run, ...]


def fragments_of(page: Page, grids: Sequence[Grid], guessed: bool = False) -> tuple[list[Fragment], list[Run]]:
    """(fragments that hold text, characters outside of them), both in page order. `grids` as `find_grids` gives them;
    `guessed`: their columns have no rules, so the text itself shows how wide they are."""
    grids = [grid for grid in grids if not _is_frame(grid, page)]
    found = sort_runs(page.runs, grids)
    fragments: list[Fragment] = []
    for grid, texts in zip(grids, found.inside, strict=True):
        if any(not run.text.isspace() for runs in texts for run in runs):
            fragments.append(_fragment(page, grid, texts, _depth(grid, grids), guessed))
    return fragments, list(found.outside)


def _is_frame(grid: Grid, page: Page) -> bool:
    x0, top, x1, bottom = grid.box
    return len(grid.cells) == 1 and (x1 - x0) * (bottom - top) > FRAME_SHARE * page.width * page.height


def sort_runs(runs: Sequence[Run], grids: Sequence[Grid]) -> Sorted:
    """Each run goes to the cell that holds its middle, of the innermost grid where grids lie inside each other; the end of a word
    that is too long for its cell stays with its beginning."""
    inside: list[list[list[Run]]] = [[[] for _ in grid.cells] for grid in grids]
    innermost = sorted(range(len(grids)), key=lambda index: _area(grids[index]))
    outside: list[Run] = []
    last: tuple[Run, list[Run], Grid, int] | None = None  # the run before, its cell's runs, its grid, the number of its cell
    for run in runs:
        if last is not None and run.top == last[0].top and _goes_on(last[0], run) and run.x0 >= last[2].right_of(last[3]) - OVER:
            last[1].append(run)
            last = (run, *last[1:])
            continue
        last = None
        x, y = (run.x0 + run.x1) / 2, (run.top + run.bottom) / 2
        for index in innermost:
            place = grids[index].place_of(x, y)
            if place is not None:
                cell = inside[index][place]
                cell.append(run)
                last = (run, cell, grids[index], place)
                break
        else:
            outside.append(run)
    return Sorted(tuple(tuple(tuple(cell) for cell in grid) for grid in inside), tuple(outside))


def _goes_on(before: Run, run: Run) -> bool:
    """Whether a run begins where the one drawn before it ends, in one word."""
    close = abs(run.x0 - before.x1) < TOUCH * (run.bottom - run.top)
    return close and not run.text.isspace() and not before.text.isspace()


def _area(grid: Grid) -> float:
    x0, top, x1, bottom = grid.box
    return (x1 - x0) * (bottom - top)


def _depth(grid: Grid, grids: Sequence[Grid]) -> int:
    return sum(other is not grid and _holds(other.box, grid.box) for other in grids)


def _holds(outer: tuple[float, float, float, float], inner: tuple[float, float, float, float]) -> bool:
    return outer[0] <= inner[0] and outer[1] <= inner[1] and outer[2] >= inner[2] and outer[3] >= inner[3]


def _fragment(page: Page, grid: Grid, texts: Sequence[Sequence[Run]], depth: int, guessed: bool) -> Fragment:
    lines = [lines_of(runs) for runs in texts]
    paddings, gap = _paddings(grid, lines), usual_gap(lines)
    cells = [_cell(page, grid, span, cell_lines, paddings[span.column], gap) for span, cell_lines in zip(grid.cells, lines, strict=True)]
    if guessed:
        cells = _as_wide_as_text(cells)
    return Fragment(
        page_first=page.number,
        page_last=page.number,
        xs=grid.xs,
        rows=len(grid.ys) - 1,
        cells=tuple(cells),
        boxes=(page.boxed(*grid.box),),
        top=grid.ys[0],
        bottom=grid.ys[-1],
        depth=depth,
        guessed=guessed,
    )


def _as_wide_as_text(cells: Sequence[DraftCell]) -> list[DraftCell]:
    """Cells whose text can stand only as far right as some line of their column does."""
    reach: dict[int, float] = {}
    for cell in cells:
        last = cell.column + cell.column_span
        reach[last] = max([reach.get(last, 0.0), *(line.x1 for line in cell.lines)])
    return [
        replace(cell, pieces=tuple(replace(piece, right=reach[cell.column + cell.column_span]) for piece in cell.pieces)) for cell in cells
    ]


def _paddings(grid: Grid, lines: Sequence[Sequence[Line]]) -> list[float]:
    """The distance that text keeps from the border, column by column: that of left-aligned text in the column itself, else that of
    the text which comes closest to its border in the whole table."""
    offsets: dict[int, list[float]] = {}
    for span, cell in zip(grid.cells, lines, strict=True):
        offsets.setdefault(span.column, []).extend(line.x0 - grid.xs[span.column] for line in cell)
    closest = min(max(min((offset for found in offsets.values() for offset in found), default=0.0), 0.0), MAX_PADDING)
    return [_own_padding(offsets.get(column, [])) or closest for column in range(len(grid.xs) - 1)]


def _own_padding(offsets: Sequence[float]) -> float | None:
    """The distance from the border at which most lines of a column begin, and none nearer."""
    least = min(offsets, default=0.0)
    aligned = sum(offset - least < ALIGNED for offset in offsets)
    return least if aligned >= max(ENOUGH_LINES, ALIGNED_SHARE * len(offsets)) and 0 < least <= MAX_PADDING else None


def usual_gap(blocks: Sequence[Sequence[Line]]) -> float:
    """The usual distance between two lines of one block; negative or zero where lines are set tight."""
    gaps = [after.top - before.bottom for lines in blocks for before, after in pairwise(lines)]
    return median(gaps) if gaps else 0.2 * max((line.height for lines in blocks for line in lines), default=0.0)


def _cell(page: Page, grid: Grid, span: Span, lines: Sequence[Line], padding: float, gap: float) -> DraftCell:
    x0, top, x1, bottom = grid.cell_box(span)
    piece = Piece(page.boxed(x0, top, x1, bottom), tuple(lines), x0 + padding, x1 - padding, bottom, gap)
    return DraftCell(span.row, span.column, span.row_span, span.column_span, (piece,))
