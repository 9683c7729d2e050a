"""Lines of a text that draw a table: which characters are strokes, which lines are rules or rows, and where a drawing begins and ends.

Box-drawing characters are taken for the plain ones that stand for them: «|» for what is upright, «-» for what lies, «+» where they meet.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

_TAB = 8
_NAMES = {chr(code): unicodedata.name(chr(code), "") for code in range(0x2500, 0x2580)}
_PLAIN = {
    ord(sign): "+" if " AND " in name else "|" if name.endswith("VERTICAL") else "-" if name.endswith("HORIZONTAL") else "+"
    for sign, name in _NAMES.items()
    if name.startswith("BOX DRAWINGS")
} | {ord("¦"): "|"}
_UPRIGHT = re.compile("[|+" + re.escape("".join(chr(code) for code, sign in _PLAIN.items() if sign != "-")) + "]")
_RULE = re.compile(r"[-=_:+|\s]*[-=_]{3}[-=_:+|\s]*")
_SHORT_RULE = re.compile(r"\|(?:\s*:?-+:?\s*\|)+")  # «|-|:-:|» of Markdown
_DASHES = re.compile(r"[-=_]{3}")
# What stands between the two parts of a table that a page cut.
_PAGE_MARK = re.compile(r"[-–—\s]*(?:(?:стр(?:\.|аница)?|лист)\s*)?\d{1,3}(?:\s*(?:из|/)\s*\d{1,3})?[-–—.\s]*", re.IGNORECASE)
_CONTINUED = re.compile(r"\s*(?:продолжение|окончание)\s+(?:таблицы|приложения)?[^|]{0,40}", re.IGNORECASE)
_LINES_OF_A_HEADING = 4  # a heading over all columns of a table without side strokes has no stroke at all
_LINES_OF_A_PAGE = 200  # that tell the columns of a part of a table
_MAX_STROKES = 100  # of a line; no table has more columns
_EXCLAIMED_LINES = 3
_ROWS_WITHOUT_A_RULE = 3


class Drawing(NamedTuple):
    """A run of lines that draw one table: plain strokes, tabs as spaces, pages cut out; `first` to `after` in the text's lines.

    `breaks` are the places in `lines` where a page began, `marks` the page marks that stood there.
    """

    lines: tuple[str, ...]
    first: int
    after: int
    breaks: tuple[int, ...] = ()
    marks: tuple[str, ...] = ()


def plain(line: str) -> str:
    """A line with plain strokes for box-drawing characters and spaces for tabs: each character keeps its position."""
    return line.translate(_PLAIN).expandtabs(_TAB).rstrip()


def has_upright(line: str) -> bool:
    """Whether `plain` of this line holds an upright stroke or a joint."""
    return _UPRIGHT.search(line) is not None


def is_rule(line: str) -> bool:
    """Whether a line is nothing but strokes, some of them lying."""
    return bool(_RULE.fullmatch(line)) or bool(_SHORT_RULE.fullmatch(line.strip()))


def is_markdown(lines: Sequence[str]) -> bool:
    """Whether a drawing has a row a line: its only rule, below the first row, has no joints."""
    rules = [place for place, line in enumerate(lines) if is_rule(line)]
    return rules == [1] and "+" not in lines[1]


def bars(line: str) -> list[int]:
    """Positions of upright strokes."""
    return [place for place, sign in enumerate(line) if sign == "|"]


def drawings(lines: Sequence[str]) -> list[Drawing]:
    """The tables drawn in these lines, those that pages cut made whole."""
    drawn = _with_exclamation_marks([plain(line) for line in lines])
    found: list[Drawing] = []
    position = 0
    while position < len(drawn):
        after = _end(drawn, position)
        part = Drawing(tuple(drawn[position:after]), position, after)
        if after - position < 2 or not _is_table(part.lines):
            position += 1
            continue
        joined = _joined(found[-1], part, drawn) if found else None
        found[-1:] = [joined] if joined else [*found[-1:], part]
        position = after
    return found


def _with_exclamation_marks(lines: list[str]) -> list[str]:
    """«!» as an upright stroke, where lines open and close with it or it stands in the same places between rules."""
    candidates = {line for line in lines if line.count("!") >= 2 and "|" not in line}
    framed = sum(line.strip().startswith("!") and line.endswith("!") for line in candidates)
    places = Counter(tuple(place for place, sign in enumerate(line) if sign == "!") for line in candidates)
    aligned = max(places.values(), default=0)
    if max(framed, aligned) < _EXCLAIMED_LINES or not any(map(is_rule, lines)):
        return lines
    return [line.replace("!", "|") if line in candidates or (is_rule(line.replace("!", "|")) and "!" in line) else line for line in lines]


def _is_drawn(line: str) -> bool:
    return 0 < line.count("|") <= _MAX_STROKES or is_rule(line)


def _end(lines: list[str], start: int) -> int:
    """The line after the run of drawn lines that begins at `start` (`start` itself where none does)."""
    if not _is_drawn(lines[start]):
        return start
    position = start
    while position < len(lines):
        if _is_drawn(lines[position]):
            position += 1
            continue
        ahead = next((n for n in range(position, min(position + _LINES_OF_A_HEADING, len(lines))) if _is_drawn(lines[n])), None)
        if ahead is None or not all(lines[position:ahead]) or not _inside(lines, position, ahead):
            break
        position = ahead
    return position


def _inside(lines: list[str], position: int, ahead: int) -> bool:
    """Whether lines without a stroke belong to the table around them: a single one whose strokes are missing, or a heading between
    two rules of a table that has no strokes at its sides. The mark of a page does not."""
    if any(_PAGE_MARK.fullmatch(line) for line in lines[position:ahead]):
        return False
    between_rows = ahead == position + 1 and "|" in lines[position - 1] and "|" in lines[ahead] and not is_rule(lines[ahead])
    rows_before = [line for line in lines[max(0, position - 20) : position] if "|" in line and not is_rule(line)]
    unframed = bool(rows_before) and not any(line.strip().startswith("|") for line in rows_before)
    return between_rows or (unframed and is_rule(lines[position - 1]) and is_rule(lines[ahead]))


def _is_table(lines: Sequence[str]) -> bool:
    """At least two rows, or one between rules, whose strokes are no accident."""
    rows = [line for line in lines if not is_rule(line) and "|" in line]
    rules = [line for line in lines if is_rule(line) and ("+" in line or "|" in line or len(rows) > 1)]
    if not rows or max(len(bars(row)) for row in rows) < (1 if rules else 2):
        return False
    return len(rows) >= _ROWS_WITHOUT_A_RULE or (bool(rules) and len(rows) + len(rules) >= _ROWS_WITHOUT_A_RULE)


def _joined(before: Drawing, part: Drawing, lines: list[str]) -> Drawing | None:
    """Two drawings as one where only a page end stands between them and their strokes stand in the same columns."""
    between = [line for line in lines[before.after : part.first] if line.strip()]
    if not all(_PAGE_MARK.fullmatch(line) or _CONTINUED.fullmatch(line) for line in between):
        return None
    if _usual_bars(before.lines[-_LINES_OF_A_PAGE:]) != _usual_bars(part.lines[:_LINES_OF_A_PAGE]):
        return None
    breaks = (*before.breaks, len(before.lines))
    return Drawing((*before.lines, *part.lines), before.first, part.after, breaks, (*before.marks, *between))


def _usual_bars(lines: Sequence[str]) -> tuple[int, ...]:
    places = Counter(tuple(bars(line)) for line in lines if not is_rule(line) and "|" in line)
    most = max((len(key) for key in places), default=0)
    return max((key for key in places if len(key) == most), key=lambda key: places[key], default=())


def opens_with_dashes(text: str) -> bool:
    """Whether the piece of a line within a column is a rule there."""
    stripped = text.strip(" +|:")
    return bool(_DASHES.match(stripped) or (stripped and set(stripped) <= set("-=_") and len(stripped) == len(text.strip()))) and not (
        stripped.strip("-=_")
    )
