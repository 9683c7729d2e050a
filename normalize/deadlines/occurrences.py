"""The intervals that an item gives in the plan period (RFC 5545 semantics for rules, anchored to the calendar, not to the plan)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import lru_cache

from normalize.deadlines.edtf import month_length
from normalize.deadlines.elements import Meaning, Member
from normalize.deadlines.resolve import occurrence, on_time
from records.meaning import DeadlineContext, Extent, Occurrence, Period

_WEEKDAYS = {"MO": 0, "TU": 1, "WE": 2, "TH": 3, "FR": 4, "SA": 5, "SU": 6}
_DAY = timedelta(days=1)


def occurrences(meaning: Meaning, context: DeadlineContext) -> tuple[Occurrence, ...]:
    """All occurrences, ascending; empty where the item is conditional or cannot be resolved."""
    match meaning.kind:
        case "date":
            return _dated(meaning.members, context.period)
        case "continuous":
            return _dated(meaning.members, context.period) if meaning.members else through(meaning.extent, context.period)
        case "recurring":
            return _repeated(meaning, context.period)
        case _:
            return ()


def span(meaning: Meaning, found: Sequence[Occurrence], context: DeadlineContext) -> tuple[date | None, date | None]:
    """`start` and `end` of an item: first start and last end; a need item takes them from its extent."""
    if meaning.kind == "conditional" and meaning.condition_kind == "need" and meaning.extent:
        found = _dated(meaning.members, context.period) if meaning.members else through(meaning.extent, context.period)
    if not found:
        return None, None
    ends = [o.end for o in found]
    return found[0].start, None if None in ends else max(end for end in ends if end)


def _dated(members: Sequence[Member], period: Period | None) -> tuple[Occurrence, ...]:
    found = [on_time(member, period) for member in members]
    if any(place is None for place in found):
        return ()
    places = sorted({place for place in found if place}, key=lambda p: (p[0] or date.min, p[1] or date.max))
    return tuple(occurrence(start, end, period) for start, end in places)


@lru_cache(maxsize=200)
def through(extent: Extent | None, period: Period | None) -> tuple[Occurrence, ...]:
    """One interval for each calendar year, each school year (September to May) or the whole plan period, cut to it."""
    if period is None or extent is None:
        return ()
    years = range(period.start.year - 1, period.end.year + 1)
    spans = {
        "plan_period": [(period.start, period.end)],
        "year": [(date(y, 1, 1), date(y, 12, 31)) for y in years],
        "school_year": [(date(y, 9, 1), date(y + 1, 5, 31)) for y in years],
    }[extent]
    cut = [(max(start, period.start), min(end, period.end)) for start, end in spans]
    return tuple(Occurrence(start, end, True) for start, end in cut if start <= end)


def _repeated(meaning: Meaning, period: Period | None) -> tuple[Occurrence, ...]:
    first = () if meaning.window else _first(meaning, period)
    window = _window(meaning, period, first)
    if window is None or meaning.rrule is None or meaning.duration is None:
        return first
    return first + _of_rule(meaning.rrule, meaning.duration, *window, period)


@lru_cache(maxsize=2_000)  # the cells of an archive repeat by few rules in few periods
def _of_rule(rrule: str, duration: str, low: date, high: date, period: Period | None) -> tuple[Occurrence, ...]:
    """The occurrences of a rule that start from `low` to `high`."""
    return tuple([occurrence(start, after(start, duration) - _DAY, period) for start in starts(rrule, low, high)])


def _first(meaning: Meaning, period: Period | None) -> tuple[Occurrence, ...]:
    """The dated occurrences before the rule; of a «до» only the due day."""
    found = _dated(meaning.members, period)
    return tuple(occurrence(o.end, o.end, period) for o in found) if meaning.bound == "before" else found


def _window(meaning: Meaning, period: Period | None, first: Sequence[Occurrence]) -> tuple[date, date] | None:
    """The days on which an occurrence of the rule may start: the plan period, after the dated ones or inside the window."""
    start, end = (period.start, period.end) if period else (None, None)
    if meaning.window:
        places = [on_time(member, period) for member in meaning.members]
        if any(place is None for place in places):
            return None
        low = min((p[0] for p in places if p and p[0]), default=None)
        high = max((p[1] for p in places if p and p[1]), default=None)
        start, end = max(filter(None, (start, low)), default=None), min(filter(None, (end, high)), default=None)
    elif first:
        last = max((o.end for o in first if o.end), default=None)
        start = max(start, last + _DAY) if start and last else start
    return (start, end) if start and end else None


def after(start: date, duration: str) -> date:
    """The first day after an ISO 8601 duration of one unit (P10D, P2W, P3M, P1Y)."""
    number, unit = int(duration[1:-1]), duration[-1]
    if unit in "DW":
        return start + timedelta(days=number * (7 if unit == "W" else 1))
    months = start.month - 1 + number * (12 if unit == "Y" else 1)
    year, month = start.year + months // 12, months % 12 + 1
    return date(year, month, min(start.day, month_length(year, month)))


def starts(rrule: str, low: date, high: date) -> Iterator[date]:
    """The days from `low` to `high` on which the rule's occurrences start, ascending."""
    rule = dict(part.split("=") for part in rrule.split(";"))
    interval = int(rule.get("INTERVAL", 1))
    if rule["FREQ"] in ("DAILY", "WEEKLY"):
        yield from _by_days(rule, low, high, interval)
        return
    for year, month in _months(rule, low, high, interval):
        yield from (day for day in _days(rule, year, month) if low <= day <= high)


