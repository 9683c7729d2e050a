"""Characters become lines of text: overprinted ones once, spaces inferred from gaps, raised note marks set apart.

A line keeps what later judgements need: where it ends, whether a space was drawn after it, how wide its first unbreakable unit is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from extract.pdf.page import Char, turned
from records.text import clean_line

SPACE_GAP = 0.17  # a gap wider than this part of the line height is a space that was not drawn
OVERPRINT = 0.25  # the same letter again within this part of its width is one letter printed twice (a faked bold)
SAME_LINE = 0.45  # two characters share a line if their middles differ by less than this part of the height
RAISED = 0.78  # a note mark is smaller than this part of its line


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a cell or of the page. `spaced`: a space was drawn after its last letter. `unit`: width of what stands before the first
    place where a typesetter could break; `lead`: width of its first letter; `marks`: raised digits that refer to footnotes;
    `turned`: the text runs upwards or downwards, and the line's box is that of the whole text; `gap`: its widest
    inner white space («Директор          И.О. Фамилия»)."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    bold: bool = False
    spaced: bool = False
    unit: float = 0.0
    lead: float = 0.0
    marks: str = ""
    turned: bool = False
    gap: float = 0.0

    @property
    def height(self) -> float:
        return self.bottom - self.top


def lines_of(chars: Sequence[Char]) -> list[Line]:
    """The lines of a set of characters from top to bottom. A set that is turned as a whole (a vertical heading) is read upright."""
    turn = _common_turn(chars)
    if turn == 0:
        return _lines([char for char in chars if char.turn == 0])
    extent = _extent(chars)
    frame = (extent[2], extent[3])
    upright = [Char(char.text, *turned(char[1:5], (360 - turn) % 360, *frame), char.bold) for char in chars]
    x0, top, x1, bottom = extent
    return [replace(line, x0=x0, top=top, x1=x1, bottom=bottom, turned=True) for line in _lines(upright)]


def _common_turn(chars: Sequence[Char]) -> int:
    """The turn that most letters share."""
    turns = Counter(char.turn for char in chars if not char.text.isspace())
    return turns.most_common(1)[0][0] if turns else 0


def _extent(chars: Sequence[Char]) -> tuple[float, float, float, float]:
    return min(c.x0 for c in chars), min(c.top for c in chars), max(c.x1 for c in chars), max(c.bottom for c in chars)


def _lines(chars: Sequence[Char]) -> list[Line]:
    return [line for row in rows_of(chars) if (line := line_of(row)) is not None]


def rows_of(chars: Sequence[Char]) -> list[list[Char]]:
    """Characters grouped by the height of their middle."""
    rows: list[list[Char]] = []
    middle = height = 0.0
    for char in sorted(chars, key=lambda item: item.top + item.bottom):
        own = (char.top + char.bottom) / 2
        if rows and own - middle <= SAME_LINE * max(height, char.bottom - char.top):
            rows[-1].append(char)
            if char.bottom - char.top > height:
                height = char.bottom - char.top
                middle = own
        else:
            rows.append([char])
            middle, height = own, char.bottom - char.top
    return rows


def line_of(row: Iterable[Char]) -> Line | None:
    """One line from its characters in any order; None if nothing but space is in it."""
    chars = _once(sorted(row, key=lambda char: char.x0))
    letters = [char for char in chars if not char.text.isspace()]
    if not letters:
        return None
    height = max(char.bottom - char.top for char in letters)
    kept, marks = _without_marks(letters, height)
    last = kept[-1]
    spaced = any(char.x0 >= last.x0 and char.text.isspace() for char in chars)
    marked = set(map(id, marks))
    text, unit = _joined([char for char in chars if id(char) not in marked], height)
    return Line(
        text,
        kept[0].x0,
        min(char.top for char in kept),
        max(char.x1 for char in kept),
        max(char.bottom for char in kept),
        bold=sum(char.bold for char in kept) * 2 > len(kept),
        spaced=spaced,
        unit=unit,
        lead=kept[0].x1 - kept[0].x0,
        marks="".join(char.text for char in marks),
        gap=max((after.x0 - before.x1 for before, after in pairwise(kept)), default=0.0),
    )


def _once(chars: Sequence[Char]) -> Sequence[Char]:
    """Each letter once, although a program printed it twice a hair apart to make it look bold."""
    if all(after.x0 - before.x0 >= OVERPRINT * (after.x1 - after.x0) for before, after in pairwise(chars)):
        return chars
    kept: list[Char] = []
    for char in chars:
        near = [other for other in kept[-3:] if other.text == char.text and char.x0 - other.x0 < OVERPRINT * (char.x1 - char.x0)]
        if near and not char.text.isspace():
            kept[kept.index(near[0])] = near[0]._replace(bold=True)
        else:
            kept.append(char)
    return kept


def _without_marks(letters: Sequence[Char], height: float) -> tuple[Sequence[Char], list[Char]]:
    """(letters, raised digits): small digits in the upper half after a word are references to footnotes, not text."""
    if all(char.bottom - char.top >= RAISED * height for char in letters):
        return letters, []
    base = max(char.bottom for char in letters if char.bottom - char.top == height)
    marks: list[Char] = []
    for before, char in pairwise(letters):
        small = char.bottom - char.top < RAISED * height and char.bottom < base - 0.12 * height
        if small and (char.text.isdigit() or char.text == "*") and (before.text.lower() not in "мm" or before in marks):
            marks.append(char)
    marked = set(map(id, marks))
    return ([char for char in letters if id(char) not in marked], marks) if len(marks) < len(letters) else (letters, [])


def _joined(chars: Sequence[Char], height: float) -> tuple[str, float]:
    """(text of the line, width of its first unbreakable unit)."""
    letters = [char for char in chars if not char.text.isspace()]
    limit = _space_limit(letters, height)
    pieces: list[str] = []
    unit_end: float | None = None
    before: Char | None = None
    for char in chars:
        if char.text.isspace():
            pieces.append(char.text if char.text == "\xa0" else " ")
            if before is not None and unit_end is None and char.text != "\xa0":
                unit_end = before.x1
            continue
        if before is not None and pieces and not pieces[-1].isspace() and char.x0 - before.x1 > limit:
            pieces.append(" ")
            unit_end = before.x1 if unit_end is None else unit_end
        pieces.append(char.text)
        if unit_end is None and char.text in "-–—" and before is not None:
            unit_end = char.x1
        before = char
    end = unit_end if unit_end is not None else letters[-1].x1
    return clean_line("".join(pieces)), end - letters[0].x0


def _space_limit(letters: Sequence[Char], height: float) -> float:
    """The gap from which a space is meant; spread letters («П Р И К А З» by character spacing) raise it."""
    limit = SPACE_GAP * height
    if len(letters) < 4:
        return limit
    usual = median(after.x0 - before.x1 for before, after in pairwise(letters))
    return max(limit, usual * 2.2)
