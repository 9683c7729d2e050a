"""The fast path: pages read through PDFium's C interface (pypdfium2.raw), characters and paths in bulk.

PDFium gives positions in the page's user space; `Frame` leads to the page as it is shown (CropBox, /Rotate; PDF 32000-1, 14.11.2).
"""

from __future__ import annotations

import ctypes
import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as c

from extract.pdf.page import Page, Run, on_paper
from extract.pdf.paths_pdfium import read_paths
from extract.pdf.pdfium_calls import address_of, font_of, loose_char_box, render_mode, text_object
from records.errors import TooLarge

# U+0002 and U+FFFE stand for a hyphen at a line end (PDFium's own marks); ligatures fall apart into their letters.
_SUBSTITUTES = str.maketrans(
    {"\x02": "-", "\ufffe": "-", "\xad": "-", "\u2010": "-", "\u2011": "-", "\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl"}
)
# What is neither is dropped: line ends, marks without width, codes that are no letters.
_WORD_OR_SPACE = re.compile(r"(?P<word>[^\s\x00\ufeff\u200b\uffff]+)|[^\S\r\n]")
MAX_CHARS = 200_000  # of one page; a densely printed one has 6,000
_INVISIBLE_MODE = 3  # text render mode «neither fill nor stroke» (PDF 32000-1, 9.3.6): the layer that OCR lays over a scan
_STROKED_MODE = 2  # fill and stroke: how a program without a bold font fakes one
_FORCE_BOLD = 1 << 18  # font descriptor flag (PDF 32000-1, 9.8.2)
_BOLD_WEIGHT = 600
ASCENT, DESCENT = 0.8, 0.22  # of the font size, about what the usual text fonts have


@dataclass(frozen=True, slots=True)
class Frame:
    """From user space to the page as it is shown: the crop box and the page's own rotation."""

    left: float
    bottom: float
    right: float
    top: float
    rotation: int

    @property
    def size(self) -> tuple[float, float]:
        width, height = self.right - self.left, self.top - self.bottom
        return (height, width) if self.rotation in (90, 270) else (width, height)

    def point(self, x: float, y: float) -> tuple[float, float]:
        """A point of user space in points from the top left of the shown page."""
        match self.rotation:
            case 90:
                return y - self.bottom, x - self.left
            case 180:
                return self.right - x, y - self.bottom
            case 270:
                return self.top - y, self.right - x
            case _:
                return x - self.left, self.top - y

    def box(self, x0: float, y0: float, x1: float, y1: float) -> tuple[float, float, float, float]:
        """(x0, top, x1, bottom) of a user-space rectangle, whichever two opposite corners are given."""
        if self.rotation == 0:  # nearly every page
            ax, ay, bx, by = x0 - self.left, self.top - y0, x1 - self.left, self.top - y1
            return ax if ax < bx else bx, ay if ay < by else by, bx if bx > ax else ax, by if by > ay else ay
        ax, ay = self.point(x0, y0)
        bx, by = self.point(x1, y1)
        return min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)


class _Style(NamedTuple):
    """What all characters of one text object share. PDFium's character boxes have no reliable height (it depends on the glyph
    and on the font's own box), so a character reaches from `low` to `high` across its baseline, by the size of its font;
    `top` and `bottom` are the same on the shown page, where the line runs across it."""

    bold: bool
    visible: bool
    turn: int
    vertical: bool
    low: float
    high: float
    top: float
    bottom: float


def read_page(document: pdfium.PdfDocument, index: int) -> Page:
    """Page `index` (from 0) of an open document; the page and its text page are closed again. Raises TooLarge."""
    page = document[index]
    try:
        frame = _frame(page)
        runs = _read_runs(page, frame)
        paths = read_paths(page.raw, frame.box)
    finally:
        page.close()
    width, height = frame.size
    share = paths.picture_area / (width * height) if width and height else 0.0
    inside, beside = on_paper(runs, width, height)
    return Page(index + 1, width, height, inside, paths.rules, paths.fills, min(share, 1.0), beside=beside)


def _frame(page: Any) -> Frame:
    media, crop = page.get_mediabox(), page.get_cropbox()
    left, bottom = max(media[0], crop[0]), max(media[1], crop[1])
    right, top = min(media[2], crop[2]), min(media[3], crop[3])
    if right <= left or top <= bottom:  # a crop box beside the paper: the paper counts
        left, bottom, right, top = media
    return Frame(left, bottom, right, top, page.get_rotation())


def _read_runs(page: Any, frame: Frame) -> list[Run]:
    """Characters in content order. Invisible ones count only where nothing visible is on the page (OCR under a scan)."""
    text_page = page.get_textpage()
    try:
        shown: list[Run] = []
        hidden: list[Run] = []
        for run, visible in _walk_runs(text_page.raw, frame):
            (shown if visible else hidden).append(run)
    finally:
        text_page.close()
    return shown if any(not run.text.isspace() for run in shown) else hidden


def _walk_runs(raw: Any, frame: Frame) -> Iterator[tuple[Run, bool]]:
    """(run, is it visible): letters of one text object up to the next space. Only the ends of words are asked for their object and
    their box, since nearly all time goes into questions about single characters."""
    count = c.FPDFText_CountChars(raw)
    if count > MAX_CHARS:
        raise TooLarge
    texts = _texts(raw, count)
    styles, boxes = _Styles(raw, frame), _Boxes(raw, frame)
    for match in _WORD_OR_SPACE.finditer(texts):
        is_word = match.lastgroup is not None
        for start, end, style in styles.parts(*match.span()):
            x0, top, x1, bottom = boxes.of(style, start, end - 1)
            # A space without an area is PDFium's own, made up between spread letters.
            if is_word or (x1 - x0 > 0 and bottom - top > 0):
                yield Run(_clean(texts[start:end]), x0, top, x1, bottom, style.bold, style.turn), style.visible


