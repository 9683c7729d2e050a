"""What the page and the API show of a document: its rows as printed and as understood, their findings, their state."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from corpus.decided import names_of
from corpus.decisions import Decision
from corpus.readings import EXTRA, FIELDS, text_of
from normalize.order import understand
from output.rows import activity_id, item_row, mention_row
from output.vocabulary import names
from output.words import deadline_in_words
from records.document import Box
from records.order import Activity, Plan
from records.understood import ActivityMeaning
from review.web.accepted import Accepted, accepted
from review.web.desk import Opened
from review.web.remarks import FindingView, findings_of
from review.web.wording import wording

_OTHER = "other"


@dataclass(frozen=True, slots=True)
class CellView:
    """A column of a row: `printed` as read, `text` as it is decided, and what it means, item by item."""

    name: str
    label: str
    printed: str
    text: str
    meaning: tuple[str, ...] = ()
    unknown: bool = False

    @property
    def edited(self) -> bool:
        """Whether a person has changed the text."""
        return self.printed != self.text


@dataclass(frozen=True, slots=True)
class RowView:
    """A row under its key; `state`: new, accepted, edited, again; `last`: the decision that «undo» would take back."""

    plan: int
    row: str
    activity_id: str
    section: str | None
    page: int | None
    table: int
    boxes: tuple[Box, ...]
    state: str
    cells: tuple[CellView, ...]
    findings: tuple[FindingView, ...]
    last: str | None = None

    @property
    def settled(self) -> bool:
        """Whether a person has looked at it."""
        return self.state == "accepted"


@dataclass(frozen=True, slots=True)
class PlanView:
    """A plan with its rows."""

    plan: int
    title: str
    period: str
    rows: tuple[RowView, ...]


@dataclass(frozen=True, slots=True)
class DocumentView:
    """A document with its plans; `findings`: of the document or a plan as a whole; `again`: decisions to look at again."""

    document_id: str
    title: str
    path: str
    state: str
    plans: tuple[PlanView, ...]
    findings: tuple[FindingView, ...]
    again: tuple[Decision, ...]
    accepted: bool

    @property
    def rows(self) -> tuple[RowView, ...]:
        """All rows, in the document's order."""
        return tuple(row for plan in self.plans for row in plan.rows)


def view_of(opened: Opened) -> DocumentView:
    """A document for the page."""
    found = opened.understood
    findings = findings_of(opened)
    settled = accepted(opened)
    plans = tuple(_plan(opened, p, plan, findings, settled) for p, plan in enumerate(found.applied.order.plans))
    rows = [row for plan in plans for row in plan.rows]
    done = settled.document is not None or (bool(rows) and all(row.settled for row in rows))
    known, again = opened.known, (*found.applied.again, *settled.again)
    begun = any(one.document for one in known.decisions)
    state = "done" if done and not again else "review" if begun else "new"
    head = found.applied.order.head
    return DocumentView(
        known.content.document_id,
        head.title or (plans[0].title if plans else "") or known.path,
        known.path,
        state,
        plans,
        tuple(one for one in findings if one.row is None),
        again,
        settled.document is not None,
    )


def cell_in_words(meaning: ActivityMeaning, field: str, named: Mapping[str, str]) -> tuple[tuple[str, ...], bool]:
    """The meaning of a row's column in words, item by item, and whether something in it was not understood. `named`: the names of bodies
    that people have made."""
    if field == "deadline":
        phrases = [deadline_in_words(item_row(item)) for item in meaning.deadlines]
        return tuple(phrases), any(item.kind == "unparsed" or item.leftover for item in meaning.deadlines)
    if field == "body":
        phrases = [named.get(one.body_id or "") or names().body(mention_row(one)) for one in meaning.mentions]
        return tuple(phrases), any(one.method == "none" for one in meaning.mentions)
    if field == "result":
        return tuple(filter(None, (names().concept("result_type", item.result_type) for item in meaning.results))), False
    if field == "title":
        kinds = [names().concept("activity_type", meaning.topic.activity_type)]
        kinds += [f"{code} {names().concept('direction', code)}" for code in meaning.topic.directions[:1] if code != _OTHER]
        return tuple(filter(None, kinds)), False
    return (), False


