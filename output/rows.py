"""Records become rows of the dataset's tables; ids are made here and nowhere else.

A row is a dict with exactly the columns of its table in `schema.yaml`. Rows of one document are in document order.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import repeat
from operator import attrgetter, itemgetter
from typing import Any

from output.schema import tables
from records.document import Box, Document
from records.errors import DocumentError, UsageError
from records.finding import Finding
from records.meaning import DeadlineItem, Mention
from records.order import Act, Order, Place, Plan
from records.understood import ActivityMeaning, Meaning, PlanMeaning

Row = dict[str, Any]
Rows = Mapping[str, Sequence[Row]]


@dataclass(frozen=True, slots=True)
class FileFacts:
    """What is known of a file before it is read."""

    document_id: str
    path: str
    size_bytes: int | None = None


@dataclass(frozen=True, slots=True)
class Status:
    """How the reading went: `ok`, or `partial`/`failed` with a stable code and a Russian message that says what to do."""

    status: str = "ok"
    error_code: str | None = None
    error_message: str | None = None


def plan_id(document_id: str, plan: int) -> str:
    """The id of a document's plan; `plan` counts from 1."""
    return f"{document_id}/p{plan}"


def activity_id(document_id: str, plan: int, activity: int) -> str:
    """The id of a plan's activity; both count from 1."""
    return f"{document_id}/p{plan}/a{activity}"


def document_rows(
    facts: FileFacts, document: Document, order: Order, meaning: Meaning, findings: Sequence[Finding], status: Status
) -> dict[str, list[Row]]:
    """All rows of one document that was read, by table."""
    rows: dict[str, list[Row]] = {name: [] for name, table in tables().items() if table.document}
    rows["documents"].append(_document(facts, document, order, meaning, status))
    rows["clauses"] += [
        _row("clauses", clause, document_id=facts.document_id, clause=n) for n, clause in enumerate(order.head.clauses, start=1)
    ]
    for n, (plan, understood) in enumerate(zip(order.plans, meaning.plans, strict=True), start=1):
        for table, found in _plan(facts.document_id, n, plan, understood, meaning).items():
            rows[table] += found
    rows["findings"] += finding_rows(facts.document_id, findings, paged=document.extractor in _PAGED)
    return rows


def of_plan(rows: Rows, plan: int) -> dict[str, list[Row]]:
    """The rows of one plan, the document's own row and findings without a plan. Raises UsageError where there is no such plan."""
    document = rows["documents"][0]["document_id"]
    own = plan_id(document, plan)
    if all(row["plan_id"] != own for row in rows["plans"]):
        raise UsageError(f"В документе нет плана {plan}; всего планов: {len(rows['plans'])}.")

    def belongs(row: Row) -> bool:
        key = next((row[name] for name in ("plan_id", "activity_id", "indicator_id") if name in row), None)
        return key is None or f"{key}/".startswith(f"{own}/")

    return {table: [row for row in found if belongs(row)] for table, found in rows.items()}


def failed_rows(facts: FileFacts, error: DocumentError) -> dict[str, list[Row]]:
    """The rows of a document that could not be read: one row of `documents` that says why."""
    known: Row = dict.fromkeys(column.name for column in tables()["documents"].columns)
    status = {"status": "failed", "error_code": error.code, "error_message": error.message}
    return {"documents": [known | _facts(facts) | status | {"basis": []}]}


def finding_rows(document_id: str, findings: Sequence[Finding], *, paged: bool = True) -> list[Row]:
    """Findings with stable ids; what is said twice of one place in the same words is kept once. The page is a part of the place where
    the format has pages (`paged`): a Word document gets the same ids whether it was rendered or not."""
    kept: dict[str, tuple[Finding, str | None, str | None]] = {}
    for finding in findings:
        plan = plan_id(document_id, finding.plan) if finding.plan else None
        activity = f"{plan}/a{finding.activity}" if plan and finding.activity else None
        page = str(finding.page or "") if paged else ""
        place = (document_id, finding.code, plan or "", activity or "", finding.field or "", page, finding.evidence)
        kept.setdefault(hashlib.sha256("\x1f".join(place).encode()).hexdigest()[:16], (finding, plan, activity))
    return _rows(
        "findings",
        [finding for finding, _, _ in kept.values()],
        finding_id=list(kept),
        document_id=[document_id] * len(kept),
        plan_id=[plan for _, plan, _ in kept.values()],
        activity_id=[activity for *_, activity in kept.values()],
    )


