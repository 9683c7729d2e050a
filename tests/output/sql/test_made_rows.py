"""Questions that the documents have no answers for: matches, unknown names, findings, one order in two files."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from output.arrow import arrow_table, read_table
from output.sql.ask import answer, question, values
from output.sql.database import database
from records.errors import UsageError


@pytest.fixture
def changed(samples_dataset: Path, tmp_path: Path):
    """A copy of the sample dataset in which tables are replaced; gives a function that asks it."""
    folder = shutil.copytree(samples_dataset, tmp_path / "набор")

    def ask(name: str, **replaced: list[dict[str, Any]]) -> list[dict[str, Any]]:
        for table, rows in replaced.items():
            for file in (folder / table).glob("*.parquet"):
                file.unlink()
            pq.write_table(arrow_table(table, rows), folder / table / "all.parquet")
        with database(folder) as connection:
            return answer(connection, question(name)).to_pylist()

    return ask


@pytest.fixture
def rows(samples_dataset: Path):
    return lambda name: read_table(samples_dataset, name).to_pylist(maps_as_pydicts="strict")


def pair(a: str, b: str, grade: str = "same", score: float = 0.9, repeated: bool = False) -> dict[str, Any]:
    told = {"reason": "общее: школа", "subject": score, "action": "same", "repeated": repeated}
    return {"activity_a": a, "activity_b": b, "grade": grade, "score": score} | told


def test_matches_and_what_has_none(changed, rows) -> None:
    activities = rows("activities")
    first, other = activities[0], next(row for row in activities if row["municipality_id"] != activities[0]["municipality_id"])
    twin = activities[1]
    made = [pair(first["activity_id"], other["activity_id"]), pair(first["activity_id"], twin["activity_id"], repeated=True)]
    [found] = changed("matches", matches=made)
    assert (found["grade_name"], found["score"], found["title_a"], found["title_b"]) == ("то же", 0.9, first["title"], other["title"])
    alone = changed("no-counterpart", matches=made)
    assert len(alone) == sum(row["title"] != "" for row in activities) - 2
    assert twin["title"] in {row["title"] for row in alone}


def test_unknown_bodies_most_frequent_first(changed, rows) -> None:
    mentions = rows("responsibilities")
    for n, mention in enumerate(mentions[:3]):
        mention |= {"method": "none", "body_class": None, "body_id": None, "raw": "Совет мудрецов" if n < 2 else "Кружок"}
    found = changed("unknown-bodies", responsibilities=mentions)
    assert [(row["raw"], row["mentions"]) for row in found] == [("Совет мудрецов", 2), ("Кружок", 1)]


def test_findings_gravest_first(changed, rows) -> None:
    document = rows("documents")[0]["document_id"]
    blank = dict.fromkeys(("plan_id", "activity_id", "field", "evidence", "suggestion", "page"))
    made = [
        blank | {"finding_id": f"{n}", "code": code, "severity": code[0], "document_id": document, "message": f"Замечание {n}"}
        for n, code in enumerate(("I1", "W1", "W1", "E1", "W2"))
    ]
    found = changed("findings-by-code", findings=made)
    assert [(row["code"], row["findings"], row["documents"]) for row in found] == [("E1", 1, 1), ("W1", 2, 1), ("W2", 1, 1), ("I1", 1, 1)]


def test_one_order_in_two_files(changed, rows) -> None:
    documents = rows("documents")
    copy = documents[0] | {"document_id": "f" * 16, "path": "копия.pdf", "paths": ["копия.pdf"]}
    [found] = changed("same-order-twice", documents=[*documents, copy])
    assert (found["documents"], found["number"]) == (2, documents[0]["number"])
    assert "копия.pdf" in found["paths"]


def test_documents_without_a_municipality_stand_under_one_name(changed, rows) -> None:
    documents, activities = rows("documents"), rows("activities")
    for row in (*documents[:2], *activities):
        if row["document_id"] in {one["document_id"] for one in documents[:2]}:
            row["municipality_id"] = None
    lost = sum(row["municipality_id"] is None for row in activities)
    found = changed("activity-types", documents=documents, activities=activities)
    assert sum(row["activities"] for row in found if row["municipality"] == "Муниципалитет не узнан") == lost
    assert sum(row["activities"] for row in found) == len(activities)


def test_a_municipality_of_the_same_name_is_told_by_its_region(changed, rows) -> None:
    documents = rows("documents")
    for row in documents:
        row["municipality"] = "Советский район"
    names = {row["municipality"] for row in changed("plans", documents=documents)}
    assert len(names) == len({row["municipality_id"] for row in documents})
    assert "Советский район (Вологодская область)" in names


def test_municipalities_of_one_name_and_region_are_told_by_their_ids(changed, rows) -> None:
    documents = rows("documents")
    for row in documents:
        row |= {"municipality": "Советский район", "region_id": "RU-VLG"}
    names = {row["municipality"] for row in changed("plans", documents=documents)}
    assert names == {f"Советский район (Вологодская область) [{row['municipality_id']}]" for row in documents}


@pytest.mark.parametrize(
    ("given", "told"),
    [(["limt=3"], "limit"), (["limit"], "limit"), (["limit=три"], "число"), (["=3"], "limit")],
    ids=["unknown", "no value", "no number", "no name"],
)
def test_a_wrong_parameter_is_named(given: list[str], told: str) -> None:
    with pytest.raises(UsageError, match=told):
        values(question("matches"), given)


def test_a_value_is_a_value_and_never_sql(changed, samples_dataset: Path) -> None:
    with database(samples_dataset) as connection:
        assert answer(connection, question("search"), ["text='; DROP TABLE municipalities; --"]).num_rows == 0
        assert isinstance(answer(connection, question("plans")), pa.Table)
