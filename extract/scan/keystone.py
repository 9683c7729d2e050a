"""A photographed page is a little narrower where the camera was farther away: its lines are measured at the four sides and warped back.

Rows are measured as the skew of the upper and the lower half of what is printed, columns as that of the left and the right half of the
ruling lines. The halves agree on a sheet that came from a scanner, and then nothing is done.
"""

from __future__ import annotations

import math
from typing import NamedTuple, cast

import cv2
import numpy as np
import numpy.typing as npt

from extract.scan.picture import PAPER, Grey
from extract.scan.straighten import skew_of, small_ink

LEAST, MOST = 0.3, 6.0  # degrees by which opposite sides differ: less is the measure's own error, more is no sheet before a camera
STROKE = 0.03  # pieces of ruling lines are as long as this part of the picture
ENOUGH_INK = 200  # pixels (of the small picture) in each half from which its skew can be told
APART = 0.12  # of the page: halves that lie closer together tell nothing of the camera

PASSES = 3
SMALL, DARKER = 500, 50  # side of the picture on which surroundings are found; they are darker than the paper by so many shades
THICK, RIM = 7, 5  # pixels of that picture: a mass is thicker than any rule or letter; its blurred edge goes with it

Matrix = npt.NDArray[np.float64]


class Half(NamedTuple):
    """A half of what is printed: the row about which it lies (pixels of the small picture), and its skew in degrees."""

    at: float
    angle: float

    @property
    def angle_in_radians(self) -> float:
        return math.radians(self.angle)


def keystone_of(pixels: Grey) -> Matrix | None:
    """The matrix (3 × 3, in pixels) that makes opposite sides of the page parallel; None where they are."""
    found: Matrix | None = None
    for _ in range(PASSES):  # the skew of a half is a mean over its lines: what is left of it shows in the next pass
        step = _step(pixels if found is None else warped(pixels, found))
        if step is None:
            return found
        found = step if found is None else step @ found
    return found


def _step(pixels: Grey) -> Matrix | None:
    ink, posts = small_ink(pixels), _posts(pixels)
    zoom = pixels.shape[0] / ink.shape[0]
    rows, columns = _halves(ink), _halves(np.ascontiguousarray(posts.T))
    if rows is None or columns is None:
        return None
    if not LEAST <= max(abs(half[0].angle - half[1].angle) for half in (rows, columns)) <= MOST:
        return None
    middle = pixels.shape[1] / 2, pixels.shape[0] / 2
    across = [_line(middle[0], half.at * zoom, math.cos(half.angle_in_radians), math.sin(half.angle_in_radians)) for half in rows]
    down = [_line(half.at * zoom, middle[1], math.sin(half.angle_in_radians), math.cos(half.angle_in_radians)) for half in columns]
    seen = np.array([_crossing(row, column) for row in across for column in down], np.float32)
    meant = np.array([(column.at * zoom, row.at * zoom) for row in rows for column in columns], np.float32)
    return np.asarray(cv2.getPerspectiveTransform(seen, meant), np.float64)


def _halves(ink: Grey) -> tuple[Half, Half] | None:
    """The two halves of what is printed, from top to bottom; None where there is too little, or it lies too close together."""
    profile = ink.sum(axis=1, dtype=np.int64)
    total = int(profile.sum())
    if total < 2 * ENOUGH_INK:
        return None
    split = int(np.searchsorted(np.cumsum(profile), total / 2))
    places = np.arange(len(profile))
    at = [float(np.average(part, weights=profile[part])) for part in (places[:split], places[split:]) if profile[part].sum()]
    if len(at) < 2 or at[1] - at[0] < APART * len(profile):
        return None
    upper, lower = (skew_of(cast(Grey, cv2.bitwise_not(half * 255))) for half in (ink[:split], ink[split:]))
    return Half(at[0], upper), Half(at[1], lower)


def warped(pixels: Grey, matrix: Matrix) -> Grey:
    """The picture under a matrix, its size kept, what comes from beyond it white."""
    height, width = pixels.shape
    return cast(Grey, cv2.warpPerspective(pixels, matrix, (width, height), flags=cv2.INTER_LINEAR, borderValue=PAPER))


def without_surroundings(pixels: Grey) -> Grey:
    """The picture with what lies around the sheet (the table, the dark of a scanner's lid) as white as paper: dark masses at its edge."""
    factor = SMALL / max(pixels.shape)
    small = cv2.resize(pixels, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    dark = (small < float(np.median(small)) - DARKER).astype(np.uint8)
    masses = cv2.morphologyEx(dark, cv2.MORPH_OPEN, np.ones((THICK, THICK), np.uint8), borderType=cv2.BORDER_REPLICATE)
    _, labels = cv2.connectedComponents(masses)
    at_edge = set(np.concatenate([labels[0], labels[-1], labels[:, 0], labels[:, -1]]).tolist()) - {0}
    if not at_edge:
        return pixels
    mask = cv2.dilate(np.isin(labels, list(at_edge)).astype(np.uint8), np.ones((RIM, RIM), np.uint8))
    around = cv2.resize(mask, (pixels.shape[1], pixels.shape[0]), interpolation=cv2.INTER_NEAREST) > 0
    return cast(Grey, np.where(around, np.uint8(np.median(small)), pixels))


def in_points(matrix: Matrix, scale: float) -> tuple[float, ...]:
    """The inverse of a matrix in points instead of pixels, row by row: it leads from the warped page back to the picture."""
    zoom = np.diag([scale, scale, 1.0])
    return tuple(float(value) for value in (np.linalg.inv(zoom) @ np.linalg.inv(matrix) @ zoom).ravel())


def _posts(pixels: Grey) -> Grey:
    """The vertical strokes of the small picture, 1 on 0."""
    ink = small_ink(pixels)
    length = max(round(STROKE * ink.shape[0]), 5)
    return cast(Grey, cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((length, 1), np.uint8)))


def _line(x: float, y: float, dx: float, dy: float) -> npt.NDArray[np.float64]:
    """The line through a point along a direction, in homogeneous coordinates."""
    return np.cross([x, y, 1.0], [x + dx, y + dy, 1.0])


def _crossing(one: npt.NDArray[np.float64], other: npt.NDArray[np.float64]) -> tuple[float, float]:
    x, y, w = np.cross(one, other)
    return float(x / w), float(y / w)
