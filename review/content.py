"""What a text says, as sets of words that two texts can be compared by. All functions are pure and cached: a document repeats itself."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from functools import lru_cache

from normalize.topics.words import words
from output.matching.vocabulary import is_silent
from records.morphology import lemma
from review.wording import wording

CELLS = 4_000  # texts of which a rule remembers what it found: the cells of some hundred documents; more would only fill the memory
_STEM = 6  # letters of a dictionary form: «информирование» answers «информационный», «профилактика» does not answer «профиль»


@lru_cache(maxsize=20_000)
def content(text: str) -> tuple[str, ...]:
    """The dictionary forms of the nouns and adjectives of a text, in order, with repeats."""
    return tuple(lemma(word.text) for word in words(text) if not is_silent(word.text))


@lru_cache(maxsize=20_000)
def subject_words(text: str) -> frozenset[str]:
    """What a text is about: its words without those of every plan and of every document, by their stems."""
    idle = wording().words["common"] | wording().words["papers"]
    return frozenset(stem(word) for word in content(text) if word not in idle)


@lru_cache(maxsize=20_000)
def all_words(text: str) -> frozenset[str]:
    """All words of a text that say anything, by their stems."""
    return frozenset(map(stem, content(text)))


def stem(word: str) -> str:
    """The beginning of a dictionary form, which words of one root share."""
    return word[:_STEM]


def contained(part: AbstractSet[str], whole: AbstractSet[str]) -> float:
    """What share of `part` is in `whole`, from 0 to 1; 0 for an empty part."""
    return len(part & whole) / len(part) if part else 0.0
