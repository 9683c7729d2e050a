"""Tables without vertical rules: columns are guessed from the white strips that run down through all their lines.

Taken only where the page itself shows a table: a family of equally long horizontal rules, or (with no rules at all) a header in
bold or a first column of numbers. The result is an ordinary Grid, and the reader notes that it is a guess.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from extract.pdf.edges import Edge, merged_edges
from extract.pdf.lattice import MAX_EDGES, Grid, Span
from extract.pdf.lines import line_of, rows_of
from extract.pdf.page import Page, Run

SEGMENT_GAP = 0.9  # a gap wider than this part of the line height may part two columns
STRIP = 0.7  # the white strip between two columns is at least this part of the line height wide
BLOCK_GAP = 2.5  # lines further apart than this many heights do not belong to one table
SAME_END = 5.0  # rules of one table start and end within this distance of each other (points)
MIN_COLUMNS = 3  # of a table with no rules; two columns may be a signature or a pair of addresses
MIN_ROWS = 3
NUMBERED = 0.6  # of the first cells are numbers
OUTSET = 2.0

_NUMBER = re.compile(r"^\(?\d{1,3}(?:\.\d{1,3})*[.)]?$")


class Segment(NamedTuple):
    x0: float
    x1: float
    text: str
    bold: bool


class Row(NamedTuple):
    """A line of the page, parted at its wide gaps."""

    top: float
    bottom: float
    segments: tuple[Segment, ...]


def guessed_grids(page: Page, outside: Sequence[Run], taken: Sequence[Grid]) -> list[Grid]:
    """Grids for tables without vertical rules among the characters that no ruled table (`taken`) holds."""
    rows = [row for runs in rows_of([run for run in outside if run.turn == 0]) if (row := parted(runs)) is not None]
    rules = [edge for edge in merged_edges(page.rules)[0] if not any(_in_grid(edge, grid) for grid in taken)]
    found: list[Grid] = []
    for family in families(rules[:MAX_EDGES]):
        inner = [row for row in rows if family[0].at < row.top + 1 and row.bottom - 1 < family[-1].at]
        grid = grid_between(inner, [edge.at for edge in family])
        if grid is not None:
            found.append(grid)
            rows = [row for row in rows if row not in inner]
    found += [grid for block in blocks_of_rows(rows) if (grid := grid_without_rules(block)) is not None]
    return sorted(found, key=lambda grid: grid.ys[0])


def parted(runs: Iterable[Run]) -> Row | None:
    """A line's characters as a Row; None if it is blank."""
    letters = sorted((run for run in runs if not run.text.isspace()), key=lambda run: run.x0)
    if not letters:
        return None
    height = max(run.bottom - run.top for run in letters)
    groups: list[list[Run]] = [[letters[0]]]
    for before, run in pairwise(letters):
        if run.x0 - before.x1 > SEGMENT_GAP * height:
            groups.append([])
        groups[-1].append(run)
    segments = [Segment(line.x0, line.x1, line.text, line.bold) for group in groups if (line := line_of(group)) is not None]
    return Row(min(run.top for run in letters), max(run.bottom for run in letters), tuple(segments))


def _in_grid(edge: Edge, grid: Grid) -> bool:
    x0, top, x1, bottom = grid.box
    return top - SAME_END <= edge.at <= bottom + SAME_END and edge.start < x1 and edge.end > x0


def families(rules: Sequence[Edge]) -> list[list[Edge]]:
    """Horizontal rules that start and end alike, from top to bottom; at least three (over, under the header, at the end)."""
    groups: list[list[Edge]] = []
    for rule in sorted(rules):
        for group in groups:
            if abs(group[0].start - rule.start) < SAME_END and abs(group[0].end - rule.end) < SAME_END:
                group.append(rule)
                break
        else:
            groups.append([rule])
    return [group for group in groups if len(group) >= MIN_ROWS]


def blocks_of_rows(rows: Sequence[Row]) -> list[list[Row]]:
    """Runs of lines without a large gap, from the first to the last that has columns."""
    runs: list[list[Row]] = []
    for row in rows:
        if runs and row.top - runs[-1][-1].bottom <= BLOCK_GAP * (row.bottom - row.top):
            runs[-1].append(row)
        else:
            runs.append([row])
    return [block for run in runs if (block := _trimmed(run))]


