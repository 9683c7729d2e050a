"""Pieces of a page are pasted together for Tesseract, and its words go back to their places.

Tesseract reads lines right across the cells of a table and then has to guess where one ends. In a tall column of blocks no line
holds more than one cell, and one call still reads the whole page.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from extract.pdf.lattice import Grid
from extract.scan.picture import PAPER, Grey
from extract.scan.tesseract import Word

MARGIN = 16  # white pixels around each block
MIN_INK = 4  # pixels of ink that a line of a block must have to be more than dust
DARK = 60  # shades below the paper from which a pixel is ink


class Region(NamedTuple):
    """A rectangle of a picture in pixels, the right and lower end excluded."""

    x0: int
    top: int
    x1: int
    bottom: int

    @property
    def width(self) -> int:
        return self.x1 - self.x0

    @property
    def height(self) -> int:
        return self.bottom - self.top


@dataclass(frozen=True, slots=True, eq=False)
class Collage:
    """The picture, the regions whose blocks are in it, and the top left corner of each block."""

    pixels: Grey
    regions: tuple[Region, ...]
    corners: tuple[tuple[int, int], ...]

    def placed(self, words: Iterable[Word]) -> Iterator[tuple[int, Word]]:
        """(index of the region, the word in pixels of the page) for each word that lies on a block."""
        for word in words:
            index = self._block_at((word.x0 + word.x1) // 2, (word.top + word.bottom) // 2)
            if index is not None:
                dx, dy = (a - b for a, b in zip(self.regions[index][:2], self.corners[index], strict=True))
                yield index, word.moved(dx, dy)

    def _block_at(self, x: int, y: int) -> int | None:
        for index, ((left, top), region) in enumerate(zip(self.corners, self.regions, strict=True)):
            if left <= x < left + region.width and top <= y < top + region.height:
                return index
        return None


def column_of(pixels: Grey, regions: Sequence[Region]) -> Collage:
    """The blocks of `regions` below each other."""
    width = max(region.width for region in regions) + 2 * MARGIN
    height = sum(region.height + 2 * MARGIN for region in regions)
    collage = np.full((height, width), PAPER, np.uint8)
    corners: list[tuple[int, int]] = []
    top = MARGIN
    for region in regions:
        collage[top : top + region.height, MARGIN : MARGIN + region.width] = pixels[region.top : region.bottom, region.x0 : region.x1]
        corners.append((MARGIN, top))
        top += region.height + 2 * MARGIN
    return Collage(collage, tuple(regions), tuple(corners))


def regions_of(pixels: Grey, grids: Sequence[Grid], scale: float) -> list[Region]:
    """What there is to read on a page, each shrunk to its ink: the strips between tables, then the cells of each table."""
    height, width = pixels.shape
    ink = pixels < PAPER - DARK
    found: list[Region] = []
    top = 0
    for grid in sorted(grids, key=lambda grid: grid.ys[0]):
        upper, lower = (min(max(round(y * scale), 0), height) for y in (grid.ys[0], grid.ys[-1]))
        if upper > top:
            found.append(Region(0, top, width, upper))
        found += [Region(*(round(value * scale) for value in grid.cell_box(cell))) for cell in grid.cells]
        top = max(top, lower)
    found.append(Region(0, top, width, height))
    return [inked for region in found if (inked := shrunk(ink, region)) is not None]


def shrunk(ink: np.typing.NDArray[np.bool_], region: Region) -> Region | None:
    """The region without its white margins; None where nothing is in it."""
    part = ink[region.top : region.bottom, region.x0 : region.x1]
    rows = np.flatnonzero(part.sum(axis=1) >= MIN_INK)
    columns = np.flatnonzero(part.sum(axis=0) >= MIN_INK)
    if not rows.size or not columns.size:
        return None
    left, upper = max(int(columns[0]) - MARGIN // 2, 0), max(int(rows[0]) - MARGIN // 2, 0)
    right, lower = min(int(columns[-1]) + MARGIN // 2, part.shape[1]), min(int(rows[-1]) + MARGIN // 2, part.shape[0])
    return Region(region.x0 + left, region.top + upper, region.x0 + right, region.top + lower)
