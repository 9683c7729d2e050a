"""Lines outside tables become paragraphs as a reader sees them: by indent, spacing, alignment, weight and what the line says."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from extract.cut_words import Vocabulary
from extract.pdf.lines import Line
from extract.pdf.page import Page
from extract.pdf.rejoin import CENTRED, PARAGRAPH_GAP, SLACK, SPACE, Placed, join_lines, meant_break, room_after
from records.document import Align, Box, Paragraph, ParagraphKind
from records.text import clean_cell

INDENT = 6.0  # a first line starts this far right of the others (points)
INDENTED_SHARE = 0.05  # of all lines start at one place: it is the indent of first lines
FAR = 0.25  # a line that starts behind this part of the width stands apart from running text
WIDE_GAP = 4.0  # a white space of so many line heights parts a post from a name: such a line is a paragraph of its own
FEW_LINES = 8
FEW_GAP = 0.6  # of their height lie between lines of one paragraph, where there are too few lines to see it
COMMON_GAP = 0.34  # a distance of lines is common from this part of the count of the most common one
SAME_SIZE = 0.12  # sizes of one paragraph differ by less than this part

_POINT = re.compile(
    r"^(?:\d{1,3}(?:\.\d{1,3})*[.)]|[IVXLХІ]+\.|[а-яa-z]\)|[-–—•·*])\s*[А-ЯЁA-Z«\"(]|^\d{1,2}(?:\.\d{1,2})+\.?\s|^[-–—•·]\s"
)
_LONG_WORD = re.compile(r"[^\W\d_]{6}")
_ENDED = re.compile(r"[.;:!?»]$")


@dataclass(frozen=True, slots=True)
class Margins:
    """Where running text stands on the pages of one size, and the usual distance of its lines. `middle`: that of the page, where the
    margins were taken from tables, which stick out of the text a little."""

    left: float
    right: float
    gap: float
    indents: frozenset[int] = frozenset()
    middle: float | None = None

    def indented(self, x: float) -> bool:
        """Whether many lines start here, right of the margin: a first line of a paragraph, not a line that was centred."""
        return bool({round(x) - 1, round(x), round(x) + 1} & self.indents)


@dataclass(frozen=True, slots=True)
class Block:
    """Lines of one paragraph under way; `boxes` has a box for each page that it is on."""

    page: int
    lines: tuple[Placed, ...]
    boxes: tuple[Box, ...]
    kind: ParagraphKind = "body"
    align: Align = "left"

    @property
    def first(self) -> Line:
        return self.lines[0].line

    @property
    def last(self) -> Line:
        return self.lines[-1].line


def margins_of(pages: Sequence[Sequence[Line]], width: float, tables: Sequence[tuple[float, float]] = ()) -> Margins:
    """The margins that most lines of pages of one width keep. Where there are too few lines to see them by, the edges of
    `tables` stand for them, or equal margins on both sides; the whole `width` where there is nothing at all."""
    lines = [line for page in pages for line in page]
    if not lines:
        return Margins(0.0, width, 0.0)
    lefts = Counter(round(line.x0) for line in lines)
    left = min(at for at, count in lefts.items() if count >= max(1, lefts.most_common(1)[0][1] // 4))
    ends = sorted(line.x1 for line in lines)
    right = ends[min(len(ends) - 1, int(len(ends) * 0.98))]
    if len(lines) < FEW_LINES:
        left = min([left, *(round(x0) for x0, _ in tables)])
        right = max([right, *(x1 for _, x1 in tables)]) if tables else max(right, width - left)
    gaps = Counter(
        round(after.top - before.bottom, 1)
        for page in pages
        for before, after in pairwise(page)
        if after.top > before.bottom - before.height / 2
    )
    common = frozenset(at for at, count in lefts.items() if at > left + INDENT and count >= max(3, len(lines) * INDENTED_SHARE))
    usual = min([_line_gap(gaps), *_wrapped_gap(pages, left, right)])
    if len(lines) < FEW_LINES:  # titles around a table: their distance need not be that of one paragraph's lines
        usual = min(usual, FEW_GAP * max(line.height for line in lines))
    return Margins(float(left), right, usual, common, width / 2 if len(lines) < FEW_LINES else None)


def _line_gap(gaps: Counter[float]) -> float:
    """The distance of lines inside a paragraph: the smallest one that is common (an order of short points has more ends of
    paragraphs than wrapped lines)."""
    if not gaps:
        return 0.0
    least = max(2.0, COMMON_GAP * gaps.most_common(1)[0][1])
    return min((gap for gap, count in gaps.items() if count >= least), default=gaps.most_common(1)[0][0])


def _wrapped_gap(pages: Sequence[Sequence[Line]], left: float, right: float) -> list[float]:
    """The smallest common distance after full lines of running text, none where no line wraps: where most paragraphs are one line
    long, the distances of paragraphs are the most common ones, and those inside a paragraph show only here."""
    gaps = Counter(
        round(after.top - before.bottom, 1)
        for page in pages
        for before, after in pairwise(page)
        if before.x0 < left + FAR * (right - left)
        and abs(after.x0 - left) < SLACK
        and right - before.x1 < after.unit + SPACE * before.height
        and after.top > before.bottom - before.height / 2
    )
    return [_line_gap(gaps)] if gaps else []


def blocks_of(page: Page, lines: Sequence[Line], margins: Margins, kind: ParagraphKind = "body") -> list[Block]:
    """Lines that follow each other on one page (no table between) as paragraphs under way."""
    groups: list[list[Placed]] = []
    gap: float | None = None
    for line in lines:
        placed = Placed(line, margins.left, margins.right, margins.gap)
        if groups and not starts_paragraph(groups[-1], placed, gap, margins):
            if len(groups[-1]) == 1:
                gap = line.top - groups[-1][-1].line.bottom
            groups[-1].append(placed)
        else:
            groups.append([placed])
            gap = None
    return [_block(page, group, kind, margins) for group in groups]


def _block(page: Page, group: Sequence[Placed], kind: ParagraphKind, margins: Margins) -> Block:
    align = alignment(group, margins)
    lines = tuple(placed._replace(loose=align in ("center", "right")) for placed in group)
    return Block(page.number, lines, (_box(page, group),), kind, align)


def _box(page: Page, group: Sequence[Placed]) -> Box:
    lines = [placed.line for placed in group]
    return page.boxed(min(line.x0 for line in lines), lines[0].top, max(line.x1 for line in lines), lines[-1].bottom)


def starts_paragraph(group: Sequence[Placed], after: Placed, gap: float | None, margins: Margins) -> bool:
    """Whether `after` opens a new paragraph after the lines of `group`; `gap` is the distance of the group's own lines."""
    before = group[-1]
    line, following = before.line, after.line
    if line.bold != following.bold or abs(line.height - following.height) > SAME_SIZE * max(line.height, following.height):
        return True
    if max(line.gap, following.gap) > WIDE_GAP * line.height or _turns_to_capitals(line, following):
        return True
    usual = max(before.gap, 0.0) if gap is None else gap
    if following.top - line.bottom > usual + PARAGRAPH_GAP * line.height:
        return True
    in_display = len(group) > 1 and _one_display(group[-2].line, line) and _one_middle(line, following)
    if (
        in_display
        or _one_display(line, following)
        or (displayed(line, margins) and displayed(following, margins) and _same_edge(line, following))
    ):
        return bool(_POINT.match(following.text))
    return _leaves_stamp(line, following, margins) or _opens(before, after)


