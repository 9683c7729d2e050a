"""The known answers of an invented order, in the columns of the dataset, so that a test compares like with like.

Left out is what only a run can know: ids, places on the page, links to the ontology. `body` of a mention is a key: within one document,
equal keys must get equal `body_id`, different keys different ones. A column that is null is left out of an item.
"""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Any

from corpus.generator.model import InventedOrder, InventedPlan, PlannedRow
from records.meaning import DeadlineItem, Mention, ResultItem

_DEADLINE = (
    "item", "label", "raw", "char_start", "char_end", "kind", "timex3", "edtf", "rrule", "duration", "extent", "bound", "times", "at_least",
    "condition_kind", "condition", "start", "end",
)  # fmt: skip
_MENTION = ("mention", "raw", "char_start", "char_end", "qualifier", "defines", "role", "body_class")
_RESULT = ("item", "label", "raw", "deadline_item")


def _plain(value: object) -> Any:
    """A value as JSON holds it: dates in ISO 8601."""
    return value.isoformat() if isinstance(value, date) else value


def _columns(record: DeadlineItem | Mention | ResultItem, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: value for name in names if (value := _plain(getattr(record, name))) is not None}


def _activity(row: PlannedRow, section: int | None) -> dict[str, Any]:
    return {
        "section": section,
        "number": row.number,
        "title": row.title,
        "deadline_raw": row.deadline.text,
        "body_raw": row.body.text,
        "result_raw": row.result.text,
        "extra": {heading: text for heading, text in row.extra if text},
        "deadlines": [_columns(item, _DEADLINE) for item in row.deadline.items],
        "responsibilities": [_columns(one, _MENTION) | {"body": one.body_id} for one in row.body.mentions],
        "results": [_columns(item, _RESULT) for item in row.result.items],
    }


def _plan(plan: InventedPlan) -> dict[str, Any]:
    named = [section for section in plan.sections if section.title is not None]
    ordinals = {id(section): at for at, section in enumerate(named, start=1)}
    return {
        "appendix": plan.appendix,
        "code": plan.code,
        "title": plan.title,
        "direction": plan.direction,
        "period_start": plan.period.start.isoformat(),
        "period_end": plan.period.end.isoformat(),
        "approved_by": plan.approved_by and plan.approved_by.replace("\n", " "),
        "sections": [{"number": section.number, "title": section.title} for section in named],
        "activities": [_activity(row, ordinals.get(id(section))) for section in plan.sections for row in section.rows],
        "indicators": [
            {"number": one.number, "name": one.name, "unit": one.unit, "targets": {str(year): value for year, value in one.targets}}
            for one in plan.indicators
        ],
    }


def answers(order: InventedOrder) -> dict[str, Any]:
    """What a run must read from this order: the document's own columns, its clauses, its plans with their rows."""
    head = order.head
    return {
        "doc_type": head.doc_type,
        "title": head.title,
        "issuer": head.issuer,
        "number": head.number,
        "date": _plain(head.date),
        "municipality": order.municipality,
        "region": order.region,
        "basis": [{name: _plain(value) for name, value in asdict(act).items()} for act in head.basis],
        "signatory_post": head.signatory_post,
        "signatory_name": head.signatory_name,
        "clauses": [asdict(clause) for clause in head.clauses],
        "plans": [_plan(plan) for plan in order.plans],
    }
