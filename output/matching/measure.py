"""What one activity is about and what it does, from its title: weighted terms, named projects, audiences, forms, numbers.

Words are those of `normalize.topics` (lemmas, stems); what weighs nothing, and what goes by several names, is `ontology/subjects.yaml`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from normalize.topics.terms import Match
from normalize.topics.words import Word, words
from ontology.subjects import frequencies
from output.matching.vocabulary import Kind, audiences, broader, concepts, deeds, disciplines, generic, is_silent, plain, projects
from records.morphology import lemma

CONCEPT, PROJECT = "#", "«"  # how a term that is a concept or a project begins
# What a term weighs against a concept: a plain word, a word of the action, a word of a concept or a project, a pair of neighbours …
_PLAIN, _KNOWN, _PAIR = 0.6, 0.15, 0.24
_LIGHT = {Kind.BOILERPLATE: 0.0, Kind.TAIL: 0.0, Kind.ACTION: 0.12, Kind.FORM: 0.12}
# … a project and a concept that is no whole chapter's; and how much of it is left in the explaining part of a title.
_PROJECT, _SPECIFIC, _TAIL = 1.5, 1.5, 0.6
_ENOUGH = 0.36  # a head that weighs less says nothing of its own: its tail counts in full
_CROWD = 4  # concepts; a title that lists more is about each of them the less
_LONGEST_NAME = 7  # words; a longer quotation is a theme, not a name
_QUOTED = re.compile(r"[«„“\"]([^«»„“”\"]{3,120})[»“”\"]")
_NUMBER = re.compile(r"[\dIVX](?:(?<=\d)\d*|(?<=\b[IVX])[IVX]*\b)")  # a set of signs first: the engine skips all others


@dataclass(frozen=True, slots=True)
class Measure:
    """A title's subject and action. `terms`: term → weight; `projects`: term → name as shown; `audiences`: who is concerned;
    `disciplines`: subjects taught; `deeds`: what is done, as printed, those of the explaining part only where the head names none;
    `numbers`: all printed ones, sorted."""

    terms: Mapping[str, float]
    projects: Mapping[str, str]
    audiences: frozenset[str]
    disciplines: frozenset[str]
    deeds: tuple[str, ...]
    numbers: tuple[str, ...]

    @property
    def concepts(self) -> frozenset[str]:
        """Codes of the concepts it speaks of."""
        return frozenset(term[1:] for term in self.terms if term[0] == CONCEPT)


class _Name(NamedTuple):
    term: str
    shown: str
    span: tuple[int, ...]


@lru_cache(maxsize=100_000)
def measure_of(title: str, place: str = "") -> Measure:
    """The subject and action of a title; the words of `place` (the municipality's own name) weigh nothing."""
    found = words(title)
    names = list(_names(title, found))
    about, light = concepts().find(found), plain().find(found)
    weights = _weights(found, light, about, [index for name in names for index in name.span], place)
    head = _head(light, len(weights))
    scale = _scale(head, weights)
    terms: dict[str, float] = defaultdict(float)
    for term, weight in (*_words(found, weights, scale), *_concepts(about, scale), *_pairs(found, weights, scale)):
        terms[term] = max(terms[term], weight * frequencies().weight(term))
    for name in names:
        terms[name.term] = max(terms[name.term], _PROJECT * scale[name.span[0]])
    people, taught = (frozenset(match.meaning for match in index.find(found)) for index in (audiences(), disciplines()))
    done = _deeds(found, head)
    return Measure(dict(terms), {name.term: name.shown for name in names}, people, taught, done, numbers_of(title))


def numbers_of(title: str) -> tuple[str, ...]:
    """All numbers that a title prints, roman ones too, sorted."""
    return tuple(sorted(_NUMBER.findall(title)))


def _weights(
    found: Sequence[Word], light: Iterable[Match[Kind]], about: Iterable[Match[str]], named: Iterable[int], place: str = ""
) -> list[float]:
    """What each word weighs before its frequency counts: 0 for boilerplate, little for actions and words of concepts and names."""
    own = _own_words(place)
    weights = [0.0 if is_silent(word.text) or lemma(word.text) in own else _PLAIN for word in found]
    lower = [(match.first, match.last, _LIGHT[match.meaning]) for match in light] + [(match.first, match.last, _KNOWN) for match in about]
    for first, last, most in lower:
        for position in range(first, last + 1):
            weights[position] = min(weights[position], most)
    for position in named:
        weights[position] = min(weights[position], _KNOWN)
    return weights


@lru_cache(maxsize=10_000)
def _own_words(place: str) -> frozenset[str]:
    return frozenset(lemma(word.text) for word in words(place))


def _head(light: Iterable[Match[Kind]], length: int) -> int:
    """How many words come before what only explains."""
    return next((match.first for match in light if match.meaning is Kind.TAIL and match.first > 1), length)


def _scale(head: int, weights: Sequence[float]) -> list[float]:
    """1 for the words of the head, less for those that explain it; 1 throughout where the head says nothing of its own."""
    if sum(weights[:head]) < _ENOUGH:
        return [1.0] * len(weights)
    return [1.0] * head + [_TAIL] * (len(weights) - head)


def _words(found: Sequence[Word], weights: Sequence[float], scale: Sequence[float]) -> Iterator[tuple[str, float]]:
    for word, weight, part in zip(found, weights, scale, strict=True):
        if weight:
            yield lemma(word.text), weight * part


def _concepts(about: Sequence[Match[str]], scale: Sequence[float]) -> Iterator[tuple[str, float]]:
    """Concepts and what they are parts of; who lists many speaks little of each."""
    crowd = min(1.0, _CROWD / max(1, len({match.meaning for match in about})))
    for match in about:
        part = scale[match.first] * crowd
        yield CONCEPT + match.meaning, (1.0 if match.meaning in generic() else _SPECIFIC) * part
        if match.meaning in broader():
            yield CONCEPT + broader()[match.meaning], part


def _deeds(found: Sequence[Word], head: int) -> tuple[str, ...]:
    """What the head of a title does; where it names nothing, what the rest does."""
    named = deeds().find(found)
    own = [match.meaning for match in named if match.first < head]
    return tuple(dict.fromkeys(own or [match.meaning for match in named]))


def _pairs(found: Sequence[Word], weights: Sequence[float], scale: Sequence[float]) -> Iterator[tuple[str, float]]:
    """Neighbouring words that both weigh something; prepositions between them do not part them."""
    last = None
    for index, word in enumerate(found):
        if is_silent(word.text):
            continue
        if last is not None and weights[index] and weights[last]:
            share = min(weights[last], weights[index]) / _PLAIN
            yield f"{lemma(found[last].text)} {lemma(word.text)}", _PAIR * share * min(scale[last], scale[index])
        last = index


def _names(title: str, found: Sequence[Word]) -> Iterator[_Name]:
    """Projects: known ones in quotes or capitalised, and any other short quotation that names something."""
    quoted = [(match.start(1), match.end(1)) for match in _QUOTED.finditer(title)]
    taken: set[int] = set()
    for match in projects().find(found):
        start, end = found[match.first].start, found[match.last].end
        if title[start].isupper() or any(first <= start and end <= last for first, last in quoted):
            span = tuple(range(match.first, match.last + 1))
            taken.update(span)
            yield _Name(PROJECT + match.meaning, match.meaning, span)
    for first, last in quoted:
        span = tuple(index for index, word in enumerate(found) if first <= word.start and word.end <= last)
        if span and not taken & set(span) and len(span) <= _LONGEST_NAME and _is_name([found[index] for index in span]):
            yield _Name(PROJECT + " ".join(lemma(found[index].text) for index in span), title[first:last], span)


def _is_name(inner: Sequence[Word]) -> bool:
    """Whether a quotation says more than boilerplate («Дорожная карта») and action words."""
    return any(weight >= _PLAIN for weight in _weights(inner, plain().find(inner), (), ()))
