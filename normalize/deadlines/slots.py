"""Printed dates one by one (slots), with the years, bounds and links that stand beside them; `dates` makes members of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from normalize.deadlines.calendar_words import HEADING
from normalize.deadlines.elements import Element, Part, Years

_WHOLE_YEAR = Part("year", (None, None), (None, None))


@dataclass(slots=True)
class Slot:
    """One printed date while the item is being put together. `link` says how it is tied to the slot before it."""

    parts: list[Part]
    years: Years | None = None
    bound: str | None = None
    inclusive: bool = False
    link: str = ""
    end: Slot | None = None  # the other end of a range

    @property
    def is_year(self) -> bool:
        return self.parts[0].unit == "year"

    @property
    def is_month(self) -> bool:
        return len(self.parts) == 1 and self.parts[0].unit == "month" and not self.bare and self.end is None

    @property
    def bare(self) -> bool:
        return self.parts[0].first[0] == 0


def printed_dates(elements: Iterable[Element]) -> list[Slot]:
    """The printed dates of a stretch of elements; headings («2022 год: …») and the months of «октябрь (2-я декада)» are merged in."""
    return _parts_of_months(_headings(_slots(elements)))


def _slots(elements: Iterable[Element]) -> list[Slot]:
    slots: list[Slot] = []
    link, bound, edge = "", None, None
    for element in elements:
        match element.kind:
            case "join":
                link = link if link == "dash" else element.value
            case "bound":
                bound = element.value
            case "edge":
                edge = element.value
            case "inclusive":
                if slots:
                    slots[-1].inclusive = True
            case "years" if element.rule != HEADING and _attaches(slots, bound, link):
                slots[-1].years = element.value
                link = ""
            case "parts" | "date" | "years":
                slots.append(_slot(element, edge, bound, link))
                link, bound, edge = "", None, None
    return slots


def _attaches(slots: list[Slot], bound: str | None, link: str) -> bool:
    """Whether years belong to the date just before them («Январь, 2022»), and are no heading of what follows."""
    if not slots or bound or slots[-1].years or slots[-1].is_year:
        return False
    return not (slots[0].is_year and not slots[0].bound and link)


def _slot(element: Element, edge: str | None, bound: str | None, link: str) -> Slot:
    if element.kind == "date":
        part, years = element.value
        parts = [part]
    elif element.kind == "years":
        parts, years = [_WHOLE_YEAR], element.value
    else:
        parts, years = list(element.value), None
    if edge:
        parts = [replace(part, edge=edge) for part in parts]
    return Slot(parts, years, bound, bound in ("till", "not later"), link)


def _headings(slots: list[Slot]) -> list[Slot]:
    """Give the years of a heading («2022 г.: март, май; 2023 г.: июнь») to the dates below it and drop the heading."""
    if len(slots) < 2 or not slots[0].is_year or slots[0].bound or slots[1].is_year or slots[1].years or slots[1].bound == "till":
        return slots
    kept: list[Slot] = []
    heading: Years | None = None
    for slot, following in zip(slots, [*slots[1:], None], strict=True):
        if slot.is_year and following is not None and not following.is_year and not following.years:
            heading = slot.years
            following.link = "comma"
            continue
        if not slot.is_year and not slot.years:
            slot.years = heading
        kept.append(slot)
    return kept


def _parts_of_months(slots: list[Slot]) -> list[Slot]:
    """«Октябрь (2-я декада)», «апрель, 1 неделя»: a bare part of a month belongs to the month printed just before it."""
    kept: list[Slot] = []
    for slot in slots:
        month = kept[-1] if kept else None
        if month and month.is_month and slot.bare and (slot.parts[0].unit != "day" or slot.parts[0].numbered):
            slot.parts = [part.in_month(month.parts[0].first[0] or 0) for part in slot.parts]
            slot.years, slot.bound, slot.link = slot.years or month.years, slot.bound or month.bound, month.link
            kept[-1] = slot
        else:
            kept.append(slot)
    return kept
