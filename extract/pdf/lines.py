"""Characters become lines of text: overprinted ones once, spaces inferred from gaps, raised note marks set apart.

A line keeps what later judgements need: where it ends, whether a space was drawn after it, how wide its first unbreakable unit is.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from operator import attrgetter
from statistics import median
from typing import NamedTuple

from extract.pdf.page import Run, turned
from records.text import clean_line

SPACE_GAP = 0.17  # a gap wider than this part of the line height is a space that was not drawn
OVERPRINT = 0.25  # the same letter again within this part of its width is one letter printed twice (a faked bold)
SAME_LINE = 0.45  # two characters share a line if their middles differ by less than this part of the height
LETTER = 0.55  # most letters are no wider than this part of the height; a mean over «и),» would be too little
WIDE_LETTER = 0.78  # the same for the widest ones
WIDE_LETTERS = "жмфшщыюЖМФШЩЫЮДЛ"
RAISED = 0.78  # a note mark is smaller than this part of its line

_DASH = re.compile("[-–—]")
_left = attrgetter("x0")


class Line(NamedTuple):
    """A line of a cell or of the page. `spaced`: a space was drawn after its last letter. `unit`: width of what stands before the first
    place where a typesetter could break; `lead`: room that its first letter needs; `marks`: raised digits that refer to footnotes;
    `turned`: the text runs upwards or downwards, and the line's box is that of the whole text; `gap`: its widest
    inner white space («Директор          И.О. Фамилия»); `confidence`: how sure OCR is of its weakest word (0 to 1)."""

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
    confidence: float | None = None

    @property
    def height(self) -> float:
        return self.bottom - self.top


def lines_of(runs: Sequence[Run]) -> list[Line]:
    """The lines of a set of characters from top to bottom. A set that is turned as a whole (a vertical heading) is read upright."""
    if not any(run.turn for run in runs):
        return _lines(runs)
    turn = _common_turn(runs)
    if turn == 0:
        return _lines([run for run in runs if run.turn == 0])
    extent = _extent(runs)
    frame = (extent[2], extent[3])
    upright = [Run(run.text, *turned(run[1:5], (360 - turn) % 360, *frame), run.bold, 0, run.confidence) for run in runs]
    x0, top, x1, bottom = extent
    return [line._replace(x0=x0, top=top, x1=x1, bottom=bottom, turned=True) for line in _lines(upright)]


def _common_turn(runs: Sequence[Run]) -> int:
    """The turn that most letters share."""
    turns = Counter(run.turn for run in runs if not run.text.isspace())
    return turns.most_common(1)[0][0] if turns else 0


def _extent(runs: Sequence[Run]) -> tuple[float, float, float, float]:
    return min(c.x0 for c in runs), min(c.top for c in runs), max(c.x1 for c in runs), max(c.bottom for c in runs)


def _lines(runs: Sequence[Run]) -> list[Line]:
    return [line for row in rows_of(runs) if (line := line_of(row)) is not None]


def rows_of(runs: Sequence[Run]) -> list[list[Run]]:
    """Characters grouped by the height of their middle."""
    rows: list[list[Run]] = []
    middle = height = 0.0
    for run in sorted(runs, key=lambda item: item.top + item.bottom):
        own = (run.top + run.bottom) / 2
        if rows and own - middle <= SAME_LINE * max(height, run.bottom - run.top):
            rows[-1].append(run)
            if run.bottom - run.top > height:
                height = run.bottom - run.top
                middle = own
        else:
            rows.append([run])
            middle, height = own, run.bottom - run.top
    return rows


def line_of(row: Iterable[Run]) -> Line | None:
    """One line from its characters in any order; None if nothing but space is in it."""
    runs = _once(sorted(row, key=_left))
    letters = [run for run in runs if not run.text.isspace()]
    if not letters:
        return None
    height = max([run.bottom - run.top for run in letters])
    kept, marks = _without_marks(letters, height)
    last = kept[-1]
    marked = set(map(id, marks))
    text, unit = _joined([run for run in runs if id(run) not in marked] if marked else runs, kept, height)
    return Line(
        text,
        kept[0].x0,
        min([run.top for run in kept]),
        max([run.x1 for run in kept]),
        max([run.bottom for run in kept]),
        bold=sum([len(run.text) if run.bold else -len(run.text) for run in kept]) > 0,
        spaced=len(runs) > len(letters) and any(run.x0 >= last.x0 and run.text.isspace() for run in runs),
        unit=unit,
        lead=max(kept[0].letter, (WIDE_LETTER if text[0] in WIDE_LETTERS else LETTER) * height),
        marks="".join([run.text for run in marks]),
        gap=max([after.x0 - before.x1 for before, after in pairwise(kept)], default=0.0),
        confidence=_confidence(kept),
    )


def _confidence(runs: Sequence[Run]) -> float | None:
    """A line is as sure as its weakest word; None where the text comes from a text layer."""
    if runs[0].confidence is None:
        return None
    words = [run for run in runs if any(map(str.isalnum, run.text))] or runs
    return min(run.confidence for run in words if run.confidence is not None)


def _once(runs: Sequence[Run]) -> Sequence[Run]:
    """Each letter once, although a program printed it twice a hair apart to make it look bold."""
    if not any(after.text == before.text and after.x0 - before.x0 < OVERPRINT * after.letter for before, after in pairwise(runs)):
        return runs
    kept: list[Run] = []
    for run in runs:
        near = [other for other in kept[-3:] if other.text == run.text and run.x0 - other.x0 < OVERPRINT * run.letter]
        if near and not run.text.isspace():
            kept[kept.index(near[0])] = near[0]._replace(bold=True)
        else:
            kept.append(run)
    return kept


def _without_marks(letters: Sequence[Run], height: float) -> tuple[Sequence[Run], list[Run]]:
    """(letters, raised digits): small digits in the upper half after a word are references to footnotes, not text."""
    if min([run.bottom - run.top for run in letters]) >= RAISED * height:
        return letters, []
    base = max(run.bottom for run in letters if run.bottom - run.top == height)
    marks: list[Run] = []
    for before, run in pairwise(letters):
        small = run.bottom - run.top < RAISED * height and run.bottom < base - 0.12 * height
        if small and (run.text.isdigit() or run.text == "*") and (before.text[-1].lower() not in "мm" or before in marks):
            marks.append(run)
    marked = set(map(id, marks))
    return ([run for run in letters if id(run) not in marked], marks) if len(marks) < len(letters) else (letters, [])


def _joined(runs: Sequence[Run], letters: Sequence[Run], height: float) -> tuple[str, float]:
    """(text of the line, width of its first unbreakable unit); `letters` are the runs without white space."""
    limit = _space_limit(letters, height)
    pieces: list[str] = []
    unit_end: float | None = None
    before: Run | None = None
    for run in runs:
        text = run.text
        if text.isspace():
            pieces.append(text if text == "\xa0" else " ")
            if before is not None and unit_end is None and text != "\xa0":
                unit_end = before.x1
            continue
        if before is not None and run.x0 - before.x1 > limit and not pieces[-1].isspace():
            pieces.append(" ")
            unit_end = before.x1 if unit_end is None else unit_end
        pieces.append(text)
        if unit_end is None and (dash := _DASH.search(text, 0 if before is not None else 1)):
            unit_end = run.x0 + dash.end() * run.letter
        before = run
    end = unit_end if unit_end is not None else letters[-1].x1
    return clean_line("".join(pieces)), end - letters[0].x0


def _space_limit(letters: Sequence[Run], height: float) -> float:
    """The gap from which a space is meant; spread letters («П Р И К А З» by character spacing) raise it."""
    limit = SPACE_GAP * height
    if len(letters) < 4 or sum(len(run.text) for run in letters) > 1.5 * len(letters):
        return limit
    return max(limit, 2.2 * median(after.x0 - before.x1 for before, after in pairwise(letters)))
