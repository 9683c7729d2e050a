"""Decisions about rows are laid over a recognised order before anybody understands it: a pure function from an order to an order.

Plans first, then columns, then rows that are split or merged, then the texts of cells: each decision finds what the ones before it left.
A decision whose source text has changed since holds while the program still understands the text as it did then; else it waits for a
person again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from corpus.decisions import Decision
from corpus.planned import lay_plans
from corpus.readings import EXTRA, FIELDS, plain, read_again, row_text, text_of
from ontology.decisions import Decisions
from records.finding import Finding
from records.order import Activity, Order

ABOUT_ROWS = frozenset({"edit", "split", "merge", "column", "heading"})
_STEPS = (("heading",), ("column",), ("split", "merge"), ("edit",))


@dataclass(frozen=True, slots=True)
class Applied:
    """An order with its decisions. `keys`: for each plan the keys of its rows; `sources`: its rows before their cells were edited; `held`:
    the decisions that hold in it; `again`: those that a person has to look at again."""

    order: Order
    keys: tuple[tuple[str, ...], ...]
    sources: tuple[tuple[Activity, ...], ...]
    held: tuple[Decision, ...] = ()
    again: tuple[Decision, ...] = ()


@dataclass(slots=True)
class _Row:
    """A row under its key while decisions are laid over it; `plan` is an index, `source` the row as the columns left it."""

    plan: int
    key: str
    activity: Activity
    source: Activity
    edited: set[str] = field(default_factory=set)


def apply(order: Order, decisions: Sequence[Decision], names: Decisions | None = None) -> Applied:
    """The order as people decided it. `decisions`: the standing ones about this document, in their order; `names`: what is decided about
    names, for the reading of a text that has changed."""
    planned = lay_plans(order, [one for one in decisions if one.kind == "plan"])
    order, changes = planned.order, [one for one in decisions if one.kind in ABOUT_ROWS]
    if not changes:
        keys = tuple(tuple(str(n) for n, _ in enumerate(plan.activities, start=1)) for plan in order.plans)
        return Applied(order, keys, tuple(plan.activities for plan in order.plans), planned.held, planned.again)
    rows = [_Row(p, str(n), one, one) for p, plan in enumerate(order.plans) for n, one in enumerate(plan.activities, start=1)]
    held, again = list(planned.held), list(planned.again)
    for kinds in _STEPS:
        for decision in changes:
            if decision.kind in kinds:
                changed = _laid(rows, decision, order, names)
                (again if changed is None else held).append(decision)
                rows = rows if changed is None else changed
        for row in rows if "column" in kinds or "split" in kinds else ():
            row.source = row.activity
    by_plan = [[row for row in rows if row.plan == p] for p, _ in enumerate(order.plans)]
    keys = tuple(tuple(row.key for row in own) for own in by_plan)
    sources = tuple(tuple(row.source for row in own) for own in by_plan)
    plans = tuple(replace(plan, activities=tuple(row.activity for row in own)) for plan, own in zip(order.plans, by_plan, strict=True))
    known = {plain(one.source) for one in changes if one.kind == "heading"}
    findings = tuple(one for one in _findings(order.findings, rows) if not _of_heading(one, known))
    return Applied(replace(order, plans=plans, findings=findings), keys, sources, tuple(held), tuple(again))


def find_row(rows: Iterable[tuple[int, str, Activity]], decision: Decision, field: str | None) -> tuple[int, str, Activity] | None:
    """The row that a decision is about, among (index of the plan, key, row): the one at its place, or, where the document has changed, the
    one that says the same. None where there is none."""
    found = list(rows)
    plan = (decision.plan or 1) - 1
    here = next((row for row in found if row[:2] == (plan, decision.row)), None)
    title = plain(decision.title)
    if here and (plain(here[2].title) == title or _source(here[2], field) == decision.source):
        return here
    alike = [row for row in found if plain(row[2].title) == title and title]
    exact = [row for row in alike if _source(row[2], field) == decision.source]
    return next(iter(exact or alike), None) if len(exact or alike) == 1 else next((row for row in exact or alike if row[0] == plan), None)


def holds(order: Order, plan: int, activity: Activity, decision: Decision, field: str | None, names: Decisions | None) -> bool:
    """Whether a decision stands on this text: the one it was made on, or another that is understood the same way."""
    if _source(activity, field) == decision.source:
        return True
    return bool(decision.reading) and read_again(order, plan, activity, field, names) == decision.reading


def _source(activity: Activity, field: str | None) -> str:
    return row_text(activity) if field is None else text_of(activity, field)


def _laid(rows: list[_Row], decision: Decision, order: Order, names: Decisions | None) -> list[_Row] | None:
    """The rows with a decision; None where it does not fit them any more."""
    if decision.kind == "heading":
        return _heading(rows, decision)
    if decision.kind == "column":
        return _column(rows, decision)
    asked = decision.field if decision.kind == "edit" else None
    found = find_row(((row.plan, row.key, row.source) for row in rows), decision, asked)
    row = next((row for row in rows if found and (row.plan, row.key) == found[:2]), None)
    if row is None or not holds(order, row.plan, row.source, decision, asked, names):
        return None
    if decision.kind == "edit":
        row.activity = with_text(row.activity, decision.field or "", decision.after or "")
        row.edited.add(decision.field or "")
        return rows
    return _split(rows, row, decision) if decision.kind == "split" else _merged(rows, row, decision)


def _heading(rows: list[_Row], decision: Decision) -> list[_Row]:
    """In every table with a column of this heading it changes places with the column that it is; `after` None: it is as it should be."""
    for row in rows:
        for heading in row.activity.extra if decision.after else ():
            if plain(heading) == plain(decision.source):
                row.activity = _exchanged(row.activity, f"{EXTRA}{heading}", decision.after or "")
    return rows


def _exchanged(activity: Activity, one: str, other: str) -> Activity:
    first, second = text_of(activity, one), text_of(activity, other)
    return with_text(with_text(activity, one, second), other, first)


def _column(rows: list[_Row], decision: Decision) -> list[_Row] | None:
    """Two columns of a table change places; nothing is lost where both have texts."""
    one, other = decision.field or "", decision.after or ""
    own = [row for row in rows if row.plan == (decision.plan or 1) - 1 and row.activity.place.table == decision.table]
    if not any(text_of(row.activity, one) for row in own):
        return None
    for row in own:
        row.activity = _exchanged(row.activity, one, other)
    return rows


def _split(rows: list[_Row], row: _Row, decision: Decision) -> list[_Row] | None:
    if len(decision.rows) < 2:
        return None
    parts = [_part(row.activity, texts) for texts in decision.rows]
    new = [_Row(row.plan, f"{row.key}.{n}", part, part) for n, part in enumerate(parts, start=1)]
    at = rows.index(row)
    return [*rows[:at], *new, *rows[at + 1 :]]


def _merged(rows: list[_Row], row: _Row, decision: Decision) -> list[_Row] | None:
    others = [one for one in rows if one.plan == row.plan and one.key in decision.others and one is not row]
    if len(others) != len(decision.others) or len(decision.rows) != 1:
        return None
    row.activity = _part(row.activity, decision.rows[0])
    return [one for one in rows if one not in others]


def _part(activity: Activity, texts: Mapping[str, str]) -> Activity:
    for name, text in texts.items():
        activity = with_text(activity, name, text)
    return activity


def with_text(activity: Activity, field: str, text: str) -> Activity:
    """The row with another text in one column."""
    if field in FIELDS:
        return replace(activity, **{field: text})  # type: ignore[arg-type]
    if not field.startswith(EXTRA):
        return activity
    heading = field.removeprefix(EXTRA)
    kept = {name: old for name, old in activity.extra.items() if name != heading}
    return replace(activity, extra={**kept, heading: text} if text else kept)


def _of_heading(finding: Finding, known: set[str]) -> bool:
    """Whether a finding says that a heading is unknown which a person has decided about; it quotes the heading."""
    return finding.field == "extra" and plain(finding.message.partition("«")[2].partition("»")[0]) in known


def _findings(findings: Iterable[Finding], rows: Sequence[_Row]) -> Iterator[Finding]:
    """What recognition reported, of the rows as they are counted now; nothing of a cell that a person has written anew."""
    place: dict[tuple[int, str], tuple[int, _Row]] = {}
    counted: dict[int, int] = {}
    for row in rows:
        counted[row.plan] = n = counted.get(row.plan, 0) + 1
        place.setdefault((row.plan, row.key.partition(".")[0]), (n, row))
    for finding in findings:
        if finding.plan is None or finding.activity is None:
            yield finding
            continue
        now = place.get((finding.plan - 1, str(finding.activity)))
        if now is None:
            yield replace(finding, activity=None)
        elif (finding.field or "").removesuffix("_raw") not in now[1].edited:
            yield replace(finding, activity=now[0])
