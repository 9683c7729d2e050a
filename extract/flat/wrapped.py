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
_ROOM = 3  # characters beyond the next word that a line must have left for its end to be meant


def vocabulary_of(lines: Iterable[str]) -> Vocabulary:
    """The words that stand whole in a text: all but those at the ends of its lines, which may be cut."""
    return Vocabulary(frozenset(word.lower() for line in lines for word in _WORD.findall(line)[1:-1]))


def joined(pieces: Sequence[str], width: int, vocabulary: Vocabulary) -> str:
    """The text of a cell's lines. `width` is the cell's width in characters (0 where it has none: then every line is one of its own)."""
    text = ""
    blank = False
    previous = ""
    for piece in pieces:
        line = clean_line(_MARKS.sub("", piece))
        if not line:
            blank = bool(text)
            continue
        text = _sewn(text, line, blank and _ends(text, line), _room(previous, width), vocabulary)
        previous, blank = piece, False
    return _BREAK_TAG.sub("\n", text)


def _room(piece: str, width: int) -> int:
    """The characters left at the end of a line, those of its margin at the left counted off."""
    return width - len(piece.rstrip()) - (1 if piece.startswith(" ") else 0)


def _ends(text: str, line: str) -> bool:
    """Whether a blank line between two lines ends a paragraph: the second opens one."""
    return not line[0].islower() and text[-1] not in ",-"


def _sewn(text: str, line: str, apart: bool, room: int, vocabulary: Vocabulary) -> str:
    if not text:
        return line
    last = text.rsplit("\n", 1)[-1]
    if apart or _opens_item(last, line) or (_PERSON.fullmatch(last) and _PERSON.match(line)) or _meant(last, line, room):
        return f"{text}\n{line}"
    if last[-1] in _HYPHENS and len(last) > 1 and last[-2].isalpha():
        seam, _ = hyphen_seam(text.rsplit(" ", 1)[-1], line, (), False, vocabulary)
        return text[:-1] + line if seam == "soft" else text + line
    if (last[-1] in _HYPHENS and last[-2:-1].isdigit() and line[0].isdigit()) or (_DAY_AND_MONTH.search(last) and _YEAR.match(line)):
        return text + line
    torn = room <= 1 and line[0].islower() and is_torn(text, line, vocabulary)
    return text + line if torn else f"{text} {line}"


def _opens_item(last: str, line: str) -> bool:
    """A line that opens an item of a list; a dash in mid-sentence is none."""
    if not _ITEM.match(line):
        return False
    return not _DASHED.match(line) or last[-1] in ":;." or bool(_DASHED.match(last))


def _meant(last: str, line: str, room: int) -> bool:
    """A line that ends although the next word had room, before a capital letter: its writer began a new one."""
    first = line.split(" ", 1)[0]
    return line[0].isupper() and last[-1] in ".;)»" and room >= len(first) + _ROOM
