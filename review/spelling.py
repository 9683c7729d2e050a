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
_BEGINNING = re.compile(r"[А-ЯЁ][а-яё]{8,39}(?= [а-яё])")  # so long that its stem can be told
_LETTERS = "абвгдежзийклмнопрстуфхцчшщъыьэюя"
_ENDING = 3
_LONG = 9  # from this length on two slips still leave a word that can be told


@lru_cache(maxsize=500)  # of the cells of a document or two: later ones ask for few of them
def words_of(text: str) -> tuple[str, ...]:
    """The words of a text that can be judged, in order, each once."""
    return tuple(dict.fromkeys(_WORD.findall(text)))


def beginning_of(text: str) -> str:
    """The first word of a text, in lower case, where more words follow; "" where there is none. Its capital may be a name's."""
    found = _BEGINNING.match(text)
    return found[0].lower() if found else ""


def misprints(texts: Iterable[str]) -> Mapping[str, str]:
    """Misprinted word → what it may have meant, for all texts of a document together: its own known words are asked first, and alone
    for the first word of a text."""
    said = list(texts)
    judged = [words for text in said if (words := _strange(text))]
    if not judged:
        return {}
    strange = dict.fromkeys(word for words in judged for word in words if word.islower())
    begun = {word.lower() for words in judged for word in words} - strange.keys()
    known = [word for word in dict.fromkeys(word for text in said for word in words_of(text)) if is_known(word)]
    found = {word: meant for word in strange if (meant := _among(word, known) or one_slip_away(word)) and not same_stem(word, meant)}
    return found | {word: meant for word in sorted(begun) if (meant := _of_its_stem(word, known))}


@lru_cache(maxsize=CELLS)
def _strange(text: str) -> tuple[str, ...]:
    """The words of a text that no dictionary knows and nobody has coined; its first one with its capital."""
    words = (*words_of(text), beginning_of(text).capitalize())
    return tuple(word for word in words if word and not is_known(word) and not is_coined(word.lower()))


def same_stem(word: str, other: str) -> bool:
    """Only the endings differ: more likely a form that the dictionary lacks («юниорок») than a slip."""
    return word[:-_ENDING] == other[: len(word) - _ENDING]


def _among(word: str, known: Sequence[str]) -> str | None:
    """The nearest of the document's own words."""
    allowed = 2 if len(word) >= _LONG else 1
    found = process.extractOne(word, known, scorer=DamerauLevenshtein.distance, score_cutoff=allowed)
    return str(found[0]) if found else None


def _of_its_stem(word: str, known: Sequence[str]) -> str | None:
    """One of the document's own words, in whatever form, from whose stem that of this one is a slip away."""
    end = len(word) - _ENDING
    return next((other for other in known if other[:1] == word[:1] and DamerauLevenshtein.distance(other[:end], word[:end]) == 1), None)


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