def item_row(item: DeadlineItem) -> Row:
    """The columns of a deadline item without its ids: what `dorkarta explain` prints."""
    return _without_ids(_row("deadlines", item, activity_id="", plan_id=""))


def occurrence_rows(item: DeadlineItem) -> list[Row]:
    """The occurrences of a deadline item without ids."""
    return [{"start": found.start, "end": found.end, "in_plan_period": found.in_plan_period} for found in item.occurrences]


def mention_row(mention: Mention) -> Row:
    """The columns of a mention without its ids."""
    return _without_ids(_row("responsibilities", mention, activity_id="", plan_id=""))


def _without_ids(row: Row) -> Row:
    return {name: value for name, value in row.items() if name not in ("activity_id", "plan_id")}


def _facts(facts: FileFacts) -> Row:
    return {"document_id": facts.document_id, "path": facts.path, "paths": [facts.path], "size_bytes": facts.size_bytes}


def _document(facts: FileFacts, document: Document, order: Order, meaning: Meaning, status: Status) -> Row:
    head = order.head
    return _facts(facts) | {
        "media_type": document.media_type,
        "pages": document.pages,
        "extractor": document.extractor,
        "doc_type": head.doc_type,
        "title": head.title,
        "issuer": head.issuer,
        "number": head.number,
        "date": head.date,
        **_territory(meaning),
        "municipality": meaning.municipality,
        "oktmo": meaning.oktmo,
        "basis": [_act(act) for act in head.basis],
        "signatory_post": head.signatory_post,
        "signatory_name": head.signatory_name,
        "status": status.status,
        "error_code": status.error_code,
        "error_message": status.error_message,
    }


def _plan(document_id: str, n: int, plan: Plan, understood: PlanMeaning, meaning: Meaning) -> dict[str, list[Row]]:
    own = plan_id(document_id, n)
    sections = [
        _row("sections", section, section_id=f"{own}/s{i}", plan_id=own, section=i) for i, section in enumerate(plan.sections, start=1)
    ]
    indicators = list(enumerate(plan.indicators, start=1))
    rows = {
        "plans": [
            _row(
                "plans",
                plan,
                plan_id=own,
                document_id=document_id,
                plan=n,
                direction=understood.direction,
                municipality_id=meaning.municipality_id,
                columns=[{"heading": column.heading, "field": _TEXTS.get(column.field or "")} for column in plan.columns],
            )
        ],
        "sections": sections,
        "activities": list(_activities(document_id, own, plan, understood, meaning)),
        "indicators": [
            _row("indicators", indicator, indicator_id=f"{own}/i{i}", plan_id=own, **_place(indicator.place)) for i, indicator in indicators
        ],
        "indicator_values": [
            _row("indicator_values", value, indicator_id=f"{own}/i{i}") for i, indicator in indicators for value in indicator.values
        ],
        "statistics": [_row("statistics", statistic, plan_id=own, **_place(statistic.place)) for statistic in plan.statistics],
    }
    return rows | _cells(own, understood.activities)


def _activities(document_id: str, plan: str, read: Plan, understood: PlanMeaning, meaning: Meaning) -> Iterator[Row]:
    territory = _territory(meaning)
    for n, (activity, cells) in enumerate(zip(read.activities, understood.activities, strict=True), start=1):
        yield {
            "activity_id": f"{plan}/a{n}",
            "plan_id": plan,
            "document_id": document_id,
            "section_id": None if activity.section is None else f"{plan}/s{activity.section + 1}",
            "activity": n,
            "number": activity.number,
            "title": activity.title,
            "deadline_raw": activity.deadline,
            "body_raw": activity.body,
            "result_raw": activity.result,
            "extra": dict(activity.extra),
            "directions": list(cells.topic.directions),
            "activity_type": cells.topic.activity_type,
            **territory,
            **_place(activity.place),
        }


