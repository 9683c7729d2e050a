"""What a whole order means: every cell read in the light of its document, its plan and its section."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from records.meaning import DeadlineContext, DeadlineItem, Mention, Period, ResultItem, Topic
from records.order import Activity, Plan, Section


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
    """The meaning of an order: whose it is, and its plans in their order."""

    region_id: str | None = None
    municipality_id: str | None = None
    municipality: str | None = None
    plans: Sequence[PlanMeaning] = ()


def deadline_context(plan: Plan, activity: Activity) -> DeadlineContext:
    """What the deadline cell of this activity is read against: the plan's period and the section row above it."""
    section = section_of(plan, activity)
    return DeadlineContext(
        period=Period(plan.period_start, plan.period_end) if plan.period_start and plan.period_end else None,
        month=section.month if section else None,
        year=section.year if section else None,
        school_year=plan.school_year,
    )


def section_of(plan: Plan, activity: Activity) -> Section | None:
    """The section row above the activity, if there is one."""
    return None if activity.section is None else plan.sections[activity.section]
