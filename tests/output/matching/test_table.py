"""The table `matches` in a dataset: written beside what is there, told stale, and rid of partners that went."""

from __future__ import annotations

import copy
from pathlib import Path

import pytest

from corpus.catalogue import Outcome
from corpus.versions import Versions
from output.arrow import read_table
from output.matching.dataset import find_matches
from output.matching.table import match_dataset, state_of
from output.noted import packed
from output.write import open_dataset, publish
from records.errors import UsageError

A, B = "a" * 16, "b" * 16
TITLE = "Кампания по популяризации проекта «Билет в будущее» среди школьников"


def record(folder: Path, document: str, rows) -> None:
    """Brings one document into the dataset."""
    catalogue = open_dataset(folder)
    facts = (document, f"{document}.docx", 1, "ok", None, None, rows["documents"][0]["region_id"])
    catalogue.record(Outcome(*facts, {}, packed(rows), None, False, {}), Versions("1", "1", "1"))
    catalogue.record_file(f"{document}.docx", 1, 1, [(f"{document}.docx", document)])
    catalogue.save()
    publish(catalogue, folder)
    catalogue.close()


def forget(folder: Path, document: str) -> None:
    """Its file has another content now."""
    catalogue = open_dataset(folder)
    catalogue.record_file(f"{document}.docx", 2, 2, [])
    catalogue.save()
    publish(catalogue, folder)
    catalogue.close()


def of(rows_of, document: str, region: str):
    """The small order with one measure that both have, in a municipality of its own."""
    rows = copy.deepcopy(rows_of(document))
    for table in ("documents", "activities"):
        for row in rows[table]:
            row["region_id"], row["municipality_id"] = region, f"{region}/place"
    rows["activities"][0]["title"] = TITLE
    rows["activities"][0]["directions"] = ["1.4"]
    return rows


@pytest.fixture
def dataset(tmp_path: Path, rows_of) -> Path:
    folder = tmp_path / "набор"
    record(folder, A, of(rows_of, A, "RU-A"))
    record(folder, B, of(rows_of, B, "RU-B"))
    return folder


def pairs(folder: Path) -> list[tuple[str, str]]:
    rows = read_table(folder, "matches").to_pylist()
    return [(row["activity_a"], row["activity_b"]) for row in rows]


def test_matches_are_written_beside_the_other_tables(dataset: Path) -> None:
    before = {file: file.read_bytes() for file in dataset.rglob("*.parquet") if file.parent.name != "matches"}
    matched = match_dataset(dataset)
    assert pairs(dataset) == [(f"{A}/p1/a1", f"{B}/p1/a1")]
    assert (matched.activities, matched.municipalities, matched.with_counterpart) == (4, 2, 2)
    assert {file: file.read_bytes() for file in before} == before
    assert state_of(dataset) == "current"


def test_matching_twice_gives_the_same_files(dataset: Path) -> None:
    match_dataset(dataset)
    first = {file.name: file.read_bytes() for file in (dataset / "matches").iterdir()}
    match_dataset(dataset)
    assert {file.name: file.read_bytes() for file in (dataset / "matches").iterdir()} == first


def test_matches_are_stale_once_the_dataset_has_changed(dataset: Path, rows_of) -> None:
    assert state_of(dataset) == "never"
    match_dataset(dataset)
    record(dataset, "c" * 16, of(rows_of, "c" * 16, "RU-C"))
    assert state_of(dataset) == "stale"
    assert pairs(dataset) == [(f"{A}/p1/a1", f"{B}/p1/a1")]


@pytest.mark.parametrize("gone", [A, B], ids=["first of the pair", "second of the pair"])
def test_a_pair_goes_with_either_of_its_documents(dataset: Path, gone: str) -> None:
    match_dataset(dataset)
    forget(dataset, gone)
    assert pairs(dataset) == []


def test_a_measure_repeated_within_a_municipality_is_marked(tmp_path: Path, rows_of) -> None:
    rows = of(rows_of, A, "RU-A")
    rows["activities"][1]["title"] = TITLE
    record(tmp_path / "набор", A, rows)
    [row] = find_matches(tmp_path / "набор").rows.to_pylist()
    assert (row["repeated"], row["grade"], row["score"]) == (True, "same", 1.0)


def test_a_folder_of_other_things_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="не набор"):
        match_dataset(tmp_path)
