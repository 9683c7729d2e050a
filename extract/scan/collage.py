"""Pieces of a page are pasted together for Tesseract, and its words go back to their places.

Tesseract reads lines right across the cells of a table and then has to guess where one ends. In a tall column of blocks no line
holds more than one cell, and one call still reads the whole page. Short pieces (row numbers) stand in rows instead: a lone number
is misread, a row of numbers is not.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from extract.pdf.lattice import Grid
from extract.scan.picture import Grey
from extract.scan.straighten import PAPER
from extract.scan.tesseract import Word

MARGIN = 16  # white pixels around each block
GAP = 6  # pixels between the blocks of a row beside their own white rims: about a word space in all
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
    return rows_of(pixels, regions, 1)


def rows_of(pixels: Grey, regions: Sequence[Region], in_row: int) -> Collage:
    """The blocks of `regions` in rows of so many, all blocks of a row with their lower ends at one height."""
    corners: list[tuple[int, int]] = []
    bottom = width = MARGIN
    for row in batched(regions, in_row):
        bottom += max(region.height for region in row)
        x = MARGIN
        for region in row:
            corners.append((x, bottom - region.height))
            x += region.width + GAP
        width = max(width, x)
        bottom += 2 * MARGIN
    collage = np.full((bottom, width + MARGIN), PAPER, np.uint8)
    for (x, y), region in zip(corners, regions, strict=True):
        collage[y : y + region.height, x : x + region.width] = pixels[region.top : region.bottom, region.x0 : region.x1]
    return Collage(collage, tuple(regions), tuple(corners))


def batched(regions: Sequence[Region], size: int) -> Iterator[Sequence[Region]]:
    """The regions in batches of `size`, the last one shorter."""
    for start in range(0, len(regions), size):
        yield regions[start : start + size]


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
