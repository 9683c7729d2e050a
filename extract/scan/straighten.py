"""A page picture is made straight: small skew is measured and turned back, sideways text is turned upright.

The measure is the profile of the rows: where lines of text (or rules) run along the rows, ink and white alternate most sharply.
"""

from __future__ import annotations

from typing import cast

import cv2
import numpy as np

from extract.scan.picture import PAPER, Grey

MAX_SKEW = 6.0  # degrees; beyond that nobody laid the sheet on the glass
STEPS = (0.4, 0.1, 0.03)  # coarse to fine, in degrees
COARSE = 0.75  # at which rows and columns of text can be told apart
LONGER_SIDE = 1000  # of the small picture on which the skew is measured
SIDEWAYS = 1.5  # columns alternate more sharply than rows by this factor: the text runs up or down

Ink = Grey  # 1 where something is printed, else 0


def skew_of(pixels: Grey) -> float:
    """The angle in degrees (counter-clockwise) by which the page must be turned to be straight."""
    ink = small_ink(pixels)
    best = 0.0
    reach = MAX_SKEW
    for step in STEPS:
        angles = best + np.arange(-reach, reach + step / 2, step)
        best = float(max(angles, key=lambda angle: sharpness(turned_by(ink, float(angle), 0))))
        reach = step
    return 0.0 if abs(best) < STEPS[-1] else best


def is_sideways(pixels: Grey) -> bool:
    """Whether the text of the page runs up or down. Both readings are judged at their best skew: a page that lies askew has rows
    that are no sharper than its columns."""
    ink = without_long_strokes(small_ink(pixels))
    return _best_sharpness(np.ascontiguousarray(ink.T)) > SIDEWAYS * _best_sharpness(ink)


def _best_sharpness(ink: Ink) -> float:
    """The sharpness of the ink at the coarse skew at which it is sharpest."""
    return max(sharpness(turned_by(ink, float(angle), 0)) for angle in np.arange(-MAX_SKEW, MAX_SKEW + COARSE / 2, COARSE))


def sharpness(ink: Ink) -> float:
    """How sharply the amount of ink changes from row to row, for each bit of ink."""
    profile = ink.sum(axis=1, dtype=np.int64)
    steps = np.diff(profile)
    return float((steps * steps).sum()) / max(float(profile.sum()), 1.0)


def turned_by(pixels: Grey, angle: float, ground: int = PAPER) -> Grey:
    """The picture turned counter-clockwise about its middle by a small angle, its size kept; corners are filled with `ground`."""
    if angle == 0:
        return pixels
    height, width = pixels.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    return cast(Grey, cv2.warpAffine(pixels, matrix, (width, height), flags=cv2.INTER_LINEAR, borderValue=ground))


def quarter_turned(pixels: Grey, turn: int) -> Grey:
    """The picture turned clockwise by 0, 90, 180 or 270 degrees."""
    return np.ascontiguousarray(np.rot90(pixels, -turn // 90))


def without_long_strokes(ink: Ink) -> Ink:
    """The ink without its ruling lines, which run along both axes and tell nothing of the text."""
    longest = max(ink.shape) // 20
    across = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((1, longest), np.uint8))
    down = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((longest, 1), np.uint8))
    return cast(Grey, cv2.subtract(ink, cv2.dilate(cv2.max(across, down), np.ones((3, 3), np.uint8))))


def small_ink(pixels: Grey) -> Ink:
    """What is printed on the page, on a small picture."""
    factor = LONGER_SIDE / max(pixels.shape)
    small = cv2.resize(pixels, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA) if factor < 1 else pixels
    ground = cv2.medianBlur(small, 51)  # shadows and stains are slow, letters are fast
    _, ink = cv2.threshold(cv2.subtract(ground, small), 40, 1, cv2.THRESH_BINARY)
    return cast(Grey, ink)
