"""Stamps and pen strokes in blue or violet that lie over dark print are taken off a coloured page before it becomes grey.

Ink of one colour absorbs some light only: its brightest channel is bright where black print is dark in all of them. A stamp beside the
print hides nothing and stays, so that a number stamped into an empty corner is still read; so does text that is typed in blue.
"""

from __future__ import annotations

from typing import cast

import cv2
import numpy as np
import numpy.typing as npt

Pixels = npt.NDArray[np.uint8]  # rows × columns of grey, or × (red, green, blue)

STEP = 4  # stamps are looked for on a picture so many times smaller
SPREAD = 40  # shades between the brightest and the darkest channel from which a pixel has a colour
HUES = (100, 165)  # blue to violet, in OpenCV's half degrees
SIZE = (28.0, 230.0)  # points: a stamp or a signature is at least 1 cm wide and high, and at most 8 cm
DARK, PRINT_SHARE = 0.8, 0.004  # print under the stamp: pixels darker than this part of the paper, as a part of its box
JOINED = 3  # pixels of the small picture by which the strokes of a stamp are thickened to meet each other


def grey_without_stamps(pixels: Pixels, scale: float) -> Pixels:
    """The grey picture of a coloured page without the coloured ink that lies over its print. `scale`: pixels a point."""
    grey = cast(Pixels, cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY))
    for rows, columns in _stamps(pixels, scale):
        part = pixels[rows, columns]
        ink = cast(Pixels, _is_ink(part).view(np.uint8))
        near = cv2.dilate(ink, np.ones((3, 3), np.uint8)).astype(bool)
        brightest, darkest = part.max(axis=2), part.min(axis=2)
        grey[rows, columns][near] = cv2.add(brightest, cv2.subtract(brightest, darkest))[near]
    return grey


def _stamps(pixels: Pixels, scale: float) -> list[tuple[slice, slice]]:
    """The boxes (rows, columns) of coloured shapes of a stamp's size over dark print."""
    small = cv2.resize(pixels, None, fx=1 / STEP, fy=1 / STEP, interpolation=cv2.INTER_AREA)
    ink = _is_ink(cast(Pixels, small))
    if not ink.any():
        return []
    thick = cv2.dilate(ink.view(np.uint8), np.ones((JOINED, JOINED), np.uint8))
    brightness = small.max(axis=2)
    dark = (brightness < DARK * float(np.median(brightness))) & ~ink
    _, _, boxes, _ = cv2.connectedComponentsWithStats(thick)
    least, most = (size * scale / STEP for size in SIZE)
    found = []
    for x0, top, width, height, _ in boxes[1:].tolist():
        inside = dark[top : top + height, x0 : x0 + width]
        if least <= width <= most and least <= height <= most and inside.mean() > PRINT_SHARE:
            found.append((slice(top * STEP, (top + height) * STEP), slice(x0 * STEP, (x0 + width) * STEP)))
    return found


def _is_ink(pixels: Pixels) -> npt.NDArray[np.bool_]:
    """Where pixels are blue or violet rather than grey."""
    hue = cv2.cvtColor(pixels, cv2.COLOR_RGB2HSV)[..., 0]
    spread = cv2.subtract(pixels.max(axis=2), pixels.min(axis=2))
    return np.asarray((spread > SPREAD) & (hue >= HUES[0]) & (hue <= HUES[1]))
