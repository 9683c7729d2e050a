"""Repetition with its dates: what is printed first, in which window the rule runs, on which days it falls due."""

from __future__ import annotations

from collections.abc import Sequence

from normalize.deadlines import repeats
from normalize.deadlines.dates import members
from normalize.deadlines.edtf import write_edtf, written_out
from normalize.deadlines.elements import Element, Frequency, Impossible, Meaning, Member
from normalize.deadlines.found import CALENDAR, Found, calendar_elements
from normalize.deadlines.frequencies import EVERY_WEEKDAY
from records.meaning import DeadlineContext


def repeats_on_weekdays(found: Found) -> bool:
    """A weekday without a date is weekly; beside a day it only repeats the calendar, and placed in a month it is the month."""
    if not found.weekdays:
        return False
    parts = [part for e in found.elements if e.kind == "parts" for part in e.value] + [
        e.value[0] for e in found.elements if e.kind == "date"
    ]
    if any(part.unit in ("day", "days") for part in parts) and not any(e.rule == "within" for e in found.elements):
        repeated = any(e.rule == EVERY_WEEKDAY for e in found.of_kind["weekdays"])  # «по пятницам», not «5 мая (пятница)»
        return repeated or (len(parts) > 1 and any(e.kind == "bound" for e in found.elements))
    return not (parts and any(place for place, _ in found.weekdays))


def recurring(found: Found, frequency: Frequency | None, context: DeadlineContext) -> Meaning:
    """The columns of a repeated item; `frequency` is None where only weekdays repeat. Raises Impossible as `dates.members` does."""
    elements, window_years = _window_years(found, frequency)
    if not window_years:
        elements, window_years = _open_window(elements)
    bare = [e for e in elements if e.kind == "parts" and any(p.first[0] == 0 for p in e.value)]
    has_days = any(p.first[0] and p.unit in ("day", "days") for e in elements if e.kind == "parts" for p in e.value)
    if bare and not has_days and not any(e.kind == "date" for e in elements):
        return _on_days(found, elements, frequency or Frequency("WEEKLY"), context, window_years)
    dated: list[Member] = []
    undated: list[Member] = list(window_years)
    for number, segment in enumerate(_segments(elements)):
        first = found.then and number == 0  # what is printed before «далее» comes first, with its year or without
        for member in members(segment, context):
            (dated if first or member.first.year is not None or member.last.year is not None else undated).append(member)
    undated = [m for m in undated if m.unit != "season"]
    if window_years:
        undated, dated = undated[len(window_years) :], [*window_years, *dated]
    if found.weekdays:
        return _on_weekdays(found, frequency, dated, undated)
    if frequency is None:
        raise Impossible("nothing repeats")
    return _by_calendar(found, frequency, dated, undated, bool(window_years))


def _window_years(found: Found, frequency: Frequency | None) -> tuple[list[Element], list[Member]]:
    """«ежегодно, май 2022-2024 гг.»: several years beside a yearly rule are the window in which it runs."""
    elements = found.elements
    parts = any(e.kind == "parts" for e in elements)
    spans = [e for e in elements if e.kind == "years" and not e.value.school and len(e.value.single) > 1]
    if found.then or not parts or len(spans) != 1 or frequency is None or frequency.freq != "YEARLY":
        return elements, []
    return [e for e in elements if e is not spans[0]], members(spans, DeadlineContext())


def _open_window(elements: list[Element]) -> tuple[list[Element], list[Member]]:
    """«с 2022 года ежегодно до 1 сентября», «с 01.07.2022 ежемесячно до 5 числа»: an open start beside other dates is the window."""
    for k, element in enumerate(elements[:-1]):
        kinds = [e.kind for e in elements[k + 1 : k + 3]]
        end = k + 3 if kinds == ["parts", "years"] else k + 2 if kinds[0] in ("years", "date") else 0
        if not end or element.kind != "bound" or element.value not in ("from", "after"):
            continue
        following = elements[end].kind if end < len(elements) else ""
        rest = elements[:k] + elements[end:]
        if following != "bound" and any(e.kind in ("parts", "date") for e in rest):
            return rest, members(elements[k:end], DeadlineContext())
    return elements, []


def _segments(elements: Sequence[Element]) -> list[list[Element]]:
    """The calendar elements, parted at «далее» and at a bracket that holds a date of its own («сентябрь (январь, 2022)»)."""
    segments: list[list[Element]] = [[]]
    outside = segments[0]
    for element in elements:
        if element.kind == "then":
            segments.append([])
            outside = segments[-1]
        elif element.kind == "open":
            segments.append([])
        elif element.kind == "close":
            segments.append(outside) if outside is not segments[-1] else None
        elif element.kind in CALENDAR:
            segments[-1].append(element)
    unique = list({id(segment): segment for segment in segments}.values())
    if any(e.kind == "then" for e in elements) or _own_years(unique):
        return unique
    return [[e for e in elements if e.kind in CALENDAR]]


def _own_years(segments: Sequence[Sequence[Element]]) -> bool:
    """Whether one segment is dated with its year while another has dates without any."""
    with_year = [any(e.kind in ("date", "years") for e in s) and any(e.kind in ("date", "parts") for e in s) for s in segments]
    without = [any(e.kind == "parts" for e in s) and not any(e.kind in ("date", "years") for e in s) for s in segments]
    return any(with_year) and any(without)


