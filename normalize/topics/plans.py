"""The direction of a plan, from its title and printed code alone."""

from __future__ import annotations

import re
from functools import lru_cache

from normalize.topics.directions import OTHER, hints, read, topics
from normalize.topics.terms import TermIndex
from normalize.topics.words import is_content, words
from ontology.topics import direction_vocabulary, directions

# Roman numbers, also typed with Cyrillic look-alikes («ХIII», «ІІ»).
_ROMAN = re.compile(r"^\s*[IVXХІ]+\s*[.)]", re.IGNORECASE)


@lru_cache(maxsize=10_000)
def plan_direction(title: str | None, code: str | None, direction_printed: str | None) -> str | None:
    """The one direction that a plan is about, or None (`plans.direction`).

    A printed code («1.2», «1.2.») counts where the title's words agree, or where they name no other direction and speak of
    schooling or of nothing at all; against its words the title wins.
    """
    text = " ".join(part for part in (direction_printed, title) if part)
    named = _named(direction_printed) or _named(title)
    printed = (code or "").strip().rstrip(".")
    if printed in _codes():
        reading = read(text)
        if printed in named or printed in hints(reading) or (not named and _may_be_schooling(text)):
            return printed
    return named[0] if len(named) == 1 else None


@lru_cache(maxsize=10_000)
def is_chapter(title: str | None, code: str | None) -> bool:
    """Whether a plan is a chapter of a programme: a roman number or a word such as «Направление» opens its title.

    With the code of a direction it is that direction's plan, whatever it is called («Направление 1.2 …»).
    """
    if (code or "").strip().rstrip(".") in _codes():
        return False
    if _ROMAN.match(f"{(code or '').strip()}.") or _ROMAN.match(title or ""):
        return True
    found = words(title or "")
    start = 1 if found and found[0].text.isdigit() else 0
    return _chapters().at(found, start) is not None if len(found) > start else False


@lru_cache(maxsize=10_000)
def outside(title: str | None) -> str | None:
    """`other` for a plan whose title names a topic outside the eight and none of them; it leans, as a chapter does.

    A plan of the whole work («механизмы управления качеством образования») leans to nothing.
    """
    if _whole().find(words(title or "")):
        return None
    return OTHER if topics(read(title or "")) == [OTHER] else None


def _named(text: str | None) -> list[str]:
    """Directions that a title names: topics first; the staff directions only where no topic is named."""
    found = [code for code in topics(read(text or "")) if code != OTHER]
    about = [code for code in found if code not in _staff()]
    return about or found


def _may_be_schooling(text: str) -> bool:
    found = words(text)
    if _schooling().find(found):
        return True
    known = {match.first for match in _boilerplate().find(found)}
    return not any(is_content(word.text) for index, word in enumerate(found) if index not in known)


@lru_cache(maxsize=1)
def _codes() -> frozenset[str]:
    return frozenset(direction.code for direction in directions()) - {OTHER}


@lru_cache(maxsize=1)
def _staff() -> frozenset[str]:
    return frozenset(direction.code for direction in directions() if direction.staff)


@lru_cache(maxsize=1)
def _chapters() -> TermIndex[bool]:
    return TermIndex((term, True) for term in direction_vocabulary().chapters)


@lru_cache(maxsize=1)
def _schooling() -> TermIndex[bool]:
    return TermIndex((term, True) for term in direction_vocabulary().schooling)


@lru_cache(maxsize=1)
def _whole() -> TermIndex[bool]:
    return TermIndex((term, True) for term in direction_vocabulary().whole)


@lru_cache(maxsize=1)
def _boilerplate() -> TermIndex[bool]:
    return TermIndex((term, True) for term in direction_vocabulary().boilerplate)