def row_of(opened: Opened, plan: int, row: str) -> tuple[int, Activity, Activity, ActivityMeaning] | None:
    """(index in the plan, row as decided, row as read, its meaning) of a row by its key; None where there is none."""
    applied = opened.understood.applied
    if not 1 <= plan <= len(applied.keys) or row not in applied.keys[plan - 1]:
        return None
    n = applied.keys[plan - 1].index(row)
    activity, source = applied.order.plans[plan - 1].activities[n], applied.sources[plan - 1][n]
    return n, activity, source, opened.understood.meaning.plans[plan - 1].activities[n]


def meaning_of(opened: Opened, plan: int, activity: Activity) -> ActivityMeaning:
    """What a row would mean with other texts: the plan is understood with this row alone."""
    order = opened.understood.applied.order
    plans = tuple(_only(one, activity if p == plan - 1 else None) for p, one in enumerate(order.plans))
    meaning = understand(replace(order, plans=plans), names_of(opened.known.decisions))
    return meaning.plans[plan - 1].activities[0]


def _only(plan: Plan, activity: Activity | None) -> Plan:
    return replace(plan, activities=(activity,) if activity else ())


def _plan(opened: Opened, p: int, plan: Plan, findings: Sequence[FindingView], settled: Accepted) -> PlanView:
    own = [one for one in findings if one.plan == p + 1 and one.row]
    rows = tuple(
        _row(opened, p, n, [one for one in own if one.row == key], settled) for n, key in enumerate(opened.understood.applied.keys[p])
    )
    period = " – ".join(day.strftime("%d.%m.%Y") for day in (plan.period_start, plan.period_end) if day)
    return PlanView(p + 1, plan.title or wording()["untitled"], period, rows)


def _row(opened: Opened, p: int, n: int, findings: Sequence[FindingView], settled: Accepted) -> RowView:
    applied, meaning = opened.understood.applied, opened.understood.meaning
    plan, key, source = applied.order.plans[p], applied.keys[p][n], applied.sources[p][n]
    activity = plan.activities[n]
    about = [one for one in opened.known.decisions if _touches(one, p, key) or _moves(one, p, activity.place.table)]
    changed = activity != source or any(one.kind in ("split", "merge") for one in about)
    again = any(_touches(one, p, key) for one in applied.again)
    state = "again" if again else "accepted" if (p, key) in settled.rows else "edited" if changed else "new"
    section = plan.sections[activity.section] if activity.section is not None else None
    place = activity.place
    return RowView(
        p + 1,
        key,
        activity_id(opened.known.content.document_id, p + 1, n + 1),
        " ".join(filter(None, (section.number, section.title))) if section else None,
        place.page_first,
        place.table,
        place.boxes,
        state,
        _cells(source, activity, meaning.plans[p].activities[n], bodies_named(opened)),
        tuple(findings),
        about[-1].id if about else None,
    )


def bodies_named(opened: Opened) -> dict[str, str]:
    """The names that people gave to bodies of their own making, by id."""
    return {one.after: one.note or one.source for one in opened.known.decisions if one.kind == "new_body" and one.after}


def _cells(source: Activity, activity: Activity, meaning: ActivityMeaning, named: Mapping[str, str]) -> tuple[CellView, ...]:
    labels = wording()["fields"]
    cells = []
    for name in FIELDS:
        phrases, unknown = cell_in_words(meaning, name, named)
        cells.append(CellView(name, labels[name], text_of(source, name), text_of(activity, name), phrases, unknown))
    headings = dict.fromkeys((*source.extra, *activity.extra))
    extra = [(f"{EXTRA}{heading}", heading) for heading in headings]
    return (*cells, *(CellView(name, heading, text_of(source, name), text_of(activity, name)) for name, heading in extra))


def _moves(decision: Decision, p: int, table: int) -> bool:
    return decision.kind == "column" and (decision.plan, decision.table) == (p + 1, table)


def _touches(decision: Decision, p: int, key: str) -> bool:
    if decision.plan != p + 1 or decision.row is None:
        return False
    return decision.row == key or (decision.kind == "split" and key.rpartition(".")[0] == decision.row)
