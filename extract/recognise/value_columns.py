"""Headings of values: the year («на 01.01.2024», «2024/2025 учебный год»), and whether it is reached or planned («План 2023»).

A value of a school year stands at its end, when it is counted: «2024/2025 учебный год» is 2025. The dataset has one year for a value
and no document says which of the two is meant, so that is a guess, told by X919.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from typing import Literal

from extract.recognise.figures import year_in
from extract.recognise.headings import mend
from extract.recognise.periods import period_of
from extract.recognise.spanless import YEAR
from extract.recognise.vocabulary import lemmas, words
from records.finding import Finding
from records.text import clean_line

ValueKind = Literal["current", "target"]
_LONGEST = 80
_ANY_YEAR = re.compile(r"20\d\d")
_PART_OF_YEAR = re.compile(r"\b(?:квартал|кв\.|полугод|месяц)", re.IGNORECASE)
_BRACKETED = re.compile(r"\(([^()]*)\)")
_SLASHED = re.compile(r"\b(20\d\d)\s*/\s*(?:20)?(\d\d)\b(?!\s*(?:уч\b|учебн))", re.IGNORECASE)
_PAIR = re.compile(r"(20\d\d)\s*[-–—]\s*(20\d\d)\s*(?:гг?\.?)*")
_UNIT = re.compile(r"(?:,\s*|\(\s*)(?:в\s+)?([^,()\d]{1,20})\)?\s*$")
_AS_OF = re.compile(r"\bна\s+(?:начало|\d{1,2}[.\s]+(?:\d{1,2}|[а-яё]{3,9})[.\s]+20\d\d)", re.IGNORECASE)


@lru_cache(maxsize=2_000)
def year_of(heading: str) -> int | None:
    """The year of the values below a heading that says when, whether planned or reached, and nothing else; None for any other one."""
    if "20" not in heading or len(heading) > _LONGEST:
        return None
    text = mend(heading)
    if match := YEAR.match(text.strip()):
        return int(match[1])
    if any(token not in _words_of_headings() for token in lemmas(text) if token.isalpha()):
        return None
    return school_year(heading) or year_in(text)


@cache
def _words_of_headings() -> frozenset[str]:
    return words("value_headings") | words("current_values") | words("target_values")


@lru_cache(maxsize=2_000)
def school_year(heading: str) -> int | None:
    """The year in which the school year of a heading ends; «2024/2025» is one, «2024-2025» only where it says so."""
    if "20" not in heading:
        return None
    period = period_of(_SLASHED.sub(r"\g<0> уч. год", mend(heading)))
    return period.end.year if period and period.start and period.school_year and period.end.year - period.start.year == 1 else None


def lone_pair(heading: str) -> tuple[int, int] | None:
    """The two years of a heading «2023-2024» that prints nothing else, one after the other; None for any other heading."""
    match = _PAIR.fullmatch(heading.strip()) if "20" in heading else None
    first, last = (int(match[1]), int(match[2])) if match else (0, 0)
    return (first, last) if last - first == 1 else None


@lru_cache(maxsize=2_000)
def span_of(path: tuple[str, ...]) -> str | None:
    """What the lowest heading of a value says of its time beyond one year: a quarter, a half-year or several years, as printed."""
    lowest = clean_line(path[-1]) if path else ""
    several = len(set(_ANY_YEAR.findall(lowest))) > 1 and school_year(lowest) is None and lone_pair(lowest) is None
    return lowest if several or _PART_OF_YEAR.search(lowest) else None


def counted_to(ordinal: int, headings: Iterable[str], plan: int, page: int | None) -> Iterator[Finding]:
    """X919: the school years among the headings of a table's values, each counted to the year in which it ends."""
    found = {clean_line(text): year for text in headings if (year := school_year(text) or (lone_pair(text) or (0, 0))[1])}
    if found:
        told = "; ".join(f"«{text}» — {year}" for text, year in found.items())
        message = f"Таблица {ordinal}: значение за учебный год отнесено к году, в котором он кончается: {told}."
        yield Finding("X919", "I", message, next(iter(found)), plan, page=page)


def kind_of(path: Iterable[str]) -> ValueKind | None:
    """What the headings of a column, from top to bottom, say of its values; the lowest speaks first, in it what stands in brackets."""
    for text in reversed(tuple(path)):
        if kind := _kind(text):
            return kind
    return None


@lru_cache(maxsize=2_000)
def _kind(heading: str) -> ValueKind | None:
    text = mend(heading)
    for part in (*_BRACKETED.findall(text), _BRACKETED.sub(" ", text)):
        for token in lemmas(part):
            if token in words("current_values"):
                return "current"
            if token in words("target_values"):
                return "target"
    return "current" if _AS_OF.search(text) else None


@lru_cache(maxsize=2_000)
def unit_in(name: str) -> str | None:
    """The unit that the name of an indicator ends with («…, %», «… (чел.)»), as printed; None where it ends otherwise."""
    match = _UNIT.search(name)
    if not match:
        return None
    unit = match[1].strip()
    return unit if " ".join(unit.lower().replace(".", " ").split()) in words("units") else None
