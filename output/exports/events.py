"""What of a plan stands in a calendar: the occurrences of each deadline item as single days, spans or repetitions.

An item's rule becomes an RRULE only where its expansion gives exactly the occurrences of the dataset; else they are single events. An
occurrence of another length than most (February, a leap year) is an exception of its series (RFC 5545, 3.8.4.4 RECURRENCE-ID).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from dateutil.rrule import rrulestr

from output.rows import Row

_DAY = timedelta(days=1)
_SHORTEST_SERIES = 2


@dataclass(frozen=True, slots=True)
class Interval:
    """A first and a last day."""

    start: date
    end: date

    @property
    def length(self) -> timedelta:
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class Series:
    """One event (`rule` is None) or a repetition that begins with `first`; `exceptions` are its occurrences of another length.

    `occurrence` is the ordinal of the first interval among those of its item, from 1.
    """

    occurrence: int
    first: Interval
    rule: str | None = None
    last: date | None = None
    exceptions: tuple[Interval, ...] = ()


def intervals(item: Row, occurrences: Sequence[Row]) -> list[Interval]:
    """The days of an item's occurrences in a calendar, ascending: of «до» the due day alone, of an open interval the end that is known."""
    found = []
    for one in occurrences:
        start, end = one["start"], one["end"]
        if item["bound"] == "before" and end:
            start = end
        if start or end:
            found.append(Interval(start or end, end or start))
    return found


def series_of(item: Row, found: Sequence[Interval]) -> list[Series]:
    """The intervals as few events as their rule allows: what stands before the repetition by itself, then the repetition."""
    if item["rrule"]:
        for n in range(len(found) - _SHORTEST_SERIES + 1):
            if _expanded(item["rrule"], found[n].start, found[-1].start) == [one.start for one in found[n:]]:
                return [*_single(found[:n]), _repeated(item["rrule"], n, found[n:])]
    return _single(found)


def _single(found: Sequence[Interval]) -> list[Series]:
    return [Series(n, one) for n, one in enumerate(found, start=1)]


def _repeated(rule: str, before: int, found: Sequence[Interval]) -> Series:
    """A series whose events are as long as most of its occurrences (of equally many the longer)."""
    [(_, usual)] = sorted((-count, -length) for length, count in Counter(one.length for one in found).items())[:1]
    exceptions = tuple(one for one in found if one.length != -usual)
    return Series(before + 1, Interval(found[0].start, found[0].start - usual), rule, found[-1].start, exceptions)


def _expanded(rule: str, first: date, last: date) -> list[date]:
    """The days of a rule from `first`, as an independent reader of RFC 5545 counts them."""
    start, until = (datetime(one.year, one.month, one.day) for one in (first, last))
    return [one.date() for one in rrulestr(f"{rule};UNTIL={until:%Y%m%d}", dtstart=start)]