_PAGED = ("pdf", "ocr")
# Field of a record → column of `activities`
_TEXTS = {"number": "number", "title": "title", "deadline": "deadline_raw", "body": "body_raw", "result": "result_raw"}


def _cells(plan: str, activities: Sequence[ActivityMeaning]) -> dict[str, list[Row]]:
    """What the cells of a plan's activities mean. A plan has hundreds of such rows, so those of a table are made together."""
    owned = [(f"{plan}/a{i}", activity) for i, activity in enumerate(activities, start=1)]
    deadlines = [(own, item) for own, cells in owned for item in cells.deadlines]
    occurrences = [(own, item.item, n, found) for own, item in deadlines for n, found in enumerate(item.occurrences, start=1)]
    mentions = [(own, mention) for own, cells in owned for mention in cells.mentions]
    results = [(own, item) for own, cells in owned for item in cells.results]
    return {
        "deadlines": _rows(
            "deadlines", [item for _, item in deadlines], activity_id=[own for own, _ in deadlines], plan_id=[plan] * len(deadlines)
        ),
        "occurrences": _rows(
            "occurrences",
            [found for _, _, _, found in occurrences],
            activity_id=[own for own, _, _, _ in occurrences],
            item=[item for _, item, _, _ in occurrences],
            occurrence=[n for _, _, n, _ in occurrences],
        ),
        "responsibilities": _rows(
            "responsibilities", [one for _, one in mentions], activity_id=[own for own, _ in mentions], plan_id=[plan] * len(mentions)
        ),
        "results": _rows("results", [item for _, item in results], activity_id=[own for own, _ in results]),
    }


def _territory(meaning: Meaning) -> Row:
    return {"region_id": meaning.region_id, "municipality_id": meaning.municipality_id}


_PLACE = ("table", "row_first", "row_last", "page_first", "page_last")
_of_place = attrgetter(*_PLACE)


def _place(place: Place | None) -> Row:
    """The columns that say where a row was read."""
    if place is None:
        return {**dict.fromkeys(_PLACE), "boxes": []}
    return {**dict(zip(_PLACE, _of_place(place), strict=True)), "boxes": [_box(box) for box in place.boxes]}


def _act(act: Act) -> Row:
    return {"issuer": act.issuer, "number": act.number, "date": act.date, "title": act.title}


def _box(box: Box) -> Row:
    return {"page": box.page, "x0": box.x0, "top": box.top, "x1": box.x1, "bottom": box.bottom}


def _row(table: str, record: object, /, **known: Any) -> Row:
    """The table's columns from the record's fields of the same names, `known` first; "" is null where null is allowed."""
    return _rows(table, [record], **{name: [value] for name, value in known.items()})[0]


def _rows(table: str, records: Sequence[object], /, **known: Sequence[Any]) -> list[Row]:
    """A row for each record, as `_row` makes it; `known` has a value for each."""
    if not records:
        return []
    names, given, in_order, nullable = _fields(table, tuple(known))
    columns = in_order([*zip(*map(given, records), strict=True), *known.values()])
    filled = [_without_blanks(values) if null and "" in values else values for values, null in zip(columns, nullable, strict=True)]
    return [*map(dict, map(zip, repeat(names), zip(*filled, strict=True)))]  # as many values as names: `in_order` takes each once


def _without_blanks(values: Sequence[Any]) -> list[Any]:
    return [None if value == "" else value for value in values]


_Taken = Callable[[Any], tuple[Any, ...]]


@cache
def _fields(table: str, known: tuple[str, ...]) -> tuple[tuple[str, ...], _Taken, _Taken, tuple[bool, ...]]:
    """The table's columns, what takes those that are not known from a record, what brings both in the table's order, and which of them may
    be null where they are empty."""
    columns = tables()[table].columns
    names = tuple(column.name for column in columns)
    given = [name for name in names if name not in known]
    order = [*given, *known]
    nullable = tuple(not column.required and column.type == "string" for column in columns)
    return names, attrgetter(*given), itemgetter(*map(order.index, names)), nullable
