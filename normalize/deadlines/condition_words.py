"""The words of conditions (`conditions.yaml`) as lookups, and the lemma by which they are compared."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from normalize.deadlines.tokens import Word, tokenize
from records.meaning import ConditionKind
from records.morphology import lemma as lemma_of
from records.yaml_file import read_yaml

_HERE = Path(__file__).parent
LONGEST = 7  # words of the longest phrase in conditions.yaml


@dataclass(frozen=True, slots=True)
class Phrases:
    """`conditions.yaml` as lookups: tuples of lemmas → kind."""

    phrases: dict[tuple[str, ...], ConditionKind]
    openers: frozenset[tuple[str, ...]]
    heads: dict[str, ConditionKind]
    pairs: dict[tuple[str, str], ConditionKind]
    occasions: frozenset[str]
    first: frozenset[str]
    before: frozenset[str]
    vacation_stems: tuple[str, ...]
    vacation_adjectives: frozenset[str]
    vacation_nouns: frozenset[str]
    term_endings: tuple[str, ...]
    term_adjectives: frozenset[str]
    term_starts: frozenset[str]
    stretches: Stretches
    doing: Doing
    set_adjectives: frozenset[str]
    set_noun: str


@dataclass(frozen=True, slots=True)
class Stretches:
    """What makes an event of «период»: nouns, endings of adjectives, beginnings of seasons' names, adjectives that point elsewhere."""

    nouns: frozenset[str]
    adjectives: tuple[str, ...]
    seasons: tuple[str, ...]
    pointing: frozenset[str]


@dataclass(frozen=True, slots=True)
class Doing:
    """What makes an event of something that is done: openers, endings of its noun, other nouns, nouns that say no time."""

    openers: frozenset[str]
    endings: tuple[str, ...]
    nouns: frozenset[str]
    none: frozenset[str]


def base(word: Word) -> str:
    """The lemma by which condition words are compared; classified words have theirs as spelt."""
    return _lemma_of(word.text) if word.kind not in ("word", "end", "line") else word.lemma


@lru_cache(maxsize=50_000)
def _lemma_of(text: str) -> str:
    return lemma_of(text) if text.isalpha() and not text.isascii() else text.lower()


def _lemmas(phrase: str) -> tuple[str, ...]:
    tokens = tokenize(phrase)
    return tuple(base(word) for word in tokens.words[: len(tokens)])


@lru_cache(maxsize=1)
def phrases() -> Phrases:
    """The condition words, read once per process."""
    data = read_yaml(_HERE / "conditions.yaml")
    table = {_lemmas(text): kind for kind, texts in data["phrases"].items() for text in texts}
    openers = frozenset(_lemmas(text) for text in data["references"]["openers"])
    heads = [(_lemmas(text), kind) for kind, texts in data["references"]["heads"].items() for text in texts]
    single = {words[0]: kind for words, kind in heads if len(words) == 1}
    pairs = {(words[0], words[1]): kind for words, kind in heads if len(words) > 1}
    first = frozenset(words[0] for words in [*table, *openers])
    vacation, terms, stretches, doing = data["vacation"], data["terms"], data["stretches"], data["doing"]
    return Phrases(
        table,
        openers,
        single,
        pairs,
        frozenset(data["occasions"]),
        first,
        frozenset(data["before"]),
        tuple(vacation["stems"]),
        frozenset(vacation["adjectives"]),
        frozenset(vacation["nouns"]),
        tuple(terms["endings"]),
        frozenset(terms["adjectives"]),
        frozenset(terms["from"]),
        Stretches(
            frozenset(stretches["nouns"]), tuple(stretches["adjectives"]), tuple(stretches["seasons"]), frozenset(stretches["pointing"])
        ),
        Doing(frozenset(doing["openers"]), tuple(doing["endings"]), frozenset(doing["nouns"]), frozenset(doing["none"])),
        frozenset(data["set"]["adjectives"]),
        data["set"]["noun"],
    )
