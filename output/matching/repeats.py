"""A measure that one municipality plans twice: the same text, nearly the same, or a copy that was damaged.

Other years, numbers, classes or quarters make another measure, and so do deadlines that never meet. Two editions of one order repeat
nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import lru_cache
from itertools import combinations
from typing import Literal, NamedTuple

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein, Postfix, Prefix

from normalize.topics.words import words
from output.matching.measure import numbers_of
from output.matching.rules import rules
from output.matching.vocabulary import is_silent
from records.morphology import is_known, lemma

How = Literal["identical", "alike", "turned", "damaged"]
Spans = tuple[tuple[date, date], ...]
_MOST_TWINS = 30  # of one text only so many are paired each with each
_HEAD, _TAIL = 30, 20  # letters
_MISSPELT = 2  # letters
_SHORTEST_MISSPELT = 5


class Repeat(NamedTuple):
    """Two activities by index that are one measure; `score` is the likeness of their titles."""

    first: int
    second: int
    how: How
    score: float


class Planned(NamedTuple):
    """What a repeat is told by. `edition`: documents of one edition are one order; `cells`: deadline, body and result;
    `spans`: days between which its deadlines lie."""

    title: str
    document: str
    edition: str
    cells: tuple[str, str, str]
    spans: Spans = ()


def repeats(
    titles: Sequence[str],
    groups: Iterable[Sequence[int]],
    planned: Callable[[int], Planned],
    wanted: Callable[[int, int], bool] = lambda first, second: True,
) -> list[Repeat]:
    """Repeated measures within each group of activities (one municipality's). `planned` gives what is known of an activity; it is asked
    only for those whose titles are alike, and of which `wanted` says that the pair matters."""
    found: dict[tuple[int, int], Repeat] = {}
    for group in groups:
        own = [one for one in group if titles[one].strip()]
        for repeat in _candidates(titles, own):
            first, second = pair = repeat[:2]
            if wanted(first, second) and _is_repeat(planned(first), planned(second)):
                found.setdefault(pair, repeat)
    return [found[key] for key in sorted(found)]


def damaged_copies(titles: Sequence[str], buckets: Iterable[Sequence[int]], planned: Callable[[int], Planned]) -> list[Repeat]:
    """Copies whose title lost a piece from its middle, while all other cells are the same: `buckets` holds activities of equal cells."""
    known, found = rules().repeats, []
    for bucket in buckets:
        for first, second in combinations(bucket[:_MOST_TWINS], 2):
            score = _left_of(titles[first], titles[second], int(known["damaged_length"]))
            if score >= known["damaged"]:
                repeat = Repeat(first, second, "damaged", round(score, 3))
                if _may_repeat(planned(first), planned(second)):
                    found.append(repeat)
    return found


def _candidates(titles: Sequence[str], group: Sequence[int]) -> Iterator[Repeat]:
    twins: dict[str, list[int]] = defaultdict(list)
    for one in group:
        twins[_plain(titles[one])].append(one)
    for same in twins.values():
        for first, second in combinations(same[:_MOST_TWINS], 2):
            yield Repeat(first, second, "identical", 1.0)
    texts = list(twins)
    for left, right, score in _near(texts):
        if _same_words(titles[twins[texts[left]][0]], titles[twins[texts[right]][0]]):
            for first in twins[texts[left]][:_MOST_TWINS]:
                for second in twins[texts[right]][:_MOST_TWINS]:
                    yield Repeat(min(first, second), max(first, second), "alike", round(score, 3))


def _near(texts: Sequence[str]) -> Iterator[tuple[int, int, float]]:
    """Pairs of different texts that are nearly letter for letter the same; only those that begin or end alike are compared."""
    blocks: dict[str, list[int]] = defaultdict(list)
    for index, text in enumerate(texts):
        blocks[text[:_HEAD]].append(index)
        blocks[text[: -_TAIL - 1 : -1]].append(index)
    pairs = {pair for block in blocks.values() for pair in combinations(block, 2)}
    least = 100 * rules().repeats["letters"]
    for left, right in sorted(pairs):
        if score := fuzz.ratio(texts[left], texts[right], score_cutoff=least):
            yield left, right, score / 100


def _is_repeat(one: Planned, other: Planned) -> bool:
    return _may_repeat(one, other) and (len(_content(one.title)) >= rules().repeats["words"] or one.cells == other.cells)


def _may_repeat(one: Planned, other: Planned) -> bool:
    """Whether nothing tells two rows apart: the order's edition, deadlines that never meet."""
    if one.document != other.document and one.edition == other.edition:
        return False
    return not (one.spans and other.spans) or _meet(one.spans, other.spans)


def _meet(spans: Spans, others: Spans) -> bool:
    for start, end in spans:
        for first, last in others:
            if start <= last and first <= end:
                return True
    return False


@lru_cache(maxsize=4096)
def _same_words(one: str, other: str) -> bool:
    """Whether titles differ in misspellings and silent words only, and in no number."""
    left, right = _content(one), _content(other)
    mine, theirs = [word for word in left if word not in right], [word for word in right if word not in left]
    if len(mine) != len(theirs) or numbers_of(one) != numbers_of(other):
        return False
    return all(_is_misspelt(word, twin) for word, twin in zip(mine, theirs, strict=True))


def _is_misspelt(one: str, other: str) -> bool:
    """Whether one word is the other with a slip of the pen: two words of the dictionary are two words («дошкольный», «школьный»)."""
    if min(len(one), len(other)) < _SHORTEST_MISSPELT or (is_known(one) and is_known(other)):
        return False
    return Levenshtein.distance(one, other, score_cutoff=_MISSPELT) <= _MISSPELT


@lru_cache(maxsize=4096)  # a title is compared with many
def _content(title: str) -> tuple[str, ...]:
    return tuple(lemma(word.text) for word in words(title) if not is_silent(word.text))


def _left_of(one: str, other: str, shortest: int) -> float:
    """What share of the shorter title is the beginning and the end of the longer one, cut within a word; 0 where it is no damaged copy."""
    short, long = sorted((" ".join(one.split()), " ".join(other.split())), key=len)
    start = Prefix.similarity(short, long)
    end = Postfix.similarity(short[start:], long)
    if len(short) < shortest or not start or not end or len(short) == len(long):
        return 0.0
    cut_within_word = long[start - 1].isalpha() and long[start : start + 1].isalpha()
    return (start + end) / len(short) if cut_within_word else 0.0


@lru_cache(maxsize=4096)
def _plain(title: str) -> str:
    return " ".join(word.text for word in words(title))
