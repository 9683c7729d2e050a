"""The whole program on the sample archive: one run, and every table against the answers that the generator knows.

In a PDF a line break inside a cell is where the column ended, so texts are compared with breaks as spaces and spans are left out.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow.dataset
import pytest

ROOT = Path(__file__).resolve().parents[1]
ANSWERS: dict[str, Any] = json.loads((ROOT / "corpus" / "samples.answers.json").read_text(encoding="utf-8"))
Row = dict[str, Any]


@pytest.fixture(scope="module")
def read(samples_dataset: Path) -> Callable[[str], list[Row]]:
    """All rows of a table, in the order of the dataset."""
    return lambda name: pyarrow.dataset.dataset(samples_dataset / name, format="parquet", partitioning="hive").to_table().to_pylist()


@pytest.fixture(scope="module")
def found(read: Callable[[str], list[Row]]) -> dict[str, Row]:
    """The dataset turned back into documents: file name → the document's row with its clauses, plans, rows and their items."""
    items = {name: grouped(read(name), "activity_id") for name in ("deadlines", "responsibilities", "results")}
    activities = read("activities")
    for row in activities:
        row |= {name: rows[row["activity_id"]] for name, rows in items.items()}
    sections = {row["section_id"]: row["section"] for row in read("sections")}
    for row in activities:
        row["section"] = sections.get(row["section_id"])
        row["extra"] = {heading: text for heading, text in dict(row["extra"] or {}).items() if text}
    plans = read("plans")
    parts = {name: grouped(rows, "plan_id") for name, rows in (("sections", read("sections")), ("activities", activities))}
    for plan in plans:
        plan |= {name: rows[plan["plan_id"]] for name, rows in parts.items()}
    documents = read("documents")
    of_document = {name: grouped(rows, "document_id") for name, rows in (("plans", plans), ("clauses", read("clauses")))}
    return {Path(row["path"]).name: row | {name: rows[row["document_id"]] for name, rows in of_document.items()} for row in documents}


def grouped(rows: list[Row], key: str) -> dict[str, list[Row]]:
    """Rows by the value of a column, each group in order."""
    groups: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        groups[row[key]].append(row)
    return groups


def flat(value: Any) -> Any:
    """A value in the form that both sides share: dates as text, white space as single spaces."""
    if isinstance(value, date):
        return value.isoformat()
    return " ".join(value.split()) if isinstance(value, str) else value


def chosen(row: Row, columns: tuple[str, ...], name: str) -> Row:
    """These columns of a row, flattened for a PDF."""
    return {column: flat(row.get(column)) if name.endswith(".pdf") or column in ("start", "end") else row.get(column) for column in columns}


def rows_of(document: Row) -> list[tuple[str, Row]]:
    """Every activity with a label that tells a reader of a failure where it stands."""
    return [
        (f"plan {at}, {row['number'] or row['title'][:40]}", row)
        for at, plan in enumerate(document["plans"], start=1)
        for row in plan["activities"]
    ]


def assert_items_equal(name: str, found: dict[str, Row], items: str, columns: tuple[str, ...]) -> None:
    """All items of one kind in one document, row by row; a failure shows only the rows that differ."""
    expected, got = rows_of(ANSWERS[name]), rows_of(found[name])
    assert len(got) == len(expected)
    differing = []
    for (label, right), (_, row) in zip(expected, got, strict=True):
        wanted = [chosen(item, columns, name) for item in right[items]]
        given = [chosen(item, columns, name) for item in row[items]]
        if wanted != given:
            differing.append((label, wanted, given))
    assert differing == []


each_sample = pytest.mark.parametrize("name", ANSWERS)


@each_sample
def test_head(name: str, found: dict[str, Row]) -> None:
    columns = ("doc_type", "title", "issuer", "number", "date", "municipality", "signatory_post", "signatory_name")
    right, row = ANSWERS[name], found[name]
    assert {column: flat(row[column]) for column in columns} == {column: right[column] for column in columns}
    acts = ("issuer", "number", "date", "title")
    assert [{key: flat(act[key]) for key in acts} for act in row["basis"] or []] == [
        {key: act[key] for key in acts} for act in right["basis"]
    ]


