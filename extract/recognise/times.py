"""Headings of time: a quarter, half-year, month or year at the head of a column or at the beginning of a row."""

from __future__ import annotations

import re
from functools import lru_cache

from extract.recognise.headings import mend
from extract.recognise.numbering import roman_value
from extract.recognise.vocabulary import lemmas, words

_YEAR = re.compile(r"\b(20\d\d)\b")
_YEAR_HEADING = re.compile(r"20\d\d\s*(?:г\.?|год|гг\.?)?(?:\s?[*¹²³\d])?")
_SCHOOL_YEAR = re.compile(r"20\d\d\s*[-–—/]\s*(?:20)?\d\d\s*уч(?:ебный|\.)?\s*(?:г\.?|год)", re.IGNORECASE)
_ROMAN = re.compile(r"[IVІ]{1,3}")
_WORD = re.compile(r"\w+")
_QUARTER = re.compile(r"([IVХІПШ1-4]{1,3})\s*-?\s*(?:й|ый|ой|ий)?\s*(?:квартал|кварт|кв)\.?(?:а)?\b", re.IGNORECASE)
_HALF = re.compile(r"([IVІП12]{1,2})\s*-?\s*(?:е|ое)?\s*полугодие", re.IGNORECASE)


@lru_cache(maxsize=20_000)
def time_of(text: str) -> str | None:
    """A heading that is a quarter, half-year, month, year or school year, as printed on one line; None for any other."""
    plain = mend(text)
    if len(plain) > 30:
        return None
    if _QUARTER.search(plain) or _HALF.search(plain) or _is_month(plain) or _YEAR_HEADING.fullmatch(plain):
        return plain
    school = plain.startswith("20") and _SCHOOL_YEAR.fullmatch(plain)
    return plain if school or (_ROMAN.fullmatch(plain) and roman_value(plain)) else None


def _is_month(heading: str) -> bool:
    """A month, or months, with or without a year and nothing else («сент.», «Январь 2022 г.»)."""
    names = [token for token in lemmas(heading.lower()) if not token.isdigit() and token not in ("год", "г")]
    shorts = set(_WORD.findall(heading.lower())) & words("months_short")
    return bool(names) and (all(name in words("months") for name in names) or len(shorts) == len(names))


def with_year(time: str, upper: tuple[str, ...]) -> str:
    """A quarter or month with the year that stands above it, if its own heading has none («2021 - 2023 годы» is no year)."""
    if _YEAR.search(time):
        return time
    years = next((found for text in reversed(upper) if (found := set(_YEAR.findall(text)))), set())
    return f"{time} {years.pop()}" if len(years) == 1 else time
