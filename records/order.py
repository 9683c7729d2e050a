"""A document after recognition: the order itself, its plans, their rows. Texts are as printed; meaning comes later."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from records.document import Box
from records.finding import Finding

DocType = Literal["order", "programme", "other"]
ClauseAction = Literal["approve", "recommend", "instruct", "control", "publish", "other"]
RowFate = Literal["activity", "section", "ignored"]


@dataclass(frozen=True, slots=True)
class Act:
    """A legal act that a document cites (its basis)."""

    kind: str
    issuer: str | None = None
    number: str | None = None
    date: date | None = None
    title: str | None = None


@dataclass(frozen=True, slots=True)
class Clause:
    """A numbered point of an order; `number` without its final dot, `text` without the number."""

    number: str
    text: str
    action: ClauseAction = "other"
    appendix: str | None = None


@dataclass(frozen=True, slots=True)
class Head:
    """What the document says of itself outside its plans."""

    doc_type: DocType = "other"
    kind: str | None = None
    title: str | None = None
    issuer: str | None = None
    number: str | None = None
    date: date | None = None
    basis: tuple[Act, ...] = ()
    clauses: tuple[Clause, ...] = ()
    control: str | None = None
    signatory_post: str | None = None
    signatory_name: str | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where a row was read: ordinal of the table (from 1), its rows (from 0), pages and boxes where the format has them."""

    table: int
    row_first: int
    row_last: int
    page_first: int | None = None
    page_last: int | None = None
    boxes: tuple[Box, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A heading row inside a plan's table. `month` (1-12) where the row is the name of a month."""

    number: str | None
    title: str
    month: int | None = None
    year: int | None = None
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Activity:
    """A row of an activity table. `section` is the 0-based index into `Plan.sections`; texts follow the cell convention."""

    number: str
    title: str
    deadline: str
    body: str
    result: str
    place: Place
    section: int | None = None
    extra: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """What became of one row of an activity table; `reason` says why a row was ignored."""

    table: int
    row: int
    fate: RowFate
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class IndicatorValue:
    """A value of an indicator: `kind` current or target, `qualifier` for example ЕГЭ."""

    year: int | None
    kind: Literal["current", "target"]
    qualifier: str | None
    value: float | None
    raw: str


@dataclass(frozen=True, slots=True)
class Indicator:
    """A key performance indicator with its definition and values. `defined_as` is its name as printed in another table, that of the
    definitions, where the plan has such a table and the indicator stands in it."""

    number: str
    name: str
    definition: str | None = None
    scale_best: float | None = None
    scale_worst: float | None = None
    unit: str | None = None
    values: tuple[IndicatorValue, ...] = ()
    place: Place | None = None
    defined_as: str | None = None


@dataclass(frozen=True, slots=True)
class Statistic:
    """A value of a current-state table."""

    subject: str
    measure: str
    year: int | None
    value: float | None
    percent: float | None
    raw: str
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class PrintedColumn:
    """A column of a plan's own table: its heading as printed and the field of an activity that it was read into (`number`, `title`,
    `deadline`, `body`, `result`; None: `extra` or nothing). A column that holds two fields stands twice."""

    heading: str
    field: str | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """A roadmap: an appendix of an order or a chapter of a programme. `columns` are those of its activity table from left to right."""

    appendix: str | None
    code: str | None
    title: str | None
    direction_printed: str | None
    period_start: date | None
    period_end: date | None
    approved_by: str | None
    sections: tuple[Section, ...]
    activities: tuple[Activity, ...]
    ledger: tuple[LedgerRow, ...]
    indicators: tuple[Indicator, ...] = ()
    statistics: tuple[Statistic, ...] = ()
    page_first: int | None = None
    page_last: int | None = None
    school_year: bool = False
    columns: tuple[PrintedColumn, ...] = ()


@dataclass(frozen=True, slots=True)
class Order:
    """A document after recognition. `prose` is the running text outside tables: it defines abbreviations and names places.

    `abbreviations`: rows of its tables of abbreviations as printed, (short, full).
    """

    head: Head
    plans: tuple[Plan, ...]
    prose: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    abbreviations: tuple[tuple[str, str], ...] = ()