@each_sample
def test_clauses(name: str, found: dict[str, Row]) -> None:
    columns = ("number", "text", "action", "appendix")
    wanted = [{column: clause[column] for column in columns} for clause in ANSWERS[name]["clauses"]]
    assert [{column: flat(clause[column]) for column in columns} for clause in found[name]["clauses"]] == wanted


@each_sample
def test_plans(name: str, found: dict[str, Row]) -> None:
    columns = ("appendix", "code", "title", "direction", "period_start", "period_end", "approved_by")
    wanted = [{column: plan[column] for column in columns} for plan in ANSWERS[name]["plans"]]
    assert [{column: flat(plan[column]) for column in columns} for plan in found[name]["plans"]] == wanted


@each_sample
def test_sections(name: str, found: dict[str, Row]) -> None:
    def pairs(document: Row) -> list[list[tuple[str | None, str]]]:
        return [[(section["number"], flat(section["title"])) for section in plan["sections"]] for plan in document["plans"]]

    assert pairs(found[name]) == pairs(ANSWERS[name])


@each_sample
def test_rows(name: str, found: dict[str, Row]) -> None:
    columns = ("section", "number", "title", "deadline_raw", "body_raw", "result_raw")
    wanted = [chosen(row, columns, name) | {"extra": row["extra"]} for _, row in rows_of(ANSWERS[name])]
    given = [chosen(row, columns, name) | {"extra": row["extra"]} for _, row in rows_of(found[name])]
    assert given == wanted


@each_sample
def test_deadlines(name: str, found: dict[str, Row]) -> None:
    spans = () if name.endswith(".pdf") else ("char_start", "char_end")
    meaning = (
        "kind",
        "timex3",
        "edtf",
        "rrule",
        "duration",
        "extent",
        "bound",
        "times",
        "at_least",
        "condition_kind",
        "condition",
        "start",
        "end",
    )
    assert_items_equal(name, found, "deadlines", ("item", "label", "raw", *spans, *meaning))


@each_sample
def test_mentions(name: str, found: dict[str, Row]) -> None:
    spans = () if name.endswith(".pdf") else ("char_start", "char_end")
    assert_items_equal(name, found, "responsibilities", ("mention", "raw", *spans, "qualifier", "defines", "role", "body_class"))


@each_sample
def test_one_body_has_one_id(name: str, found: dict[str, Row]) -> None:
    """Two spellings of one body share an id, two bodies never do."""
    ids: dict[str, set[str | None]] = defaultdict(set)
    for (_, right), (_, row) in zip(rows_of(ANSWERS[name]), rows_of(found[name]), strict=True):
        for mention, linked in zip(right["responsibilities"], row["responsibilities"], strict=True):
            ids[mention["body"]].add(linked["body_id"])
    assert {body: known for body, known in ids.items() if len(known) != 1} == {}
    assert len(set().union(*ids.values())) == len(ids)


@each_sample
def test_results(name: str, found: dict[str, Row]) -> None:
    assert_items_equal(name, found, "results", ("item", "label", "raw"))


@each_sample
def test_numbered_results_belong_to_the_deadlines_of_their_numbers(name: str, found: dict[str, Row]) -> None:
    def links(document: Row) -> list[list[int]]:
        return [[item["deadline_item"] for item in row["results"]] for _, row in rows_of(document) if len(row["deadlines"]) > 1]

    assert links(found[name]) == links(ANSWERS[name])


def test_indicators(found: dict[str, Row], read: Callable[[str], list[Row]]) -> None:
    """The programme's target tables: each indicator with its unit, and a value for each year."""
    values = grouped(read("indicator_values"), "indicator_id")
    plans = {plan["plan_id"]: name for name, document in found.items() for plan in document["plans"]}
    got = [
        (plans[row["plan_id"]], row["name"], row["unit"], {str(one["year"]): one["raw"] for one in values[row["indicator_id"]]})
        for row in read("indicators")
    ]
    wanted = [
        (name, one["name"], one["unit"], one["targets"])
        for name, answer in ANSWERS.items()
        for plan in answer["plans"]
        for one in plan["indicators"]
    ]
    assert got == wanted


def test_every_row_of_every_sample_is_accounted_for(read: Callable[[str], list[Row]]) -> None:
    assert len(read("activities")) == sum(len(plan["activities"]) for answer in ANSWERS.values() for plan in answer["plans"])
    assert {row["status"] for row in read("documents")} == {"ok"}
