"""Where dated members lie against the plan period: first and last day on which an item is on time."""

from __future__ import annotations

from datetime import date, timedelta

from normalize.deadlines.edtf import month_length
from normalize.deadlines.elements import LAST_DAY, Member, Stamp
from records.meaning import Occurrence, Period

_DAY = timedelta(days=1)


def first_day(stamp: Stamp, year: int) -> date | None:
    """The first day of a stamp in a year; None for 29 February where there is none."""
    month, day = stamp.month or 1, stamp.day or 1
    length = month_length(year, month)
    if day > length:
        return date(year, month, length) if day == LAST_DAY else None
    return date(year, month, day)


def last_day(stamp: Stamp, year: int) -> date | None:
    """The last day of a stamp in a year; day 29–31 of a shorter month that ends a stretch is its last day."""
    month = stamp.month or 12
    return date(year, month, min(stamp.day or 31, month_length(year, month)))


def occurrence(start: date | None, end: date | None, period: Period | None) -> Occurrence:
    """An interval with its flag: it shares a day with the plan period."""
    inside = period is not None and start is not None and end is not None and start <= period.end and end >= period.start
    return Occurrence(start, end, inside)


def interval(member: Member, period: Period | None) -> tuple[date, date] | None:
    """First and last day of a member, the bound set aside; without a year only if the plan period holds exactly one such place."""
    if member.unit == "season":
        return None
    if member.first.year is not None and member.last.year is not None:
        start, end = first_day(member.first, member.first.year), last_day(member.last, member.last.year)
    elif period is None:
        return None
    else:
        start, _ = _only_place(member.first, period) or (None, None)
        _, end = _only_place(member.last, period) or (None, None)
    return (start, end) if start and end and start <= end else None


def _only_place(stamp: Stamp, period: Period) -> tuple[date, date] | None:
    places = []
    for year in range(period.start.year, period.end.year + 1):
        start, end = first_day(stamp, year), last_day(stamp, year)
        if start and end and start <= period.end and end >= period.start:
            places.append((start, end))
    return places[0] if len(places) == 1 else None


def on_time(member: Member, period: Period | None) -> tuple[date | None, date | None] | None:
    """The interval with its bound: «до» a day includes it, a decade, month, quarter or year ends before it; open ends are the plan's."""
    place = interval(member, period)
    if place is None:
        return None
    start, end = place
    if member.bound == "before":
        end = end if member.inclusive or member.unit == "day" else start - _DAY
        return (period.start if period and end >= period.start else None), end
    if member.bound == "after":
        return start, (period.end if period and start <= period.end else None)
    return start, end
