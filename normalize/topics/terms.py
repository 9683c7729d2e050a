"""Finding the terms of a vocabulary in a text: longest first, from the left, never overlapping.

spaCy's Matcher tries every pattern at every token; a vocabulary here has a thousand terms and a text thirty words. So terms
are filed under their first word, and each distinct word is compared with the vocabulary once (a cache on words).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import chain, product
from typing import Generic, NamedTuple, TypeVar

from normalize.topics.words import Word, base

T = TypeVar("T")
_GAP = "..."
_LONGEST_GAP = 4


class Match(NamedTuple, Generic[T]):
    """A term found: what it stands for, and its first and last word (indices, inclusive)."""

    meaning: T
    first: int
    last: int

    def evidence(self, text: str, found: Sequence[Word]) -> str:
        """The matched words as printed in `text`."""
        return text[found[self.first].start : found[self.last].end]


class _Pattern(NamedTuple, Generic[T]):
    keys: tuple[str, ...]
    meaning: T
    letters: int


class _Family(NamedTuple, Generic[T]):
    """The terms that begin with one key, and the keys that they end with."""

    patterns: tuple[_Pattern[T], ...]
    ends: frozenset[str]


class TermIndex(Generic[T]):
    """A vocabulary made searchable: (term, meaning) pairs in the notation of `ontology/directions.yaml`."""

    def __init__(self, terms: Iterable[tuple[str, T]]) -> None:
        patterns: dict[str, list[_Pattern[T]]] = defaultdict(list)
        self._exact: set[str] = set()
        stems: set[str] = set()
        for term, meaning in terms:
            for keys in _spellings(term):
                patterns[keys[0]].append(_Pattern(keys, meaning, sum(map(len, keys))))
                stems.update(key[:-1] for key in keys if key.endswith("*"))
                self._exact.update(key for key in keys if not key.endswith("*"))
        self._families = {key: _Family(tuple(found), frozenset(pattern.keys[-1] for pattern in found)) for key, found in patterns.items()}
        self._first = frozenset(self._families)
        self._stem_lengths = tuple(sorted({len(stem) for stem in stems}))
        self._stem_set = frozenset(stems)
        self.keys = lru_cache(maxsize=100_000)(self._keys)

    def find(self, found: Sequence[Word]) -> list[Match[T]]:
        """All terms among the words of a text, in order; where two begin at one word, the longer one."""
        keys = [self.keys(word.text) for word in found]
        present = frozenset(chain.from_iterable(keys))
        if self._first.isdisjoint(present):
            return []
        matches: list[Match[T]] = []
        position = 0
        while position < len(found):
            best = None if self._first.isdisjoint(keys[position]) else self._longest(keys, position, present)
            if best is None:
                position += 1
            else:
                matches.append(best)
                position = best.last + 1
        return matches

    def at(self, found: Sequence[Word], position: int) -> Match[T] | None:
        """The longest term that begins at one word."""
        keys = [self.keys(word.text) for word in found]
        return self._longest(keys, position, frozenset(chain.from_iterable(keys)))

    def _longest(self, keys: Sequence[tuple[str, ...]], first: int, present: frozenset[str]) -> Match[T] | None:
        """The term that covers most words, and of these the one spelled out furthest («воспитательн*» before «воспита*»).

        Most terms that begin here end in a word that is nowhere in the text (`present`): they are dropped before any walk.
        """
        best: tuple[int, int, T] | None = None
        for key in keys[first]:
            family = self._families.get(key)
            if family is None or family.ends.isdisjoint(present):
                continue
            for wanted, meaning, letters in family.patterns:
                last = _last_word(wanted, keys, first) if wanted[-1] in present else None
                if last is not None and (best is None or (last, letters) > best[:2]):
                    best = (last, letters, meaning)
        return Match(best[2], first, best[0]) if best else None

    def _keys(self, word: str) -> tuple[str, ...]:
        """The keys of the vocabulary that a word answers: itself in capitals (abbreviations), its lemma, its stems."""
        normal = base(word)
        own = [key for key in (word.upper(), normal) if key in self._exact]
        stems = {form[:length] for form in (word, normal or word) for length in self._stem_lengths if len(form) >= length}
        return (*own, *sorted(f"{stem}*" for stem in stems & self._stem_set))


def _spellings(term: str) -> Iterable[tuple[str, ...]]:
    """A term as sequences of keys: one for every choice of its alternatives («педагог*|учител*»)."""
    choices = [[_key(choice) for choice in word.split("|")] for word in term.split()]
    return product(*choices)


def _key(word: str) -> str:
    if word == _GAP:
        return word
    if word.endswith("*"):
        return word.lower().replace("ё", "е")
    if word.isupper():
        return word
    normal = base(word)
    if normal is None:
        raise ValueError(f"«{word}» is a participle and has no lemma to be found by: write its stem with * in the vocabulary")
    return normal


def _last_word(pattern: Sequence[str], keys: Sequence[tuple[str, ...]], first: int) -> int | None:
    """Where a pattern that begins at word `first` ends, or None; a gap takes as few words as possible."""
    position, slack = first, 0
    for key in pattern:
        if key == _GAP:
            slack = _LONGEST_GAP
            continue
        while position < len(keys) and key not in keys[position] and slack:
            position, slack = position + 1, slack - 1
        if position >= len(keys) or key not in keys[position]:
            return None
        position, slack = position + 1, 0
    return position - 1
