"""Cells drawn as boxes of their own, with a white strip between them (HTML's separated borders), become one ruled table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from extract.pdf.edges import root, unite
from extract.pdf.page import Rule

STRIP = 6.0  # neighbouring boxes stand no further apart than this (points)
ENOUGH = 4  # boxes of a table: two rows of two, or a row that a page end left alone

Box = tuple[float, float, float, float]


def closed_strips(boxes: Sequence[Box]) -> tuple[list[Rule], list[int]]:
    """(rules of the boxes grown until they touch, the indexes of these boxes) for boxes that stand in rows and columns."""
    rules: list[Rule] = []
    taken: list[int] = []
    for group in _neighbours(boxes):
        members = [boxes[index] for index in group]
        across = [gap for a in members for b in members if _level(a, b) and 0 < (gap := b[0] - a[2]) <= STRIP]
        down = [gap for a in members for b in members if _above(a, b) and 0 < (gap := b[1] - a[3]) <= STRIP]
        if len(group) >= ENOUGH and across:
            grow = median(across) / 2, median(down or across) / 2
            rules.extend(rule for box in members for rule in _grown(box, *grow))
            taken.extend(group)
    return rules, taken


def _neighbours(boxes: Sequence[Box]) -> Iterator[list[int]]:
    """Indexes of boxes that hang together by narrow strips. Boxes are compared with those that start near them only."""
    parent = list(range(len(boxes)))
    for order in (sorted(range(len(boxes)), key=lambda i: boxes[i][1]), sorted(range(len(boxes)), key=lambda i: boxes[i][0])):
        for group in _runs(order, boxes):
            for i in group:
                for j in group:
                    if i < j and _close(boxes[i], boxes[j]):
                        unite(parent, i, j)
    groups: dict[int, list[int]] = {}
    for index in range(len(boxes)):
        groups.setdefault(root(parent, index), []).append(index)
    yield from groups.values()


def _runs(order: Sequence[int], boxes: Sequence[Box]) -> list[list[int]]:
    """Boxes in `order` whose upper (or left) edges are on one line."""
    runs = [[order[0]]] if order else []
    for before, index in pairwise(order):
        same = min(abs(boxes[index][axis] - boxes[before][axis]) for axis in (0, 1)) < 1
        if same:
            runs[-1].append(index)
        else:
            runs.append([index])
    return runs


def _close(a: Box, b: Box) -> bool:
    return any(0 <= gap <= STRIP for gap in _gaps(a, b))


def _gaps(a: Box, b: Box) -> list[float]:
    sideways = [max(a[0], b[0]) - min(a[2], b[2])] if _level(a, b) else []
    return sideways + ([max(a[1], b[1]) - min(a[3], b[3])] if _above(a, b) else [])


def _level(a: Box, b: Box) -> bool:
    """Whether the boxes start at one height."""
    return abs(a[1] - b[1]) < 1


def _above(a: Box, b: Box) -> bool:
    """Whether the boxes start at one place from the left."""
    return abs(a[0] - b[0]) < 1


def _grown(box: Box, across: float, down: float) -> Iterator[Rule]:
    x0, top, x1, bottom = box[0] - across, box[1] - down, box[2] + across, box[3] + down
    yield from (Rule(x0, top, x1, top), Rule(x0, bottom, x1, bottom), Rule(x0, top, x0, bottom), Rule(x1, top, x1, bottom))
