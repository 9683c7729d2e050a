"""Ruling lines become edges: pieces on one line joined, page frames left out, edges that hang together grouped."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from extract.pdf.page import Rule

SNAP = 1.0  # pieces of one line drawn with rounding errors lie this close (points)
DOUBLE = 3.0  # the two strokes of a double rule, or the borders of neighbouring cells, lie this close
GAP = 3.0  # a hole in a rule that a reader does not see
DASH_GAP = 6.0  # a hole between the pieces of a dashed rule
TOUCH = 3.0  # a rule that ends this far from another one still meets it
FRAME_SIDE = 450.0  # a frame around a page (of A4 at least) is larger than this both ways
SHORT = 5.0  # what is shorter after merging is a dot, a tick or an arrow, not a rule


class Edge(NamedTuple):
    """A merged rule: `at` across, from `start` to `end` along."""

    at: float
    start: float
    end: float


def merged_edges(rules: Iterable[Rule]) -> tuple[Sequence[Edge], Sequence[Edge]]:
    """(horizontal, vertical) edges: pieces on one line become one, short leftovers go."""
    return _merged(tuple(rules))


@lru_cache(maxsize=1)  # ruled and guessed tables of a page are found by the same rules
def _merged(rules: tuple[Rule, ...]) -> tuple[Sequence[Edge], Sequence[Edge]]:
    across = [Edge(rule.top, rule.x0, rule.x1) for rule in rules if rule.horizontal]
    down = [Edge(rule.x0, rule.top, rule.bottom) for rule in rules if not rule.horizontal]
    dots = [edge for edge in across if edge.end - edge.start <= SHORT]  # a dot may belong to a dotted line of either direction
    down += [Edge((dot.start + dot.end) / 2, dot.at - 0.5, dot.at + 0.5) for dot in dots]
    return merge_collinear(across), merge_collinear(down)


def without_frame(across: Sequence[Edge], down: Sequence[Edge]) -> tuple[Sequence[Edge], Sequence[Edge]]:
    """The edges without a frame drawn around the whole page: a large rectangle that no other edge crosses from side to side (a table
    in it may stick out at one side)."""
    frame = _largest_box(across, down)
    if frame is None:
        return across, down
    left, top, right, bottom = frame
    wide = [edge for edge in across if edge.start <= left + TOUCH and edge.end >= right - TOUCH]
    tall = [edge for edge in down if edge.start <= top + TOUCH and edge.end >= bottom - TOUCH]
    outer = _at_both(wide, top, bottom) and _at_both(tall, left, right)
    inner = [edge for edge in across if edge not in wide], [edge for edge in down if edge not in tall]
    return inner if outer and inner[0] and inner[1] else (across, down)


def _largest_box(across: Sequence[Edge], down: Sequence[Edge]) -> tuple[float, float, float, float] | None:
    """(left, top, right, bottom) of the tallest rectangle as large as a page frame, if there is one."""
    wide = [edge for edge in across if edge.end - edge.start > FRAME_SIDE]
    tall = [edge for edge in down if edge.end - edge.start > FRAME_SIDE]
    for upper in wide:
        for lower in reversed(wide):
            if lower.at - upper.at <= FRAME_SIDE or abs(upper.start - lower.start) > TOUCH or abs(upper.end - lower.end) > TOUCH:
                continue
            sides = [post for post in tall if abs(post.start - upper.at) <= TOUCH and abs(post.end - lower.at) <= TOUCH]
            if all(any(abs(post.at - x) <= TOUCH for post in sides) for x in (upper.start, upper.end)):
                return upper.start, upper.at, upper.end, lower.at
    return None


def _at_both(edges: Sequence[Edge], first: float, last: float) -> bool:
    """Whether edges lie at both places and nowhere else (double strokes allowed)."""
    near = [(abs(edge.at - first) <= 2 * DOUBLE, abs(edge.at - last) <= 2 * DOUBLE) for edge in edges]
    return any(a for a, _ in near) and any(b for _, b in near) and all(a or b for a, b in near)


def merge_collinear(edges: Iterable[Edge]) -> list[Edge]:
    """Edges on one line joined over small holes; over wider ones where a run of short pieces shows a dashed line."""
    merged: list[Edge] = []
    for line in _collinear(sorted(edges)):
        at = sum([edge.at for edge in line]) / len(line)
        for start, end in _joined(sorted([(edge.start, edge.end) for edge in line])):
            if end - start > SHORT:
                merged.append(Edge(at, start, end))
    return merged


def _collinear(ordered: Sequence[Edge]) -> Iterable[list[Edge]]:
    line: list[Edge] = []
    for edge in ordered:
        if line and edge.at - line[0].at > SNAP:
            yield line
            line = []
        line.append(edge)
    if line:
        yield line


def _joined(intervals: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """Intervals in order, joined where the hole is small (or is the gap of a dashed line)."""
    joined: list[tuple[float, float]] = []
    last_piece = 0.0
    for start, end in intervals:
        dashed = max(last_piece, end - start) <= 4 * DASH_GAP
        if joined and start - joined[-1][1] <= (DASH_GAP if dashed else GAP):
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
        last_piece = end - start
    return joined


def touching(across: Sequence[Edge], down: Sequence[Edge]) -> list[tuple[list[Edge], list[Edge]]]:
    """Groups of edges that hang together by crossings or touching ends; edges that meet nothing are no table."""
    parent = list(range(len(across) + len(down)))
    for i, line in enumerate(across):
        for j, post in enumerate(down, start=len(across)):
            if _meet(line, post):
                unite(parent, i, j)
    groups: dict[int, tuple[list[Edge], list[Edge]]] = {}
    for index in range(len(parent)):
        group = groups.setdefault(root(parent, index), ([], []))
        if index < len(across):
            group[0].append(across[index])
        else:
            group[1].append(down[index - len(across)])
    return [group for group in groups.values() if group[0] and group[1]]


def _meet(line: Edge, post: Edge) -> bool:
    return line.start - TOUCH <= post.at <= line.end + TOUCH and post.start - TOUCH <= line.at <= post.end + TOUCH


def root(parent: list[int], index: int) -> int:
    while parent[index] != index:
        parent[index] = parent[parent[index]]
        index = parent[index]
    return index


def unite(parent: list[int], a: int, b: int) -> None:
    root_a, root_b = root(parent, a), root(parent, b)
    if root_a != root_b:
        parent[max(root_a, root_b)] = min(root_a, root_b)
