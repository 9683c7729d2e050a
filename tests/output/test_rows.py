"""Records become rows: ids, nulls, findings."""

from __future__ import annotations

import pytest

from output.rows import FileFacts, failed_rows, finding_rows, of_plan
from output.schema import tables
from records.errors import EmptyFile, UsageError
from records.finding import Finding

ID = "0123456789abcdef"


def test_ids_count_from_one_in_document_order(rows_of) -> None:
    rows = rows_of(ID)
    assert [row["plan_id"] for row in rows["plans"]] == [f"{ID}/p1"]
    assert [row["activity_id"] for row in rows["activities"]] == [f"{ID}/p1/a1", f"{ID}/p1/a2"]
    assert [row["section_id"] for row in rows["activities"]] == [f"{ID}/p1/s1", None]
    assert [row["indicator_id"] for row in rows["indicator_values"]] == [f"{ID}/p1/i1"] * 2


def test_every_row_has_the_columns_of_its_table(rows_of) -> None:
    for name, rows in rows_of(ID).items():
        wanted = {column.name for column in tables()[name].columns}
        assert all(row.keys() == wanted for row in rows), name


def test_texts_may_be_empty_and_codes_are_null(rows_of) -> None:
    rows = rows_of(ID)
    assert rows["activities"][1]["number"] == ""
    assert rows["deadlines"][0]["leftover"] is None
    assert rows["responsibilities"][0]["scope"] is None


def test_a_failed_document_is_one_row(rows_of) -> None:
    rows = failed_rows(FileFacts(ID, "a.docx", 0), EmptyFile())
    assert list(rows) == ["documents"]
    (row,) = rows["documents"]
    assert row.keys() == {column.name for column in tables()["documents"].columns}
    assert (row["status"], row["error_code"]) == ("failed", "empty_file")


def test_a_finding_has_the_same_id_on_every_run_and_is_kept_once() -> None:
    one, other = Finding("N101", "W", "Пропуск.", plan=1, activity=2), Finding("N101", "W", "Пропуск.", plan=1, activity=3)
    assert finding_rows(ID, [one]) == finding_rows(ID, [one, one])
    assert len({row["finding_id"] for row in finding_rows(ID, [one, other])}) == 2
    assert finding_rows(ID, [one])[0]["activity_id"] == f"{ID}/p1/a2"


def test_one_plan_of_a_document(rows_of) -> None:
    rows = of_plan(rows_of(ID), 1)
    assert len(rows["activities"]) == 2
    with pytest.raises(UsageError, match="нет плана 2"):
        of_plan(rows_of(ID), 2)
