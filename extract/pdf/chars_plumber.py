"""The careful path: the same page model read through pdfplumber (pdfminer), about ten times slower than PDFium.

It keeps letters that PDFium leaves out (a font with no glyph for them) and follows clipped and patterned paths differently,
so a page that does not reconcile may do so here.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from typing import Any

import pdfplumber

from extract.pdf.chars_pdfium import ASCENT, DESCENT
from extract.pdf.page import Fill, Page, Rule, Run, on_paper
from extract.pdf.paths_pdfium import STRAIGHT, thin_box

CLOSE = 0.1  # letters closer than this part of their height belong to one run


def read_page_carefully(data: bytes, index: int) -> Page:
    """Page `index` (from 0) of a PDF as pdfplumber sees it. Raises what pdfminer raises on a broken page."""
    with pdfplumber.open(io.BytesIO(data), pages=[index + 1]) as document:
        page = document.pages[0]
        try:
            width, height = float(page.width), float(page.height)
            inside, beside = on_paper(list(joined(_letters(page))), width, height)
            return Page(
                index + 1,
                width,
                height,
                inside,
                tuple(_rules(page)),
                tuple(Fill(*_box(rect)) for rect in page.rects if rect["fill"] and thin_box(_box(rect)) is None),
                max((_area(image) for image in page.images), default=0.0) / (width * height),
                beside=beside,
            )
        finally:
            page.close()


def _box(item: dict[str, Any]) -> tuple[float, float, float, float]:
    return float(item["x0"]), float(item["top"]), float(item["x1"]), float(item["bottom"])


def _area(item: dict[str, Any]) -> float:
    x0, top, x1, bottom = _box(item)
    return (x1 - x0) * (bottom - top)


def _letters(page: Any) -> Iterator[Run]:
    for item in page.chars:
        a, b, _, d, _, base = item["matrix"]
        bold = "bold" in str(item["fontname"]).lower()
        text = str(item["text"]).replace("\xad", "-")
        if not text:
            continue
        x0, top, x1, bottom = _box(item)
        if abs(a) >= abs(b):
            baseline, size = float(page.height) - base, float(item["size"])
            turn = 0 if d >= 0 else 180
            if turn == 0:
                top, bottom = baseline - ASCENT * size, baseline + DESCENT * size
            yield Run(text, x0, top, x1, bottom, bold, turn)
        else:
            yield Run(text, x0, top, x1, bottom, bold, 270 if b > 0 else 90)


def joined(letters: Iterable[Run]) -> Iterator[Run]:
    """Letters that follow each other closely on one line as runs, so that a word over a border stays one word."""
    grown: Run | None = None
    for letter in letters:
        if grown is not None and _follows(grown, letter):
            grown = grown._replace(text=grown.text + letter.text, x1=letter.x1)
            continue
        if grown is not None:
            yield grown
        grown = letter
    if grown is not None:
        yield grown


def _follows(run: Run, letter: Run) -> bool:
    if run.text.isspace() or letter.text.isspace() or run.turn or letter.turn or run.bold != letter.bold:
        return False
    near = abs(letter.x0 - run.x1) < CLOSE * (run.bottom - run.top)
    return near and (run.top, run.bottom) == (letter.top, letter.bottom)


def _rules(page: Any) -> Iterator[Rule]:
    for line in page.lines:
        x0, top, x1, bottom = _box(line)
        if bottom - top <= STRAIGHT < x1 - x0:
            yield Rule(x0, (top + bottom) / 2, x1, (top + bottom) / 2)
        elif x1 - x0 <= STRAIGHT < bottom - top:
            yield Rule((x0 + x1) / 2, top, (x0 + x1) / 2, bottom)
    for rect in page.rects:
        box = _box(rect)
        if (rule := thin_box(box)) is not None:
            yield rule
        elif rect["stroke"]:
            yield from framed(box)


def framed(box: tuple[float, float, float, float]) -> Iterator[Rule]:
    """The four sides of a box as rules."""
    x0, top, x1, bottom = box
    yield from (Rule(x0, top, x1, top), Rule(x0, bottom, x1, bottom), Rule(x0, top, x0, bottom), Rule(x1, top, x1, bottom))
