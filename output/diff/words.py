"""Word by word: what of a text went, what came, what stayed; and whether only its years moved."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from rapidfuzz.distance import Indel

Fate = Literal["kept", "removed", "added"]

_TOKEN = re.compile(r"[^\W\d_]+|\d+|\s+|[^\w\s]|_")  # «2021г» is a year and a letter
YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


class Piece(NamedTuple):
    """A piece of text and what became of it."""

    fate: Fate
    text: str


def word_diff(old: str, new: str) -> tuple[Piece, ...]:
    """The pieces of both texts in reading order: what was kept, what was removed, what was added; never parts of a word."""
    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    return tuple(_joined(_pieces(before, after)))


def year_shift(old: str, new: str) -> int | None:
    """By how many years all years of a text moved, where nothing else changed; None otherwise."""
    before, after = ([int(year) for year in YEAR.findall(text)] for text in (old, new))
    if not before or len(before) != len(after) or " ".join(YEAR.sub("", old).split()) != " ".join(YEAR.sub("", new).split()):
        return None
    shifts = {later - earlier for earlier, later in zip(before, after, strict=True)}
    return shifts.pop() if len(shifts) == 1 and 0 not in shifts else None


def _pieces(before: list[str], after: list[str]) -> Iterator[Piece]:
    for code in Indel.opcodes(before, after):
        if code.tag == "equal":
            yield Piece("kept", "".join(before[code.src_start : code.src_end]))
        else:
            yield Piece("removed", "".join(before[code.src_start : code.src_end]))
            yield Piece("added", "".join(after[code.dest_start : code.dest_end]))


def _joined(pieces: Iterator[Piece]) -> Iterator[Piece]:
    """Neighbours of one fate as one; a change that is parted by a space only is one change."""
    removed = added = ""
    held = ""  # a space between two changes: part of both, if another change follows
    for fate, text in pieces:
        if fate == "kept" and not text.strip() and (removed or added) and not held:
            held = text
            continue
        if fate == "kept":
            yield from _change(removed, added)
            yield Piece("kept", held + text)
            removed = added = held = ""
        elif fate == "removed" and text:
            removed, added, held = removed + held + text, added + held, ""
        elif fate == "added" and text:
            removed, added, held = removed + held, added + held + text, ""
    yield from _change(removed, added)
    if held:
        yield Piece("kept", held)


def _change(removed: str, added: str) -> Iterator[Piece]:
    if removed.strip():
        yield Piece("removed", removed)
    if added.strip():
        yield Piece("added", added)
    elif added and not removed.strip():
        yield Piece("kept", added)
