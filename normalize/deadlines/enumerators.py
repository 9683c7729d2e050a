"""Enumerators of a cell's items: «1.», «2)», «1.2.», «а)», «II.», «1 этап –», «Этап 2:». A day, a quarter or a count is none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from normalize.deadlines.calendar_words import is_genitive, is_small
from normalize.deadlines.elements import Impossible
from normalize.deadlines.numeric_dates import numeric
from normalize.deadlines.tokens import Tokens, marked, vocabulary

_NO_ENUMERATOR = frozenset(
    {"times", "unit", "weekday", "workday", "school", "dash", "comma", "and", "by", "slash", "end", "line", "close", "open"}
)
_TIME_WORDS = frozenset({"month", "often", "always", "to", "not", "in", "course", "by", "from", "whole", "roman"})
_UNITS_OF_PLACE = frozenset({"quarter", "half", "decade", "week", "part", "term", "number", "trimester"})
_PLACES = frozenset({"number", "roman", "ordinal"})


@dataclass(frozen=True, slots=True)
class Enumerator:
    """A printed enumerator: its `label`, the numbering it belongs to, its `place` in it, and how many tokens it has."""

    label: str
    style: Literal["number", "letter", "roman", "stage"]
    place: int
    size: int


def enumerator(tokens: Tokens, i: int, opened: Enumerator | None) -> Enumerator | None:
    """The enumerator at token `i`, if one is there; `opened` is the one before it, whose list it may go on with inside a line."""
    w = tokens.words
    at_start = i == 0 or w[i - 1].kind == "line"
    if not (at_start or opened):
        return None
    found = _stage(tokens, i)
    if found is None and w[i].kind == "number":
        found = _number(tokens, i, opened, at_start=at_start)
    elif found is None and w[i + 1].kind in ("close", "dot"):
        found = _roman(tokens, i) if w[i].kind == "roman" else _letter(tokens, i)
    if found is None or found.style == "number":
        return found
    if opened is None and w[i + found.size].kind == "end":
        return None  # alone it numbers nothing, and its word must not be lost
    expected = opened.place + 1 if opened and opened.style == found.style else 0 if opened else 1
    return found if found.place == expected or (at_start and found.style == "stage") else None


def _stage(tokens: Tokens, i: int) -> Enumerator | None:
    """«1 этап –», «II этап:», «Этап 3.», «первый этап», with the sign after it."""
    w = tokens.words
    if w[i + 1].kind in _PLACES and marked(w[i], "stage"):
        place = i + 1
    elif w[i].kind in _PLACES and marked(w[i + 1], "stage"):
        place = i
    else:
        return None
    end = i + 2
    while w[end].kind in ("dash", "colon", "dot"):
        end += 1
    label = w[place].text if w[place].kind == "roman" else str(w[place].value)
    return Enumerator(label, "stage", w[place].value, end - i)


def _letter(tokens: Tokens, i: int) -> Enumerator | None:
    """«а)», «б)» in the order of the alphabet; a letter with a point («г.») is an abbreviation."""
    w = tokens.words
    letter = w[i].text.lower().translate(vocabulary().fold)
    if w[i + 1].kind != "close" or not tokens.glued(i + 1) or len(letter) != 1 or letter not in vocabulary().letters:
        return None
    return Enumerator(w[i].text, "letter", vocabulary().letters.index(letter) + 1, 2)


def _roman(tokens: Tokens, i: int) -> Enumerator | None:
    """«I.», «II)» before a word of time."""
    w = tokens.words
    return Enumerator(w[i].text, "roman", w[i].value, 2) if tokens.glued(i + 1) and w[i + 2].kind in _TIME_WORDS else None


def _number(tokens: Tokens, i: int, opened: Enumerator | None, *, at_start: bool) -> Enumerator | None:
    expected = opened.place + 1 if opened and opened.style == "number" else 1
    numbered = opened is not None and opened.style == "number"
    if not is_small(tokens.words[i]) or tokens.words[i].lemma == "ordinal" or not (at_start or (numbered and _inline(tokens, i, expected))):
        return None
    size = _size(tokens, i, expected, opened=numbered)
    if not size:
        return None
    label = tokens.printed(i, i + max(size - 1, 1))
    return Enumerator(label, "number", int(label.rpartition(".")[2]), size)


def _inline(tokens: Tokens, i: int, expected: int) -> bool:
    """Whether the next number of a list that is already open stands inside a line («1) … 2) …»)."""
    w = tokens.words
    next_one = w[i].value == expected and w[i + 1].kind in ("dot", "close") and (not tokens.glued(i) or w[i - 1].text == ";")
    return next_one and w[i + 2].kind not in ("number", "dash", "line", "end") and w[i - 1].kind not in ("to", "from", "by", "dash", "in")


def _size(tokens: Tokens, i: int, expected: int, *, opened: bool) -> int:
    """How many tokens the enumerator at `i` has (0: it is none, but a day, a quarter, a count …); `opened`: a list is open."""
    w = tokens.words
    if w[i + 1].kind in ("dot", "close"):
        after = w[i + 2]
        if _nested(tokens, i):
            return 4
        if opened and w[i].value == expected and after.kind in ("end", "line"):
            return 2  # a number whose deadline is not filled in
        if after.kind in ("times", "end", "close", "dash", "comma") or (after.kind == "unit" and after.value in _UNITS_OF_PLACE):
            return 0
        if w[i + 1].kind == "dot" and (_is_date(tokens, i) or (after.kind == "month" and is_genitive(after) and len(after.text) > 4)):
            return 0
        if w[i + 1].kind == "dot" and after.kind == "month" and after.text.lower() == "мая":
            return 0
        return 2
    after = w[i + 1]
    if after.kind in _NO_ENUMERATOR or after.kind in ("number", "quote", "dot", "colon", "blank", "edge"):
        return 0
    if after.kind == "month":
        return 1 if not is_genitive(after) and (w[i].value == expected or tokens.glued(i + 1)) else 0
    return 1


def _nested(tokens: Tokens, i: int) -> bool:
    """Whether «1.2.» before a word of time is a number of the second level, and no day («1.2. Март»; «01.02. – 15.02.» are days)."""
    w = tokens.words
    signs = w[i + 1].kind == w[i + 3].kind == "dot" and all(tokens.glued(k) for k in (i + 1, i + 2, i + 3))
    plain = signs and is_small(w[i + 2]) and not w[i].text.startswith("0") and not w[i + 2].text.startswith("0")
    return plain and w[i + 4].kind in _TIME_WORDS


def _is_date(tokens: Tokens, i: int) -> bool:
    """Whether a number with a dot begins a numeric date; «1.01.09.2022» is an enumerator before one."""
    w = tokens.words
    if w[i + 2].kind != "number":
        return False
    try:
        if not tokens.glued(i + 2):
            found = numeric(tokens, i)
            return found is not None and found.rule == "DD.MM.YYYY"
        inner = numeric(tokens, i + 2)
        return not (inner is not None and inner.kind == "date" and inner.rule == "DD.MM.YYYY")
    except Impossible:
        return True