def _by_days(rule: dict[str, str], low: date, high: date, interval: int) -> Iterator[date]:
    if rule["FREQ"] == "DAILY":
        for offset in range(0, (high - low).days + 1, interval):
            yield low + timedelta(days=offset)
        return
    days = sorted(_WEEKDAYS[code] for code in rule.get("BYDAY", "MO").split(","))
    monday = low - timedelta(days=low.weekday())
    if monday + timedelta(days=days[-1]) < low:
        monday += timedelta(days=7)
    while monday <= high:
        yield from (day for day in (monday + timedelta(days=d) for d in days) if low <= day <= high)
        monday += timedelta(days=7 * interval)


def _months(rule: dict[str, str], low: date, high: date, interval: int) -> Iterator[tuple[int, int]]:
    """The months in which occurrences start. Intervals that divide a year follow the calendar, others start in the plan's first month."""
    step = interval * (12 if rule["FREQ"] == "YEARLY" else 1)
    chosen = {int(month) for month in rule["BYMONTH"].split(",")} if "BYMONTH" in rule else None
    first, last = low.year * 12 + low.month - 1, high.year * 12 + high.month - 1
    if chosen:
        step, anchor = 1, 0
    elif 12 % step == 0:
        anchor = 0
    else:
        unit = 12 if rule["FREQ"] == "YEARLY" else 1
        anchor = -(-(first + (low.day > 1)) // unit) * unit
    for index in range(first, last + 1):
        if index >= anchor and (index - anchor) % step == 0 and (not chosen or index % 12 + 1 in chosen):
            yield index // 12, index % 12 + 1


def _days(rule: dict[str, str], year: int, month: int) -> list[date]:
    length = month_length(year, month)
    if "BYMONTHDAY" in rule:
        days = [int(day) for day in rule["BYMONTHDAY"].split(",")]
        return sorted(date(year, month, day if day > 0 else length + 1 + day) for day in days if day <= length)
    if "BYDAY" in rule:
        return sorted(day for code in rule["BYDAY"].split(",") for day in _weekdays_of(code, year, month, length))
    return [date(year, month, 1)]


def _weekdays_of(code: str, year: int, month: int, length: int) -> list[date]:
    place, weekday = int(code[:-2] or 0), _WEEKDAYS[code[-2:]]
    days = [date(year, month, day) for day in range(1, length + 1) if date(year, month, day).weekday() == weekday]
    if not place:
        return days
    return days[place - 1 : place] if place > 0 else days[place:]
