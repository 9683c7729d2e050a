"""The calendar: its events are the occurrences of the dataset when somebody else expands them, and the file is iCalendar to the letter."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import recurring_ical_events
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from normalize.deadlines import read_deadline
from output.exports.events import intervals, series_of
from output.exports.ics import calendar_of, export_ics
from output.exports.selection import Selection
from records.errors import UsageError
from records.meaning import DeadlineContext, Period

Days = tuple[date, date]


def expanded(data: bytes) -> dict[str, list[Days]]:
    """By activity and item, what an independent library makes of a calendar."""
    found: dict[str, list[Days]] = defaultdict(list)
    for event in recurring_ical_events.of(Calendar.from_ical(data)).between(date(1990, 1, 1), date(2090, 1, 1)):
        found[str(event["UID"]).rpartition(".")[0]].append((event.start, event.end - timedelta(days=1)))
    return {item: sorted(days) for item, days in found.items()}


def promised(selection: Selection) -> dict[str, list[Days]]:
    """By activity and item, the occurrences of the dataset; of «до» the due day, of an open interval the end that is known."""
    bounds = {(row["activity_id"], row["item"]): row["bound"] for row in selection.tables["deadlines"].to_pylist()}
    found: dict[str, list[Days]] = defaultdict(list)
    for row in selection.tables["occurrences"].to_pylist():
        first, last = row["start"] or row["end"], row["end"] or row["start"]
        if bounds[row["activity_id"], row["item"]] == "before" and row["end"]:
            first = row["end"]
        if first:
            found[f"{row['activity_id']}/{row['item']}"].append((first, last))
    return {item: sorted(days) for item, days in found.items()}


def test_events_are_the_occurrences_of_the_dataset(selection: Selection) -> None:
    assert expanded(calendar_of(selection).calendar.to_ical()) == promised(selection)


def test_every_item_is_in_the_calendar_or_counted(selection: Selection) -> None:
    made = calendar_of(selection)
    assert len(promised(selection)) + made.undated.total() == selection.tables["deadlines"].num_rows


def test_repetitions_are_rules(selection: Selection) -> None:
    """Items that repeat at least three times are one series each, with the rule of the dataset."""
    rules = {f"{row['activity_id']}/{row['item']}": row["rrule"] for row in selection.tables["deadlines"].to_pylist() if row["rrule"]}
    often = {item for item, days in promised(selection).items() if item in rules and len(days) > 2}
    events = [event for event in calendar_of(selection).calendar.events if "RRULE" in event]
    told = {str(event["UID"]).rpartition(".")[0]: event["RRULE"].to_ical().decode() for event in events}
    assert often <= told.keys()
    for item, rule in told.items():
        assert set(rule.split(";")) - {part for part in rule.split(";") if part.startswith("UNTIL=")} == set(rules[item].split(";"))


def test_the_file_is_icalendar_to_the_letter(selection: Selection, tmp_path: Path) -> None:
    export_ics(selection, tmp_path / "план.ics")
    data = (tmp_path / "план.ics").read_bytes()
    lines = data.split(b"\r\n")
    assert lines[0] == b"BEGIN:VCALENDAR"
    assert lines[-2:] == [b"END:VCALENDAR", b""]
    assert max(map(len, lines)) <= 75
    assert not any(b"\n" in line or b"\r" in line for line in lines)
    calendar = Calendar.from_ical(data)
    assert not calendar.errors
    assert {name for name in calendar if not name.startswith("X-")} == {"PRODID", "VERSION", "CALSCALE", "NAME"}
    ids = [(str(event["UID"]), str(event.get("RECURRENCE-ID", ""))) for event in calendar.events]
    assert len(set(ids)) == len(ids)
    for event in calendar.events:
        assert not event.errors
        assert {"UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "SEQUENCE"} <= set(event)
        assert type(event.start) is date
        assert event.end > event.start
        if "RRULE" in event:
            assert [type(day) for day in event["RRULE"]["UNTIL"]] == [date]


def test_the_same_dataset_gives_the_same_bytes(selection: Selection) -> None:
    assert calendar_of(selection).calendar.to_ical() == calendar_of(selection).calendar.to_ical()


Item = Callable[..., Selection]


@pytest.fixture
def item(made: Any, activity_row: Any) -> Item:
    """A printed deadline → a plan of 2024 and 2025 with one activity that has it."""

    def make(printed: str, **more: Any) -> Selection:
        deadlines, occurrences = [], []
        for one in read_deadline(printed, DeadlineContext(Period(date(2024, 1, 1), date(2025, 12, 31)))):
            own = {"activity_id": "d/p1/a1", "item": one.item}
            deadlines.append(own | {name: getattr(one, name) for name in ("raw", "kind", "edtf", "rrule", "duration", "bound", "extent")})
            for n, occurrence in enumerate(one.occurrences, start=1):
                days = {"start": occurrence.start, "end": occurrence.end, "in_plan_period": occurrence.in_plan_period}
                occurrences.append(own | {"occurrence": n} | days)
        return made(activities=[activity_row(**{"title": "Слёт"} | more)], deadlines=deadlines, occurrences=occurrences)

    return make


@pytest.mark.parametrize(
    ("printed", "events"),
    [
        ("до 10 октября 2024", [("20241010", "20241011", None, 1)]),
        ("май 2024", [("20240501", "20240601", None, 0)]),
        ("ежегодно, май", [("20240501", "20240601", "FREQ=YEARLY;UNTIL=20250501;BYMONTH=5", 0)]),
        ("ежегодно до 1 сентября", [("20240901", "20240902", "FREQ=YEARLY;UNTIL=20250901;BYMONTHDAY=1;BYMONTH=9", 1)]),
        ("октябрь 2024 г., далее - ежегодно", [("20241001", "20241101", "FREQ=YEARLY;UNTIL=20251001;BYMONTH=10", 0)]),
        ("ежегодно", [("20240101", "20250101", "FREQ=YEARLY;UNTIL=20250101", 0), ("20250101", "20260101", None, 0)]),
        ("15 ноября 2024, 15 мая 2025", [("20241115", "20241116", None, 0), ("20250515", "20250516", None, 0)]),
    ],
    ids=[
        "due day with an alarm",
        "a month",
        "rule",
        "rule of a due day",
        "dated, then repeated",
        "leap year is an exception",
        "two dates",
    ],
)
def test_events_of_a_deadline(item: Item, printed: str, events: list[tuple[str, str, str | None, int]]) -> None:
    found = [
        (
            event["DTSTART"].to_ical().decode(),
            event["DTEND"].to_ical().decode(),
            event["RRULE"].to_ical().decode() if "RRULE" in event else None,
            len(event.subcomponents),
        )
        for event in calendar_of(item(printed)).calendar.events
    ]
    assert found == events


def test_an_alarm_sounds_a_week_before_a_due_day(item: Item) -> None:
    [event] = calendar_of(item("до 10 октября 2024")).calendar.events
    [alarm] = event.subcomponents
    assert (alarm["ACTION"], alarm["TRIGGER"].dt, event["SUMMARY"]) == ("DISPLAY", timedelta(days=-7), "Срок: Слёт")


def test_an_event_says_where_it_comes_from(item: Item) -> None:
    [event] = calendar_of(item("до 10 октября 2024", number="3.", page_first=7, body_raw="ОО", result_raw="приказ")).calendar.events
    assert str(event["DESCRIPTION"]).split("\n") == [
        "Мероприятие: Слёт (№ 3.)",
        "Срок: до 10 октября 2024",
        "Понят так: до 10 октября 2024",
        "Результат: приказ",
        "План: План",
        "Документ: приказ.docx, с. 7, таблица 1, строка 2",
    ]
    assert (str(event["UID"]), event["SEQUENCE"]) == ("d/p1/a1/1.1@dorkarta", 4)


def test_a_calendar_without_dates_is_refused_and_says_why(item: Item, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=re.escape("по условию (по графику, по мере необходимости) — 1")):
        export_ics(item("по графику"), tmp_path / "план.ics")
    assert list(tmp_path.iterdir()) == []


def test_control_characters_and_line_breaks_stay_inside_their_property(item: Item) -> None:
    data = calendar_of(item("май 2024", title="a\x00b\nEND:VEVENT\nBEGIN:VALARM")).calendar.to_ical()
    assert data.count(b"BEGIN:VEVENT") == 1
    assert b"BEGIN:VALARM" not in data.split(b"\r\n")
    assert b"\x00" not in data


_RULES = ["FREQ=YEARLY", "FREQ=YEARLY;BYMONTH=2,9", "FREQ=MONTHLY", "FREQ=MONTHLY;BYMONTHDAY=31", "FREQ=WEEKLY", "FREQ=MONTHLY;INTERVAL=3"]


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(_RULES), st.lists(st.tuples(st.integers(0, 900), st.integers(0, 40)), max_size=8))
def test_a_rule_that_does_not_give_the_occurrences_is_not_written(rule: str, days: list[tuple[int, int]]) -> None:
    """Whatever rule stands beside whatever occurrences: the series cover each of them once."""
    first = date(2024, 1, 1)
    rows = [{"start": first + timedelta(start), "end": first + timedelta(start + length)} for start, length in sorted(days)]
    found = intervals({"bound": None}, rows)
    starts = []
    for series in series_of({"rrule": rule}, found):
        until = series.last or series.first.start
        starts += [one.start for one in found[series.occurrence - 1 :] if one.start <= until] if series.rule else [series.first.start]
    assert sorted(starts) == sorted(one.start for one in found)
