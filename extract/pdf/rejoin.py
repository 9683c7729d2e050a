"""Lines of a cell or a paragraph become its text: wrapped lines joined by a space, cut words made whole, meant breaks kept as `\\n`.

A word cut by a narrow cell or hyphenated by the typesetter is joined where the document itself or the dictionary knows the
whole word, and left as it stands, with a doubt, where neither does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from extract.cut_words import Seam, Vocabulary, cut_seam, hyphen_seam, is_torn
from extract.pdf.lines import Line

SLACK = 1.0  # a word that would have fitted by less than this (points) may have been pushed down by rounding
SPACE = 0.25  # width of a space as a part of the line height
MAX_CUTS = 4  # a word is cut into no more pieces than this after its first one
DASHED = -1  # stands among the numbers of a list for items that open with a dash
ENOUGH_WRAPS = 10  # lines from which a habit can be seen
HABIT_SHARE = 0.75
FULL_SHARE = 0.95
TIGHT = 2.0  # a justified line ends this close to the edge (points)
PARAGRAPH_GAP = 0.5  # lines further apart than usual by this part of their height stand in two paragraphs
CENTRED = 2.5  # middles of centred lines differ by less than this

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_CLOSING = re.compile(r"^[)\]»”,.;:!?]")
_TYING_END = re.compile(r"\w[–—/]$")
_FIGURE = re.compile(r"[-–−]?\d+(?: \d{3})*(?P<decimals>,\d+)?\s?%?")
_ROW_NUMBER = re.compile(r"(?P<head>(?:\d{1,3}\.)*)(?P<last>\d{1,3})[.)]?")
_ITEM_NUMBER = re.compile(r"^\d{1,3}[.)] ")
_NUMBERED = re.compile(r"^(\d{1,2})[.)](?!\d)\s*\S")
_BULLET = re.compile(r"^[•·▪●○◦\uf0b7\uf0a7]\s*\S")
_DASH_ITEM = re.compile(r"^[-–—*]\s?[^\W\d_]")


class Placed(NamedTuple):
    """A line, the edges between which text can stand in its cell or column, and the usual distance of two lines there.
    `loose`: the text is centred or set from the right, so that a line's room is on both its sides."""

    line: Line
    left: float
    right: float
    gap: float = 0.0
    loose: bool = False


@dataclass(frozen=True, slots=True)
class Joined:
    """The text, and the places («образ|ован») where it stays unclear whether a word was cut."""

    text: str
    doubts: tuple[str, ...] = ()


def vocabulary_of(lines: Iterable[Line], cells: Iterable[Sequence[Placed]] = ()) -> Vocabulary:
    """Words that stand whole: every word of a line but those at its two ends, which a typesetter may have cut. `cells` are the
    lines cell by cell, to see how they wrap."""
    words: set[str] = set()
    for line in lines:
        words.update(word.lower() for word in _WORD.findall(" ".join(line.text.split(" ")[1:-1])))
    pairs = [pair for cell in cells for pair in pairwise(cell)]
    justified = justifies(pairs)
    return Vocabulary(frozenset(words), draws_spaces(pairs), justified, not justified and breaks_anywhere(pairs))


def draws_spaces(pairs: Iterable[tuple[Placed, Placed]]) -> bool:
    """Whether most lines that wrap with room to spare end with a drawn space (LibreOffice and Word draw it in left-aligned text).
    `pairs` are the neighbouring lines of all cells."""
    wraps = [before.line.spaced for before, after in pairs if tells_wrap(before, after) and not _fits(before, after)]
    return len(wraps) >= ENOUGH_WRAPS and sum(wraps) >= HABIT_SHARE * len(wraps)


def justifies(pairs: Iterable[tuple[Placed, Placed]]) -> bool:
    """Whether most lines of several words reach the right edge of their cell."""
    ends = [room_after(before) < TIGHT for before, _ in pairs if " " in before.line.text and not before.loose]
    return len(ends) >= ENOUGH_WRAPS and sum(ends) >= HABIT_SHARE * len(ends)


def breaks_anywhere(pairs: Iterable[tuple[Placed, Placed]]) -> bool:
    """Whether nearly all lines of several words are full to the last letter, although the text is not justified: then words are
    broken wherever a line ends (browsers and spreadsheets can be told so)."""
    full = [is_full(before, after) for before, after in pairs if " " in before.line.text and not before.loose]
    return len(full) >= ENOUGH_WRAPS and sum(full) >= FULL_SHARE * len(full)


def tells_wrap(before: Placed, after: Placed) -> bool:
    """Whether a space drawn or not drawn after the line would tell something: left-aligned, room for the space, no hyphen at the end."""
    line = before.line
    aligned = not before.loose and abs(line.x0 - after.line.x0) < SLACK
    return aligned and before.right - line.x1 > SPACE * line.height + SLACK and line.text[-1] not in "-–—/"


def join_lines(lines: Sequence[Placed], vocabulary: Vocabulary) -> Joined:
    """The text of lines that follow each other in one cell or paragraph."""
    if not lines:
        return Joined("")
    text = lines[0].line.text
    doubts: list[str] = []
    numbers = _numbers(text)
    for index in range(1, len(lines)):
        seam, doubt = judge(text, _with_chain(lines, index, vocabulary.anywhere), numbers, vocabulary)
        if doubt:
            doubts.append(doubt)
        text = _sewn(text, lines[index].line.text, seam)
        numbers |= _numbers(lines[index].line.text)
    return Joined(text, tuple(doubts))


