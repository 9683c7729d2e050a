"""A whole order is read cell by cell, each cell in the light of its document, its plan and the section above it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache
from itertools import chain

from normalize.bodies import BodyContext, context_for, read_bodies
from normalize.deadlines import read_deadline
from normalize.definitions import Definition, find_definitions, redefined, telling
from normalize.places import Territory, locate
from normalize.results import read_results
from normalize.topics import classify, plan_direction
from ontology.decisions import Decisions
from ontology.decisions import decisions as people_decided
from records.meaning import DeadlineContext, Period
from records.order import Order, Plan, Section
from records.understood import ActivityMeaning, Meaning, PlanMeaning


def understand(order: Order, decisions: Decisions | None = None) -> Meaning:
    """The meaning of an order: its territory, and for every plan and activity, in their order, what the cells mean.

    `decisions` of people about names win over every rule; without them, those of the user's file hold. Raises OntologyError
    where that file contradicts itself.
    """
    territory = locate(order.head, order.prose)
    bodies = body_contexts(order, territory, decisions)
    return Meaning(
        territory.region_id,
        territory.municipality_id,
        territory.municipality,
        tuple(
            PlanMeaning(
                plan_direction(plan.title, plan.code, plan.direction_printed),
                tuple(_activities(plan, context)),
            )
            for plan, context in zip(order.plans, bodies, strict=True)
        ),
        territory.oktmo,
    )


def body_context(order: Order, territory: Territory | None = None, decisions: Decisions | None = None) -> BodyContext:
    """What the responsible cells of an order are read against: its own abbreviations, its issuer, its territory."""
    place = territory or locate(order.head, order.prose)
    defined = _definitions(order, map(_telling, order.plans))
    return context_for(order.head, place, defined, people_decided() if decisions is None else decisions)


def body_contexts(order: Order, territory: Territory | None = None, decisions: Decisions | None = None) -> tuple[BodyContext, ...]:
    """The context of each plan: an abbreviation that a plan's cells define anew means the new body in it and in the plans after it."""
    place, decided = territory or locate(order.head, order.prose), people_decided() if decisions is None else decisions
    cells_of = [_telling(plan) for plan in order.plans]
    definitions = _definitions(order, cells_of)
    context = context_for(order.head, place, definitions, decided)
    contexts = []
    for cells in cells_of:
        told = redefined(definitions, cells)
        if told != definitions:
            definitions, context = told, context_for(order.head, place, told, decided)
        contexts.append(context)
    return tuple(contexts)


def _definitions(order: Order, cells: Iterable[tuple[str, ...]]) -> tuple[Definition, ...]:
    texts = (*(clause.text for clause in order.head.clauses), *order.prose)
    return find_definitions(texts, order.head, chain.from_iterable(cells), order.abbreviations)


def _telling(plan: Plan) -> tuple[str, ...]:
    """The texts of a plan that introduce an abbreviation («… (далее – ДТО)») for the rest of the document, in its order."""
    texts = [section.title for section in plan.sections]
    for activity in plan.activities:
        texts += (activity.title, activity.body, activity.result, *activity.extra.values())
    return telling(texts)


def deadline_context(plan: Plan, section: Section | None = None) -> DeadlineContext:
    """What a deadline cell is read against: the plan's period and the section row above it."""
    month, year = (section.month, section.year) if section else (None, None)
    return _deadline_context(plan.period_start, plan.period_end, month, year, plan.school_year)


@lru_cache(maxsize=1_000)  # one object for equal contexts: as a key of the cache of cells it is compared by identity
def _deadline_context(start: date | None, end: date | None, month: int | None, year: int | None, school_year: bool) -> DeadlineContext:
    return DeadlineContext(Period(start, end) if start and end else None, month, year, school_year)


def _activities(plan: Plan, bodies: BodyContext) -> Iterator[ActivityMeaning]:
    sections: dict[int | None, Section | None] = {None: None, **dict(enumerate(plan.sections))}
    contexts = {place: deadline_context(plan, section) for place, section in sections.items()}
    for activity in plan.activities:
        section = sections[activity.section]
        deadlines = read_deadline(activity.deadline, contexts[activity.section])
        yield ActivityMeaning(
            deadlines,
            read_bodies(activity.body, bodies),
            read_results(activity.result, deadlines),
            classify(activity.title, activity.result, section.title if section else None, plan.title, plan.code, plan.direction_printed),
        )
