"""Ruling lines and filled boxes from PDFium's page objects: strokes, thin filled boxes, pictures used as rules, nested forms."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import pypdfium2.raw as c

from extract.pdf.page import Fill, Rule
from extract.pdf.pdfium_calls import (
    address_of,
    draw_mode,
    fill_colour,
    form_count,
    form_object,
    object_matrix,
    object_type,
    page_object,
    path_segment,
    segment_closes,
    segment_count,
    segment_point,
    segment_type,
    stroke_colour,
)

ToPage = Callable[[float, float, float, float], tuple[float, float, float, float]]

THIN = 3.0  # a filled box no thicker than this (points) is a rule; Word and PDFsharp draw borders so
BROAD, BROAD_LENGTH = 6.0, 4.0  # a broad border is up to this thick (points) and so many times as long
ENOUGH = 0.25  # the part of each side that a box with round corners draws straight at least; a pill or circle has sides without any
STRAIGHT = 0.7  # a line that leaves its axis by less than this is straight
MAX_DEPTH = 8  # forms inside forms
MAX_OBJECTS = 100_000  # of one page; a plan's page has about a hundred
MAX_SEGMENTS = 20_000  # of one path; a longer one is a drawing
MAX_RULES = 20_000  # of one page
_WHITE = 250  # a channel from here on is paper

# What PDFium writes: a point, a matrix (FS_MATRIX), a colour with its opacity; each of their numbers has four bytes.
_Point, _Six, _Colour = ctypes.c_float * 2, ctypes.c_float * 6, ctypes.c_uint * 4
_NUMBER = ctypes.sizeof(ctypes.c_float)


class Matrix(NamedTuple):
    """The six numbers of a PDF transformation (PDF 32000-1, 8.3.4)."""

    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 1.0
    e: float = 0.0
    f: float = 0.0

    def apply(self, x: float, y: float) -> tuple[float, float]:
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def inside(self, outer: Matrix) -> Matrix:
        """First this matrix, then the outer one."""
        a, b, c_, d, e, f = self
        oa, ob, oc, od, oe, of = outer
        return Matrix(a * oa + b * oc, a * ob + b * od, c_ * oa + d * oc, c_ * ob + d * od, e * oa + f * oc + oe, e * ob + f * od + of)


class SubPath(NamedTuple):
    """Corners of a path that is drawn without lifting the pen; `arcs` are the indexes of points that a curve leads to."""

    points: tuple[tuple[float, float], ...]
    arcs: frozenset[int] = frozenset()

    @property
    def curved(self) -> bool:
        return bool(self.arcs)


@dataclass(slots=True)
class _Found:
    """What the walk over the objects has collected so far."""

    rules: list[Rule] = field(default_factory=list)
    white: list[Rule] = field(default_factory=list)
    fills: list[Fill] = field(default_factory=list)
    picture_area: float = 0.0
    objects: int = 0


@dataclass(frozen=True, slots=True)
class Paths:
    """Rules and fills of one page; `picture_area` is the area of its largest picture in square points."""

    rules: tuple[Rule, ...]
    fills: tuple[Fill, ...]
    picture_area: float


def read_paths(page: Any, to_page: ToPage) -> Paths:
    """All rules and filled boxes of a raw PDFium page; `to_page` turns a user-space box into a page box."""
    found = _Found()
    _walk(c.FPDFPage_CountObjects(page), page_object, address_of(page), Matrix(), 0, found, to_page)
    # White lines are seen only on a coloured ground (tables with shaded cells and white grid lines).
    seen = [rule for rule in found.white if any(_within(rule, fill) for fill in found.fills)]
    return Paths(tuple(found.rules + seen), tuple(found.fills), found.picture_area)


def _walk(count: int, get: Callable[[int, int], int], holder: int, matrix: Matrix, depth: int, found: _Found, to_page: ToPage) -> None:
    """The objects of a page or form (`holder`, by its address)."""
    for index in range(count):
        found.objects += 1
        if found.objects > MAX_OBJECTS or len(found.rules) > MAX_RULES:
            return
        item = get(holder, index)
        if (kind := object_type(item)) != c.FPDF_PAGEOBJ_TEXT:
            _take(item, kind, matrix, depth, found, to_page)


def _take(item: int, kind: int, matrix: Matrix, depth: int, found: _Found, to_page: ToPage) -> None:
    if kind == c.FPDF_PAGEOBJ_PATH:
        _take_path(item, _matrix(item).inside(matrix), found, to_page)
    elif kind == c.FPDF_PAGEOBJ_IMAGE:
        _take_picture(_matrix(item).inside(matrix), found, to_page)
    elif kind == c.FPDF_PAGEOBJ_FORM and depth < MAX_DEPTH:
        inner = _matrix(item).inside(matrix)
        _walk(form_count(item), form_object, item, inner, depth + 1, found, to_page)


def _matrix(item: int) -> Matrix:
    six = _Six()
    return Matrix(*six) if object_matrix(item, ctypes.addressof(six)) else Matrix()


def _take_picture(matrix: Matrix, found: _Found, to_page: ToPage) -> None:
    """A picture fills the unit square under its matrix; a thin one is a rule drawn as a picture."""
    corners = [matrix.apply(x, y) for x, y in ((0, 0), (1, 0), (0, 1), (1, 1))]
    box = to_page(min(x for x, _ in corners), min(y for _, y in corners), max(x for x, _ in corners), max(y for _, y in corners))
    if (rule := thin_box(box)) is not None:
        found.rules.append(rule)
    found.picture_area = max(found.picture_area, (box[2] - box[0]) * (box[3] - box[1]))


def _take_path(item: int, matrix: Matrix, found: _Found, to_page: ToPage) -> None:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    if not draw_mode(item, ctypes.addressof(fill), ctypes.addressof(stroke)) or not (fill.value or stroke.value):
        return
    if segment_count(item) > MAX_SEGMENTS:
        return
    stroke_tone = _tone(stroke_colour, item) if stroke.value else None
    fill_tone = _tone(fill_colour, item) if fill.value else None
    parts = list(_sub_paths(item, matrix))
    if fill_tone == "ink" and len(parts) == 2 and (ring := _ring(parts[0], parts[1], to_page)):
        found.rules.extend(ring)
        return
    for part in parts:
        if stroke_tone is not None:
            (found.white if stroke_tone == "white" else found.rules).extend(stroked(part, to_page))
        if fill_tone is not None and not part.curved and len(part.points) > 2:
            _take_fill(part, fill_tone, found, to_page)


def _ring(outer: SubPath, inner: SubPath, to_page: ToPage) -> list[Rule]:
    """The four sides of a border that is drawn as the area between two boxes; none where the two are anything else."""
    a, b = sorted((_bounds(outer, to_page), _bounds(inner, to_page)))
    widths = (b[0] - a[0], b[1] - a[1], a[2] - b[2], a[3] - b[3])
    if not all(0 <= width <= BROAD for width in widths) or max(widths) == 0 or min(a[2] - a[0], a[3] - a[1]) < 2 * BROAD:
        return []
    x0, top, x1, bottom = ((v + w) / 2 for v, w in zip(a, b, strict=True))
    return [Rule(x0, top, x1, top), Rule(x0, bottom, x1, bottom), Rule(x0, top, x0, bottom), Rule(x1, top, x1, bottom)]


def _bounds(part: SubPath, to_page: ToPage) -> tuple[float, float, float, float]:
    xs, ys = [x for x, _ in part.points], [y for _, y in part.points]
    return to_page(min(xs), min(ys), max(xs), max(ys))


def _take_fill(part: SubPath, tone: str, found: _Found, to_page: ToPage) -> None:
    box = _bounds(part, to_page)
    if (rule := thin_box(box)) is not None:
        (found.white if tone == "white" else found.rules).append(rule)
    elif tone != "white":
        found.fills.append(Fill(*box))


def _tone(get: Callable[..., int], item: int) -> str | None:
    """`white`, `ink`, or None where the colour is fully transparent."""
    colour = _Colour()
    at = ctypes.addressof(colour)
    if not get(item, at, at + _NUMBER, at + 2 * _NUMBER, at + 3 * _NUMBER):
        return "ink"
    red, green, blue, opacity = colour
    if opacity == 0:
        return None
    return "white" if min(red, green, blue) >= _WHITE else "ink"


def _sub_paths(item: int, matrix: Matrix) -> Iterator[SubPath]:
    points: list[tuple[float, float]] = []
    arcs: set[int] = set()
    point = _Point()
    at = ctypes.addressof(point)
    for index in range(segment_count(item)):
        segment = path_segment(item, index)
        kind = segment_type(segment)
        segment_point(segment, at, at + _NUMBER)
        if kind == c.FPDF_SEGMENT_MOVETO and points:
            yield SubPath(tuple(points), frozenset(arcs))
            points, arcs = [], set()
        if kind == c.FPDF_SEGMENT_BEZIERTO:
            arcs.add(len(points))
        points.append(matrix.apply(*point))
        if segment_closes(segment) and points[0] != points[-1]:
            points.append(points[0])
    if points:
        yield SubPath(tuple(points), frozenset(arcs))


def stroked(part: SubPath, to_page: ToPage) -> Iterator[Rule]:
    """The axis-parallel pieces of a stroked path; curves and slanting lines are no rules, but a box with round corners is a box."""
    if part.curved:
        yield from _rounded_box(part, to_page)
    else:
        yield from _straight(part, to_page)


def _straight(part: SubPath, to_page: ToPage) -> Iterator[Rule]:
    """The pieces of a path that run along an axis."""
    for index, ((ax, ay), (bx, by)) in enumerate(zip(part.points, part.points[1:], strict=False), start=1):
        x0, top, x1, bottom = to_page(ax, ay, bx, by)
        if index in part.arcs:
            continue
        if bottom - top <= STRAIGHT < x1 - x0:
            yield Rule(x0, (top + bottom) / 2, x1, (top + bottom) / 2)
        elif x1 - x0 <= STRAIGHT < bottom - top:
            yield Rule((x0 + x1) / 2, top, (x0 + x1) / 2, bottom)


def _rounded_box(part: SubPath, to_page: ToPage) -> list[Rule]:
    """The four sides of a box of which only the corners are curved; none for any other curve."""
    x0, top, x1, bottom = _bounds(part, to_page)
    sides = [Rule(x0, top, x1, top), Rule(x0, bottom, x1, bottom), Rule(x0, top, x0, bottom), Rule(x1, top, x1, bottom)]
    pieces = list(_straight(part, to_page))
    drawn = [sum(_length(piece) for piece in pieces if _lies_on(piece, side)) for side in sides]
    return sides if all(length > ENOUGH * _length(side) for length, side in zip(drawn, sides, strict=True)) else []


def _length(rule: Rule) -> float:
    return rule.x1 - rule.x0 + rule.bottom - rule.top


def _lies_on(piece: Rule, side: Rule) -> bool:
    beside = abs(piece.top - side.top) if side.horizontal else abs(piece.x0 - side.x0)
    return piece.horizontal == side.horizontal and beside <= STRAIGHT


def thin_box(box: tuple[float, float, float, float]) -> Rule | None:
    """A thin filled box as the rule through its middle; None for a box that is shading. A dot counts as a short horizontal rule."""
    x0, top, x1, bottom = box
    thick, length = sorted((x1 - x0, bottom - top))
    if thick > THIN and (thick > BROAD or length < BROAD_LENGTH * thick):
        return None
    if x1 - x0 >= bottom - top:
        return Rule(x0, (top + bottom) / 2, x1, (top + bottom) / 2)
    return Rule((x0 + x1) / 2, top, (x0 + x1) / 2, bottom)


def _within(rule: Rule, fill: Fill) -> bool:
    slack = 1.0
    return rule.x0 >= fill.x0 - slack and rule.x1 <= fill.x1 + slack and rule.top >= fill.top - slack and rule.bottom <= fill.bottom + slack
