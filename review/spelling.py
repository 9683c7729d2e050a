"""Misprints: a word that no dictionary knows, and that one or two slips make of a known one. Cautious: it is silent on names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from records.morphology import analyzer, is_known
from review.content import CELLS
from review.wording import wording

_WORD = re.compile(r"(?<![\w«\"\-.])[а-яё]{6,40}(?!\w|\s?-)")  # names and abbreviations begin with a capital; no word is longer
_LETTERS = "абвгдежзийклмнопрстуфхцчшщъыьэюя"
_ENDING = 3
_LONG = 9  # from this length on two slips still leave a word that can be told


@lru_cache(maxsize=CELLS)
def words_of(text: str) -> tuple[str, ...]:
    """The words of a text that can be judged, in order, each once."""
    return tuple(dict.fromkeys(_WORD.findall(text)))


def misprints(texts: Iterable[str]) -> Mapping[str, str]:
    """Misprinted word → what it may have meant, for all texts of a document together: its own known words are asked first."""
    said = list(texts)
    strange = dict.fromkeys(word for text in said for word in _strange(text))
    if not strange:
        return {}
    known = [word for word in dict.fromkeys(word for text in said for word in words_of(text)) if is_known(word)]
    return {word: meant for word in strange if (meant := _among(word, known) or one_slip_away(word)) and not same_stem(word, meant)}


@lru_cache(maxsize=CELLS)
def _strange(text: str) -> tuple[str, ...]:
    """The words of a text that no dictionary knows and nobody has coined."""
    return tuple(word for word in words_of(text) if not is_known(word) and not is_coined(word))


def same_stem(word: str, other: str) -> bool:
    """Only the endings differ: more likely a form that the dictionary lacks («юниорок») than a slip."""
    return word[:-_ENDING] == other[: len(word) - _ENDING]


def _among(word: str, known: Sequence[str]) -> str | None:
    """The nearest of the document's own words."""
    allowed = 2 if len(word) >= _LONG else 1
    found = process.extractOne(word, known, scorer=DamerauLevenshtein.distance, score_cutoff=allowed)
    return str(found[0]) if found else None


def is_coined(word: str) -> bool:
    """Compounds and new words of the trade, which dictionaries lack and nobody would mend («профориентация», «киберспортивный»)."""
    beginnings, ends = wording().words["coined beginnings"], wording().words["coined ends"]
    return any(word.startswith(one) and len(word) > len(one) + 3 for one in beginnings) or any(
        word.endswith(one) and len(word) > len(one) + 3 for one in ends
    )


def is_compound(word: str) -> bool:
    """Whether a word is a known one behind a beginning that makes new words («медиацентр»)."""
    return any(
        word.startswith(one) and is_known(word[len(one) :]) for one in wording().words["coined beginnings"] if len(word) > len(one) + 3
    )


@lru_cache(maxsize=10_000)
def one_slip_away(word: str) -> str | None:
    """The likeliest known word that one slip of the finger makes this one of, or None."""
    found = [other for other in _near(word) if is_known(other)]
    return max(found, key=lambda other: (float(analyzer().parse(other)[0].score), other), default=None)


def _near(word: str) -> Iterator[str]:
    """A letter dropped, two exchanged, one changed, one added."""
    for i in range(len(word)):
        yield word[:i] + word[i + 1 :]
        yield word[:i] + word[i + 1 : i + 2] + word[i] + word[i + 2 :]
        for letter in _LETTERS:
            yield word[:i] + letter + word[i + 1 :]
            yield word[:i] + letter + word[i:]
