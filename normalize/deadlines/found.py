"""The elements of an item sorted by what they speak of, before anything is decided."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from normalize.deadlines.elements import Condition, Element, Frequency, Years
from normalize.deadlines.frequencies import often
from normalize.deadlines.tokens import Tokens
from records.meaning import Extent

DATED = frozenset({"parts", "date", "years"})
CALENDAR = DATED | {"bound", "edge", "inclusive", "join"}


@dataclass(slots=True)
class Found:
    """The elements of an item sorted by what they speak of."""

    elements: list[Element]
    of_kind: dict[str, list[Element]]
    frequencies: list[Frequency]
    weekdays: list[tuple[int, int]]
    conditions: list[tuple[Condition, str]]
    extents: list[tuple[Extent | None, bool]]
    reports: list[tuple[str, str]]

    @property
    def dated(self) -> bool:
        return not DATED.isdisjoint(self.of_kind)

    @property
    def then(self) -> bool:
        return "then" in self.of_kind


def sort_out(tokens: Tokens, elements: list[Element]) -> Found:
    """The elements of an item by what they speak of; `tokens` are those that they were scanned from."""
    of_kind = _by_kind(elements)
    if "extent" in of_kind and "years" in of_kind:
        elements = _school_years(elements)
        of_kind = _by_kind(elements)
    frequencies = [e.value for e in of_kind.get("frequency", ())]
    frequencies += [frequency for e in of_kind.get("condition", ()) if e.value.kind == "result" for frequency in _reported(tokens, e)]
    return Found(
        elements,
        of_kind,
        frequencies,
        [day for e in of_kind.get("weekdays", ()) for day in e.value],
        _conditions(tokens, elements) if "condition" in of_kind or "term" in of_kind else [],
        _within(elements) + [e.value for e in of_kind.get("extent", ())] if "within" in of_kind or "extent" in of_kind else [],
        [e.value for e in of_kind.get("report", ())],
    )


def _by_kind(elements: Sequence[Element]) -> dict[str, list[Element]]:
    of_kind: dict[str, list[Element]] = {}
    for element in elements:
        of_kind.setdefault(element.kind, []).append(element)
    return of_kind


def _conditions(tokens: Tokens, elements: Sequence[Element]) -> list[tuple[Condition, str]]:
    named_term = Condition("schedule")
    return [(e.value or named_term, tokens.printed(e.first, e.last)) for e in elements if e.kind in ("condition", "term")]


def _within(elements: Sequence[Element]) -> list[tuple[Extent | None, bool]]:
    """«в течение 2022 года», «в течение 2022-2023 учебного года»: the extents that printed years give."""
    pairs = ((a, b) for a, b in pairwise(elements) if a.kind == "within" and b.kind == "years")
    return [("school_year" if b.value.school else "year", True) for _, b in pairs]


def _reported(tokens: Tokens, condition: Element) -> Iterator[Frequency]:
    """The repetition inside a condition: «по итогам ежеквартальных мониторингов»."""
    return (found.value for k in range(condition.first, condition.last) if (found := often(tokens, k)))


def _school_years(elements: list[Element]) -> list[Element]:
    """«в течение учебного года 2022-2023», «учебный год 2022/2023»: the years after the words are a school year."""
    result: list[Element] = []
    for element in elements:
        before = result[-1] if result else None
        pair = element.kind == "years" and all(a < b for a, b in element.value.spans)
        if before and pair and before.kind == "extent" and before.value[0] == "school_year":
            element = element._replace(value=Years(element.value.spans, school=True))
            result[-1] = before._replace(kind="within" if before.rule == "extent" else "skip")
        elif before and element.kind == "years" and before.kind == "extent" and before.rule == "extent" and before.value[0] == "year":
            result[-1] = before._replace(kind="within")
        result.append(element)
    return result


def calendar_elements(elements: Sequence[Element]) -> list[Element]:
    """The elements that dates are made of, «далее» as a comma; a dash before words («сентябрь – подготовка») ties no dates."""
    kept: list[Element] = []
    for element, after in zip(elements, [*elements[1:], None], strict=True):
        explains = element.kind == "join" and element.value == "dash" and after is not None and after.kind == "left"
        if element.kind == "then":
            kept.append(element._replace(kind="join", value="comma"))
        elif element.kind in CALENDAR and not explains:
            kept.append(element)
    return kept
