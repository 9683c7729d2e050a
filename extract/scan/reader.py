"""A page picture becomes the page model of the PDF reader: turned upright, made straight, its rules found, its words recognised."""

from __future__ import annotations

from collections.abc import Iterable

from extract.pdf.lattice import find_grids
from extract.pdf.page import Page, Rule, Run
from extract.scan.collage import column_of, regions_of
from extract.scan.keystone import in_points, keystone_of, warped, without_surroundings
from extract.scan.picture import Picture
from extract.scan.ruling import Ruling, ruling_of, without_rules
from extract.scan.second_look import BLOCK, Look, latin_again, numbers_again
from extract.scan.straighten import is_sideways, quarter_turned, skew_of, turned_by
from extract.scan.tesseract import Tesseract, Word
from extract.scan.upended import upended_again
from extract.scan.words import runs_of

SURE = 0.7  # mean confidence of a page that stands upright; upside down it is about .4
ENOUGH = 30  # letters from which that can be told


def read_scan(picture: Picture, number: int, tesseract: Tesseract) -> Page:
    """The page of a picture: recognised words as runs with their confidence, ruling lines as rules, all in points.

    `number` is the page's number in its document. The page is in its reading frame: `Page.turn` and `Page.skew` lead back to the
    picture as it came. Raises OcrFailed.
    """
    first = 90 if is_sideways(picture.pixels) else 0
    best = _read_turned(picture, first, number, tesseract)
    if _letters(best) >= ENOUGH and certainty(best) < SURE:
        other = _read_turned(picture, first + 180, number, tesseract)
        best = max(best, other, key=certainty)
    return best


def has_table(picture: Picture) -> bool:
    """Whether ruling lines on the picture form a table (of two cells at least)."""
    straight = Picture(turned_by(picture.pixels, skew_of(picture.pixels)), picture.scale)
    return any(len(grid.cells) > 1 for grid in find_grids(rules_of(ruling_of(straight), straight)))


def rules_of(ruling: Ruling, picture: Picture) -> tuple[Rule, ...]:
    """The strokes of a picture as rules in points."""
    return tuple(stroke.rule(picture.scale) for stroke in ruling.strokes)


def certainty(page: Page) -> float:
    """The mean confidence of a page's letters."""
    total = sum(len(run.text) * run.confidence for run in page.runs if run.confidence is not None)
    return total / max(_letters(page), 1)


def _letters(page: Page) -> int:
    return sum(len(run.text) for run in page.runs if run.confidence is not None)


def _read_turned(picture: Picture, turn: int, number: int, tesseract: Tesseract) -> Page:
    upright = without_surroundings(quarter_turned(picture.pixels, turn))
    matrix = keystone_of(upright)
    if matrix is not None:
        upright = warped(upright, matrix)
    skew = skew_of(upright)
    straight = Picture(turned_by(upright, skew), picture.scale)
    ruling = ruling_of(straight)
    rules = rules_of(ruling, straight)
    grids = find_grids(rules)
    wiped = without_rules(straight, ruling, grids)
    regions = regions_of(wiped, grids, straight.scale)
    upended: list[Run] = []
    words: dict[int, list[Word]] = {}
    if regions:
        column = column_of(wiped, regions)
        words = _by_region(column.placed(tesseract.words(column.pixels, BLOCK)))
        look = Look(wiped, tesseract, grids, straight.scale)
        words, upended = upended_again(look, regions, words)
        words = latin_again(look, numbers_again(look, regions, words))
    width, height = straight.size
    warp = in_points(matrix, straight.scale) if matrix is not None else ()
    runs = [*runs_of(words.values(), straight.scale), *upended]
    return Page(number, width, height, tuple(runs), rules, image_share=1.0, turn=turn, skew=skew, by_ocr=True, warp=warp)


def _by_region(placed: Iterable[tuple[int, Word]]) -> dict[int, list[Word]]:
    found: dict[int, list[Word]] = {}
    for index, word in placed:
        found.setdefault(index, []).append(word)
    return found
