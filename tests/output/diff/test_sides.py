"""What is compared: a document's rows, a dataset, a municipality of a dataset."""

from __future__ import annotations

import copy
from pathlib import Path

import pytest

from corpus.catalogue import Outcome
from corpus.versions import Versions
from output.diff.sides import is_of_dataset, side_of_dataset, side_of_rows
from output.noted import packed
from output.write import open_dataset, publish
from records.errors import UsageError

A, B = "a" * 16, "b" * 16


@pytest.fixture
def dataset(tmp_path: Path, rows_of) -> Path:
    """Two municipalities, a document each."""
    folder = tmp_path / "набор"
    catalogue = open_dataset(folder)
    for document, name in ((A, "Заречный район"), (B, "Нагорный район")):
        rows = copy.deepcopy(rows_of(document))
        rows["documents"][0] |= {"municipality_id": f"RU-X/{name}", "municipality": name}
        facts = (document, f"{document}.docx", 1, "ok", None, None, "52")
        catalogue.record(Outcome(*facts, {}, packed(rows), None, False, {}), Versions("1", "1", "1"))
        catalogue.record_file(f"{document}.docx", 1, 1, [(f"{document}.docx", document)])
    catalogue.save()
    publish(catalogue, folder)
    catalogue.close()
    return folder


@pytest.mark.parametrize(
    "wanted", ["RU-X/Заречный район", "Заречный район", "зареч", A], ids=["code", "name", "part of the name", "document"]
)
def test_a_municipality_is_named_in_many_ways(dataset: Path, wanted: str) -> None:
    side = side_of_dataset(f"{dataset}#{wanted}")
    assert side.municipality == "RU-X/Заречный район"
    assert [row.activity["activity_id"] for plan in side.plans for row in plan.rows] == [f"{A}/p1/a1", f"{A}/p1/a2"]
    assert [len(values) for plan in side.plans for _, values in plan.indicators] == [2]


@pytest.mark.parametrize(
    ("wanted", "message"), [("", "Уточните"), ("#район", "Уточните"), ("#Казань", "нет «Казань»")], ids=["nothing", "both", "none"]
)
def test_what_is_not_one_municipality_is_refused_with_the_choices(dataset: Path, wanted: str, message: str) -> None:
    with pytest.raises(UsageError, match=message) as error:
        side_of_dataset(f"{dataset}{wanted}")
    assert "RU-X/Нагорный район" in str(error.value)


def test_a_document_is_no_dataset(tmp_path: Path) -> None:
    assert not is_of_dataset(str(tmp_path / "план.docx"))


def test_rows_of_a_document_are_a_side(rows_of) -> None:
    side = side_of_rows(rows_of(A))
    assert [row.section for plan in side.plans for row in plan.rows] == ["I. Раздел", ""]
    assert side.source == f"{A}.docx"