def _with_chain(lines: Sequence[Placed], index: int, anywhere: bool) -> Sequence[Placed]:
    """The lines around the seam before `index`, with the lines after it as long as each may go on with the same cut word."""
    end = index + 1
    while end < len(lines) and end - index <= MAX_CUTS and _may_run_on(lines[end - 1], lines[end], anywhere):
        end += 1
    return lines[index - 1 : end]


def _may_run_on(before: Placed, after: Placed, anywhere: bool) -> bool:
    return before.line.text[-1] in "-–" or may_be_cut(before, after, anywhere)


def _sewn(text: str, tail: str, seam: Seam) -> str:
    match seam:
        case "break":
            return f"{text}\n{tail}"
        case "space":
            return f"{text} {tail}"
        case "none":
            return text + tail
        case "soft":
            return text[:-1] + tail


def _numbers(line: str) -> set[int]:
    found = _NUMBERED.match(line)
    return {int(found[1])} if found else ({DASHED} if _DASH_ITEM.match(line) else set())


def judge(text: str, pair: Sequence[Placed], numbers: set[int], vocabulary: Vocabulary) -> tuple[Seam, str]:
    """(how the second of `pair` goes on from `text`, which ends with the first; doubt). Further lines of `pair` are those that
    may go on with the same cut word; `numbers` are the list numbers that opened earlier lines."""
    before, after = pair[0], pair[1]
    tail, chain = after.line.text, [place.line.text for place in pair[2:]]
    if opens_item(text, tail, numbers) or is_stacked(text.rpartition("\n")[2], before, after):
        return "break", ""
    if text[-1] == "-" and len(text) > 1 and not text[-2].isspace():
        return hyphen_seam(text, tail, chain, before.line.spaced, vocabulary)
    if meant_break(before, after, vocabulary) and not runs_over(text, before, after):
        return "break", ""
    if (_CLOSING.match(tail) or _TYING_END.search(text)) and not before.line.spaced:
        return "none", ""
    if may_be_cut(before, after, vocabulary.anywhere):
        return cut_seam(text, tail, chain, vocabulary)
    if not before.line.spaced and is_full(before, after) and is_torn(text, tail, vocabulary):
        return "none", ""
    return "space", ""


def meant_break(before: Placed, after: Placed, habits: Vocabulary | None = None) -> bool:
    """Whether the author broke the line: there is an empty strip between, the next word would still have fitted, or the
    line ends otherwise than the wrapped lines of this document do."""
    line, following = before.line, after.line
    same_page = following.top > line.top
    if same_page and following.top - line.bottom > before.gap + PARAGRAPH_GAP * line.height:
        return True
    if _fits(before, after):
        return True
    if habits is None or line.spaced or not tells_wrap(before, after) or may_be_cut(before, after):
        return False
    return habits.draws_spaces or (habits.justified and " " in line.text)


def runs_over(text: str, before: Placed, after: Placed) -> bool:
    """Whether a sentence runs over a page end, where a row's parts need not be filled to the last line."""
    return after.line.top <= before.line.top and after.line.text[0].islower() and text[-1] not in ".;:,!?"


def _fits(before: Placed, after: Placed) -> bool:
    return room_after(before) > SPACE * before.line.height + after.line.unit + SLACK


def room_after(place: Placed) -> float:
    """Points left on the line."""
    free_right = place.right - place.line.x1
    return free_right + place.line.x0 - place.left if place.loose else free_right


def is_loose(lines: Sequence[Line]) -> bool:
    """Whether lines are centred or set from the right: their left ends differ while their middles or right ends agree."""
    if len(lines) < 2 or _spread(line.x0 for line in lines) < CENTRED:
        return False
    return _spread((line.x0 + line.x1) / 2 for line in lines) < CENTRED or _spread(line.x1 for line in lines) < SLACK


def _spread(values: Iterable[float]) -> float:
    found = list(values)
    return max(found) - min(found)


def opens_item(text: str, tail: str, numbers: set[int]) -> bool:
    """Whether a line opens a list item: a bullet, a dash after a finished item, or the number after one that opened a line before."""
    if _BULLET.match(tail) or (_DASH_ITEM.match(tail) and text[-1] in (";:." if DASHED in numbers else ";:")):
        return True
    found = _NUMBERED.match(tail)
    return found is not None and int(found[1]) - 1 in numbers


def is_stacked(line: str, before: Placed, after: Placed) -> bool:
    """Whether two lines are figures of their own one below the other («8172,9» and «6540,0»), or row numbers that count on («1.», «2.»).
    Groups of three digits («1 200», «000») and figures that fill their cell may be one figure in two lines."""
    tail = after.line.text
    number, following = _ROW_NUMBER.fullmatch(line), _ROW_NUMBER.fullmatch(tail)
    if number and following and number["head"] == following["head"] and int(following["last"]) == int(number["last"]) + 1:
        return True
    figure, other = _FIGURE.fullmatch(line), _FIGURE.fullmatch(tail)
    if not figure or not other:
        return False
    return bool(figure["decimals"]) or line.endswith("%") or (len(re.split(r"[ ,]", tail)[0]) != 3 and not may_be_cut(before, after))


def may_be_cut(before: Placed, after: Placed, anywhere: bool = False) -> bool:
    """Whether the layout can have cut a word here: the line is one unit (a longer one would have moved down whole, unless the
    document breaks words `anywhere`), it is full, and no space was drawn after it."""
    line = before.line
    if line.spaced or not is_full(before, after):
        return False
    return anywhere or " " not in _ITEM_NUMBER.sub("", line.text)


def is_full(before: Placed, after: Placed) -> bool:
    """Whether not even the first letter of the next line would still have fitted."""
    return room_after(before) < after.line.lead + SLACK