def _turns_to_capitals(line: Line, following: Line) -> bool:
    """Whether a line in capitals follows one that is not: a title below the name of a school."""
    return following.text.isupper() and not line.text.isupper() and bool(_LONG_WORD.search(following.text) and _LONG_WORD.search(line.text))


def _leaves_stamp(line: Line, following: Line, margins: Margins) -> bool:
    """Whether a line set far from the left margin is followed by one that begins left of it and shares no edge: what stood at the right
    is over (the stamp above a title as wide as the page)."""
    return line.x0 - margins.left > FAR * (margins.right - margins.left) and following.x0 < line.x0 - INDENT


def _one_display(line: Line, following: Line) -> bool:
    """Two lines of different length with one middle: centred on each other, wherever on the page."""
    return _one_middle(line, following) and abs(line.x0 - following.x0) > 2 * CENTRED


def _one_middle(line: Line, following: Line) -> bool:
    return abs((line.x0 + line.x1) - (following.x0 + following.x1)) < 2 * CENTRED


def _same_edge(line: Line, following: Line) -> bool:
    return abs(line.x0 - following.x0) < CENTRED or abs(line.x1 - following.x1) < CENTRED


def _opens(before: Placed, after: Placed) -> bool:
    """Whether a line of running text opens a paragraph, the lines standing close."""
    line, following = before.line, after.line
    if following.x0 > after.left + INDENT and following.x0 > line.x0 + INDENT:
        return True
    if _POINT.match(following.text) and (_ENDED.search(line.text) or following.x0 > after.left + INDENT):
        return True
    return room_after(before) > following.unit + line.height * 0.25 + SLACK


