"""The elements of an item sorted by what they speak of, before anything is decided."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from normalize.deadlines.elements import Condition, Element, Frequency, Years
from normalize.deadlines.frequencies import often
from normalize.deadlines.tokens import Tokens
from records.meaning import Extent

DATED = frozenset({"parts", "date", "years"})
CALENDAR = DATED | {"bound", "edge", "inclusive", "join"}


@dataclass(frozen=True, slots=True)
class Found:
    """The elements of an item sorted by what they speak of."""

    elements: list[Element]
    frequencies: list[Frequency]
    weekdays: list[tuple[int, int]]
    conditions: list[tuple[Condition, str]]
    extents: list[tuple[Extent | None, bool]]
    reports: list[tuple[str, str]]
    then: bool

    @property
    def dated(self) -> bool:
        return any(element.kind in DATED for element in self.elements)


def sort_out(tokens: Tokens, elements: list[Element]) -> Found:
    """The elements of an item by what they speak of; `tokens` are those that they were scanned from."""
    elements = _school_years(elements)
    of_kind: dict[str, list[Element]] = defaultdict(list)
    for element in elements:
        of_kind[element.kind].append(element)
    conditions = [(e.value or Condition("schedule"), tokens.printed(e.first, e.last)) for e in elements if e.kind in ("condition", "term")]
    frequencies = [e.value for e in of_kind["frequency"]]
    within = [
        ("school_year" if b.value.school else "year", True) for a, b in pairwise(elements) if a.kind == "within" and b.kind == "years"
    ]
    for element in of_kind["condition"]:
        if element.value.kind == "result":
            words = (often(tokens, k) for k in range(element.first, element.last))
            frequencies += [found.value for found in words if found]
    return Found(
        elements,
        frequencies,
        [day for e in of_kind["weekdays"] for day in e.value],
        conditions,
        within + [e.value for e in of_kind["extent"]],
        [e.value for e in of_kind["report"]],
        "then" in of_kind,
    )


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
    """The elements that dates are made of, «далее» as a comma."""
    return [e._replace(kind="join", value="comma") if e.kind == "then" else e for e in elements if e.kind in CALENDAR or e.kind == "then"]
