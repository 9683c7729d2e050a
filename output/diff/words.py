"""Word by word: what of a text went, what came, what stayed; and whether only its years moved."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from rapidfuzz.distance import Indel

Fate = Literal["kept", "removed", "added"]

_TOKEN = re.compile(r"((?:[^\W\d_]+|\d+|[^\w\s]|_))(\s*)")  # a word, a number or a mark, and the space behind it; «2021г» is two
YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


class Piece(NamedTuple):
    """A piece of text and what became of it."""

    fate: Fate
    text: str


def word_diff(old: str, new: str) -> tuple[Piece, ...]:
    """The pieces of both texts in reading order: what was kept, what was removed, what was added; never parts of a word.

    Spaces alone are no difference; what was kept is spaced as in the new text.
    """
    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    return tuple(_pieces(before, after))


def year_shift(old: str, new: str) -> int | None:
    """By how many years all years of a text moved, where nothing else changed; None otherwise."""
    before, after = ([int(year) for year in YEAR.findall(text)] for text in (old, new))
    if not before or len(before) != len(after) or " ".join(YEAR.sub("", old).split()) != " ".join(YEAR.sub("", new).split()):
        return None
    shifts = {later - earlier for earlier, later in zip(before, after, strict=True)}
    return shifts.pop() if len(shifts) == 1 and 0 not in shifts else None


def _pieces(before: list[tuple[str, str]], after: list[tuple[str, str]]) -> Iterator[Piece]:
    """Changes between two kept stretches are one removal and one addition."""
    removed = added = ""
    for code in Indel.opcodes([word for word, _ in before], [word for word, _ in after]):
        if code.tag != "equal":
            removed += _text(before[code.src_start : code.src_end])
            added += _text(after[code.dest_start : code.dest_end])
            continue
        yield from _change(removed, added)
        space = " " if removed and added and added != added.rstrip() else ""  # of the words that changed
        yield Piece("kept", space + _text(after[code.dest_start : code.dest_end]))
        removed = added = ""
    yield from _change(removed, added)


def _change(removed: str, added: str) -> Iterator[Piece]:
    both = bool(removed and added)
    if removed:
        yield Piece("removed", removed.rstrip() if both else removed)
    if added:
        yield Piece("added", added.rstrip() if both else added)


def _text(tokens: list[tuple[str, str]]) -> str:
    return "".join(word + space for word, space in tokens)
