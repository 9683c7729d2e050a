"""Repetition as RFC 5545 RRULE (without DTSTART) with the ISO 8601 duration of one occurrence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from normalize.deadlines.edtf import month_length, written_out
from normalize.deadlines.elements import LAST_DAY, Frequency, Impossible, Member, Stamp

_RANK = {"DAILY": 0, "WEEKLY": 1, "MONTHLY": 2, "YEARLY": 3}
_LETTER = {"DAILY": "D", "WEEKLY": "W", "MONTHLY": "M", "YEARLY": "Y"}
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
# The first months of the periods, and the last ones, by the number of months in a period.
_FIRST_MONTHS = {3: (1, 4, 7, 10), 6: (1, 7)}
_LAST_MONTHS = {3: (3, 6, 9, 12), 6: (6, 12)}
_NO_LEAP_YEAR = 2001


@dataclass(frozen=True, slots=True)
class Rule:
    """An RRULE and the duration of one occurrence; `lost` is true where RRULE cannot say all that is printed."""

    rrule: str
    duration: str
    lost: bool = False


def finest(frequencies: Sequence[Frequency]) -> Frequency | None:
    """The finer of several repetitions («Ежегодно, ежеквартально»); a bare count («2 раза») is added to it."""
    fixed = [f for f in frequencies if f.fixed]
    if not fixed:
        return None
    best = min(fixed, key=lambda f: (_RANK[f.freq], f.interval, f.times is None))
    counts = [f for f in frequencies if not f.fixed]
    if counts and best.times is None:
        best = Frequency(best.freq, best.interval, counts[0].times, counts[0].at_least, best.extent)
    return best


def plain(frequency: Frequency) -> Rule:
    """The rule of a frequency alone: whole calendar periods."""
    interval = f";INTERVAL={frequency.interval}" if frequency.interval > 1 else ""
    return Rule(f"FREQ={frequency.freq}{interval}", f"P{frequency.interval}{_LETTER[frequency.freq]}")


def on_weekdays(frequency: Frequency | None, days: Sequence[tuple[int, int]], months: Sequence[int]) -> Rule:
    """Named weekdays: (place in the month or 0, weekday)."""
    placed = any(place for place, _ in days)
    codes = ",".join(f"{place or ''}{_WEEKDAYS[day]}" for place, day in dict.fromkeys(days))
    by_month = "BYMONTH=" + ",".join(map(str, sorted(set(months)))) + ";" if months else ""
    freq = "YEARLY" if months else "MONTHLY" if placed else "WEEKLY"
    weeks = frequency.interval if frequency and frequency.freq == "WEEKLY" == freq else 1
    return Rule(f"FREQ={freq};" + (f"INTERVAL={weeks};" if weeks > 1 else "") + f"{by_month}BYDAY={codes}", "P1D")


def on_days(frequency: Frequency, spans: Sequence[tuple[int, int]], months: Sequence[int], *, last_month: bool = False) -> Rule:
    """Days of the month («до 5 числа»), in the given months or after (or at the end of) each period."""
    size = frequency.interval if frequency.freq == "MONTHLY" else 0
    if not months and size in _FIRST_MONTHS:
        months = (_LAST_MONTHS if last_month else _FIRST_MONTHS)[size]
    if not months and (size not in (0, 1) or frequency.freq == "YEARLY"):
        raise Impossible("days of no month")
    days = ",".join(str(-1 if first == LAST_DAY else first) for first in sorted({first for first, _ in spans}))
    # A stretch up to the end of the month is counted in a month of 30 days («третья декада»: P10D).
    length = sorted({1 if first == last else min(last, 30) - first + 1 for first, last in spans})
    head = "FREQ=YEARLY;BYMONTH=" + ",".join(map(str, sorted(set(months)))) if months else "FREQ=MONTHLY"
    return Rule(f"{head};BYMONTHDAY={days}", f"P{length[0]}D", len(length) > 1)


def of_members(members: Sequence[Member], frequency: Frequency) -> Rule:
    """A yearly rule from dates without (or whatever) their year: months, a range of months, days, a range of days.

    Beside a count or a finer word a range is written out in months; quarters only beside what is finer («ежемесячно, I квартал»).
    """
    counted = frequency.times is not None or (frequency.freq, frequency.interval) != ("YEARLY", 1)
    within_quarters = frequency.freq in ("DAILY", "WEEKLY") or (frequency.freq, frequency.interval) == ("MONTHLY", 1)
    if all(m.first.day for m in members):
        return _of_days(members)
    if any(m.first.month is None for m in members):
        return Rule("FREQ=YEARLY", "P1Y")
    lengths = {_months(m) for m in members}
    if len(lengths) == 1 and not (counted and (members[0].unit == "month" or within_quarters)):
        starts, length = {m.first.month for m in members}, lengths.pop()
    else:
        starts, length = {stamp.month for m in members for stamp in written_out(_yearless(m))}, 1
    return Rule("FREQ=YEARLY;BYMONTH=" + ",".join(str(month) for month in sorted(starts, key=lambda n: n or 0)), f"P{length}M")


def _of_days(members: Sequence[Member]) -> Rule:
    months = sorted({m.first.month or 0 for m in members})
    days = sorted({m.first.day or 0 for m in members})
    lengths = sorted({_days(m) for m in members})
    lost = len(months) * len(days) != len({(m.first.month, m.first.day) for m in members}) or len(lengths) > 1
    if lost:
        return Rule("FREQ=YEARLY;BYMONTH=" + ",".join(map(str, months)), "P1M", lost=True)
    ends = {month_length(None, month) for month in months}
    printed = [str(day) if day != LAST_DAY else "-1" if len(ends) > 1 or 2 in months else str(max(ends)) for day in days]
    return Rule(f"FREQ=YEARLY;BYMONTH={','.join(map(str, months))};BYMONTHDAY={','.join(printed)}", f"P{lengths[0]}D")


def _yearless(member: Member) -> Member:
    first, last = member.first, member.last
    return Member(Stamp(None, first.month), Stamp(None, last.month), member.unit)


def _months(member: Member) -> int:
    return ((member.last.month or 12) - (member.first.month or 1)) % 12 + 1


def _days(member: Member) -> int:
    """Days of a range in a year without 29 February."""
    if member.bound:
        return 1
    first, last = member.first, member.last
    year = _NO_LEAP_YEAR + ((first.month, first.day) > (last.month, last.day or LAST_DAY))
    return (_day(last, year) - _day(first, _NO_LEAP_YEAR)).days + 1


def _day(stamp: Stamp, year: int) -> date:
    month = stamp.month or 1
    return date(year, month, min(stamp.day or month_length(year, month), month_length(year, month)))
