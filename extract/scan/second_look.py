"""What Tesseract misreads without context is cut out and read again alone: row numbers («2.1» comes as «РЕ»), Latin names («PISA»).

All pieces of a kind are pasted into one column, so that a page costs at most two short calls more. What makes the difference for
numbers is to smooth away the grain and read them in black and white. Measured, 40 numbers of noisy pages: as scanned 35 right,
smoothed 39, in black and white 40; in rows beside each other at most 17. A whitelist of digits changed nothing where numbers were
read, and would make digits of the letters of other cells.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from extract.pdf.lattice import Grid
from extract.scan.collage import Region, column_of
from extract.scan.picture import Grey
from extract.scan.ruling import in_black_and_white
from extract.scan.tesseract import LATIN, Tesseract, Word
from records.morphology import is_known

BLOCK = 6  # Tesseract's mode «one uniform block of text»
RIM = 4  # pixels by which the box of a word may reach over its block
SHORT = 7  # a row number has at most so many signs («10.12.1»)
NARROW = 50.0  # a column this wide (points) at the left edge may hold row numbers only
NUMBERED_SHARE = 0.5
SURE = 0.6  # a number read alone counts from this confidence on
DOUBTFUL, LATIN_SURE = 0.65, 0.85

_NUMBER = re.compile(r"^\d{1,3}(?:\.\d{1,3}){0,3}\.?$")
_DIGITS = re.compile(r"^[\d.,]+$")
# How roman numerals come when they are read as Russian: «IV» as «ГУ», «III» as «Ш».
_ROMAN_LIKE = re.compile(r"^(?!\d+\W?$)[ГТУПШХ1IVXl|!\[]{1,5}[.,)]?$")
_ROMAN = re.compile(r"^[IVXLC]+[.)]?$")
_LATIN_WORD = re.compile(r"^[(«\"]?[A-Za-z][A-Za-z0-9-]*[)»\".,;:]*$")
# A word of letters that Cyrillic has in the same shape tells nothing of its alphabet.
_ONLY_LATIN = re.compile(r"[DFGIJLNQRSUVWZbdfghijlqrstvwz]")


@dataclass(frozen=True, slots=True, eq=False)
class Look:
    """What a second look needs: the pixels without rules, the program, the grids of the page, its scale."""

    pixels: Grey
    tesseract: Tesseract
    grids: Sequence[Grid]
    scale: float


def numbers_again(look: Look, regions: Sequence[Region], words: Mapping[int, list[Word]]) -> dict[int, list[Word]]:
    """The words of each region, those of number cells read again with digits only where that is the better reading."""
    asked = [index for grid in look.grids for index in _number_cells(look, grid, regions, words)]
    found = dict(words)
    if not asked:
        return found
    column = column_of(in_black_and_white(look.pixels), [regions[index] for index in asked])
    again: dict[int, list[Word]] = {}
    for piece, word in column.placed(look.tesseract.words(column.pixels, BLOCK)):
        again.setdefault(asked[piece], []).append(word)
    better = (item for item in again.items() if _is_better_number(words.get(item[0], []), item[1], regions[item[0]]))
    found.update(better)
    return found


def _is_better_number(before: Sequence[Word], again: Sequence[Word], region: Region) -> bool:
    """Whether what was read again is one sure number of this region alone (not of two that were read together)."""
    word = again[0]
    if len(again) > 1 or not _NUMBER.match(word.text) or word.confidence < SURE:
        return False
    if word.x0 < region.x0 - RIM or word.x1 > region.x1 + RIM:
        return False
    text = " ".join(word.text for word in before)
    if _digits(text) == _digits(word.text):  # a faint dot is lost, never made up
        return word.text.strip(".").count(".") > text.strip(".").count(".") or not _NUMBER.match(text)
    surely = min((word.confidence for word in before), default=0.0)
    return not (_NUMBER.match(text) and surely >= word.confidence)


def _digits(text: str) -> str:
    return "".join(filter(str.isdigit, text))


def _number_cells(look: Look, grid: Grid, regions: Sequence[Region], words: Mapping[int, list[Word]]) -> list[int]:
    """The regions of short cells in the columns of a grid that hold row numbers."""
    columns: dict[int, list[int]] = {}
    for index, region in enumerate(regions):
        place = grid.place_of((region.x0 + region.x1) / 2 / look.scale, (region.top + region.bottom) / 2 / look.scale)
        if place is not None and grid.cells[place].column_span == 1:
            columns.setdefault(grid.cells[place].column, []).append(index)
    texts = {index: "".join(word.text for word in words.get(index, ())) for found in columns.values() for index in found}
    asked: list[int] = []
    for column, found in columns.items():
        short = [index for index in found if len(texts[index]) <= SHORT and not _is_word(texts[index])]
        digits = sum(bool(_DIGITS.match(texts[index])) for index in short)
        narrow = column == 0 and grid.xs[1] - grid.xs[0] <= NARROW
        if len(short) >= NUMBERED_SHARE * len(found) and (digits >= NUMBERED_SHARE * len(short) or (narrow and digits)):
            asked += short
    return asked


def _is_word(text: str) -> bool:
    """Whether a short text says something that is not a number («№», «п/п», «май», «-»)."""
    return "№" in text or "/" in text or text in ("-", "–", "—") or (len(text) >= 3 and text.isalpha() and is_known(text))


def latin_again(look: Look, words: Mapping[int, list[Word]]) -> dict[int, list[Word]]:
    """The words of each region, doubtful ones read again as English and taken where they are surely Latin (names, roman numerals)."""
    found = dict(words)
    doubtful = [(index, at) for index, read in words.items() for at, word in enumerate(read) if _is_doubtful(word)]
    if not doubtful or LATIN not in look.tesseract.languages:
        return found
    column = column_of(look.pixels, [_around(words[index][at], look.pixels) for index, at in doubtful])
    again: dict[int, list[Word]] = {}
    for piece, word in column.placed(look.tesseract.words(column.pixels, BLOCK, language=LATIN)):
        again.setdefault(piece, []).append(word)
    for piece, read in again.items():
        index, at = doubtful[piece]
        if len(read) == 1 and is_surely_latin(read[0]):
            old = words[index][at]
            found[index] = [*found[index][:at], old._replace(text=read[0].text, confidence=read[0].confidence), *found[index][at + 1 :]]
    return found


def _is_doubtful(word: Word) -> bool:
    if _ROMAN_LIKE.match(word.text):
        return True
    return word.confidence < DOUBTFUL and any(sign.isalnum() for sign in word.text) and not is_known(word.text.strip(".,;:()«»"))


def is_surely_latin(word: Word) -> bool:
    """Whether a word read as English is one: sure, and with letters that Cyrillic does not have in that shape."""
    if word.confidence < LATIN_SURE or not _LATIN_WORD.match(word.text):
        return False
    return bool(_ROMAN.match(word.text)) or len(_ONLY_LATIN.findall(word.text)) >= 2


def _around(word: Word, pixels: Grey) -> Region:
    height, width = pixels.shape
    margin = 4
    return Region(max(word.x0 - margin, 0), max(word.top - margin, 0), min(word.x1 + margin, width), min(word.bottom + margin, height))
