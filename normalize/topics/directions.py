"""Directions of an activity and of a plan by the terms of `ontology/directions.yaml`.

The order follows the labelling rules that `docs/topics.md` quotes: of two topics the one printed first is main; preschool
covers everything that names it; a staff direction (2.1, 2.2) yields the first place to the topic that the staff learns about.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from normalize.topics.terms import TermIndex
from normalize.topics.words import Word, base, cases, part_of_speech, words
from ontology.topics import Direction, direction_vocabulary, directions

OTHER = "other"
# The staff directions (`staff: true` in the vocabulary): heads of organisations, and all educators.
HEADS, EDUCATORS = "2.1", "2.2"
# A title that lists the whole work names many topics; beyond the second they are no help to anybody.
_MOST_TOPICS = 2
_WORDS_BEFORE = 3
_LISTS = ("subject", "form", "hint", "weak", "learning", "occasion", "audience")
# A remark names what else belongs to the work: its topics are no second direction beside a decided one.
_REMARK = re.compile(r"\(|\bв рамках\b|\bв т\.\s*ч\b|\bв том числе\b", re.IGNORECASE)
# A topic behind one of these describes the people before it («педагоги, чьи выпускники …») or is one of many («в т.ч. по вопросам …»).
_BEHIND = re.compile(r"\b(?:чь[июяё]х?|чей|которых)\b|\bв т\.\s*ч\b|\bв том числе\b", re.IGNORECASE)


class _Meaning(NamedTuple):
    code: str
    list: str


@dataclass(slots=True)
class Reading:
    """What the words of one text say: for each list of the vocabulary its directions with their first evidence, in order.

    `described` are topics that only describe people or stand among others, `aside` topics that stand only in a remark.
    """

    lists: dict[str, dict[str, str]] = field(default_factory=lambda: {name: {} for name in _LISTS})
    described: set[str] = field(default_factory=set)
    aside: set[str] = field(default_factory=set)

    def teaches(self, code: str) -> bool:
        """Whether educators (2.2) or heads (2.1) learn or compete: a learning term, or a teaching event and its audience."""
        here = self.lists
        return code in here["learning"] or (bool(here["occasion"]) and code in here["audience"])

    def evidence(self, codes: Iterable[str]) -> tuple[str, ...]:
        """The words that spoke for the directions."""
        return tuple(word for code in codes for name in _LISTS if (word := self.lists[name].get(code)))


@lru_cache(maxsize=3_000)  # a title stands in many plans, and what its own words say does not depend on them
def read(text: str) -> Reading:
    """The directions that a text names, list by list. The reading is shared: nobody changes it."""
    found = words(text)
    reading = Reading()
    main_part, behind = _start(_REMARK, text), _start(_BEHIND, text)
    for match in chain(_index().find(found), _covering_index().find(found)):
        for code, name in match.meaning:
            if code in _staff_codes() and name == "subject" and _is_agent(found, match.first, match.last):
                continue
            if code not in reading.lists[name]:
                reading.lists[name][code] = match.evidence(text, found)
                if name == "subject" and found[match.first].start > behind:
                    reading.described.add(code)
                if name == "subject" and found[match.first].start > main_part:
                    reading.aside.add(code)
    return reading


def _is_agent(found: Sequence[Word], first: int, last: int) -> bool:
    """Whether a body is named as the one who acts («проводится методической службой»): instrumental, no preposition before."""
    if base(found[last].text) not in direction_vocabulary().agents or cases(found[last].text) != {"ablt"}:
        return False
    before = found[max(0, first - _WORDS_BEFORE) : first]
    return all(part_of_speech(word.text) != "PREP" for word in before)


def _start(pattern: re.Pattern[str], text: str) -> int:
    found = pattern.search(text)
    return found.start() if found else len(text)


def topics(reading: Reading, *, training: bool = False) -> list[str]:
    """The directions that a title names by itself, main first; `training`: the activity teaches adults."""
    subjects, staff = reading.lists["subject"], _staff(reading, training=training)
    named = [code for code in subjects if code not in _staff_codes() and code != OTHER]
    covering = [code for code in named if code in _covering()]
    plain = [code for code in named if code not in covering and code not in reading.described]
    behind = [code for code in named if code in reading.described and code not in covering]
    if behind and not staff and EDUCATORS in reading.lists["audience"]:
        staff = [EDUCATORS]
    forms = [code for code in reading.lists["form"] if code not in named]
    ranked = [*covering, *plain[:_MOST_TOPICS], *(forms if not plain and not covering else ()), *staff, *behind]
    if not ranked and OTHER in subjects:
        return [OTHER]
    return ranked


def secondary(reading: Reading, main: str, *, training: bool = False) -> list[str]:
    """The directions beside `main`, which is decided: one more topic, and staff directions only where people learn."""
    subjects = reading.lists["subject"]
    named = [code for code in subjects if code not in (*_staff_codes(), OTHER, main) and code not in reading.aside]
    return [*named[:1], *_learners(reading, training=training)]


def hints(reading: Reading) -> list[str]:
    """Directions that a text leans to: those of the educators it names, its leaning words, its weak words, heads last."""
    audience, leaning, weak = (reading.lists[name] for name in ("audience", "hint", "weak"))
    educators = [code for code in audience if code != HEADS]
    return list(dict.fromkeys((*educators, *leaning, *weak, *audience)))


def _staff(reading: Reading, *, training: bool) -> list[str]:
    learners = _learners(reading, training=training)
    subjects = [code for code in reading.lists["subject"] if code in _staff_codes()]
    return [*subjects, *(code for code in learners if code not in subjects)]


def _learners(reading: Reading, *, training: bool) -> list[str]:
    """2.1 where heads alone learn, 2.2 where other educators do, with heads among them or not (so the labels have it)."""
    audience = reading.lists["audience"]
    learning = training or bool(reading.lists["learning"])
    found = [code for code in _staff_codes() if reading.teaches(code) or (learning and code in audience)]
    heads_alone = HEADS in audience and EDUCATORS not in audience
    return [HEADS if heads_alone else EDUCATORS] if len(found) > 1 else found


@lru_cache(maxsize=1)
def _index() -> TermIndex[tuple[_Meaning, ...]]:
    return _index_of(directions(), _LISTS)


@lru_cache(maxsize=1)
def _covering_index() -> TermIndex[tuple[_Meaning, ...]]:
    """The subjects of covering directions alone: no longer term of another direction may take their words away."""
    return _index_of((direction for direction in directions() if direction.covers), ("subject",))


def _index_of(chosen: Iterable[Direction], lists: Sequence[str]) -> TermIndex[tuple[_Meaning, ...]]:
    meanings: dict[str, tuple[_Meaning, ...]] = dict.fromkeys(direction_vocabulary().idle, ())
    for direction in chosen:
        for name in lists:
            for term in getattr(direction, name):
                meanings[term] = (*meanings.get(term, ()), _Meaning(direction.code, name))
    return TermIndex(meanings.items())


@lru_cache(maxsize=1)
def _staff_codes() -> tuple[str, ...]:
    return tuple(_codes(direction for direction in directions() if direction.staff))


@lru_cache(maxsize=1)
def _covering() -> frozenset[str]:
    return frozenset(_codes(direction for direction in directions() if direction.covers))


def _codes(chosen: Iterable[Direction]) -> Iterable[str]:
    return (direction.code for direction in chosen)
