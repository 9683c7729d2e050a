"""Random orders of the generator are read back whole: plans, sections and rows equal what was invented, in Word and in PDF.

The sample archive shows chosen layouts; this draws others, so that a reader cannot fit the samples.
"""

from __future__ import annotations

from random import Random
from typing import Any

import pytest

from corpus.generator.archive import write_order
from corpus.generator.recipe import FileKind, draw
from extract.read import read_document
from extract.recognise import recognise
from records.order import Activity, Order, Plan

SEED = 20
KINDS: tuple[FileKind, ...] = ("docx", "pdf")


def flat(text: str | None) -> str:
    """A text with line breaks as spaces: in a PDF they only tell where a column ended."""
    return " ".join((text or "").split())


def given_row(row: Activity) -> dict[str, Any]:
    """A row that was read, in the shape of the answers."""
    texts = {name: flat(getattr(row, name)) for name in ("number", "title", "deadline", "body", "result")}
    return texts | {
        "section": None if row.section is None else row.section + 1,
        "extra": {key: text for key, text in row.extra.items() if text},
    }


def right_row(row: dict[str, Any]) -> dict[str, Any]:
    """The same row as it was invented."""
    names = {"number": "number", "title": "title", "deadline": "deadline_raw", "body": "body_raw", "result": "result_raw"}
    return {name: flat(row[column]) for name, column in names.items()} | {"section": row["section"], "extra": row["extra"]}


def given_plan(plan: Plan) -> dict[str, Any]:
    """A plan's own columns that were read."""
    sections = [(section.number, flat(section.title)) for section in plan.sections]
    return {
        "title": flat(plan.title),
        "appendix": plan.appendix,
        "period": (str(plan.period_start), str(plan.period_end)),
        "sections": sections,
    }


def right_plan(plan: dict[str, Any]) -> dict[str, Any]:
    """The same columns as they were invented."""
    sections = [(section["number"], section["title"]) for section in plan["sections"]]
    return {
        "title": plan["title"],
        "appendix": plan["appendix"],
        "period": (plan["period_start"], plan["period_end"]),
        "sections": sections,
    }


def read(ordinal: int, kind: FileKind) -> tuple[Order, dict[str, Any]]:
    """Random order number `ordinal`, as it was read and as it was invented."""
    recipe, look = draw(Random(f"{SEED}/{ordinal}"), 24, kind)  # noqa: S311 (invented texts, no secrets)
    content, answer = write_order(f"{SEED}/{ordinal}", recipe, look, kind)
    return recognise(read_document(content, f"{ordinal:016x}")), answer


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("ordinal", range(12))
def test_random_orders_are_read_back(ordinal: int, kind: FileKind) -> None:
    order, answer = read(ordinal, kind)
    assert (order.head.number, flat(order.head.title), order.head.signatory_name) == (
        answer["number"],
        answer["title"],
        answer["signatory_name"],
    )
    assert [given_plan(plan) for plan in order.plans] == [right_plan(plan) for plan in answer["plans"]]
    rows = [given_row(row) for plan in order.plans for row in plan.activities]
    assert rows == [right_row(row) for plan in answer["plans"] for row in plan["activities"]]
