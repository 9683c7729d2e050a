"""Tables without vertical rules: columns are guessed from the white strips that run down through all their lines.

Taken only where the page itself shows a table: a family of equally long horizontal rules, or (with no rules at all) a header in
bold or a first column of numbers. The result is an ordinary Grid, and the reader notes that it is a guess.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from extract.pdf.edges import DOUBLE, Edge, merged_edges
from extract.pdf.lattice import MAX_EDGES, Grid, Span
from extract.pdf.lines import line_of, rows_of
from extract.pdf.page import Fill, Page, Rule, Run

SEGMENT_GAP = 0.9  # a gap wider than this part of the line height may part two columns
STRIP = 0.7  # the white strip between two columns is at least this part of the line height wide
BLOCK_GAP = 2.5  # lines further apart than this many heights do not belong to one table
SAME_END = 5.0  # rules of one table start and end within this distance of each other (points)
MIN_COLUMNS = 3  # of a table with no rules; two columns may be a signature or a pair of addresses
MIN_ROWS = 3
LEAST_RULES = 2  # where a header stands above the first rule: the last rows of a table on a page of their own
NUMBERED = 0.6  # of the first cells are numbers
OUTSET = 2.0
HANGING = 0.6  # a line that goes on with the last row stands so close below it (line heights)
NEAR = 6.0  # a column begins so little before its text (points): its left edge is the same on each page
FINE_GAP, FINE_STRIP = 0.36, 0.33  # between many rules the strips may be narrower, as the padding of two cells leaves them
FINE_LINES = 6  # lines that all leave a narrow strip white by chance: hardly ever
LEAST_SHADE, MOST_SHADE = 6.0, 200.0  # heights of a shaded row (points)
MAX_HEADER = 4  # lines of a header

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
    """Grids for tables without vertical (or without horizontal) rules among the characters that no ruled table (`taken`) holds."""
    lines = rows_of([run for run in outside if run.turn == 0])
    rows = [row for runs in lines if (row := parted(runs)) is not None]
    across, down = merged_edges([*page.rules, *shade_edges(page.fills)])
    found: list[Grid] = []
    fine = cache(lambda: [row for runs in lines if (row := parted(runs, FINE_GAP)) is not None])  # few pages have such rules
    for family in families([edge for edge in across if not _in_any(edge, taken)][:MAX_EDGES], LEAST_RULES):
        rules = _with_header(rows, [edge.at for edge in family])
        grid = _between_rules(rows, fine(), rules) if len(rules) >= MIN_ROWS else None
        if grid is not None:
            found.append(grid)
    for family in families([edge for edge in down if not any(_crosses(edge, grid) for grid in (*taken, *found))][:MAX_EDGES]):
        grid = grid_between_posts(_inside(fine(), family[0].start, family[0].end), [edge.at for edge in family])
        if grid is not None:
            found.append(grid)
    rest = [row for row in rows if not any(grid.ys[0] < row.top + 1 and row.bottom - 1 < grid.ys[-1] for grid in found)]
    found += [grid for block in blocks_of_rows(rest) if (grid := grid_without_rules(block)) is not None]
    return sorted(found, key=lambda grid: grid.ys[0])


def shade_edges(fills: Sequence[Fill]) -> list[Rule]:
    """The upper and lower edges of shaded rows and cells, which show the rows of a table as rules would."""
    rows = [fill for fill in fills if LEAST_SHADE < fill.bottom - fill.top < MOST_SHADE]
    return [Rule(fill.x0, y, fill.x1, y) for fill in rows for y in (fill.top, fill.bottom)] if len(rows) >= MIN_ROWS else []


def _inside(rows: Sequence[Row], top: float, bottom: float) -> list[Row]:
    return [row for row in rows if top < row.top + 1 and row.bottom - 1 < bottom]


def _with_header(rows: Sequence[Row], rules: list[float]) -> list[float]:
    """The rules of a table, and above them the upper end of a header that no rule closes: lines right above that fill the same columns."""
    body = _inside(rows, rules[0], rules[-1])
    header: list[Row] = []
    edge = rules[0]
    for row in reversed([row for row in rows if row.bottom <= rules[0] + 1]):
        if edge - row.bottom > row.bottom - row.top or len(header) == MAX_HEADER:
            break
        header.insert(0, row)
        edge = row.top
    while header and not _fill_columns(header, body):
        header.pop(0)
    return [header[0].top - 1, *rules] if header else rules


def _fill_columns(header: Sequence[Row], body: Sequence[Row]) -> bool:
    """Whether lines above a table fill most of its columns and cross none."""
    columns = strips([*header, *body])
    segments = [segment for row in header for segment in row.segments]
    filled = {bisect_right(columns, segment.x0) for segment in segments}
    several = len(columns) + 1 >= MIN_COLUMNS and len(filled) >= max(MIN_COLUMNS, NUMBERED * (len(columns) + 1))
    wide = any(len(row.segments) >= MIN_COLUMNS for row in body)
    return wide and several and not any(segment.x0 < x < segment.x1 for segment in segments for x in columns)


def _between_rules(rows: Sequence[Row], fine: Sequence[Row], rules: Sequence[float]) -> Grid | None:
    """The grid between horizontal rules; a narrow strip is a column's edge where enough lines leave it white."""
    close = _inside(fine, rules[0], rules[-1])
    if len(close) >= FINE_LINES and len(rules) > MIN_ROWS:
        return grid_between(close, rules, FINE_STRIP)
    return grid_between(_inside(rows, rules[0], rules[-1]), rules)


