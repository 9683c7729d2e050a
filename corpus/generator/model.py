"""An invented order with everything that a reader should find in it: what is printed, and what it means.

Meaning uses the records of the dataset (`records.meaning`, `records.order`). A `Mention.body_id` here is not an id of the ontology but a
key: within one order, equal keys are the same body and different keys are different ones.
"""

from __future__ import annotations

from dataclasses import dataclass

from records.meaning import DeadlineItem, Mention, Period, ResultItem
from records.order import Head


@dataclass(frozen=True, slots=True)
class DeadlineCell:
    """A deadline cell's text and its items."""

    text: str
    items: tuple[DeadlineItem, ...]


@dataclass(frozen=True, slots=True)
class BodyCell:
    """A responsible cell's text and its mentions."""

    text: str
    mentions: tuple[Mention, ...]


@dataclass(frozen=True, slots=True)
class ResultCell:
    """A result cell's text and its items."""

    text: str
    items: tuple[ResultItem, ...]


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """An activity of an invented plan. `extra` are further columns: (heading as the dataset gives it, text)."""

    number: str
    title: str
    deadline: DeadlineCell
    body: BodyCell
    result: ResultCell
    extra: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class PlannedSection:
    """Rows under one heading row; `title` is None for rows that stand under no heading."""

    number: str | None
    title: str | None
    rows: tuple[PlannedRow, ...]
    month: int | None = None


@dataclass(frozen=True, slots=True)
class TargetIndicator:
    """A row of a programme's table of targets: (year, value) pairs, values as printed."""

    number: str
    name: str
    unit: str
    targets: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class InventedPlan:
    """One roadmap; `direction` is a code of the eight directions, `code` is printed in its title (None: it is not).

    `approved_by` names the act in the corner of an appendix, line by line.
    """

    appendix: str | None
    code: str | None
    title: str
    direction: str
    period: Period
    sections: tuple[PlannedSection, ...]
    approved_by: str | None = None
    indicators: tuple[TargetIndicator, ...] = ()

    @property
    def rows(self) -> tuple[PlannedRow, ...]:
        """All activities in document order."""
        return tuple(row for section in self.sections for row in section.rows)


@dataclass(frozen=True, slots=True)
class InventedOrder:
    """One document: its head, its plans and the municipality that it speaks of.

    `preamble` is printed above the clauses, `reference` is the act's date and number as printed («12.01.2024 № 34-о»).
    """

    municipality: str
    region: str
    head: Head
    preamble: str
    reference: str
    plans: tuple[InventedPlan, ...]
