"""Figures as tables of indicators and statistics print them: decimal commas, percents in brackets, qualifiers, dashes."""

from __future__ import annotations

import re
from dataclasses import dataclass

_NUMBER = r"[-−]?\d{1,3}(?:[ \u202f]\d{3})+(?:[.,]\d+)?|[-−]?\d+(?:[.,]\d+)?"
_FIRST = re.compile(_NUMBER)
_COUNTED = re.compile(rf"(?P<value>{_NUMBER})\s*(?P<unit>%)?\s*(?:чел\.?|ед\.?|шт\.?)?\s*(?:\(\s*(?P<percent>{_NUMBER})\s*%?\s*\))?")
_QUALIFIED = re.compile(rf"(?P<qualifier>[^\d]*?[^\W\d_][^\d]*?)\s*[-–—:]?\s*(?P<value>{_NUMBER})\s*%?")
_LONE = re.compile(rf"(?P<value>{_NUMBER})\s*(?:%|[^\W\d_]+\.?)?")
_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")


@dataclass(frozen=True, slots=True)
class Counted:
    """«841 (97%)»: a value and its percent; both None for a dash or a word."""

    value: float | None
    percent: float | None


@dataclass(frozen=True, slots=True)
class Qualified:
    """One line of a cell: «ЕГЭ -99» is 99 with the qualifier «ЕГЭ»."""

    qualifier: str | None
    value: float | None
    raw: str


def number(text: str) -> float:
    """«97,6» → 97.6, «10 873» → 10873.0."""
    return float(re.sub(r"\s", "", text).replace(",", ".").replace("−", "-"))


def counted(text: str) -> Counted:
    """The value and percent of a cell of statistics; a lone «99,5%» is a percent."""
    match = _COUNTED.fullmatch(" ".join(text.split()))
    if not match:
        return Counted(None, None)
    percent = number(match["percent"]) if match["percent"] else None
    if match["unit"] and percent is None:
        return Counted(None, number(match["value"]))
    return Counted(number(match["value"]), percent)


def qualified(text: str) -> list[Qualified]:
    """The values of a cell of indicators, one for each line; a cell without any figure gives one row with null value."""
    found = []
    for line in text.split("\n"):
        match = _QUALIFIED.match(line.strip())
        first = _FIRST.search(line)
        if match:
            found.append(Qualified(match["qualifier"].strip(" -–—:") or None, number(match["value"]), line))
        elif first:
            found.append(Qualified(None, number(first.group()), line))
    return found or [Qualified(None, None, text.replace("\n", " "))]


def lone_figure(text: str) -> float | None:
    """The figure of a text that is one figure («100», «0 %», «7,5 балла»), None for a range or words."""
    match = _LONE.fullmatch(text.strip())
    return number(match["value"]) if match else None


def year_in(text: str) -> int | None:
    """The only year that a heading prints, None where there is none or more than one."""
    years = set(_YEAR.findall(text))
    return int(years.pop()) if len(years) == 1 else None
