"""Ruling lines and filled boxes from PDFium's page objects: strokes, thin filled boxes, pictures used as rules, nested forms."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import pypdfium2.raw as c

from extract.pdf.page import Fill, Rule

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
    _walk(c.FPDFPage_CountObjects(page), lambda index: c.FPDFPage_GetObject(page, index), Matrix(), 0, found, to_page)
    # White lines are seen only on a coloured ground (tables with shaded cells and white grid lines).
    seen = [rule for rule in found.white if any(_within(rule, fill) for fill in found.fills)]
    return Paths(tuple(found.rules + seen), tuple(found.fills), found.picture_area)


def _walk(count: int, get: Callable[[int], Any], matrix: Matrix, depth: int, found: _Found, to_page: ToPage) -> None:
    for index in range(count):
        found.objects += 1
        if found.objects > MAX_OBJECTS or len(found.rules) > MAX_RULES:
            return
        _take(get(index), matrix, depth, found, to_page)


def _take(item: Any, matrix: Matrix, depth: int, found: _Found, to_page: ToPage) -> None:
    kind = c.FPDFPageObj_GetType(item)
    if kind == c.FPDF_PAGEOBJ_PATH:
        _take_path(item, _matrix(item).inside(matrix), found, to_page)
    elif kind == c.FPDF_PAGEOBJ_IMAGE:
        _take_picture(_matrix(item).inside(matrix), found, to_page)
    elif kind == c.FPDF_PAGEOBJ_FORM and depth < MAX_DEPTH:
        inner = _matrix(item).inside(matrix)
        _walk(c.FPDFFormObj_CountObjects(item), lambda index: c.FPDFFormObj_GetObject(item, index), inner, depth + 1, found, to_page)


def _matrix(item: Any) -> Matrix:
    raw = c.FS_MATRIX()
    return Matrix(raw.a, raw.b, raw.c, raw.d, raw.e, raw.f) if c.FPDFPageObj_GetMatrix(item, raw) else Matrix()


def _take_picture(matrix: Matrix, found: _Found, to_page: ToPage) -> None:
    """A picture fills the unit square under its matrix; a thin one is a rule drawn as a picture."""
    corners = [matrix.apply(x, y) for x, y in ((0, 0), (1, 0), (0, 1), (1, 1))]
    box = to_page(min(x for x, _ in corners), min(y for _, y in corners), max(x for x, _ in corners), max(y for _, y in corners))
    if (rule := thin_box(box)) is not None:
        found.rules.append(rule)
    found.picture_area = max(found.picture_area, (box[2] - box[0]) * (box[3] - box[1]))


def _take_path(item: Any, matrix: Matrix, found: _Found, to_page: ToPage) -> None:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    if not c.FPDFPath_GetDrawMode(item, fill, stroke) or not (fill.value or stroke.value):
        return
    if c.FPDFPath_CountSegments(item) > MAX_SEGMENTS:
        return
    stroke_tone = _tone(c.FPDFPageObj_GetStrokeColor, item) if stroke.value else None
    fill_tone = _tone(c.FPDFPageObj_GetFillColor, item) if fill.value else None
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


def _tone(get: Callable[..., int], item: Any) -> str | None:
    """`white`, `ink`, or None where the colour is fully transparent."""
    r, g, b, a = ctypes.c_uint(), ctypes.c_uint(), ctypes.c_uint(), ctypes.c_uint()
    if not get(item, r, g, b, a):
        return "ink"
    if a.value == 0:
        return None
    return "white" if min(r.value, g.value, b.value) >= _WHITE else "ink"


def _sub_paths(item: Any, matrix: Matrix) -> Iterator[SubPath]:
    points: list[tuple[float, float]] = []
    arcs: set[int] = set()
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(c.FPDFPath_CountSegments(item)):
        segment = c.FPDFPath_GetPathSegment(item, index)
        kind = c.FPDFPathSegment_GetType(segment)
        c.FPDFPathSegment_GetPoint(segment, x, y)
        if kind == c.FPDF_SEGMENT_MOVETO and points:
            yield SubPath(tuple(points), frozenset(arcs))
            points, arcs = [], set()
        if kind == c.FPDF_SEGMENT_BEZIERTO:
            arcs.add(len(points))
        points.append(matrix.apply(x.value, y.value))
        if c.FPDFPathSegment_GetClose(segment) and points[0] != points[-1]:
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
