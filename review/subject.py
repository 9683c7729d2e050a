"""What a rule looks at: a document with its meaning, row by row."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby
from typing import NamedTuple, TypeVar

from records.document import Document
from records.finding import Finding, Severity
from records.meaning import Mention
from records.order import Activity, Order, Plan, Section
from records.understood import ActivityMeaning, Meaning, PlanMeaning
from review.codes import code_of

Found = TypeVar("Found")
TEXTS = ("title", "body_raw", "result_raw")  # the columns of a row that are texts; a deadline is a notation


@dataclass(frozen=True, slots=True)
class Row:
    """An activity where it stands: its plan and itself counted from 1, with the section above it and what its cells mean.

    `empty`: it has nothing but its number; one finding (N106) says so, and no other rule should add to it.
    """

    plan: int
    n: int
    activity: Activity
    meaning: ActivityMeaning
    section: Section | None
    empty: bool = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Every rule asks whether a row is empty."""
        filled = self.activity.title or self.activity.deadline or self.activity.body or self.activity.result
        object.__setattr__(self, "empty", not filled)

    @property
    def name(self) -> str:
        """How a letter calls the row: its printed number, with its section's where it may count anew in each, or where it stands."""
        number = self.activity.number.rstrip(".)")
        if number.isdecimal() and self.section and self.section.number:
            return f"{number} раздела {self.section.number.rstrip('.').split()[-1]}"  # of «Раздел I» its number
        return number or f"№ {self.n} по порядку"

    def finding(
        self,
        code: str,
        message: str,
        evidence: str = "",
        field: str | None = None,
        severity: Severity | None = None,
        suggestion: str | None = None,
    ) -> Finding:
        """A finding on this row; without `severity`, the usual one of its code."""
        weight = severity or code_of(code).severity
        return Finding(code, weight, message, evidence, self.plan, self.n, field, suggestion, self.activity.place.page_first)


@dataclass(frozen=True, slots=True)
class PlanRows:
    """A plan, counted from 1, with its meaning and its rows."""

    n: int
    plan: Plan
    meaning: PlanMeaning
    rows: tuple[Row, ...]

    @property
    def name(self) -> str:
        """How a letter calls the plan: its code, else its appendix, else its place."""
        if self.plan.code:
            return f"план {self.plan.code}"
        return f"приложение {self.plan.appendix}" if self.plan.appendix else f"план {self.n} по порядку"

    def finding(
        self,
        code: str,
        message: str,
        evidence: str = "",
        field: str | None = None,
        severity: Severity | None = None,
        suggestion: str | None = None,
    ) -> Finding:
        """A finding on the plan as a whole."""
        return Finding(code, severity or code_of(code).severity, message, evidence, self.n, None, field, suggestion, self.plan.page_first)


class Text(NamedTuple):
    """A text of a row, with the column of the dataset that holds it."""

    row: Row
    field: str
    value: str

    def finding(self, code: str, message: str, evidence: str, severity: Severity | None = None) -> Finding:
        """A finding on this text."""
        return self.row.finding(code, message, evidence, self.field, severity)


class Named(NamedTuple):
    """A mention of a body with the row it stands in."""

    row: Row
    mention: Mention


@dataclass(frozen=True)
class Subject:
    """A document as rules see it. Everything in it is as read; a rule changes nothing."""

    document: Document
    order: Order
    meaning: Meaning

    @cached_property
    def plans(self) -> tuple[PlanRows, ...]:
        """The plans with their rows, parallel to `order.plans`."""
        pairs = zip(self.order.plans, self.meaning.plans, strict=True)
        return tuple(PlanRows(n, plan, meaning, tuple(_rows(n, plan, meaning))) for n, (plan, meaning) in enumerate(pairs, start=1))

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """All rows with any text, of all plans in order."""
        return tuple(row for plan in self.plans for row in plan.rows if not row.empty)

    @cached_property
    def named(self) -> tuple[Named, ...]:
        """All mentions of bodies, in the order of the rows."""
        return tuple(Named(row, mention) for row in self.rows for mention in row.meaning.mentions)

    @cached_property
    def cells(self) -> Mapping[str, tuple[str, ...]]:
        """The cells of each column as printed, parallel to `rows`."""
        activities = [row.activity for row in self.rows]
        return {
            "title": tuple([one.title for one in activities]),
            "deadline_raw": tuple([one.deadline for one in activities]),
            "body_raw": tuple([one.body for one in activities]),
            "result_raw": tuple([one.result for one in activities]),
        }

    @cached_property
    def said(self) -> Mapping[str, tuple[str, ...]]:
        """What the cells of each column say, each text once: "" is none."""
        return {column: tuple(dict.fromkeys(filter(None, cells))) for column, cells in self.cells.items()}

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """What titles, bodies and results say, each text once, in the order of the rows."""
        rows = zip(*map(self.cells.__getitem__, TEXTS), strict=True)
        return tuple(dict.fromkeys([text for texts in rows for text in texts if text]))

    def where(self, ask: Callable[[str], Found | None], *columns: str) -> Iterator[tuple[Text, Found]]:
        """The texts of these columns, row by row, in which `ask` finds something (what is true), with what it finds. Rows repeat each
        other, so each text is asked once."""
        said = dict.fromkeys([text for column in columns for text in self.said[column]])
        found = {text: answer for text in said if (answer := ask(text))}
        for n, row in enumerate(self.rows) if found else ():
            for column in columns:
                text = self.cells[column][n]
                if text in found:
                    yield Text(row, column, text), found[text]

    def rows_where(self, ask: Callable[[str], object], *columns: str) -> Iterator[Row]:
        """The rows that `where` tells texts of, each once."""
        return (next(texts)[0].row for _, texts in groupby(self.where(ask, *columns), key=lambda found: id(found[0].row)))

    def finding(
        self,
        code: str,
        message: str,
        evidence: str = "",
        field: str | None = None,
        severity: Severity | None = None,
        suggestion: str | None = None,
    ) -> Finding:
        """A finding on the document as a whole."""
        return Finding(code, severity or code_of(code).severity, message, evidence, field=field, suggestion=suggestion)


def _rows(n: int, plan: Plan, meaning: PlanMeaning) -> Iterator[Row]:
    for a, (activity, cells) in enumerate(zip(plan.activities, meaning.activities, strict=True), start=1):
        yield Row(n, a, activity, cells, None if activity.section is None else plan.sections[activity.section])