def parted(runs: Iterable[Run], gap: float = SEGMENT_GAP) -> Row | None:
    """A line's characters as a Row, parted at gaps of `gap` line heights; None if it is blank."""
    letters = sorted((run for run in runs if not run.text.isspace()), key=lambda run: run.x0)
    if not letters:
        return None
    height = max(run.bottom - run.top for run in letters)
    groups: list[list[Run]] = [[letters[0]]]
    for before, run in pairwise(letters):
        if run.x0 - before.x1 > gap * height:
            groups.append([])
        groups[-1].append(run)
    segments = [Segment(line.x0, line.x1, line.text, line.bold) for group in groups if (line := line_of(group)) is not None]
    return Row(min(run.top for run in letters), max(run.bottom for run in letters), tuple(segments))


def _in_any(edge: Edge, grids: Sequence[Grid]) -> bool:
    """Whether a horizontal edge lies in one of the grids."""
    for grid in grids:
        x0, top, x1, bottom = grid.box
        if top - SAME_END <= edge.at <= bottom + SAME_END and edge.start < x1 and edge.end > x0:
            return True
    return False


def _crosses(post: Edge, grid: Grid) -> bool:
    """Whether a vertical edge lies in the grid."""
    x0, top, x1, bottom = grid.box
    return x0 - SAME_END <= post.at <= x1 + SAME_END and post.start < bottom and post.end > top


def families(rules: Sequence[Edge], least: int = MIN_ROWS) -> list[list[Edge]]:
    """Parallel rules that start and end alike, in order; at least three (over, under the header, at the end), or `least`. Two that lie
    close (a double rule, the edges of two shaded rows) count once."""
    groups: list[list[Edge]] = []
    for rule in sorted(rules):
        for group in groups:
            if abs(group[0].start - rule.start) < SAME_END and abs(group[0].end - rule.end) < SAME_END:
                if rule.at - group[-1].at > DOUBLE:
                    group.append(rule)
                break
        else:
            groups.append([rule])
    return [group for group in groups if len(group) >= least]


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
    if len(wide) < MIN_ROWS:
        return []
    end = wide[-1] + 1
    while end < len(run) and _hangs(run[end], run[end - 1], run[wide[-1]]):
        end += 1
    return list(run[wide[0] : end])


def _hangs(row: Row, before: Row, wide: Row) -> bool:
    """Whether a line goes on with the cells of the last row: close below it, each text under one of its columns but the first."""
    if row.top - before.bottom > HANGING * (row.bottom - row.top):
        return False
    ends = [segment.x0 for segment in wide.segments[1:]] + [float("inf")]
    return all(
        any(abs(segment.x0 - above.x0) < OUTSET and segment.x1 < end for above, end in list(zip(wide.segments, ends, strict=True))[1:])
        for segment in row.segments
    )


def strips(rows: Sequence[Row], width: float = STRIP) -> list[float]:
    """Places in the white strips between columns, near the text at their right: no line with columns has a letter there."""
    spans = sorted((segment.x0, segment.x1) for row in rows if len(row.segments) > 1 for segment in row.segments)
    if not spans:
        return []
    least = width * min(row.bottom - row.top for row in rows)
    found: list[float] = []
    reach = spans[0][1]
    for x0, x1 in spans:
        if x0 - reach >= least:
            found.append(max((reach + x0) / 2, x0 - NEAR))
        reach = max(reach, x1)
    return found


def grid_between_posts(rows: Sequence[Row], posts: Sequence[float]) -> Grid | None:
    """The grid of lines between vertical rules; None where no line fills several columns."""
    inner = [row for row in rows if posts[0] - SAME_END < row.segments[0].x0 and row.segments[-1].x1 < posts[-1] + SAME_END]
    wide = [row for row in inner if len({bisect_right(posts, segment.x0) for segment in row.segments}) > 1]
    if len(posts) <= MIN_COLUMNS or len(wide) < MIN_ROWS:
        return None
    starts = row_starts(inner, posts[1])
    heights = [
        inner[0].top - 1,
        *pairwise_middles([inner[0], *(row for row in starts if row is not inner[0])], inner),
        inner[-1].bottom + 1,
    ]
    return _grid(inner, posts[1:-1], heights)


def grid_between(rows: Sequence[Row], rules: Sequence[float], width: float = STRIP) -> Grid | None:
    """The grid of lines that stand between horizontal rules; None with fewer than two columns."""
    columns = strips(rows, width)
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
    body = _below_header(rows)
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


def _below_header(rows: Sequence[Row]) -> list[Row]:
    """The lines below the header: from the first number on where the first column counts, else below the first line and all bold ones."""
    first = next((index for index, row in enumerate(rows) if _NUMBER.match(row.segments[0].text)), None)
    if first is not None and 0 < first <= MAX_HEADER:
        return list(rows[first:])
    body = list(rows)
    while body and not _NUMBER.match(body[0].segments[0].text) and (body[0] is rows[0] or _bold(body[:1])):
        body.pop(0)
    return body


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
