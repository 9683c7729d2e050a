"""Cells whose text runs up or down, as headings of narrow columns do: turned upright, read together, and put back as turned runs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from extract.pdf.page import Run
from extract.scan.collage import DARK, Region, column_of
from extract.scan.picture import PAPER, Grey
from extract.scan.second_look import BLOCK, Look
from extract.scan.straighten import SIDEWAYS, quarter_turned, sharpness
from extract.scan.tesseract import Word
from extract.scan.words import runs_of

TALLER = 1.5  # the ink of such a cell is so many times as high as wide
LEAST = 24.0  # points: what is lower is a letter or two
SURE, LIKELY = 0.75, 0.5  # mean confidence of text that is surely read the right way, and that may be
UPWARDS, DOWNWARDS = 270, 90  # reading directions, clockwise in degrees


def is_upended(pixels: Grey, region: Region, scale: float) -> bool:
    """Whether the text of a cell (its region shrunk to the ink) runs up or down."""
    if region.height < max(TALLER * region.width, LEAST * scale):
        return False
    ink = (pixels[region.top : region.bottom, region.x0 : region.x1] < PAPER - DARK).astype(np.uint8)
    return sharpness(np.ascontiguousarray(ink.T)) > SIDEWAYS * sharpness(ink)


def upended_again(look: Look, regions: Sequence[Region], words: Mapping[int, list[Word]]) -> tuple[dict[int, list[Word]], list[Run]]:
    """(`words` without those of upended cells, the runs of such cells in points of the page). `words` are those of each region, read
    as if all text were upright; a cell is upended where it looks so and makes more sense so. Most headings read upwards; downwards
    is tried for the rest. Raises OcrFailed."""
    unsure = (index for index in range(len(regions)) if certainty(words.get(index, ())) < SURE)
    doubtful = [index for index in unsure if is_upended(look.pixels, regions[index], look.scale)]
    turned: dict[int, list[Run]] = {}
    for turn in (UPWARDS, DOWNWARDS):
        left = [index for index in doubtful if index not in turned]
        for index, group in _read(look, regions, left, turn).items():
            if certainty(group) > max(certainty(words.get(index, ())), LIKELY):
                turned[index] = [_put_back(run, regions[index], turn, look.scale) for run in runs_of([group], look.scale)]
    upright = {index: group for index, group in words.items() if index not in turned}
    return upright, [run for runs in turned.values() for run in runs]


def certainty(words: Iterable[Word]) -> float:
    """The mean confidence of the letters; 0.0 without any."""
    letters = [(len(word.text), word.confidence) for word in words]
    return sum(count * confidence for count, confidence in letters) / max(sum(count for count, _ in letters), 1)


def _read(look: Look, regions: Sequence[Region], indexes: Sequence[int], turn: int) -> dict[int, list[Word]]:
    """The words of the regions with these indexes, read in this direction, in pixels of each block after it was turned upright."""
    if not indexes:
        return {}
    blocks = [quarter_turned(look.pixels[r.top : r.bottom, r.x0 : r.x1], 360 - turn) for r in (regions[index] for index in indexes)]
    sheet, places = _sheet(blocks)
    column = column_of(sheet, places)
    words: dict[int, list[Word]] = {index: [] for index in indexes}
    for number, word in column.placed(look.tesseract.words(column.pixels, BLOCK)):
        words[indexes[number]].append(word.moved(-places[number].x0, -places[number].top))
    return words


def _sheet(blocks: Sequence[Grey]) -> tuple[Grey, list[Region]]:
    """The blocks below each other on one sheet, and where each is."""
    sheet = np.full((sum(len(block) for block in blocks), max(block.shape[1] for block in blocks)), PAPER, np.uint8)
    places: list[Region] = []
    top = 0
    for block in blocks:
        height, width = block.shape
        sheet[top : top + height, :width] = block
        places.append(Region(0, top, width, top + height))
        top += height
    return sheet, places


def _put_back(run: Run, region: Region, turn: int, scale: float) -> Run:
    """A run of the upright block (in points) where it stands on the page."""
    left, top, right, bottom = (value / scale for value in region)
    if turn == UPWARDS:
        return run._replace(x0=left + run.top, x1=left + run.bottom, top=bottom - run.x1, bottom=bottom - run.x0, turn=turn)
    return run._replace(x0=right - run.bottom, x1=right - run.top, top=top + run.x0, bottom=top + run.x1, turn=turn)
