"""What a comparison finds, as records; `dataclasses.asdict` of them is the JSON."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from output.diff.words import Piece

Kind = Literal["added", "removed", "changed", "same"]
Moved = Literal["order", "section", "plan"]


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A text that is not the same. `field` is a column of the dataset or the heading of a further column; `years`: by how many years it
    moved, where that is all; `words`: the difference word by word."""

    field: str
    heading: str
    old: str
    new: str
    years: int | None
    words: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class RowPlace:
    """A row as people find it: its document's plan (title), section, number and position in the plan, and its texts."""

    activity_id: str
    plan: str
    section: str
    number: str
    position: int
    title: str
    deadline: str
    body: str
    result: str


@dataclass(frozen=True, slots=True)
class RowChange:
    """A row that came, went, changed or moved. `reason` says why two rows of different municipalities were set side by side."""

    kind: Kind
    moved: Moved | None
    old: RowPlace | None
    new: RowPlace | None
    fields: tuple[FieldChange, ...] = ()
    reason: str | None = None

    @property
    def only_years(self) -> bool:
        """Whether all that changed are years that moved."""
        return bool(self.fields) and self.moved is None and all(change.years for change in self.fields)


@dataclass(frozen=True, slots=True)
class ValueChange:
    """A value of an indicator that came, went or changed: raw texts as printed, None where there is none."""

    year: int | None
    value_kind: str
    qualifier: str | None
    old: str | None
    new: str | None


@dataclass(frozen=True, slots=True)
class IndicatorChange:
    """An indicator that came, went or changed, with its values."""

    kind: Kind
    number: str
    name: str
    fields: tuple[FieldChange, ...]
    values: tuple[ValueChange, ...]


@dataclass(frozen=True, slots=True)
class PlanChange:
    """A plan of either side or of both. `same_rows`: how many of its rows are as they were."""

    kind: Kind
    old: str | None
    new: str | None
    fields: tuple[FieldChange, ...]
    rows: tuple[RowChange, ...]
    indicators: tuple[IndicatorChange, ...]
    same_rows: int


@dataclass(frozen=True, slots=True)
class Summary:
    """How many rows (and plans, indicators) there are of each kind; `only_years` of the changed rows moved in time and no more."""

    plans_added: int
    plans_removed: int
    rows_added: int
    rows_removed: int
    rows_changed: int
    only_years: int
    rows_moved: int
    rows_same: int
    indicators_changed: int


@dataclass(frozen=True, slots=True)
class Difference:
    """The whole comparison. `between`: the sides are two municipalities, so that rows are set side by side by what they are about."""

    old: str
    new: str
    between: bool
    summary: Summary
    plans: tuple[PlanChange, ...]
