"""Two sides compared: plans and rows are aligned, what differs becomes records."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from output.diff.align import align_plans, align_rows, moved, plain
from output.diff.indicators import indicator_changes
from output.diff.likeness import align_by_likeness
from output.diff.model import Difference, FieldChange, Kind, Moved, PlanChange, RowChange, RowPlace, Summary
from output.diff.sides import Side, SidePlan, SideRow
from output.diff.words import word_diff, year_shift
from output.rows import Row
from output.schema import tables

_ROW_FIELDS = ("number", "title", "deadline_raw", "body_raw", "result_raw")
_BETWEEN_FIELDS = ("title", "deadline_raw", "body_raw", "result_raw")  # numbers of two municipalities have nothing to do with each other
_PLAN_FIELDS = ("title", "code", "period_start", "period_end", "approved_by")

_Found = dict[int, tuple[SideRow, str | None]]  # place of an old row → its new row, and why


def compare(old: Side, new: Side) -> Difference:
    """What changed from the old side to the new one; for two municipalities: what both plan, and what only one does."""
    between = old.municipality is not None and new.municipality is not None and old.municipality != new.municipality
    plans = align_plans(old.plans, new.plans)
    found = _align(old, new, plans, between)
    titles = (
        {row.place: _title(plan) for plan in old.plans for row in plan.rows},
        {row.place: _title(plan) for plan in new.plans for row in plan.rows},
    )
    changes = tuple(_plan_changes(old, new, plans, found, titles, between))
    names = (old.label, new.label) if old.label != new.label else (f"{old.label} — {old.source}", f"{new.label} — {new.source}")
    return Difference(*names, between, _summary(changes), changes)


def _align(old: Side, new: Side, plans: Sequence[tuple[int, int]], between: bool) -> _Found:
    """Which old row is which new row: within paired plans, then among what is left in all plans, then (two municipalities) by subject."""
    found: _Found = {}
    for i, j in plans:
        rows = old.plans[i].rows, new.plans[j].rows
        found |= {rows[0][one].place: (rows[1][other], None) for one, other in align_rows(*rows)}
    lefts, rights = _left(old, new, found)
    found |= {lefts[one].place: (rights[other], None) for one, other in align_rows(lefts, rights, elsewhere=True)}
    if between:
        lefts, rights = _left(old, new, found)
        found |= {lefts[one].place: (rights[other], why) for one, other, why in align_by_likeness(lefts, rights)}
    return found


def _left(old: Side, new: Side, found: _Found) -> tuple[list[SideRow], list[SideRow]]:
    taken = {row.place for row, _ in found.values()}
    lefts = [row for plan in old.plans for row in plan.rows if row.place not in found]
    return lefts, [row for plan in new.plans for row in plan.rows if row.place not in taken]


def _plan_changes(
    old: Side, new: Side, plans: Sequence[tuple[int, int]], found: _Found, titles: tuple[dict[int, str], dict[int, str]], between: bool
) -> Iterator[PlanChange]:
    """The plans of the new side in its order, each with the old plan that it goes on from; then the old plans that went."""
    before = {j: i for i, j in plans}
    origin = {row.place: (place, why) for place, (row, why) in found.items()}
    olds = {row.place: row for plan in old.plans for row in plan.rows}
    kept = {i for i, _ in plans}
    for j, plan in enumerate(new.plans):
        partner = old.plans[before[j]] if j in before else None
        rows = list(_row_changes(partner, plan, origin, olds, titles, between))
        gone = [_gone(row, titles[0]) for row in partner.rows if row.place not in found] if partner else []
        fields = _plan_fields(partner.plan, plan.plan) if partner and not between else ()
        indicators = () if between else indicator_changes(partner.indicators if partner else (), plan.indicators)
        changed = [row for row in rows if row.kind != "same" or row.moved]
        kind: Kind = "added" if partner is None else "changed" if changed or gone or fields or indicators else "same"
        title = _title(partner) if partner else None
        shown = sorted((*changed, *gone), key=_position)
        yield PlanChange(kind, title, _title(plan), fields, tuple(shown), indicators, len(rows) - len(changed))
    for i, plan in enumerate(old.plans):
        if i not in kept:
            gone = [_gone(row, titles[0]) for row in plan.rows if row.place not in found]
            indicators = () if between else indicator_changes(plan.indicators, ())
            yield PlanChange("removed", _title(plan), None, (), tuple(gone), indicators, 0)


def _row_changes(
    partner: SidePlan | None,
    plan: SidePlan,
    origin: Mapping[int, tuple[int, str | None]],
    olds: Mapping[int, SideRow],
    titles: tuple[dict[int, str], dict[int, str]],
    between: bool,
) -> Iterator[RowChange]:
    own = {row.place: position for position, row in enumerate(partner.rows)} if partner else {}
    pairs = [(own[origin[row.place][0]], n) for n, row in enumerate(plan.rows) if row.place in origin and origin[row.place][0] in own]
    shifted = {n for _, n in moved(pairs)}
    for n, row in enumerate(plan.rows):
        if row.place not in origin:
            yield RowChange("added", None, None, _place(row, titles[1]))
            continue
        place, why = origin[row.place]
        before = olds[place]
        fields = _fields(before, row, between)
        move = None if between else _move(before, row, place in own, n in shifted)
        yield RowChange("changed" if fields else "same", move, _place(before, titles[0]), _place(row, titles[1]), fields, why)


def _position(row: RowChange) -> tuple[int, bool]:
    """Where a row is shown: a row that went stands before the new one of its position."""
    place = row.new or row.old
    return (place.position if place else 0, row.new is not None)


def _move(before: SideRow, after: SideRow, same_plan: bool, shifted: bool) -> Moved | None:
    if not same_plan:
        return "plan"
    if plain(before.section) != plain(after.section) and shifted:
        return "section"
    return "order" if shifted else None


def _gone(row: SideRow, titles: Mapping[int, str]) -> RowChange:
    return RowChange("removed", None, _place(row, titles), None)


def _fields(before: SideRow, after: SideRow, between: bool) -> tuple[FieldChange, ...]:
    """The columns of a row that differ, further columns under their headings."""
    one, other = before.activity, after.activity
    names = _BETWEEN_FIELDS if between else _ROW_FIELDS
    found = [change(name, _heading("activities", name), one[name], other[name]) for name in names]
    if not between:
        extra = dict(one["extra"] or ()), dict(other["extra"] or ())
        found += [change(name, name, extra[0].get(name, ""), extra[1].get(name, "")) for name in {**extra[0], **extra[1]}]
    return tuple(one for one in found if one)


def change(field: str, heading: str, old: str, new: str) -> FieldChange | None:
    """The difference of two texts; None where only spaces differ."""
    if " ".join(old.split()) == " ".join(new.split()):
        return None
    return FieldChange(field, heading, old, new, year_shift(old, new), word_diff(old, new))


def _plan_fields(old: Row, new: Row) -> tuple[FieldChange, ...]:
    found = [change(name, _heading("plans", name), _text(old[name]), _text(new[name])) for name in _PLAN_FIELDS]
    return tuple(one for one in found if one)


def _text(value: Any) -> str:
    return value.strftime("%d.%m.%Y") if isinstance(value, date) else str(value or "")


def _heading(table: str, name: str) -> str:
    return next(column.heading for column in tables()[table].columns if column.name == name)


def _title(plan: SidePlan) -> str:
    title = plan.plan["title"] or f"План {plan.plan['plan']}"
    return " ".join(title.split())


def _place(row: SideRow, titles: Mapping[int, str]) -> RowPlace:
    one = row.activity
    texts = (one["title"], one["deadline_raw"], one["body_raw"], one["result_raw"])
    return RowPlace(one["activity_id"], titles[row.place], row.section, one["number"], one["activity"], *texts)


def _summary(plans: Sequence[PlanChange]) -> Summary:
    rows = [row for plan in plans for row in plan.rows]
    return Summary(
        plans_added=sum(plan.kind == "added" for plan in plans),
        plans_removed=sum(plan.kind == "removed" for plan in plans),
        rows_added=sum(row.kind == "added" for row in rows),
        rows_removed=sum(row.kind == "removed" for row in rows),
        rows_changed=sum(row.kind == "changed" for row in rows),
        only_years=sum(row.only_years for row in rows),
        rows_moved=sum(row.moved is not None for row in rows),
        rows_same=sum(plan.same_rows for plan in plans),
        indicators_changed=sum(len(plan.indicators) for plan in plans),
    )
