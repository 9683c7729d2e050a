"""The three cells that carry meaning, each written together with what it means."""

from __future__ import annotations

import calendar
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from corpus.generator import vocabulary
from corpus.generator.model import BodyCell, DeadlineCell, ResultCell
from records.meaning import DeadlineItem, Mention, Period, ResultItem

_NOMINATIVE = ["январь", "февраль", "март", "апрель", "май", "июнь", "июль", "август", "сентябрь", "октябрь", "ноябрь", "декабрь"]
_GENITIVE = ["января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "октября", "ноября", "декабря"]
# EDTF codes of quarters (ISO 8601-2:2019, level 2: sub-year groupings 33-36).
_QUARTERS = (("I", 33), ("II", 34), ("III", 35), ("IV", 36))
_DATES = ("start", "end")


@dataclass(frozen=True, slots=True)
class Month:
    """The month of a section row, for the bare days under it."""

    number: int
    year: int

    @property
    def title(self) -> str:
        """The section row's text."""
        return _NOMINATIVE[self.number - 1].capitalize()


def last_day(year: int, month: int) -> int:
    """The number of days in a month."""
    return calendar.monthrange(year, month)[1]


def families(period: Period, month: Month | None) -> tuple[str, ...]:
    """Which lists of `deadlines.yaml` fit a plan of this period."""
    if month:
        return ("month_section",)
    if period.start.month != 1:
        return ("school_year",)
    years = period.end.year - period.start.year + 1
    return {1: ("calendar", "one_year"), 2: ("calendar", "two_years")}.get(years, ("calendar",))


def _slots(random: Random, period: Period, section: Month | None) -> dict[str, str | int]:
    """Values for the slots of `deadlines.yaml`, drawn at random; its head says what each one is."""
    year, last = period.start.year, period.end.year
    m, n = sorted(random.sample((1, *range(3, 13)), 2))
    day, quarter = random.randint(2, 28), random.randrange(4)
    first = 3 * quarter + 1
    eve = date(year, n, 1) - timedelta(days=1)
    values: dict[str, str | int] = {"y": year, "y1": last, "y2": last + 1 if period.start.month == 1 else last, "d": day, "dd": f"{day:02}"}
    for name, month in (("m", m), ("n", n)):
        word, length = _NOMINATIVE[month - 1], last_day(year, month)
        values |= {name: word, name.upper(): word.capitalize(), f"{name}g": _GENITIVE[month - 1]}
        values |= {f"{name}i": month, name * 2: f"{month:02}", f"{name}l": length}
    values |= {"n_eve": eve.isoformat(), "span": n - m + 1, "from": period.start.isoformat(), "to": period.end.isoformat()}
    values |= {"q": _QUARTERS[quarter][0], "qcode": _QUARTERS[quarter][1], "qi": first, "qs": f"{first:02}"}
    values |= {"qe": f"{first + 2:02}", "ql": last_day(year, first + 2)}
    if section:
        values |= {"s": f"{section.number:02}", "sy": section.year, "sl": last_day(section.year, section.number)}
    return values


def _item(entry: Mapping[str, Any], values: Mapping[str, str | int], item: int, label: str | None, at: int) -> DeadlineItem:
    """One deadline item of a template, its span starting at `at` in the cell."""
    fields: dict[str, Any] = {key: value.format_map(values) if isinstance(value, str) else value for key, value in entry.items()}
    raw = fields.pop("text", None)
    raw = fields.pop("raw") if raw is None else raw
    fields |= {name: date.fromisoformat(fields[name]) for name in _DATES if name in fields}
    return DeadlineItem(item=item, label=label, raw=raw, char_start=at, char_end=at + len(raw), **fields)


def deadline_cell(random: Random, family: str, period: Period, month: Month | None = None, which: int | None = None) -> DeadlineCell:
    """A deadline cell of one list of `deadlines.yaml`: entry `which` of it, a random one by default."""
    entries = vocabulary.read("deadlines")[family]
    entry = entries[which % len(entries)] if which is not None else random.choice(entries)
    values = _slots(random, period, month)
    if "items" not in entry:
        item = _item(entry, values, 1, None, 0)
        return DeadlineCell(item.raw, (item,))
    items: list[DeadlineItem] = []
    text = ""
    for ordinal, part in enumerate(entry["items"], start=1):
        text += ("\n" if text else "") + f"{ordinal}. "
        items.append(_item(part, values, ordinal, str(ordinal), len(text)))
        text += items[-1].raw
    return DeadlineCell(text, tuple(items))


def deadline_count(family: str) -> int:
    """How many entries a list of `deadlines.yaml` has."""
    return len(vocabulary.read("deadlines")[family])


def body_cell(mentions: Sequence[Mapping[str, Any]], slots: Mapping[str, str], separator: str) -> BodyCell:
    """A responsible cell that names these bodies (entries of `bodies.yaml`) with one separator between them."""
    text, found = "", []
    for ordinal, entry in enumerate(mentions, start=1):
        text += separator if text else ""
        raw = entry["raw"].format_map(slots)
        found.append(
            Mention(
                mention=ordinal,
                raw=raw,
                char_start=len(text),
                char_end=len(text) + len(raw),
                qualifier=entry.get("qualifier"),
                defines=entry.get("short"),
                role=entry.get("role"),
                body_class=entry["class"],
                body_id=entry["key"],
            )
        )
        text += raw
    return BodyCell(text, tuple(found))


def result_cell(texts: Sequence[str]) -> ResultCell:
    """A result cell: one text as it is, several numbered, each the answer to the deadline item of the same number."""
    if len(texts) == 1:
        return ResultCell(texts[0], (ResultItem(item=1, label=None, raw=texts[0]),))
    items = tuple(ResultItem(item=at, label=str(at), raw=raw, deadline_item=at) for at, raw in enumerate(texts, start=1))
    return ResultCell("\n".join(f"{item.label}. {item.raw}" for item in items), items)
