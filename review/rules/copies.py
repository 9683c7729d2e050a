"""R401: the result of another activity. A copied block, a row that slid, one phrase for a whole section.

Comparing every result with every title would be quadratic: results are grouped by their words, and a slid result is looked for only
among rows that share a word with it which few rows have.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import combinations
from typing import NamedTuple

from normalize.topics.directions import read
from ontology.recommended import recommended
from records.finding import Finding, Severity
from review.content import CELLS, all_words, contained, content, subject_words
from review.subject import Row, Subject
from review.wording import wording

_SPECIFIC = 2  # words of its own from which a result belongs to one activity
_LONG_BLOCK = 3  # rows of a copied block that need no such words
_MANY = 4  # rows with one result that make it nobody's
_ALIKE = 0.8  # share of words of one title in another from which both are one activity
_OWN = 0.25  # share of a title's words in its result below which the result is hardly of it
_OTHERS = 0.85  # … and of another title's words from which it is that one's
_TOPIC_WORDS = 3  # words of its own from which a result tells its topic
_WORDS = 4  # words of a title that can be recognised in a result
_FREQUENT = 12  # rows that share a word, beyond which it finds nothing
_DEED = 5  # letters that a deed and its noun share
_SHOWN = 6  # rows that a message names
_CLOSER = 0.25  # by so much a result must fit another row better


class Told(NamedTuple):
    """A row with what is said of it."""

    row: Row
    message: str
    severity: Severity


def copied(subject: Subject) -> Iterator[Finding]:
    """R401: results of other rows of the same plan; each row is told once."""
    for plan in subject.plans:
        rows = [row for row in plan.rows if row.activity.title and row.activity.result]
        groups = _same_results(rows)
        blocks = list(_blocks(rows, groups))
        in_blocks = {_said(told.row.activity.result) for told in blocks}
        shared = _shared(group for key, group in groups.items() if key not in in_blocks)
        told: set[int] = set()
        for row, message, severity in (*blocks, *shared, *_slid(rows), *_of_another_topic(rows, plan.meaning.direction)):
            if row.n not in told:
                told.add(row.n)
                yield row.finding("R401", message, row.activity.result, "result_raw", severity)


def _same_results(rows: Sequence[Row]) -> dict[tuple[str, ...], list[Row]]:
    """Rows with one result, word for word."""
    groups: dict[tuple[str, ...], list[Row]] = defaultdict(list)
    for row in rows:
        groups[_said(row.activity.result)].append(row)
    return {key: group for key, group in groups.items() if len(group) > 1 and key}


@lru_cache(maxsize=CELLS)
def _said(result: str) -> tuple[str, ...]:
    """The words of a result with its figures: «Осмотрено 400 работников» is not «Привито 900 работников»."""
    said = content(result)
    return (*said, *re.findall(r"\d+", result)) if said else ()


def _blocks(rows: Sequence[Row], groups: dict[tuple[str, ...], list[Row]]) -> Iterator[Told]:
    """Neighbours whose results are, in this order, those of other neighbours: a block of cells was copied."""
    position = {row.n: index for index, row in enumerate(rows)}
    pairs = {pair for group in groups.values() for pair in combinations([position[row.n] for row in group], 2)}
    begun = [pair for pair in pairs if (pair[0] + 1, pair[1] + 1) in pairs and (pair[0] - 1, pair[1] - 1) not in pairs]
    for first, second in sorted(begun):
        length = 2
        while (first + length, second + length) in pairs:
            length += 1
        left, right = rows[first : first + length], rows[second : second + length]
        if second >= first + length and _is_telling(left) and not any(map(_alike, left, right)):
            copy, source = (left, right) if sum(map(_fit, left)) <= sum(map(_fit, right)) else (right, left)
            for one, other in zip(copy, source, strict=True):
                yield Told(one, _copy_message(other), "E")


def _is_telling(block: Sequence[Row]) -> bool:
    """Whether results are different and of a kind that does not repeat by itself («Аналитическая справка», «Приказ»)."""
    results = [row.activity.result for row in block]
    specific = any(len(subject_words(result)) >= _SPECIFIC for result in results)
    return len(set(map(_said, results))) == len(block) and (specific or len(block) >= _LONG_BLOCK)


def _alike(one: Row, other: Row) -> bool:
    """Whether two rows plan one activity (A801): then their results may be the same."""
    return _are_alike(one.activity.title, other.activity.title)


@lru_cache(maxsize=CELLS)
def _are_alike(one: str, other: str) -> bool:
    mine, theirs = all_words(one), all_words(other)
    return contained(mine, theirs) >= _ALIKE or contained(theirs, mine) >= _ALIKE


def _fit(row: Row) -> float:
    """How well a result fits its own row: words that its title has, and whether such work yields such a result."""
    kind, none = row.meaning.topic.activity_type or "", frozenset[str]()
    natural = recommended().natural_results.get(kind, none) & {item.result_type for item in row.meaning.results}
    natural |= recommended().natural_words.get(kind, none).intersection(content(row.activity.result))
    same_root = not _stems(row.activity.result).isdisjoint(_stems(row.activity.title))  # «Замена окон» — «Заменено 12 окон»
    return contained(all_words(row.activity.result), all_words(row.activity.title)) + (_CLOSER if natural or same_root else 0)


@lru_cache(maxsize=CELLS)
def _stems(text: str) -> frozenset[str]:
    return frozenset(word[:_DEED] for word in re.findall(r"\w+", text.lower()) if len(word) >= _DEED)


def _copy_message(source: Row) -> str:
    return f"Результат тот же, что у строки {source.name}, и больше подходит ей: похоже на копию."


def _shared(groups: Iterator[list[Row]]) -> Iterator[Told]:
    """One phrase of several words as the result of different activities."""
    for group in groups:
        kinds, result = _different(group), group[0].activity.result
        if len(kinds) < 2 or not _tells(result):
            continue
        if len(kinds) >= _MANY:
            for row in group:
                yield Told(
                    row, f"Один и тот же результат у {len(group)} разных мероприятий (строки {_named(group)}): чей он, не ясно.", "E"
                )
        elif not _is_state(group):
            best = max(group, key=_fit)
            worse = [row for row in group if not _alike(row, best) and _fit(row) + _CLOSER <= _fit(best)]
            for row in worse:
                yield Told(row, _copy_message(best), "W" if _is_short_paper(row.activity.result) else "E")
            for row in kinds if not worse and len(subject_words(result)) >= _SPECIFIC else ():
                yield _unclear(row, kinds)
        elif len({row.activity.section for row in kinds}) > 1:
            for row in kinds:
                yield _unclear(row, kinds)


@lru_cache(maxsize=CELLS)
def _tells(result: str) -> bool:
    """Whether a result is more than a phrase of one word: figures of what was done count as one («Заменено 12 окон»)."""
    counted = re.search(r"\d", result) is not None and wording().matches("done", result)
    return len(subject_words(result)) + counted >= _SPECIFIC


def _unclear(row: Row, kinds: Sequence[Row]) -> Told:
    others = [one for one in kinds if one is not row]
    where = "в строке" if len(others) == 1 else "в строках"
    return Told(row, f"Тот же результат стоит {where} {_named(others)}: чей он, не ясно.", "W")


def _named(rows: Sequence[Row]) -> str:
    return ", ".join(row.name for row in rows[:_SHOWN]) + (" …" if len(rows) > _SHOWN else "")


def _is_short_paper(result: str) -> bool:
    """Whether a result is a document of which only two words tell what it is of («Акт проверки котельной»): such recur by themselves."""
    first = next(iter(content(result)), "")
    return first in wording().words["papers"] and len(subject_words(result)) <= _SPECIFIC


def _different(group: Sequence[Row]) -> list[Row]:
    """One row for each activity that is no repeat of another."""
    kinds: list[Row] = []
    for row in group:
        if not any(_alike(row, one) for one in kinds):
            kinds.append(row)
    return kinds


def _is_state(group: Sequence[Row]) -> bool:
    """Whether the result is a state that several activities can serve together, not a thing that one of them yields, counts or has done."""
    if re.search(r"\d(?![\d\s.,]*(?:%|проц))", group[0].activity.result):
        return False
    outcome = all(item.result_type == "outcome" for row in group for item in row.meaning.results)
    return outcome and not wording().matches("done", group[0].activity.result)


def _slid(rows: Sequence[Row]) -> Iterator[Told]:
    """A result that says hardly a word of its own title and nearly all of another's."""
    strange = [row for row in rows if _is_strange(row.activity.title, row.activity.result)]
    if not strange:
        return
    titles = {row.n: subject_words(row.activity.title) for row in rows}
    by_number = {row.n: row for row in rows}
    holders: dict[str, list[int]] = defaultdict(list)
    for n, found in titles.items():
        for word in found:
            holders[word].append(n)
    for row in strange:
        result = subject_words(row.activity.result)
        near = Counter(n for word in result if len(holders[word]) <= _FREQUENT for n in holders[word] if n != row.n)
        source = next((n for n, _ in near.most_common(3) if len(titles[n]) >= _WORDS and contained(titles[n], result) >= _OTHERS), None)
        if source is not None:
            message = f"Результат говорит о мероприятии строки {by_number[source].name}, а не о своём: похоже, строки сдвинуты."
            yield Told(row, message, "E" if titles[source] <= result else "W")


@lru_cache(maxsize=CELLS)
def _is_strange(title: str, result: str) -> bool:
    """Whether a result of several words has hardly one of its title's."""
    said = subject_words(result)
    return len(said) >= _WORDS and contained(subject_words(title), said) < _OWN


def _of_another_topic(rows: Sequence[Row], direction: str | None) -> Iterator[Told]:
    """A result that has no word of its title and whose own words name a topic that neither the row nor the plan is about."""
    results = {row.activity.result for row in rows}
    told = {result: all_words(result) for result in results if len(subject_words(result)) >= _TOPIC_WORDS}
    for row in rows:
        result = row.activity.result
        if result not in told or told[result] & all_words(row.activity.title):
            continue
        named = read(result).lists["subject"]
        if named and not named.keys() & {direction, *row.meaning.topic.directions}:
            yield Told(row, f"Результат — о другом («{next(iter(named.values()))}»), в названии об этом ни слова.", "W")


RULES = (copied,)
