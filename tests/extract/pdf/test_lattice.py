"""Rules become grids: each drawing of rules has its cells (row, column, row span, column span)."""

from __future__ import annotations

import pytest

from extract.pdf.edges import Edge, merge_collinear
from extract.pdf.lattice import Span, find_grids, rectangles
from extract.pdf.page import Rule


def across(y: float, x0: float = 0, x1: float = 200) -> Rule:
    return Rule(x0, y, x1, y)


def down(x: float, y0: float = 0, y1: float = 60) -> Rule:
    return Rule(x, y0, x, y1)


def dashed(line: Rule, piece: float = 3, gap: float = 3) -> list[Rule]:
    if line.horizontal:
        starts = [line.x0 + index * (piece + gap) for index in range(int((line.x1 - line.x0) / (piece + gap)) + 1)]
        return [Rule(start, line.top, min(start + piece, line.x1), line.top) for start in starts]
    starts = [line.top + index * (piece + gap) for index in range(int((line.bottom - line.top) / (piece + gap)) + 1)]
    return [Rule(line.x0, start, line.x0, min(start + piece, line.bottom)) for start in starts]


FULL = [across(0), across(30), across(60), down(0), down(100), down(200)]
FOUR = [Span(0, 0, 1, 1), Span(0, 1, 1, 1), Span(1, 0, 1, 1), Span(1, 1, 1, 1)]

CASES = [
    pytest.param(FULL, FOUR, id="plain"),
    pytest.param([*FULL, across(1.8), across(31.8), down(101.8)], FOUR, id="double rules"),
    pytest.param([piece for rule in FULL for piece in dashed(rule)], FOUR, id="dashed by pieces"),
    pytest.param([across(0), across(30, 0, 98), across(30, 100.5, 200), across(60), down(0), down(100), down(200)], FOUR, id="small gap"),
    pytest.param(
        [across(0.4), across(30), across(60), down(0, 2, 60), down(100), down(200, 0, 58)], FOUR, id="ends that do not quite meet"
    ),
    pytest.param([across(0), across(30), across(60), down(100)], FOUR, id="no outer verticals"),
    pytest.param([across(0), across(30), down(0), down(100), down(200)], FOUR, id="open at the page end"),
    pytest.param(
        [across(0), across(30), across(60), down(0), down(100, 30, 60), down(200)],
        [Span(0, 0, 1, 2), Span(1, 0, 1, 1), Span(1, 1, 1, 1)],
        id="merged across",
    ),
    pytest.param(
        [across(0), across(30, 100, 200), across(60), down(0), down(100), down(200)],
        [Span(0, 0, 2, 1), Span(0, 1, 1, 1), Span(1, 1, 1, 1)],
        id="merged down",
    ),
    pytest.param([*FULL, Rule(20, 20, 40, 20)], FOUR, id="underlined word inside a cell"),
]


@pytest.mark.parametrize(("rules", "cells"), CASES)
def test_cells_of_a_grid(rules: list[Rule], cells: list[Span]) -> None:
    grids = find_grids(rules)
    assert [list(grid.cells) for grid in grids] == [cells]


APART = [
    pytest.param([across(0), across(30)], 0, id="rules without posts"),
    pytest.param([across(10, 0, 80)], 0, id="underline"),
    pytest.param([*FULL, *[Rule(r.x0 + 260, r.top, r.x1 + 260, r.bottom) for r in FULL]], 2, id="side by side"),
    pytest.param(
        [*FULL, across(90), down(60, 60, 120), down(150, 60, 120), down(0, 60, 120), down(200, 60, 120), across(120)], 2, id="edge to edge"
    ),
    pytest.param([*FULL, Rule(20, 5, 80, 5), Rule(20, 25, 80, 25), Rule(20, 5, 20, 25), Rule(80, 5, 80, 25)], 2, id="box inside a cell"),
]


@pytest.mark.parametrize(("rules", "count"), APART)
def test_number_of_grids(rules: list[Rule], count: int) -> None:
    assert len(find_grids(rules)) == count


def test_a_missing_piece_of_border_leaves_an_open_cell() -> None:
    rules = [across(0), across(30, 0, 100), across(60), down(0), down(100, 30, 60), down(200)]
    (grid,) = find_grids(rules)
    assert grid.open_cells
    assert {place for row in grid.places for place in row} == set(range(len(grid.cells)))


def test_pieces_of_one_line_are_one_edge() -> None:
    assert merge_collinear([Edge(10, 0, 50), Edge(10.4, 51, 100), Edge(40, 0, 3)]) == [Edge(10.2, 0, 100)]


def test_a_shape_that_is_no_rectangle_falls_into_rectangles() -> None:
    assert rectangles([(0, 0), (0, 1), (1, 0)]) == [Span(0, 0, 1, 2), Span(1, 0, 1, 1)]


def test_a_hostile_number_of_rules_is_left_alone() -> None:
    assert find_grids([across(3 * index) for index in range(5000)] + [down(10, 0, 20000)]) == []
