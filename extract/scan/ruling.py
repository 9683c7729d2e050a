"""Ruling lines of a page picture, by OpenCV's morphology: what stays when everything shorter than a rule is wiped away."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple, cast

import cv2
import numpy as np

from extract.pdf.lattice import Grid
from extract.pdf.page import Rule
from extract.scan.picture import PAPER, Grey, Picture

ACROSS = 20.0  # the shortest horizontal rule (points): a column of row numbers is wider, a dash shorter
DOWN = 14.0  # the shortest vertical rule: a row of one line is as high, letters are not
PIECE = (7.0, 10.0)  # a rule with holes has pieces at least so long (points; across, down); strokes of letters are shorter
HOLE = 2.0  # a hole in a rule that noise made (points)
THICK = 4.0  # what is thicker is no rule (points)
CONTRAST = 25  # a rule is darker than its surroundings by so many shades of 255
WINDOW = 14.0  # its surroundings reach this far (points)
ATTACHED = (0.15, 0.9)  # with ink along this part of its edge a stroke is made of serifs (a double rule has more, a rule less)
BESIDE = 3  # pixels from a stroke's edge where that ink would be
GRAIN = 8  # shades by which the grain of paper and scanner differs from the paper
FAINTEST = 24  # shades below the paper from which a pixel counts as ink when the darkness of ink is measured
DARK_SHARE = 0.9  # so much of all ink is lighter than what counts as its darkness
FULL = 160  # the darkness of ink on a good print
PALEST = 45  # what is no darker is the grain of an empty sheet
SMOOTH = 1.0  # pixels by which ink is smoothed: more words right and a tenth faster than with the grain left in
BLACK = 160  # the shade up to which ink is black
NEAR_GRID = 3.0  # a stroke this near to a line of a grid is that line (points)


class Stroke(NamedTuple):
    """A straight stroke in pixels: its box in the picture."""

    x0: int
    top: int
    x1: int
    bottom: int
    horizontal: bool

    def rule(self, scale: float) -> Rule:
        if self.horizontal:
            at = (self.top + self.bottom) / 2 / scale
            return Rule(self.x0 / scale, at, self.x1 / scale, at)
        at = (self.x0 + self.x1) / 2 / scale
        return Rule(at, self.top / scale, at, self.bottom / scale)


@dataclass(frozen=True, slots=True, eq=False)
class Ruling:
    """The strokes of a page picture that are rules, a mask of their pixels, and the paper: what it would be without any ink."""

    strokes: tuple[Stroke, ...]
    mask: Grey
    paper: Grey


def ruling_of(picture: Picture) -> Ruling:
    """The ruling lines of a straight page picture."""
    scale = picture.scale
    paper = _paper(picture.pixels, scale)
    smooth = cv2.GaussianBlur(picture.pixels, (0, 0), SMOOTH)
    ink = cast(Grey, cv2.threshold(cv2.subtract(paper, smooth), CONTRAST, 255, cv2.THRESH_BINARY)[1])
    across = _mask(ink, round(PIECE[0] * scale), round(HOLE * scale), round(ACROSS * scale))
    down = _mask(ink.T, round(PIECE[1] * scale), round(HOLE * scale), round(DOWN * scale))
    strokes = [Stroke(*box, horizontal=True) for box in _boxes(across, ink, scale)]
    strokes += [Stroke(top, x0, bottom, x1, horizontal=False) for x0, top, x1, bottom in _boxes(down, np.ascontiguousarray(ink.T), scale)]
    return Ruling(tuple(strokes), cast(Grey, cv2.max(across, np.ascontiguousarray(down.T))), paper)


def without_rules(picture: Picture, ruling: Ruling, grids: Sequence[Grid]) -> Grey:
    """The ink of the picture on white paper (shadows, tints and grain gone), the lines of its tables wiped away."""
    ink = darkened(cast(Grey, cv2.subtract(cast(Grey, cv2.subtract(ruling.paper, picture.pixels)), np.full_like(ruling.paper, GRAIN))))
    for stroke in ruling.strokes:
        if any(_in_grid(stroke, grid, picture.scale) for grid in grids):
            area = slice(max(stroke.top - 1, 0), stroke.bottom + 1), slice(max(stroke.x0 - 1, 0), stroke.x1 + 1)
            ink[area][ruling.mask[area] > 0] = 0
    return cast(Grey, cv2.GaussianBlur(cv2.bitwise_not(ink), (0, 0), SMOOTH))


def darkened(ink: Grey) -> Grey:
    """The ink of a pale copy as dark as that of a good print; a good print as it is."""
    counts = cv2.calcHist([ink], [0], None, [256], [0, 256]).ravel()[FAINTEST:]
    shares = np.cumsum(counts) / max(float(counts.sum()), 1.0)
    dark = FAINTEST + int(np.searchsorted(shares, DARK_SHARE))
    if dark < PALEST:
        return ink
    return cast(Grey, cv2.convertScaleAbs(ink, alpha=max(FULL / dark, 1.0)))


def in_black_and_white(pixels: Grey) -> Grey:
    """The pixels (ink on white paper) smoothed, and each either black or white."""
    return cast(Grey, cv2.threshold(cv2.GaussianBlur(pixels, (0, 0), SMOOTH), BLACK, PAPER, cv2.THRESH_BINARY)[1])


def _in_grid(stroke: Stroke, grid: Grid, scale: float) -> bool:
    rule = stroke.rule(scale)
    x0, top, x1, bottom = grid.box
    if rule.x1 < x0 - NEAR_GRID or rule.x0 > x1 + NEAR_GRID or rule.bottom < top - NEAR_GRID or rule.top > bottom + NEAR_GRID:
        return False
    at, lines = (rule.top, grid.ys) if stroke.horizontal else (rule.x0, grid.xs)
    return min(abs(at - line) for line in lines) <= NEAR_GRID


def _paper(pixels: Grey, scale: float) -> Grey:
    """The colour of the paper around each pixel: strokes are closed over by their brighter surroundings."""
    size = 2 * round(WINDOW * scale / 4 / 2) + 1
    small = cv2.resize(pixels, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
    closed = cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((size, size), np.uint8))
    height, width = pixels.shape
    return cast(Grey, cv2.resize(closed, (width, height), interpolation=cv2.INTER_LINEAR))


def _mask(ink: Grey, piece: int, hole: int, length: int) -> Grey:
    """The mask of horizontal strokes of at least this length, small holes in them closed. A stroke may drift by a pixel or two."""
    pieces = cv2.morphologyEx(np.ascontiguousarray(ink), cv2.MORPH_OPEN, np.ones((1, piece), np.uint8))
    steady = cv2.morphologyEx(cv2.dilate(pieces, np.ones((3, 1), np.uint8)), cv2.MORPH_CLOSE, np.ones((1, hole), np.uint8))
    return cast(Grey, cv2.morphologyEx(steady, cv2.MORPH_OPEN, np.ones((1, length), np.uint8)))


def _boxes(mask: Grey, ink: Grey, scale: float) -> Iterator[tuple[int, int, int, int]]:
    """The boxes of the horizontal strokes in a mask that look like rules: thin, and not the serifs of a line of letters."""
    count, _, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    for index in range(1, count):
        x, y, width, height = (int(stats[index, field]) for field in range(4))
        thin = height <= max(THICK * scale, 0.02 * width) and width >= 4 * height
        if thin and not any(ATTACHED[0] < share < ATTACHED[1] for share in _beside(ink, x, y, x + width, y + height)):
            yield x, y, x + width, y + height


def _beside(ink: Grey, x0: int, top: int, x1: int, bottom: int) -> Iterator[float]:
    """The part of a stroke's length with ink just above it, and just below."""
    for row in (top - BESIDE, bottom - 1 + BESIDE):
        if 0 <= row < ink.shape[0]:
            yield float(np.count_nonzero(ink[row, x0:x1])) / (x1 - x0)
