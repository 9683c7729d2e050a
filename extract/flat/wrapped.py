"""The lines of a drawn cell as its text: wrapped lines joined, words that a hyphen cut made whole, paragraphs and items kept apart."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from extract.cut_words import Vocabulary, hyphen_seam, is_torn
from records.text import clean_line

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_ITEM = re.compile(r"(?:\d{1,2}[.)]|[а-яa-z]\)|[•·▪●○◦*]|[-–—])\s*(?=[^\W_]|[«\"])(?!\d{1,2}\.\d|\d{4})", re.IGNORECASE)
_DASHED = re.compile(r"[-–—]\s")
_PERSON = re.compile(r"(?:[А-ЯЁ][\w-]+\s)?[А-ЯЁ][а-яё-]+\s?[А-ЯЁ]\.\s?[А-ЯЁ]\.[;,]?|[А-ЯЁ]\.\s?[А-ЯЁ]\.\s?[А-ЯЁ][а-яё-]+[;,]?")
_HYPHENS = "-\u2010\u2011"
_DAY_AND_MONTH = re.compile(r"(?<!\d)\d{1,2}\.\d{1,2}\.$")
_YEAR = re.compile(r"20\d\d\b")
_MARKS = re.compile(r"\*\*|__|`")
_BREAK_TAG = re.compile(r"<br\s*/?>", re.IGNORECASE)
_SOFT = "\u00ad"
_ROOM = 3  # characters beyond the next word that a line must have left for its end to be meant


def vocabulary_of(lines: Iterable[str]) -> Vocabulary:
    """The words that stand whole in a text: all but those at the ends of its lines, which may be cut."""
    return Vocabulary(frozenset(word.lower() for line in lines for word in _WORD.findall(line)[1:-1]))


def joined(pieces: Sequence[str], width: int, vocabulary: Vocabulary) -> str:
    """The text of a cell's lines. `width` is the cell's width in characters (0 where it is not known)."""
    parts: list[str] = []
    opening = previous = ""  # the first line of the paragraph, and the line before
    blank = False
    room = 0
    for piece in pieces:
        line = clean_line(_MARKS.sub("", piece))
        if not line:
            blank = bool(parts)
            continue
        if not parts:
            seam = ""
        elif (blank and _ends(previous, line)) or _opens_item(opening, previous, line) or _begins(previous, line, room):
            seam = "\n"
        else:
            seam = _seam(previous, line, room, vocabulary)
        if seam == _SOFT:
            parts[-1] = parts[-1][:-1]
        parts += [seam.strip(_SOFT), line]
        opening = line if seam == "\n" or not opening else opening
        previous, room, blank = line, _room(piece, width), False
    return _BREAK_TAG.sub("\n", "".join(parts))


def _room(piece: str, width: int) -> int:
    """The characters left at the end of a line, those of its margin at the left counted off."""
    return width - len(piece.rstrip()) - (1 if piece.startswith(" ") else 0)


def _ends(text: str, line: str) -> bool:
    """Whether a blank line between two lines ends a paragraph: the second opens one."""
    return not line[0].islower() and text[-1] not in ",-"


def _seam(previous: str, line: str, room: int, vocabulary: Vocabulary) -> str:
    """What joins two lines of a paragraph: a space, nothing, or nothing in place of the hyphen (`_SOFT`)."""
    if previous[-1] in _HYPHENS and previous[-2:-1].isalpha():
        seam, _ = hyphen_seam(previous, line, (), False, vocabulary)
        return _SOFT if seam == "soft" else ""
    if (previous[-1] in _HYPHENS and previous[-2:-1].isdigit() and line[0].isdigit()) or (
        _DAY_AND_MONTH.search(previous) and _YEAR.match(line)
    ):
        return ""
    torn = room <= 1 and line[0].islower() and is_torn(previous, line, vocabulary)
    return "" if torn else " "


def _opens_item(opening: str, previous: str, line: str) -> bool:
    """A line that opens an item of a list; a dash in mid-sentence is none."""
    if not _ITEM.match(line):
        return False
    return not _DASHED.match(line) or previous[-1] in ":;." or bool(_DASHED.match(opening))


def _begins(previous: str, line: str, room: int) -> bool:
    """A person below a person; or a line before a capital letter that ends although the next word had room: a new one is meant."""
    if _PERSON.fullmatch(previous) and _PERSON.match(line):
        return True
    first = line.split(" ", 1)[0]
    return line[0].isupper() and previous[-1] in ".;)»" and room >= len(first) + _ROOM
