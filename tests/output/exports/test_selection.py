"""What of a dataset is exported: everything, a municipality's part, a body's part; unknown ids are refused with the nearest names."""

from __future__ import annotations

from pathlib import Path

import pyarrow.compute as pc
import pytest

from output.exports.selection import Selection, nearest, select
from output.schema import tables
from records.errors import UsageError


def broken_references(chosen: Selection) -> list[str]:
    """Foreign keys of a selection that lead nowhere."""
    broken = []
    for name, table in tables().items():
        for key in table.foreign_keys:
            rows = {tuple(row.values()) for row in chosen.tables[name].select(list(key.columns)).to_pylist()}
            there = {tuple(row.values()) for row in chosen.tables[key.table].select(list(key.reference)).to_pylist()}
            broken += [f"{name} → {key.table}: {row}" for row in rows if None not in row and row not in there]
    return broken


def test_a_municipality_keeps_all_its_rows_and_no_others(samples_dataset: Path) -> None:
    whole = select(samples_dataset)
    document = whole.tables["documents"].to_pylist()[0]
    chosen = select(samples_dataset, [document["municipality_id"]])
    assert chosen.subjects == (document["municipality"],)
    assert broken_references(chosen) == []
    for name, table in tables().items():
        if table.document:
            own = pc.starts_with(whole.tables[name].column(table.document), document["document_id"])
            assert chosen.tables[name].num_rows == (pc.sum(own).as_py() or 0), name


def test_a_body_keeps_only_activities_that_name_it(samples_dataset: Path) -> None:
    whole = select(samples_dataset)
    mentions = whole.tables["responsibilities"].to_pylist()
    body = next(row["body_id"] for row in mentions if row["body_id"])
    chosen = select(samples_dataset, bodies=[body])
    assert set(chosen.tables["activities"].column("activity_id").to_pylist()) == {
        row["activity_id"] for row in mentions if row["body_id"] == body
    }
    assert broken_references(chosen) == []
    assert chosen.tables["indicators"].num_rows == chosen.tables["clauses"].num_rows == 0
    assert chosen.tables["bodies"] == whole.tables["bodies"]


def test_municipality_and_body_together_are_both(samples_dataset: Path) -> None:
    whole = select(samples_dataset)
    [first, second] = whole.tables["documents"].to_pylist()[:2]
    body = next(
        row["body_id"]
        for row in whole.tables["responsibilities"].to_pylist()
        if row["body_id"] and row["activity_id"].startswith(first["document_id"])
    )
    chosen = select(samples_dataset, [first["municipality_id"], second["municipality_id"]], [body])
    assert set(chosen.tables["documents"].column("document_id").to_pylist()) <= {first["document_id"], second["document_id"]}
    assert len(chosen.subjects) == 3


@pytest.mark.parametrize(
    ("municipalities", "bodies", "said"),
    [
        (["Заозёрский округ"], [], "RU-VLG/zaozerskii_okrug  Заозёрский муниципальный округ"),
        (["RU-VLG/zaozerski_okrug"], [], "RU-VLG/zaozerskii_okrug"),
        ([], ["ъъъъъъъъ"], "dorkarta sql"),
    ],
    ids=["a name in place of an id", "a misprint in an id", "nothing alike"],
)
def test_unknown_ids_are_refused_with_the_nearest(samples_dataset: Path, municipalities: list[str], bodies: list[str], said: str) -> None:
    with pytest.raises(UsageError, match="В наборе нет") as error:
        select(samples_dataset, municipalities, bodies)
    assert said in error.value.message


def test_a_folder_that_is_no_dataset_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="не набор данных"):
        select(tmp_path)


def test_the_nearest_names_come_best_first_and_once() -> None:
    offered = {"a": ("Управление образования", "УО района"), "b": ("Управление культуры",), "c": ("Совет ветеранов",)}
    assert [code for code, _ in nearest("управление образовани", offered)][:2] == ["a", "b"]
