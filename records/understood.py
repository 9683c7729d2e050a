"""What a whole order means, once the normaliser has read its cells: parallel to the plans and activities of `Order`."""

from __future__ import annotations

from dataclasses import dataclass, field

from records.meaning import DeadlineItem, Mention, ResultItem, Topic


@dataclass(frozen=True, slots=True)
class ActivityMeaning:
    """The meaning of one row's cells."""

    deadlines: tuple[DeadlineItem, ...] = ()
    mentions: tuple[Mention, ...] = ()
    results: tuple[ResultItem, ...] = ()
    topic: Topic = field(default_factory=Topic)


@dataclass(frozen=True, slots=True)
class PlanMeaning:
    """The meaning of a plan's rows, in their order; `direction` is a code of the vocabulary."""

    direction: str | None
    activities: tuple[ActivityMeaning, ...]


@dataclass(frozen=True, slots=True)
class Meaning:
    """The meaning of an order: whose it is, and its plans in order; `oktmo` is the municipality's official code, where it is known."""

    region_id: str | None = None
    municipality_id: str | None = None
    municipality: str | None = None
    plans: tuple[PlanMeaning, ...] = ()
    oktmo: str | None = None
