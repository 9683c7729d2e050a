"""`dorkarta match` and `dorkarta diff` as a person or a program uses them."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from output.arrow import read_table
from tests.program import dorkarta, reading_here

SAMPLES = Path(__file__).resolve().parents[1] / "corpus" / "samples"
ZAOZERSKY, SOLNECHNY = SAMPLES / "01-zaozersky.docx", SAMPLES / "06-solnechnogoryevsky-two-dates.docx"


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The dataset of two municipalities."""
    folder = tmp_path_factory.mktemp("два района")
    for sample in (ZAOZERSKY, SOLNECHNY):
        shutil.copy(sample, folder)
    with reading_here():
        assert dorkarta("run", folder, "--out", folder / "набор").code == 0
    return folder / "набор"


@pytest.fixture
def dataset(two: Path, tmp_path: Path) -> Path:
    """A copy of it, to write in."""
    return shutil.copytree(two, tmp_path / "набор")


def test_match_writes_the_table_and_tells_what_is_in_it(dataset: Path) -> None:
    code, out, _ = dorkarta("match", dataset, "--json")
    told = json.loads(out)
    rows = read_table(dataset, "matches").to_pylist()
    assert code == 0
    assert told["municipalities"] == 2
    assert told["same"] + told["related"] == sum(not row["repeated"] for row in rows) > 0
    assert told["repeated"] == sum(row["repeated"] for row in rows)
    assert told["with_counterpart"] + told["without_counterpart"] == told["activities"]
    assert all(row["reason"] for row in rows)


def test_match_names_its_repeats(dataset: Path) -> None:
    code, out, _ = dorkarta("match", dataset)
    assert code == 0
    assert "Повторы" in out


@pytest.mark.parametrize("command", [("match",), ("match", "--json")], ids=" ".join)
def test_a_folder_that_is_no_dataset_is_wrong_usage(tmp_path: Path, command: tuple[str, ...]) -> None:
    code, _, error = dorkarta(command[0], tmp_path, *command[1:])
    assert code == 2
    assert "не набор" in error


def test_a_document_does_not_differ_from_itself(tmp_path: Path) -> None:
    copy = tmp_path / "копия.docx"
    copy.write_bytes(ZAOZERSKY.read_bytes())
    code, out, _ = dorkarta("diff", ZAOZERSKY, copy)
    assert code == 0
    assert "Различий нет" in out


def test_a_document_does_not_differ_from_its_dataset(dataset: Path) -> None:
    code, out, _ = dorkarta("diff", f"{dataset}#Заозёрский", ZAOZERSKY, "--json")
    summary = json.loads(out)["summary"]
    assert code == 0
    assert summary["rows_same"] > 0
    assert {name: count for name, count in summary.items() if count and name != "rows_same"} == {}


def test_two_municipalities_of_a_dataset(dataset: Path, tmp_path: Path) -> None:
    page = tmp_path / "рядом.html"
    code, out, error = dorkarta("diff", f"{dataset}#Заозерский", f"{dataset}#солнечно", "--html", page, "--json")
    difference = json.loads(out)
    assert code == 0
    assert difference["between"]
    assert any(row["reason"] for plan in difference["plans"] for row in plan["rows"])
    assert page.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert "рядом.html" in error


@pytest.mark.parametrize("wrong", ["нет такого.docx", "#Казань"], ids=["no file", "no such municipality"])
def test_what_cannot_be_compared_is_wrong_usage(dataset: Path, wrong: str) -> None:
    code, _, error = dorkarta("diff", ZAOZERSKY, f"{dataset}{wrong}" if wrong.startswith("#") else wrong)
    assert code == 2
    assert error.strip()
