"""What a cell means. Columns and code lists: `docs/deadlines.md`, `docs/bodies.md`.

Standards: TimeML TIMEX3 types, EDTF (ISO 8601-2:2019) Level 2, RFC 5545 RRULE, ISO 8601 durations.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

DeadlineKind = Literal["date", "recurring", "continuous", "conditional", "missing", "unparsed"]
Extent = Literal["year", "school_year", "plan_period"]
Bound = Literal["before", "after"]
ConditionKind = Literal["schedule", "curriculum", "regulation", "agreement", "need", "event", "result", "vacation"]
Role = Literal["head", "deputy_head", "specialist", "coordinator", "lawyer", "team"]
LinkMethod = Literal["definition", "alias", "pattern", "fuzzy", "none"]


@dataclass(frozen=True, slots=True)
class Period:
    """A closed interval of days, for example the period of a plan."""

    start: date
    end: date


@dataclass(frozen=True, slots=True)
class DeadlineContext:
    """What a deadline cell is read against. `month`/`year` come from the section row above; `school_year` is true where
    the plan period is a school year. The key of every cell in the caches, so its hash is taken once."""

    period: Period | None = None
    month: int | None = None
    year: int | None = None
    school_year: bool = False
    _hash: int = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_hash", hash((self.period, self.month, self.year, self.school_year)))

    def __hash__(self) -> int:
        return self._hash


@dataclass(frozen=True, slots=True)
class Occurrence:
    """An interval in which an activity runs; `in_plan_period`: it shares a day with the plan period."""

    start: date | None
    end: date | None
    in_plan_period: bool


@dataclass(frozen=True, slots=True)
class DeadlineItem:
    """One item of a deadline cell; `rule` names the grammar rule that read it."""

    item: int
    label: str | None
    raw: str
    char_start: int
    char_end: int
    kind: DeadlineKind
    edtf: str | None = None
    rrule: str | None = None
    duration: str | None = None
    extent: Extent | None = None
    bound: Bound | None = None
    times: int | None = None
    at_least: bool = False
    condition_kind: ConditionKind | None = None
    condition: str | None = None
    start: date | None = None
    end: date | None = None
    occurrences: tuple[Occurrence, ...] = ()
    rule: str = ""
    leftover: str = ""

    @property
    def timex3(self) -> Literal["DATE", "SET", "DURATION"] | None:
        """TIMEX3 type: DATE for date, SET for recurring, DURATION for continuous, None otherwise."""
        match self.kind:
            case "date":
                return "DATE"
            case "recurring":
                return "SET"
            case "continuous":
                return "DURATION"
            case _:
                return None


@dataclass(frozen=True, slots=True)
class Mention:
    """One body named in a responsible cell, linked to the ontology. `scope` says where the alias came from."""

    mention: int
    raw: str
    char_start: int
    char_end: int
    qualifier: str | None = None
    defines: str | None = None
    role: Role | None = None
    body_class: str | None = None
    body_id: str | None = None
    method: LinkMethod = "none"
    score: float = 0.0
    scope: str = ""


@dataclass(frozen=True, slots=True)
class ResultItem:
    """One item of a result cell; `deadline_item` is the deadline item that it belongs to."""

    item: int
    label: str | None
    raw: str
    result_type: str | None = None
    deadline_item: int | None = None


@dataclass(frozen=True, slots=True)
class Topic:
    """What an activity is about and what it does; `evidence` are the words that decided."""

    directions: tuple[str, ...] = ()
    activity_type: str | None = None
    evidence: tuple[str, ...] = ()
