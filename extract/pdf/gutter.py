"""Tables that stand beside each other on a page: the left column of the page is read to its end before the right one begins."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from typing import NamedTuple

from extract.pdf.cells import Fragment
from extract.pdf.lines import Line, lines_of, rows_of
from extract.pdf.page import Run

GAP = 1.5  # so many line heights between two texts beside each other are no space


class Part(NamedTuple):
    """A part of a page that is read from top to bottom."""

    fragments: list[Fragment]
    lines: list[Line]


def outside_lines(runs: Sequence[Run], fragments: Sequence[Fragment]) -> list[Line]:
    """The lines of what stands outside the tables of a page; beside each other at a gutter, titles of two tables are two lines."""
    gutter, _, bottom = _gutter(fragments)
    if bottom == 0:
        return lines_of(runs)
    right = {id(run) for row in rows_of([run for run in runs if run.turn == 0]) for run in _beyond(row, gutter)}
    lines = [*lines_of([run for run in runs if id(run) not in right]), *lines_of([run for run in runs if id(run) in right])]
    return sorted(lines, key=lambda line: (line.top, line.x0))


def _beyond(row: Sequence[Run], gutter: float) -> list[Run]:
    """The runs of a line at the right of the gutter, where the line leaves a wide gap there."""
    letters = [run for run in row if not run.text.isspace()]
    left = max((run.x1 for run in letters if run.x0 < gutter), default=gutter)
    right = [run for run in letters if run.x0 >= gutter]
    wide = bool(right) and min(run.x0 for run in right) - left > GAP * (right[0].bottom - right[0].top)
    return [run for run in row if run.x0 >= gutter] if wide else []


def parts_of(fragments: Sequence[Fragment], lines: Sequence[Line]) -> list[Part]:
    """The parts of a page in reading order: one as a rule; where tables stand beside each other what is above them, the left column,
    the right column, what is below. The columns reach from the last line that crosses the gutter to the next one."""
    gutter, top, bottom = _gutter(fragments)
    if bottom == 0 or any(_crosses(line, gutter) and top < line.top < bottom for line in lines):
        return [Part(list(fragments), list(lines))]
    first = max((line.bottom for line in lines if _crosses(line, gutter) and line.top <= top), default=0.0)
    last = min((line.top for line in lines if _crosses(line, gutter) and line.top >= bottom), default=float("inf"))
    others = [fragment for fragment in fragments if fragment.xs[0] < gutter < fragment.xs[-1]]
    first = max([first, *(fragment.bottom for fragment in others if fragment.bottom <= top + 1)])
    last = min([last, *(fragment.top for fragment in others if fragment.top >= bottom - 1)])
    found = [Part([], []) for _ in range(4)]
    for fragment in fragments:
        found[_place(fragment.top, fragment.xs[0], gutter, first, last)].fragments.append(fragment)
    for line in lines:
        found[_place(line.top, line.x0, gutter, first, last)].lines.append(line)
    return [part for part in found if part.fragments or part.lines]


def _gutter(fragments: Sequence[Fragment]) -> tuple[float, float, float]:
    """(x of the gutter, upper and lower end of the tables beside it); zeros where no two tables stand beside each other, or others
    stand across."""
    outer = sorted((fragment for fragment in fragments if fragment.depth == 0), key=lambda fragment: fragment.xs[0])
    for left, right in combinations(outer, 2):
        if left.xs[-1] <= right.xs[0] and min(left.bottom, right.bottom) - max(left.top, right.top) > 0:
            gutter, top, bottom = (left.xs[-1] + right.xs[0]) / 2, min(left.top, right.top), max(left.bottom, right.bottom)
            across = any(one.xs[0] < gutter < one.xs[-1] and one.top < bottom - 1 and one.bottom > top + 1 for one in outer)
            return (0.0, 0.0, 0.0) if across else (gutter, top, bottom)
    return 0.0, 0.0, 0.0


def _crosses(line: Line, gutter: float) -> bool:
    return line.x0 < gutter < line.x1


def _place(top: float, x0: float, gutter: float, first: float, last: float) -> int:
    """0 above the columns, 1 left, 2 right, 3 below."""
    if top < first - 1:
        return 0
    if top >= last - 1:
        return 3
    return 1 if x0 < gutter else 2
