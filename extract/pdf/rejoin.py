"""Lines of a cell or a paragraph become its text: wrapped lines joined by a space, cut words made whole, meant breaks kept as `\\n`.

A word cut by a narrow cell or hyphenated by the typesetter is joined where the document itself or the dictionary knows the
whole word, and left as it stands, with a doubt, where neither does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from extract.pdf.lines import Line
from records.morphology import is_known

SLACK = 1.0  # a word that would have fitted by less than this (points) may have been pushed down by rounding
SPACE = 0.25  # width of a space as a part of the line height
PARAGRAPH_GAP = 0.5  # lines further apart than usual by this part of their height stand in two paragraphs
CENTRED = 2.5  # a line whose free ends differ by less than this is centred

Seam = Literal["space", "break", "none", "soft"]  # none: halves joined as they are; soft: joined without the hyphen

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_LAST_LETTERS = re.compile(r"[^\W\d_]+$")
_FIRST_LETTERS = re.compile(r"^[^\W\d_]+")
_NUMBERED = re.compile(r"^(\d{1,2})[.)](?!\d)\s*\S")
_BULLET = re.compile(r"^(?:[•·▪●○◦–—*\uf0b7\uf0a7-])\s+\S|^[-–—][^\W\d_]")


class Placed(NamedTuple):
    """A line, the edges between which text can stand in its cell or column, and the usual distance of two lines there."""

    line: Line
    left: float
    right: float
    gap: float = 0.0


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words that the document prints whole, in lower case."""

    words: frozenset[str]

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


def vocabulary_of(lines: Iterable[Line]) -> Vocabulary:
    """Words that stand whole: every word of a line but those at its two ends, which a typesetter may have cut."""
    words: set[str] = set()
    for line in lines:
        words.update(word.lower() for word in _WORD.findall(" ".join(line.text.split(" ")[1:-1])))
    return Vocabulary(frozenset(words))


def join_lines(lines: Sequence[Placed], vocabulary: Vocabulary) -> Joined:
    """The text of lines that follow each other in one cell or paragraph."""
    if not lines:
        return Joined("")
    text = lines[0].line.text
    doubts: list[str] = []
    numbers = _numbers(text)
    for before, after in zip(lines, lines[1:], strict=False):
        seam, doubt = judge(text, before, after, numbers, vocabulary)
        if doubt:
            doubts.append(doubt)
        text = _sewn(text, after.line.text, seam)
        numbers |= _numbers(after.line.text)
    return Joined(text, tuple(doubts))


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
    return {int(found[1])} if found else set()


def judge(text: str, before: Placed, after: Placed, numbers: set[int], vocabulary: Vocabulary) -> tuple[Seam, str]:
    """(how `after` goes on from `text`, doubt). `numbers` are the list numbers that opened earlier lines."""
    tail = after.line.text
    if meant_break(before, after) or opens_item(tail, numbers):
        return "break", ""
    if text[-1] == "-" and len(text) > 1 and not text[-2].isspace():
        return hyphen_seam(text, tail, vocabulary)
    if may_be_cut(before, after):
        return cut_seam(text, tail, vocabulary)
    return "space", ""


def meant_break(before: Placed, after: Placed) -> bool:
    """Whether the author broke the line: there is an empty strip between, or the next word would still have fitted."""
    line, following = before.line, after.line
    same_page = following.top >= line.top
    if same_page and following.top - line.bottom > before.gap + PARAGRAPH_GAP * line.height:
        return True
    return room_after(before) > SPACE * line.height + following.unit + SLACK


def room_after(place: Placed) -> float:
    """Points left on the line. A centred or right-aligned line has its room on both sides."""
    line, left, right, _ = place
    free_left, free_right = line.x0 - left, right - line.x1
    centred = abs(free_left - free_right) < CENTRED and free_left > CENTRED
    return free_left + free_right if centred or free_left > free_right + CENTRED else free_right


def opens_item(tail: str, numbers: set[int]) -> bool:
    """Whether a line opens a list item: a bullet, or the number after one that opened a line before."""
    if _BULLET.match(tail):
        return True
    found = _NUMBERED.match(tail)
    return bool(found) and (int(found[1]) - 1 in numbers if found else False)


def may_be_cut(before: Placed, after: Placed) -> bool:
    """Whether the layout can have cut a word here: the line is one unit (a longer one would have moved down whole), it is
    full, and no space was drawn after it."""
    line = before.line
    alone = " " not in re.sub(r"^\d{1,3}[.)] ", "", line.text)
    return alone and not line.spaced and room_after(before) < after.line.lead + SLACK


def hyphen_seam(text: str, tail: str, vocabulary: Vocabulary) -> tuple[Seam, str]:
    """After a hyphen at a line end: `soft` where it only cuts a word («мето-|дический»), `none` where it belongs to the text."""
    head, rest = _LAST_LETTERS.search(text[:-1]), _FIRST_LETTERS.match(tail)
    if head is None or rest is None or not rest[0].islower() or vocabulary.prints(f"{head[0]}-{rest[0]}"):
        return "none", ""
    if vocabulary.knows(head[0] + rest[0]):
        return "soft", ""
    return "none", "" if vocabulary.knows(rest[0]) else f"{head[0]}-|{rest[0]}"


def cut_seam(text: str, tail: str, vocabulary: Vocabulary) -> tuple[Seam, str]:
    """At the end of a full one-word line: `none` where the halves are one word."""
    head, rest = _LAST_LETTERS.search(text), _FIRST_LETTERS.match(tail)
    if head is None or rest is None or not rest[0].islower():
        return "space", ""
    if vocabulary.knows(head[0] + rest[0]):
        return "none", ""
    if vocabulary.knows(head[0]) and vocabulary.knows(rest[0]):
        return "space", ""
    return "space", f"{head[0]}|{rest[0]}"
