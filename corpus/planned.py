"""Decisions about a plan itself, its title and its period, are laid over it before its rows are read: deadlines need the period."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from corpus.decisions import Decision
from corpus.readings import plain
from normalize.deadlines import read_deadline
from records.finding import Finding
from records.meaning import DeadlineContext, Period
from records.order import Order, Plan

PLAN_FIELDS = ("title", "period")
_BEGINS, _ENDS = (9, 1), (5, 31)  # month and day of a school year


@dataclass(frozen=True, slots=True)
class Planned:
    """An order with what is decided about its plans; `held` and `again`: the decisions that hold, and those that a person has to look at
    again."""

    order: Order
    held: tuple[Decision, ...] = ()
    again: tuple[Decision, ...] = ()


def period_in(text: str) -> Period | None:
    """The period that a person writes («2022-2024», «01.09.2021 – 31.05.2022», «2021/2022 учебный год»), by the grammar of deadlines; None
    for what is not one period with a beginning and an end."""
    items = read_deadline(text, DeadlineContext())
    if len(items) != 1 or items[0].kind != "date" or items[0].leftover or "{" in (items[0].edtf or ""):
        return None
    start, end = items[0].start, items[0].end
    return Period(start, end) if start and end and start <= end else None


def plan_text(plan: Plan, field: str) -> str:
    """The title of a plan, or its period as two ISO dates («2022-01-01/2022-12-31»); "" where it has none."""
    if field == "title":
        return plan.title or ""
    return f"{plan.period_start or ''}/{plan.period_end}" if plan.period_end else ""


def plan_source(order: Order, plan: int, field: str) -> str:
    """The printed text on which a decision about a plan (an index from 0) stands: its title, which tells the period too."""
    own = order.plans[plan].title or ""
    return own if field == "title" else own or order.head.title or ""


def plan_reading(plan: Plan, field: str) -> str:
    """How the program understood that text."""
    return plain(plan.title or "") if field == "title" else plan_text(plan, field)


def lay_plans(order: Order, decisions: Sequence[Decision]) -> Planned:
    """The order with its decisions about plans (kind `plan`), which are about the plans as they were read."""
    plans = list(order.plans)
    held: list[Decision] = []
    again: list[Decision] = []
    if not decisions:
        return Planned(order)
    for one in decisions:
        at = _plan_of(order, one)
        changed = None if at is None or not _holds(order, at, one) else _with(plans[at], one.field or "", one.after or "")
        if at is None or changed is None:
            again.append(one)
        else:
            plans[at] = changed
            held.append(one)
    findings = tuple(one for one in order.findings if not held or not _answered(one, plans))
    return Planned(replace(order, plans=tuple(plans), findings=findings), tuple(held), tuple(again))


def _plan_of(order: Order, decision: Decision) -> int | None:
    """The plan at its place, or, where the document has changed, the only one of its title."""
    at, title = (decision.plan or 1) - 1, plain(decision.title)
    if at < len(order.plans) and plain(order.plans[at].title or "") == title:
        return at
    alike = [p for p, plan in enumerate(order.plans) if title and plain(plan.title or "") == title]
    if len(alike) == 1:
        return alike[0]
    return at if at < len(order.plans) else None


def _holds(order: Order, plan: int, decision: Decision) -> bool:
    """Whether a decision stands on this plan: its text is the one that it was made on, or is still understood the same way."""
    field = decision.field or ""
    if plan_source(order, plan, field) == decision.source:
        return True
    return bool(decision.reading) and plan_reading(order.plans[plan], field) == decision.reading


def _with(plan: Plan, field: str, text: str) -> Plan | None:
    """The plan with another title or period; None for a line that somebody spoilt by hand."""
    if field == "title":
        return replace(plan, title=text or None)
    try:
        start, end = (date.fromisoformat(day) for day in text.split("/"))
    except ValueError:
        return replace(plan, period_start=None, period_end=None, school_year=False) if field == "period" and not text else None
    return replace(plan, period_start=start, period_end=end, school_year=_is_school_year(start, end)) if field == "period" else None


def _is_school_year(start: date, end: date) -> bool:
    """In the plan of a school year, which is from September to May, «I полугодие» is the autumn."""
    return (start.month, start.day) == _BEGINS and (end.year, end.month, end.day) == (start.year + 1, *_ENDS)


def _answered(finding: Finding, plans: Sequence[Plan]) -> bool:
    """Whether a finding says of a plan that it has no title or no period, and people gave it what it lacked."""
    if finding.plan is None or finding.activity is not None or finding.field not in ("title", "period_start"):
        return False
    plan = plans[finding.plan - 1]
    return bool(plan.title and plan.period_end)