def _trimmed(run: Sequence[Row]) -> list[Row]:
    wide = [index for index, row in enumerate(run) if len(row.segments) >= MIN_COLUMNS]
    return list(run[wide[0] : wide[-1] + 1]) if len(wide) >= MIN_ROWS else []


def strips(rows: Sequence[Row]) -> list[float]:
    """The middles of the white strips between columns: no line with columns has a letter there."""
    spans = sorted((segment.x0, segment.x1) for row in rows if len(row.segments) > 1 for segment in row.segments)
    if not spans:
        return []
    least = STRIP * min(row.bottom - row.top for row in rows)
    middles: list[float] = []
    reach = spans[0][1]
    for x0, x1 in spans:
        if x0 - reach >= least:
            middles.append((reach + x0) / 2)
        reach = max(reach, x1)
    return middles


def grid_between(rows: Sequence[Row], rules: Sequence[float]) -> Grid | None:
    """The grid of lines that stand between horizontal rules; None with fewer than two columns."""
    columns = strips(rows)
    if not columns or len(rows) < 2:
        return None
    body = [row for row in rows if row.top + 1 > rules[1]]
    inner = [] if len(rules) > MIN_ROWS else pairwise_middles(row_starts(body, columns[0]), body)  # else a rule parts all rows
    return _grid(rows, columns, sorted({*rules, *inner}))


def grid_without_rules(rows: Sequence[Row]) -> Grid | None:
    """The grid of a block of lines; None where neither a bold header nor a column of numbers shows that it is a table."""
    columns = strips(rows)
    if len(columns) + 1 < MIN_COLUMNS:
        return None
    body = list(rows)
    while body and not _NUMBER.match(body[0].segments[0].text) and (body[0] is rows[0] or _bold(body[:1])):
        body.pop(0)
    starts = row_starts(body, columns[0])
    numbered = [row for row in starts if _NUMBER.match(row.segments[0].text)]
    header = rows[: len(rows) - len(body)]
    bold = bool(header) and _bold(header) and not _bold(body)
    if len(starts) + bool(header) < MIN_ROWS or not (bold or len(numbered) >= NUMBERED * len(starts)):
        return None
    heights = [rows[0].top - 1, *pairwise_middles(starts, body)]
    if header:
        heights.append((header[-1].bottom + body[0].top) / 2)
    return _grid(rows, columns, sorted({*heights, rows[-1].bottom + 1}))


def _bold(rows: Sequence[Row]) -> bool:
    return all(segment.bold for row in rows for segment in row.segments)


def row_starts(rows: Sequence[Row], first_strip: float) -> list[Row]:
    """The lines that open a row: those with text in the first column, if it is a column of numbers or each row fills it;
    where the first column never shows a pattern, every line with columns."""
    first = [row for row in rows if row.segments[0].x0 < first_strip]
    numbers = [row for row in first if _NUMBER.match(row.segments[0].text)]
    if first and len(numbers) >= NUMBERED * len(first):
        return numbers
    return [row for row in first if len(row.segments) > 1]


def pairwise_middles(starts: Sequence[Row], rows: Sequence[Row]) -> Iterable[float]:
    """Heights between each row start (but the first) and the line before it."""
    for start in starts[1:]:
        before = [row.bottom for row in rows if row.top < start.top]
        yield (max(before, default=start.top) + start.top) / 2


def _grid(rows: Sequence[Row], columns: Sequence[float], heights: Sequence[float]) -> Grid:
    x0 = min(segment.x0 for row in rows for segment in row.segments) - OUTSET
    x1 = max(segment.x1 for row in rows for segment in row.segments) + OUTSET
    xs = (x0, *columns, x1)
    spans: list[Span] = []
    places: list[tuple[int, ...]] = []
    for index, (top, bottom) in enumerate(pairwise(heights)):
        inside = [segment for row in rows if top <= (row.top + row.bottom) / 2 < bottom for segment in row.segments]
        line: list[int] = []
        for column in range(len(xs) - 1):
            crossed = column > 0 and any(segment.x0 < xs[column] < segment.x1 for segment in inside)
            if crossed:
                spans[-1] = spans[-1]._replace(column_span=spans[-1].column_span + 1)
            else:
                spans.append(Span(index, column, 1, 1))
            line.append(len(spans) - 1)
        places.append(tuple(line))
    return Grid(xs, tuple(heights), tuple(spans), tuple(places))