def _on_days(found: Found, elements: Sequence[Element], frequency: Frequency, context: DeadlineContext, window: list[Member]) -> Meaning:
    """«ежемесячно до 5 числа», «ежеквартально (до 15 числа месяца, следующего за отчетным)», «ежемесячно, 3 неделя»."""
    placed = [e for e in elements if e.kind == "parts" and any(p.first[0] for p in e.value)]
    days = members([e for e in calendar_elements(elements) if e not in placed and e.kind not in ("years", "date")], context, month=1)
    months = [stamp.month or 0 for m in members(placed, context) for stamp in written_out(m)] if placed else []
    dated = window or _range_of_days(elements, context) or members([e for e in elements if e.kind == "years"], context)
    if dated and dated[0].first.month and not window:
        months = []  # the months are those of the window, not of the rule
    edtf, open_bound = write_edtf(dated)
    _, bound = write_edtf(days)
    bound = bound if open_bound in (None, bound) else None
    if frequency.freq == "YEARLY" and not months and ("after", "year") in found.reports:
        months = [1]  # «месяца, следующего за отчетным годом»
    spans = [(m.first.day, m.last.day or m.first.day) for m in days if m.first.day]
    if spans:
        last = any(head == "last" for head, _ in found.reports)
        due = all(m.bound == "before" for m in days)
        rule = repeats.on_days(frequency, [(a, a if due else b) for a, b in spans], months, last_month=last)
    else:
        rule = repeats.plain(frequency)
    return _repeated(rule, frequency, edtf, bound, dated, window=True)


def _range_of_days(elements: Sequence[Element], context: DeadlineContext) -> list[Member]:
    """The window «с сентября 2021 г. по май 2022 г.» beside days of the month; empty where no range with its years is printed."""
    kept: list[Element] = []
    for element in elements:
        if element.kind == "parts" and any(part.first[0] == 0 for part in element.value):
            if kept and kept[-1].kind == "bound":
                kept.pop()
            continue
        kept.append(element)
    ranged = sum(e.kind == "parts" for e in kept) == 2 and any(e.kind == "years" for e in kept)
    found = members(calendar_elements(kept), context) if ranged else []
    return found if len(found) == 1 and found[0].first.year and found[0].last.year else []


def _on_weekdays(found: Found, frequency: Frequency | None, dated: list[Member], undated: list[Member]) -> Meaning:
    if not dated and (_one_stretch(undated) or _one_bound(undated)):
        dated, undated = undated, []  # «по пятницам с 15 июня по 10 августа», «по пятницам до 5 мая»
    months = [stamp.month or 0 for m in undated if m.first.month for stamp in written_out(m)]
    edtf, bound = write_edtf(dated)
    rule = repeats.on_weekdays(frequency, found.weekdays, months)
    return _repeated(rule, frequency or Frequency("WEEKLY"), edtf, bound, dated, window=True)


def _by_calendar(found: Found, frequency: Frequency, dated: list[Member], undated: list[Member], window: bool) -> Meaning:
    yearly = frequency.freq == "YEARLY" and frequency.interval == 1
    window = window or (bool(dated) and not found.then and (not yearly or _is_window(dated)))
    if undated and not yearly and (_one_bound(undated) or _one_stretch(undated)):
        edtf, bound = write_edtf(undated)
        return _repeated(repeats.plain(frequency), frequency, edtf, bound, undated, window=True)
    edtf, bound = write_edtf(dated)
    if undated:
        rule = repeats.of_members(undated, frequency)
        _, own = write_edtf(undated)
        bound = own if bound is None else bound if own == bound or (window and own is None) else None
    elif dated and yearly and not window and (frequency.times or 1) == 1:
        rule = repeats.of_members(dated, frequency)
    else:
        rule = repeats.plain(frequency)
    return _repeated(rule, frequency, edtf, bound, dated, window=window)


def _one_bound(undated: Sequence[Member]) -> bool:
    return len(undated) == 1 and undated[0].bound is not None


def _one_stretch(undated: Sequence[Member]) -> bool:
    """«ежедневно с 15 июня по 31 августа»: days from one to another, beside something finer than a year."""
    ends = [(member.first, member.last) for member in undated]
    return len(ends) == 1 and all(end.day is not None for end in ends[0]) and ends[0][0] != ends[0][1]


def _is_window(dated: Sequence[Member]) -> bool:
    """Whether dates beside «ежегодно» are the years in which the rule runs, and no first occurrence of it."""
    first, last = dated[0].first, dated[-1].last
    if dated[0].bound == "after" or dated[0].unit in ("year", "school") or first.month is None or last.month is None:
        return True
    if dated[0].bound == "before" and not dated[0].last.day:
        return True
    single = len(dated) == 1 and first.year is not None and last.year is not None
    return single and (last.year * 12 + last.month) - (first.year * 12 + first.month) >= 11  # type: ignore[operator]


def _repeated(
    rule: repeats.Rule, frequency: Frequency, edtf: str | None, bound: str | None, dated: Sequence[Member], *, window: bool
) -> Meaning:
    return Meaning(
        "recurring", edtf=edtf, rrule=rule.rrule, duration=rule.duration, bound=bound, times=frequency.times,  # type: ignore[arg-type]
        at_least=frequency.at_least, members=tuple(dated), window=window and bool(dated), leftover="дни месяца" if rule.lost else "",
    )  # fmt: skip