class _Styles:
    """The text objects of a page and what their characters share, each asked for once."""

    def __init__(self, raw: Any, frame: Frame) -> None:
        self._raw, self._page, self._frame = raw, address_of(raw), frame
        self._known: dict[int, _Style] = {}
        self._bold: dict[int, bool] = {}
        self._x, self._y, self._matrix = ctypes.c_double(), ctypes.c_double(), c.FS_MATRIX()

    def parts(self, start: int, end: int) -> Iterable[tuple[int, int, _Style]]:
        """The characters from `start` to `end` by text objects; PDFium gives those of one object one after another. Spaces and line
        ends that PDFium made up have none and are left out: the lattice infers its own."""
        owner = text_object(self._page, start)
        if end - start == 1 or owner == text_object(self._page, end - 1):
            return ((start, end, self._style(owner, start)),) if owner else ()
        return self._several(owner, start, end)

    def _several(self, owner: int | None, start: int, end: int) -> Iterator[tuple[int, int, _Style]]:
        for index in range(start + 1, end + 1):
            following = text_object(self._page, index) if index < end else None
            if following != owner or index == end:
                if owner:
                    yield start, index, self._style(owner, start)
                start, owner = index, following

    def _style(self, owner: int, index: int) -> _Style:
        found = self._known.get(owner)
        if found is None:
            found = self._known[owner] = self._asked(owner, index)
        return found

    def _asked(self, owner: int, index: int) -> _Style:
        mode = render_mode(owner)
        angle = round(math.degrees(c.FPDFText_GetCharAngle(self._raw, index)) / 90) * 90 % 360
        x, y, matrix = self._x, self._y, self._matrix
        c.FPDFText_GetCharOrigin(self._raw, index, x, y)
        scale = math.hypot(matrix.c, matrix.d) if c.FPDFText_GetMatrix(self._raw, index, matrix) else 1.0
        size = c.FPDFText_GetFontSize(self._raw, index) * (scale or 1.0)
        base = x.value if angle in (90, 270) else y.value
        below, above = (ASCENT, DESCENT) if angle in (180, 270) else (DESCENT, ASCENT)
        low, high = base - below * size, base + above * size
        _, top, _, bottom = self._frame.box(self._frame.left, low, self._frame.right, high)
        return _Style(
            bold=mode == _STROKED_MODE or self._has_bold_font(owner),
            visible=mode != _INVISIBLE_MODE,
            turn=(angle + self._frame.rotation) % 360,
            vertical=angle in (90, 270),
            low=low,
            high=high,
            top=top,
            bottom=bottom,
        )

    def _has_bold_font(self, owner: int) -> bool:
        font = font_of(owner) or 0
        if font not in self._bold:
            self._bold[font] = _is_bold(ctypes.cast(font, c.FPDF_FONT))
        return self._bold[font]


class _Boxes:
    """Boxes of runs on the shown page."""

    def __init__(self, raw: Any, frame: Frame) -> None:
        self._page, self._frame = address_of(raw), frame
        self._rect, self._end = c.FS_RECTF(), c.FS_RECTF()
        self._rect_at, self._end_at = ctypes.addressof(self._rect), ctypes.addressof(self._end)

    def of(self, style: _Style, first: int, last: int) -> tuple[float, float, float, float]:
        """The box around the characters from `first` to `last`, which share a line."""
        rect, frame = self._rect, self._frame
        loose_char_box(self._page, first, self._rect_at)
        end = rect
        if last != first:
            end = self._end
            loose_char_box(self._page, last, self._end_at)
        if style.vertical:
            return frame.box(style.low, min(rect.bottom, end.bottom), style.high, max(rect.top, end.top))
        left, right = rect.left, end.right
        if end is not rect:  # letters that run from right to left
            left, right = min(left, end.left), max(right, rect.right)
        if frame.rotation == 0:  # nearly all text there is
            return left - frame.left, style.top, right - frame.left, style.bottom
        return frame.box(left, style.low, right, style.high)


def _clean(letters: str) -> str:
    return letters if letters.isalnum() else letters.translate(_SUBSTITUTES)


def _texts(raw: Any, count: int) -> str:
    """The characters by index: read at one go where one UTF-16 unit stands for each, else one by one."""
    buffer = (ctypes.c_ushort * (count + 1))()
    if c.FPDFText_GetText(raw, 0, count, buffer) == count + 1:
        text = bytes(buffer)[: 2 * count].decode("utf-16-le", errors="replace")
        if len(text) == count:
            return text
    codes = (c.FPDFText_GetUnicode(raw, index) for index in range(count))
    return "".join(chr(code) if code < 0x110000 else "\ufffd" for code in codes)


def _is_bold(font: Any) -> bool:
    if not font:
        return False
    name = ctypes.create_string_buffer(256)
    c.FPDFFont_GetBaseFontName(font, name, 256)
    label = name.value.lower()
    heavy = b"bold" in label or b"black" in label or b"heavy" in label
    return heavy or c.FPDFFont_GetWeight(font) >= _BOLD_WEIGHT or bool(max(c.FPDFFont_GetFlags(font), 0) & _FORCE_BOLD)
