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
    """A plan with its rows; `printed_title`, `printed_period`: as read, where people have decided otherwise; `last`: the last decision
    about it."""

    plan: int
    title: str
    period: str
    rows: tuple[RowView, ...]
    printed_title: str | None = None
    printed_period: str | None = None
    last: str | None = None


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
    source, about = opened.order.plans[p], [one for one in opened.known.decisions if one.kind == "plan" and one.plan == p + 1]
    title, period = plan.title or "", period_in_words(plan)
    printed_title, printed_period = source.title or "", period_in_words(source)
    return PlanView(
        p + 1,
        title,
        period,
        rows,
        printed_title if printed_title != title else None,
        printed_period if printed_period != period else None,
        about[-1].id if about else None,
    )


def period_in_words(plan: Plan) -> str:
    """The period of a plan: «01.09.2021 – 31.05.2022», «до 31.12.2025»; "" where none is known."""
    start, end = (day.strftime("%d.%m.%Y") if day else "" for day in (plan.period_start, plan.period_end))
    return f"{start} – {end}" if start and end else f"до {end}" if end else start


def _row(opened: Opened, p: int, n: int, findings: Sequence[FindingView], settled: Accepted) -> RowView:
    applied, meaning = opened.understood.applied, opened.understood.meaning
    plan, key, source = applied.order.plans[p], applied.keys[p][n], applied.sources[p][n]
    activity = plan.activities[n]
    about = [one for one in opened.known.decisions if _touches(one, p, key) or _concerns_all(one, p, activity.place.table)]
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


def _concerns_all(decision: Decision, p: int, table: int) -> bool:
    """Whether a decision is about every row of a table or of its plan."""
    return decision.plan == p + 1 and (decision.kind == "plan" or (decision.kind == "column" and decision.table == table))


def _touches(decision: Decision, p: int, key: str) -> bool:
    if decision.plan != p + 1 or decision.row is None:
        return False
    return decision.row == key or (decision.kind == "split" and key.rpartition(".")[0] == decision.row)
