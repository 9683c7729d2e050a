"""Calendar expressions: printed parts, years, bounds and dashes become dated members, the year shared as officials share it.

The steps are those of `members`: elements → slots (one printed date each) → headings («2022 год: март, май») → ranges → months of
bare days → shared years → members with years.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from normalize.deadlines.calendar_words import school_half
from normalize.deadlines.edtf import month_length
from normalize.deadlines.elements import LAST_DAY, Element, Impossible, Member, Part, Stamp, Unit, Years
from normalize.deadlines.slots import Slot, printed_dates
from records.meaning import Bound, DeadlineContext


class NoMonth(Impossible):
    """A bare day or a week without a month to belong to."""


def members(elements: Iterable[Element], context: DeadlineContext, *, month: int | None = None) -> list[Member]:
    """The dated members of a stretch of elements, in printed order; `month` is the context's unless another is given.

    Raises Impossible for a date that does not exist or a range that runs backwards, NoMonth for a bare day with no month.
    """
    slots = _ranges(printed_dates(elements))
    _fill_months(slots, context, month or context.month)
    _share_bounds(slots)
    _share_years(slots)
    return [member for slot in slots for member in _expand(slot, context)]


def _ranges(slots: list[Slot]) -> list[Slot]:
    """Tie «A – B», «с A по B», «с A до B» into one slot with its end."""
    joined: list[Slot] = []
    for slot in slots:
        before = joined[-1] if joined else None
        if before and before.end and slot.link == "dash" and slot.bound is None:
            before.end = slot  # «сентябрь-октябрь-ноябрь»
            continue
        if before and not before.end and _is_range(before, slot):
            if len(before.parts) > 1 or len(slot.parts) > 1:
                raise Impossible("range of lists")
            before.end = slot
            if before.bound == "from":
                before.bound = None
        else:
            joined.append(slot)
    for slot in joined:
        slot.bound = {"from": "after", "till": "before", "not later": "before"}.get(slot.bound or "", slot.bound)
    return joined


def _is_range(before: Slot, slot: Slot) -> bool:
    if slot.bound == "till":
        return True
    if slot.bound == "before":
        return before.bound == "from" and slot.link == ""
    return slot.link == "dash" and slot.bound is None


def _fill_months(slots: list[Slot], context: DeadlineContext, month: int | None) -> None:
    """A bare day takes the month of the next day that has one («5, 12 сентября», «с 1 по 15 марта»), else the section's month."""
    known: Slot | None = None
    for slot in reversed(slots):
        if slot.end and slot.end.bare:
            _take_month(slot.end, known, context, month)
        if slot.bare:
            _take_month(slot, slot.end or known, context, month)
        last = slot.end or slot
        known = Slot(slot.parts, slot.years or last.years) if slot.parts[0].unit in ("day", "days") else None


def _take_month(slot: Slot, known: Slot | None, context: DeadlineContext, month: int | None) -> None:
    if known and known.parts[0].unit in ("day", "days") and not known.bare:
        number = known.parts[0].first[0]
        slot.years = slot.years or known.years
    else:
        number = month
        if context.year and context.month == month and not slot.years:
            slot.years = Years(((context.year, context.year),))
    if not number:
        raise NoMonth("bare day")
    slot.parts = [part.in_month(number) for part in slot.parts]


def _share_bounds(slots: list[Slot]) -> None:
    """«до 15 ноября и 15 мая»: the preposition bears on every date of the same kind after it."""
    for before, slot in pairwise(slots):
        same = before.parts[0].unit == slot.parts[0].unit and slot.parts[0].genitive and not slot.end and not before.end
        if before.bound == "before" and slot.bound is None and same and slot.link in ("comma", "and"):
            slot.bound, slot.inclusive = "before", before.inclusive


def _share_years(slots: list[Slot]) -> None:
    """A year printed once is shared: first by the dates before it, then by those after it."""
    years: Years | None = None
    for slot in reversed(slots):
        last = slot.end or slot
        last.years = last.years or years
        years = slot.years or last.years
    years = None
    for slot in slots:
        last = slot.end or slot
        if not (slot.years or last.years):
            last.years = years
        years = last.years or slot.years


def _expand(slot: Slot, context: DeadlineContext) -> Iterator[Member]:
    bound: Bound | None = "before" if slot.bound == "before" else "after" if slot.bound == "after" else None
    if slot.end:
        for first, last, unit in _range(slot, slot.end, context):
            yield Member(first, last, unit, None, bound, slot.inclusive)
        return
    for part in slot.parts:
        for first, last, code in _dated(part, slot.years, context):
            unit, first, last, code = _at_edge(part, slot, first, last, code)
            yield Member(first, last, unit, code, bound, slot.inclusive)


