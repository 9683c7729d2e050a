"""Lines of a cell or a paragraph become its text: wrapped lines joined by a space, cut words made whole, meant breaks kept as `\\n`.

A word cut by a narrow cell or hyphenated by the typesetter is joined where the document itself or the dictionary knows the
whole word, and left as it stands, with a doubt, where neither does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal, NamedTuple

from extract.pdf.lines import Line
from records.morphology import is_known

SLACK = 1.0  # a word that would have fitted by less than this (points) may have been pushed down by rounding
SPACE = 0.25  # width of a space as a part of the line height
MAX_CUTS = 4  # a word is cut into no more pieces than this after its first one
LONG_PART = 6  # letters from which a known ending makes a compound of an unknown word («мысле|деятельности»)
DASHED = -1  # stands among the numbers of a list for items that open with a dash
ENOUGH_WRAPS = 10  # lines from which a habit can be seen
HABIT_SHARE = 0.75
TIGHT = 2.0  # a justified line ends this close to the edge (points)
PARAGRAPH_GAP = 0.5  # lines further apart than usual by this part of their height stand in two paragraphs
CENTRED = 2.5  # middles of centred lines differ by less than this

Seam = Literal["space", "break", "none", "soft"]  # none: halves joined as they are; soft: joined without the hyphen

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_LAST_LETTERS = re.compile(r"[^\W\d_]+$")
_FIRST_LETTERS = re.compile(r"^[^\W\d_]+")
_CLOSING = re.compile(r"^[)\]»”,.;:!?]")
_TYING_END = re.compile(r"\w[–—/]$")
_DECIMAL_END = re.compile(r"\d,$")
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
class Vocabulary:
    """What the document shows of its own writing: the words that it prints whole, in lower case; whether the program that made
    it draws the space at which a line wraps (`draws_spaces`: then a line that ends without one was broken by its author); and
    whether its cells are justified (`justified`: then a line of several words that ends short was broken by its author)."""

    words: frozenset[str]
    draws_spaces: bool = False
    justified: bool = False

    def prints(self, word: str) -> bool:
        return word.lower() in self.words

    def knows(self, word: str) -> bool:
        """Whether the document or the dictionary has this word form."""
        return self.prints(word) or is_known(word)


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
    return Vocabulary(frozenset(words), draws_spaces(pairs), justifies(pairs))


def draws_spaces(pairs: Iterable[tuple[Placed, Placed]]) -> bool:
    """Whether most lines that wrap with room to spare end with a drawn space (LibreOffice and Word draw it in left-aligned text).
    `pairs` are the neighbouring lines of all cells."""
    wraps = [before.line.spaced for before, after in pairs if tells_wrap(before, after) and not _fits(before, after)]
    return len(wraps) >= ENOUGH_WRAPS and sum(wraps) >= HABIT_SHARE * len(wraps)


def justifies(pairs: Iterable[tuple[Placed, Placed]]) -> bool:
    """Whether most lines of several words reach the right edge of their cell."""
    ends = [room_after(before) < TIGHT for before, _ in pairs if " " in before.line.text and not before.loose]
    return len(ends) >= ENOUGH_WRAPS and sum(ends) >= HABIT_SHARE * len(ends)


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
        seam, doubt = judge(text, _with_chain(lines, index), numbers, vocabulary)
        if doubt:
            doubts.append(doubt)
        text = _sewn(text, lines[index].line.text, seam)
        numbers |= _numbers(lines[index].line.text)
    return Joined(text, tuple(doubts))


def _with_chain(lines: Sequence[Placed], index: int) -> Sequence[Placed]:
    """The lines around the seam before `index`, with the lines after it as long as each may go on with the same cut word."""
    end = index + 1
    while end < len(lines) and end - index <= MAX_CUTS and may_be_cut(lines[end - 1], lines[end]):
        end += 1
    return lines[index - 1 : end]


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
    if opens_item(text, tail, numbers):
        return "break", ""
    if text[-1] == "-" and len(text) > 1 and not text[-2].isspace():
        return hyphen_seam(text, tail, chain, before.line.spaced, vocabulary)
    if meant_break(before, after, vocabulary) and not runs_over(text, before, after):
        return "break", ""
    if (_CLOSING.match(tail) or _TYING_END.search(text)) and not before.line.spaced:
        return "none", ""
    if may_be_cut(before, after):
        return cut_seam(text, tail, chain, vocabulary)
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


def may_be_cut(before: Placed, after: Placed) -> bool:
    """Whether the layout can have cut a word here: the line is one unit (a longer one would have moved down whole), it is
    full, and no space was drawn after it."""
    line = before.line
    alone = " " not in re.sub(r"^\d{1,3}[.)] ", "", line.text)
    return alone and not line.spaced and room_after(before) < after.line.lead + SLACK


def hyphen_seam(text: str, tail: str, chain: Sequence[str], spaced: bool, vocabulary: Vocabulary) -> tuple[Seam, str]:
    """After a hyphen at a line end: `soft` where it only cuts a word («мето-|дический»), `none` where it belongs to the text,
    `space` where the document itself draws a space after it."""
    head, rest = _LAST_LETTERS.search(text[:-1]), _FIRST_LETTERS.match(tail)
    whole = head is not None and rest is not None and vocabulary.prints(f"{head[0]}-{rest[0]}")
    if spaced and not whole:
        return "space", ""
    if head is None or rest is None or not rest[0].islower() or whole:
        return "none", ""
    if vocabulary.prints(head[0] + rest[0]) or (is_known(head[0] + rest[0]) and not is_known(f"{head[0]}-{rest[0]}")):
        return "soft", ""
    known = vocabulary.knows(rest[0]) or _grows_known(rest[0], rest[0] == tail, chain, vocabulary)
    return "none", "" if known else f"{head[0]}-|{rest[0]}"


def cut_seam(text: str, tail: str, chain: Sequence[str], vocabulary: Vocabulary) -> tuple[Seam, str]:
    """At the end of a full one-word line: `none` where the halves (with the pieces of `chain`, if need be) are one word."""
    if _DECIMAL_END.search(text) and tail[:1].isdigit():
        return "none", ""
    head, rest = _LAST_LETTERS.search(text), _FIRST_LETTERS.match(tail)
    if head is None or rest is None or not rest[0].islower():
        return "space", ""
    joined = head[0] + rest[0]
    if vocabulary.knows(joined):
        return "none", ""
    if vocabulary.knows(head[0]) and vocabulary.knows(rest[0]):
        return "space", ""
    alone = rest[0] == tail
    if vocabulary.knows(head[0]) and _grows_known(rest[0], alone, chain, vocabulary):
        return "space", ""
    if _grows_known(joined, alone, chain, vocabulary) or is_compound(joined, head[0]):
        return "none", ""
    return "space", f"{head[0]}|{rest[0]}"


def _grows_known(joined: str, whole_line: bool, chain: Sequence[str], vocabulary: Vocabulary) -> bool:
    """Whether the word becomes a known one with the pieces on the lines after it."""
    for line in chain if whole_line else ():
        piece = _FIRST_LETTERS.match(line)
        if piece is None or not piece[0].islower():
            return False
        joined += piece[0]
        if vocabulary.knows(joined):
            return True
        if piece[0] != line:
            return False
    return False


def is_compound(joined: str, head: str) -> bool:
    """Whether an unknown word ends with a long known one that its first half alone does not hold yet."""
    starts = range(2, min(len(head), len(joined) - LONG_PART + 1))
    return any(is_known(joined[start:]) and not is_known(head[start:]) for start in starts)
