"""What the scanner finds in an item and what the grammar builds of it: small frozen records shared by this package."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, Literal, NamedTuple

from records.meaning import Bound, ConditionKind, Extent

Unit = Literal["day", "days", "month", "quarter", "half", "year", "school", "season"]


DAYS_IN_MONTH = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)  # of any year
LAST_DAY = 99  # stands for the last day of whatever month it is


class Stamp(NamedTuple):
    """A calendar place of any precision; None where nothing is printed. Day LAST_DAY is the last day of the month."""

    year: int | None
    month: int | None = None
    day: int | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """A printed calendar unit before its year is known.

    `first` and `last` are (month, day): month 0 is to be taken from the context, None stands for the whole year;
    `code` is the EDTF sub-year code that the unit may be written with, `place` its number (quarter, half).
    """

    unit: Unit
    first: tuple[int | None, int | None]
    last: tuple[int | None, int | None]
    code: int | None = None
    place: int | None = None
    edge: str | None = None
    numbered: bool = False  # «5 числа»: a day of the month, whatever the month
    genitive: bool = True

    @lru_cache(maxsize=4096)  # noqa: B019 - parts are values, few and small
    def in_month(self, month: int) -> Part:
        """The same unit with its unknown month filled in."""
        for day in (self.first[1], self.last[1]):
            if day and day != LAST_DAY and day > DAYS_IN_MONTH[month - 1]:
                raise Impossible(f"{day}.{month:02}")
        return replace(self, first=(month, self.first[1]), last=(month, self.last[1]))


@dataclass(frozen=True, slots=True)
class Years:
    """Printed years: closed spans (2022, 2022) or (2021, 2024); `school` where «учебный год» follows."""

    spans: tuple[tuple[int, int], ...]
    school: bool = False

    @property
    def single(self) -> list[int]:
        """Every calendar year that is named, spans written out."""
        return [year for a, b in self.spans for year in range(a, b + 1)]


class Member(NamedTuple):
    """One dated interval of an item with its bound; `first` and `last` may lack the year."""

    first: Stamp
    last: Stamp
    unit: Unit
    code: int | None = None
    bound: Bound | None = None
    inclusive: bool = False


@dataclass(frozen=True, slots=True)
class Frequency:
    """A printed repetition: RRULE FREQ and INTERVAL, how often in it, and what it implies."""

    freq: str
    interval: int = 1
    times: int | None = None
    at_least: bool = False
    extent: Extent | None = None
    fixed: bool = True  # False: only a count, no period («2 раза»)


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition with the bound that its words carry."""

    kind: ConditionKind
    bound: Bound | None = None


class Element(NamedTuple):
    """A recognised stretch of tokens `first` up to (not including) `last`; `rule` names the rule that read it."""

    kind: str
    first: int
    last: int
    value: Any = None
    rule: str = ""


class Meaning(NamedTuple):
    """The columns of one item before resolution. `window`: the dates are the days in which the rule runs, not its first occurrence."""

    kind: str
    edtf: str | None = None
    rrule: str | None = None
    duration: str | None = None
    extent: Extent | None = None
    bound: Bound | None = None
    times: int | None = None
    at_least: bool = False
    condition_kind: ConditionKind | None = None
    condition: str | None = None
    members: tuple[Member, ...] = ()
    window: bool = False
    rules: tuple[str, ...] = ()
    leftover: str = ""
    partial: bool = False  # the words alone are no complete deadline (used when lines are told apart)


class Impossible(ValueError):
    """A date that the calendar does not have, or a range that runs backwards: the item is `unparsed`."""