def _at_edge(part: Part, slot: Slot, first: Stamp, last: Stamp, code: int | None) -> tuple[Unit, Stamp, Stamp, int | None]:
    """«до конца мая 2022» names the last day; at any other edge («в конце мая») the unit itself stands."""
    unit: Unit = "school" if slot.years and slot.years.school and slot.is_year else part.unit
    if part.edge == "end" and slot.bound == "before" and unit != "day":
        day = Stamp(last.year, last.month or 12, LAST_DAY)
        return "day", day, day, None
    return unit, first, last, code


def _dated(part: Part, years: Years | None, context: DeadlineContext) -> Iterator[tuple[Stamp, Stamp, int | None]]:
    """The part in each of its years: first stamp, last stamp, EDTF sub-year code."""
    if years is None:
        part = school_half(part) if context.school_year else part
        yield Stamp(None, *part.first), Stamp(None, *part.last), None if part.unit != "season" else part.code
    elif part.unit == "year":
        for a, b in years.spans:
            yield (Stamp(a, 9), Stamp(b, 5), None) if years.school else (Stamp(a), Stamp(b), None)
    elif years.school:
        part = school_half(part)
        for a, b in ((y, y + 1) for s in years.spans for y in range(*s)):
            yield _in_school_year(part.first, a, b), _in_school_year(part.last, a, b), None
    else:
        part = school_half(part) if context.school_year else part
        for year in years.single:
            yield _existing(Stamp(year, *part.first)), Stamp(year, *part.last), part.code


def _existing(stamp: Stamp) -> Stamp:
    """Refuse 29 February of a year that has none."""
    if stamp.month == 2 and stamp.day and stamp.day != LAST_DAY and stamp.day > month_length(stamp.year, 2):
        raise Impossible("29 February")
    return stamp


def _in_school_year(place: tuple[int | None, int | None], first: int, second: int) -> Stamp:
    return Stamp(first if (place[0] or 0) >= 9 else second, *place)


def _range(slot: Slot, end: Slot, context: DeadlineContext) -> Iterator[tuple[Stamp, Stamp, Unit]]:
    a, b = slot.parts[0], end.parts[0]
    unit: Unit = b.unit if b.unit != "year" else a.unit
    if "season" in (a.unit, b.unit):
        raise Impossible("range of seasons")
    if a.unit in ("quarter", "half") and b.unit == "month" and not slot.years:
        raise Impossible("a month behind a longer unit")  # «1 полугодие – декабрь, 2 полугодие – май» says when in it
    firsts = [first for first, _, _ in _dated(a, slot.years, context)] if slot.years else []
    lasts = [last for _, last, _ in _dated(b, end.years, context)] if end.years else []
    if firsts and lasts:
        pairs = list(zip(firsts, lasts, strict=False)) if len(firsts) == len(lasts) else [(firsts[0], lasts[-1])]
    elif end.years and end.years.school:
        pairs = [
            (_in_school_year(a.first, s, s + 1), last)
            for s, last in zip((y for x in end.years.spans for y in range(*x)), lasts, strict=True)
        ]
    elif lasts:
        pairs = _backward(a, lasts)
    elif firsts:
        pairs = [(first, Stamp(first.year, *b.last)) for first in firsts]
    else:
        pairs = _yearless(a, b, context)
    for first, last in pairs:
        if first.year is not None and last.year is not None and _order(first) > _order(last, end=True):
            raise Impossible("a range that runs backwards")
        if _holds(last, first):
            raise Impossible("a range whose end holds its start")
        yield first, last, unit


def _holds(last: Stamp, first: Stamp) -> bool:
    """Whether the end is a longer stretch that the start lies in («01.09.2022 – 2022»): no interval by EDTF."""
    in_year = last.month is None and first.month is not None
    in_month = last.day is None and first.day is not None and last.month == first.month
    return last.year == first.year and (in_year or in_month)


def _yearless(a: Part, b: Part, context: DeadlineContext) -> list[tuple[Stamp, Stamp]]:
    if context.school_year:
        a, b = school_half(a), school_half(b)
    if a.first[0] == b.last[0] and (a.first[1] or 0) > (b.last[1] or LAST_DAY):
        raise Impossible("a range that runs backwards inside a month")
    return [(Stamp(None, *a.first), Stamp(None, *b.last))]


def _backward(a: Part, lasts: list[Stamp]) -> list[tuple[Stamp, Stamp]]:
    """One year for both ends; a range that runs backwards starts in the year before («декабрь-январь 2022»)."""
    if a.unit == "year":
        raise Impossible("a year without a number")
    pairs = []
    for last in lasts:
        year = last.year or 0
        first = Stamp(year, *a.first)
        if (first.month or 0) > (last.month or 12):
            first = Stamp(year - 1, *a.first)
        pairs.append((first, last))
    # «сентябрь – май 2022-2023»: the years are those of the two ends, so the first one has no range of its own.
    return pairs[1:] if len(pairs) > 1 and pairs[0][0].year != pairs[0][1].year else pairs


def _order(stamp: Stamp, *, end: bool = False) -> tuple[int, int, int]:
    return (stamp.year or 0, stamp.month or (12 if end else 1), stamp.day or (LAST_DAY if end else 1))
