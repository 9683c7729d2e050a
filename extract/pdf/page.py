"""One page as the lattice sees it, whichever library read it: characters, ruling lines, filled boxes.

Coordinates are PDF points from the top left corner of the page as a reader sees it (CropBox and /Rotate applied).
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from records.document import Box


class Run(NamedTuple):
    """One or more letters drawn together on one line, or one white space, with their advance box.

    `turn`: how far the reading direction is turned clockwise, in degrees (0, 90, 180, 270); `confidence`: how sure OCR is of the
    word (0 to 1), None for text that a file holds.
    """

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    bold: bool = False
    turn: int = 0
    confidence: float | None = None

    @property
    def letter(self) -> float:
        """The mean advance of its letters."""
        return (self.x1 - self.x0) / len(self.text)


class Rule(NamedTuple):
    """A straight line along an axis: horizontal where `top == bottom`, vertical where `x0 == x1`."""

    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def horizontal(self) -> bool:
        return self.x1 - self.x0 >= self.bottom - self.top


class Fill(NamedTuple):
    """A filled box: the shading of a cell, never a rule."""

    x0: float
    top: float
    x1: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Page:
    """A page in its reading frame. `turn` says how far the whole page was turned (clockwise, degrees) to make its text upright;
    then a scan by how much (counter-clockwise, degrees, about the middle) to make its lines straight (`skew`); `boxed` leads back to
    the page as it is shown. `image_share` is the part of the page covered by its largest picture; `by_ocr`: the text was recognised;
    `warp`: the matrix (3 × 3, row by row) that leads from a photographed page made rectangular back to the photograph;
    `beside`: text that the file draws beside the paper, where nobody sees it."""

    number: int
    width: float
    height: float
    runs: tuple[Run, ...]
    rules: tuple[Rule, ...]
    fills: tuple[Fill, ...] = ()
    image_share: float = 0.0
    turn: int = 0
    skew: float = 0.0
    by_ocr: bool = False
    beside: tuple[Run, ...] = ()
    warp: tuple[float, ...] = ()

    def boxed(self, x0: float, top: float, x1: float, bottom: float) -> Box:
        """A box of the reading frame as a Box of the page as it is shown, rounded to hundredths of a point."""
        back = (360 - self.turn) % 360
        skewed = self._unstraightened((x0, top, x1, bottom)) if self.skew else (x0, top, x1, bottom)
        photographed = self._unwarped(skewed) if self.warp else skewed
        left, upper, right, lower = turned(photographed, back, self.width, self.height)
        return Box(self.number, round(left, 2), round(upper, 2), round(right, 2), round(lower, 2))

    def _unwarped(self, box: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
        """The box with its middle where it is on the photograph, its size kept."""
        x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
        a, b, c, d, e, f, g, h, i = self.warp
        depth = g * x + h * y + i
        dx, dy = (a * x + b * y + c) / depth - x, (d * x + e * y + f) / depth - y
        return box[0] + dx, box[1] + dy, box[2] + dx, box[3] + dy

    def _unstraightened(self, box: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
        """The box with its middle where it was before the page was straightened, its size kept."""
        x0, top, x1, bottom = box
        angle = math.radians(self.skew)
        right, down = (x0 + x1 - self.width) / 2, (top + bottom - self.height) / 2
        dx = right * math.cos(angle) - down * math.sin(angle) - right
        dy = right * math.sin(angle) + down * math.cos(angle) - down
        return x0 + dx, top + dy, x1 + dx, bottom + dy


def on_paper(runs: Sequence[Run], width: float, height: float) -> tuple[tuple[Run, ...], tuple[Run, ...]]:
    """(runs whose middle lies on the page, runs beside it)."""
    inside = tuple(run for run in runs if 0 <= run.x0 + run.x1 <= 2 * width and 0 <= run.top + run.bottom <= 2 * height)
    if len(inside) == len(runs):
        return inside, ()
    seen = set(map(id, inside))
    return inside, tuple(run for run in runs if id(run) not in seen and not run.text.isspace())


def turned(box: tuple[float, float, float, float], turn: int, width: float, height: float) -> tuple[float, float, float, float]:
    """`box` on a page of `width` × `height` after the page was turned clockwise by `turn` degrees."""
    x0, top, x1, bottom = box
    match turn:
        case 90:
            return height - bottom, x0, height - top, x1
        case 180:
            return width - x1, height - bottom, width - x0, height - top
        case 270:
            return top, width - x1, bottom, width - x0
        case _:
            return box


def upright(page: Page) -> Page:
    """The page turned so that most of its characters read from left to right (a landscape table printed on a portrait page)."""
    if not any(run.turn for run in page.runs):
        return page
    turns = Counter(run.turn for run in page.runs if not run.text.isspace())
    if not turns or (main := turns.most_common(1)[0][0]) == 0:
        return page
    turn = (360 - main) % 360
    size = (page.width, page.height)
    width, height = size if turn == 180 else (page.height, page.width)
    return replace(
        page,
        width=width,
        height=height,
        runs=tuple(_turned_chars(page.runs, turn, *size)),
        rules=tuple(Rule(*turned(rule, turn, *size)) for rule in page.rules),
        fills=tuple(Fill(*turned(fill, turn, *size)) for fill in page.fills),
        beside=tuple(_turned_chars(page.beside, turn, *size)),
        turn=turn,
    )


def _turned_chars(runs: Iterable[Run], turn: int, width: float, height: float) -> Iterable[Run]:
    for run in runs:
        yield Run(run.text, *turned(run[1:5], turn, width, height), run.bold, (run.turn + turn) % 360, run.confidence)
