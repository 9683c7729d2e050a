"""A dataset as a calendar (iCalendar, RFC 5545): whole days, repetitions as rules, due days with an alarm.

Ids of events come from the ids of activities, and SEQUENCE is the number of the dataset's edition: a calendar that is imported again
replaces what it brought before.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from icalendar import Alarm, Calendar, Event, vRecur

from output.exports.events import Interval, Series, intervals, series_of
from output.exports.files import write_whole
from output.exports.plans import ActivityRows, PlanRows, body_names, file_name, order_in_words, place, plans_of, vocabulary
from output.exports.selection import Selection
from output.exports.words import export_words
from output.rows import Row
from output.vocabulary import Names
from output.words import deadline_in_words, plural
from records.errors import UsageError

_DAY = timedelta(days=1)
_WARNING = timedelta(days=-7)  # before a due day
_LONGEST_SUMMARY = 120
_UNKNOWN_DATE = date(2000, 1, 1)
# RFC 5545, 3.1: text is UTF-8 without control characters
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


@dataclass(slots=True)
class Dated:
    """A calendar and, by kind of deadline, the number of items that it could not take in."""

    calendar: Calendar
    events: int = 0
    undated: Counter[str] = field(default_factory=Counter)


def export_ics(selection: Selection, path: Path) -> list[str]:
    """Writes the calendar; gives lines about it for people. Raises UsageError where nothing has a date, FileBusy."""
    made = calendar_of(selection)
    left = [f"{export_words()['no_date'][kind]} — {count}" for kind, count in made.undated.most_common()]
    missing = f"В календарь не вошли сроки без даты: {'; '.join(left)}." if left else ""
    if not made.events:
        raise UsageError(f"В выбранной части набора нет ни одной даты: календарь был бы пуст. {missing}".strip())
    data = made.calendar.to_ical()
    write_whole(path, lambda new: _write(new, data))
    return [plural(made.events, "событие", "события", "событий"), *filter(None, [missing])]


def _write(path: Path, data: bytes) -> None:
    path.write_bytes(data)


def calendar_of(selection: Selection) -> Dated:
    """The calendar of a selection, in the order of plans and rows."""
    calendar = Calendar()
    title = ", ".join(selection.subjects) or "Дорожные карты"
    for name, value in (
        ("PRODID", "-//dorkarta//dorkarta//RU"), ("VERSION", "2.0"), ("CALSCALE", "GREGORIAN"),
        ("NAME", title), ("X-WR-CALNAME", title),
    ):  # fmt: skip
        calendar.add(name, value)
    made = Dated(calendar)
    names = vocabulary(selection)
    for plan in plans_of(selection):
        for activity in plan.activities:
            for item in activity.deadlines:
                _add_item(made, plan, activity, item, names, selection.publication)
    return made


def _add_item(made: Dated, plan: PlanRows, activity: ActivityRows, item: Row, names: Names, sequence: int) -> None:
    own = [one for one in activity.occurrences if one["item"] == item["item"]]
    found = intervals(item, own)
    if not found:
        made.undated[item["kind"]] += 1
    for series in series_of(item, found):
        for event in _events(series, plan, activity, item, names):
            event.add("SEQUENCE", sequence)
            made.calendar.add_component(event)
        made.events += 1


def _events(series: Series, plan: PlanRows, activity: ActivityRows, item: Row, names: Names) -> Iterator[Event]:
    """The event of a series, then one for each of its exceptions."""
    event = _event(series, series.first, plan, activity, item, names)
    if series.rule and series.last:
        event.add("RRULE", vRecur.from_ical(series.rule) | {"UNTIL": series.last})
    yield event
    for one in series.exceptions:
        exception = _event(series, one, plan, activity, item, names)
        exception.add("RECURRENCE-ID", one.start)
        yield exception


def _event(series: Series, days: Interval, plan: PlanRows, activity: ActivityRows, item: Row, names: Names) -> Event:
    event = Event()
    event.add("UID", f"{activity.row['activity_id']}/{item['item']}.{series.occurrence}@dorkarta")
    event.add("DTSTAMP", _stamp(plan))
    event.add("DTSTART", days.start)
    event.add("DTEND", days.end + _DAY)
    due = item["bound"] == "before"
    title = _summary(activity)
    event.add("SUMMARY", f"Срок: {title}" if due else title)
    event.add("DESCRIPTION", _description(plan, activity, item, names))
    event.add("TRANSP", "TRANSPARENT")  # a plan does not make anybody busy
    if activity.row["directions"]:
        event.add("CATEGORIES", [names.concept("direction", activity.row["directions"][0])])
    if due:
        alarm = Alarm()
        alarm.add("ACTION", "DISPLAY")
        alarm.add("TRIGGER", _WARNING)
        alarm.add("DESCRIPTION", f"Через неделю срок: {title}")
        event.add_component(alarm)
    return event


def _stamp(plan: PlanRows) -> datetime:
    """The day of the order, or the plan's first one: the same at every export."""
    known = plan.document["date"] or plan.row["period_start"] or _UNKNOWN_DATE
    return datetime(known.year, known.month, known.day, tzinfo=UTC)


def _summary(activity: ActivityRows) -> str:
    title = _clean(" ".join(str(activity.row["title"]).split())) or "(мероприятие без названия)"
    return title if len(title) <= _LONGEST_SUMMARY else title[:_LONGEST_SUMMARY].rpartition(" ")[0].rstrip(" ,;:—-") + "…"


def _description(plan: PlanRows, activity: ActivityRows, item: Row, names: Names) -> str:
    row, document = activity.row, plan.document
    number = f" (№ {row['number']})" if row["number"] else ""
    source = ", ".join(filter(None, (order_in_words(document), file_name(document), place(row))))
    lines = (
        ("Мероприятие", f"{row['title']}{number}"),
        ("Срок", item["raw"]),
        ("Понят так", deadline_in_words(item)),
        ("Исполнители", ", ".join(body_names(activity, names))),
        ("Результат", row["result_raw"]),
        ("План", plan.row["title"]),
        ("Муниципалитет", document["municipality"]),
        ("Документ", source),
    )
    return "\n".join(f"{name}: {_clean(' '.join(str(value).split()))}" for name, value in lines if value)


def _clean(text: str) -> str:
    return _CONTROLS.sub("\ufffd", text)
