"""Recognised words become runs of the page model; what Tesseract cannot know but the picture tells is put right on the way.

A word alone on a line gives Tesseract no measure for its height: «низкими» comes as «НИЗКИМИ», since most small Cyrillic letters
look like their capitals. The page's usual type size settles it. An en dash comes as an em dash; its width settles that.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from extract.pdf.chars_pdfium import ASCENT, DESCENT
from extract.pdf.page import Run
from extract.scan.tesseract import Word

SIZE_OF_LETTERS = 0.9  # descender to ascender as a part of the type size (Times .90, Arial .93)
SAME_SIZE = 0.13  # sizes that differ by less are one size: Tesseract measures them by the letters that happen to be in the line
SMALL_LETTER = 0.56  # of the type size: capitals are higher (Times .66, Arial .72), small letters lower (.45, .52)
EM_DASH = 0.75  # of the type size: an en dash is shorter
DUST = 0.3  # confidence below which a mark without letters and digits is dust
SHAPES = frozenset("ВГЖЗИКЛМНОПСТУХЧШЪЫЬЭЮЯ")  # capitals that small letters repeat in shape and that stand on the line

_MARK = re.compile(r"^[^\w(«»)№%+–—-]+$|^[_|]+$")
_EDGE_MARKS = "|_"
_SPECKS = "'`‘’"


def runs_of(groups: Iterable[Sequence[Word]], scale: float) -> list[Run]:
    """The words of a page (in its pixels; grouped by cell or strip) as runs in points with a space between words of one line. Heights
    are by type size, so that lines can be compared."""
    blocks = [[word for word in map(_without_edge_marks, group) if not _is_dust(word)] for group in groups]
    usual = dominant_size(word for block in blocks for word in block)
    settled = [_settled(block, usual) for block in blocks]
    words = [word for block in settled for word in block]
    sizes = iter(snapped([word.size / SIZE_OF_LETTERS for word in words], [len(word.text) for word in words]))
    return [run for block in settled for run in _spaced(block, sizes, scale)]


def _settled(block: Sequence[Word], page_size: float) -> list[Word]:
    """The words of a block, capitals that are small letters put right by the block's own type size (the page's, if it has none).
    Where small letters stand in the same line, Tesseract had its measure."""
    usual = dominant_size(block) or page_size
    measured = {word.line for word in block if any(map(str.islower, word.text))}
    return [word if word.line in measured else _in_case(word, usual) for word in block]


def _in_case(word: Word, usual: float) -> Word:
    text = cased(word, usual)
    return word if text == word.text else word._replace(text=text, size=usual)


def dominant_size(words: Iterable[Word]) -> float:
    """The letter size (as `Word.size`) of most letters, of words that show it: with small letters, high or low ones; 0.0 if none."""
    counts: Counter[float] = Counter()
    for word in words:
        if not word.text.isupper() and any(letter.isalpha() for letter in word.text):
            counts[round(word.size, 1)] += len(word.text)
    return counts.most_common(1)[0][0] if counts else 0.0


def _spaced(block: Sequence[Word], sizes: Iterator[float], scale: float) -> Iterator[Run]:
    before: tuple[Word, Run] | None = None
    for word in block:
        run = _run(word, next(sizes), scale)
        if before is not None and before[0].line == word.line:  # their boxes may overlap
            yield Run(" ", min(before[1].x1, run.x0), run.top, run.x0, run.bottom)
        yield run
        before = word, run


def _run(word: Word, size: float, scale: float) -> Run:
    top, bottom = (word.base - ASCENT * size) / scale, (word.base + DESCENT * size) / scale
    text = dashed(word.text, (word.x1 - word.x0) / size)
    return Run(text, word.x0 / scale, top, word.x1 / scale, bottom, confidence=word.confidence)


def _without_edge_marks(word: Word) -> Word:
    """Pieces of rules and of the sheet's edge at the ends of a word are no letters; nor is a speck beside a word, read as «'»."""
    text = word.text.strip(_EDGE_MARKS + _SPECKS)
    return word._replace(text=text) if text else word


def _is_dust(word: Word) -> bool:
    return bool(_MARK.match(word.text)) and (word.confidence < DUST or not word.text.strip("|_=~'`\"‘’“”„<>\\.°*^"))


def cased(word: Word, size: float) -> str:
    """The text of a word in small letters if it came in capitals but is only as high as the small letters of `size` are."""
    letters = [letter for letter in word.text if letter.isalpha()]
    height = (word.bottom - word.top) * SIZE_OF_LETTERS / size if size else 1.0
    if not letters or height > SMALL_LETTER or not SHAPES.issuperset(letters):
        return word.text
    return word.text.lower()


def dashed(text: str, width: float) -> str:
    """A dash that stands alone, by its width in type sizes."""
    return "–" if text in ("—", "=") and width < EM_DASH else text


def snapped(sizes: Sequence[float], weights: Sequence[int]) -> list[float]:
    """Each type size as the most frequent one near it (`weights`: how many letters have it)."""
    counts: Counter[float] = Counter()
    for size, weight in zip(sizes, weights, strict=True):
        counts[round(size, 1)] += weight
    usual = _peaks(counts.most_common())
    return [min((peak for peak in usual if _near(size, peak)), key=lambda peak: abs(peak - size), default=size) for size in sizes]


def _peaks(counted: Iterable[tuple[float, int]]) -> list[float]:
    peaks: list[float] = []
    for size, _ in counted:
        if not any(_near(size, peak) for peak in peaks):
            peaks.append(size)
    return peaks


def _near(size: float, peak: float) -> bool:
    return abs(size - peak) <= SAME_SIZE * peak