def displayed(line: Line, margins: Margins) -> bool:
    """Whether a line stands apart from running text: centred between the margins, or set far from the left one."""
    free_left = line.x0 - margins.left
    return _centred(line, margins) or free_left > FAR * (margins.right - margins.left)


def alignment(group: Sequence[Placed], margins: Margins) -> Align:
    """How the lines of a paragraph stand between the margins, or (for a block of its own) towards each other."""
    lines = [placed.line for placed in group]
    pairs = list(pairwise(lines))
    if all(displayed(line, margins) for line in lines) and all(margins.right - line.x1 < 2 * CENTRED for line in lines):
        return "right"
    if all(_centred(line, margins) for line in lines) or (pairs and _one_display(*pairs[0]) and all(_one_middle(*pair) for pair in pairs)):
        return "center"
    if pairs and all(margins.right - line.x1 < CENTRED for line in lines[:-1]):
        return "justify"
    return "left"


def _centred(line: Line, margins: Margins) -> bool:
    free_left, free_right = line.x0 - margins.left, margins.right - line.x1
    on_page = margins.middle is not None and abs((line.x0 + line.x1) / 2 - margins.middle) < CENTRED
    return free_left > INDENT and (on_page or abs(free_left - free_right) < 2 * CENTRED) and not margins.indented(line.x0)


def goes_on(block: Block, after: Block) -> bool:
    """Whether a paragraph that ends one page goes on in the first one of the next page."""
    before, first = block.lines[-1], after.lines[0]
    if block.kind != after.kind or before.line.bold != first.line.bold or {block.align, after.align} & {"center", "right"}:
        return False
    if abs(before.line.height - first.line.height) > SAME_SIZE * before.line.height or first.line.x0 > first.left + INDENT:
        return False
    return not meant_break(before, first) and not (_POINT.match(first.line.text) and _ENDED.search(before.line.text))


def joined(block: Block, after: Block) -> Block:
    """One paragraph of two that a page end parted."""
    return Block(block.page, block.lines + after.lines, block.boxes + after.boxes, block.kind, block.align)


def paragraph_of(block: Block, vocabulary: Vocabulary) -> tuple[Paragraph, tuple[str, ...]]:
    """(paragraph, doubts about cut words)."""
    text = join_lines(block.lines, vocabulary)
    lines = [placed.line for placed in block.lines]
    return Paragraph(
        text=clean_cell(text.text),
        kind=block.kind,
        page=block.page,
        boxes=block.boxes,
        bold=all(line.bold for line in lines),
        align=block.align,
    ), text.doubts
