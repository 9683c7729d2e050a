"""`dorkarta match` and `dorkarta diff` as a person or a program uses them."""

from __future__ import annotations

import json
import shutil
from contextlib import nullcontext
from pathlib import Path

import pytest

from corpus.places import place_of
from output.arrow import read_table
from output.mirror import working_copy
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


@pytest.fixture
def address(two: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The dataset in a store, published by another machine."""
    monkeypatch.setenv("DORKARTA_HOME", str(tmp_path / "другая машина"))
    url = f"memory://{tmp_path.name}/набор"
    with working_copy(place_of(url)) as (folder, push):
        shutil.copytree(two, folder, dirs_exist_ok=True)
        push()
    monkeypatch.setenv("DORKARTA_HOME", str(tmp_path / "машина"))
    return url


def test_a_dataset_at_an_address_is_matched_there(address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    code, out, error = dorkarta("match", address)
    assert (code, error) == (0, "")
    assert f"{address}/matches" in out
    monkeypatch.setenv("DORKARTA_HOME", str(tmp_path / "третья машина"))
    told = json.loads(dorkarta("sql", address, "SELECT count(*) AS n FROM matches", "--to", "json").out)
    assert told[0]["n"] > 0


@pytest.mark.parametrize(
    "command",
    [
        pytest.param(("sql", "{address}", "SELECT title FROM activities", "--to", "csv", "--out", "{out}"), id="sql"),
        pytest.param(("export", "{address}", "--to", "ttl", "--out", "{out}"), id="export"),
        pytest.param(("diff", "{address}#Заозёрский", "{sample}", "--html", "{out}"), id="diff"),
    ],
)
def test_a_dataset_at_an_address_is_read_as_a_folder_is(address: str, tmp_path: Path, command: tuple[str, ...]) -> None:
    written = tmp_path / "записано"
    code, _, error = dorkarta(*(part.format(address=address, out=written, sample=ZAOZERSKY) for part in command))
    assert code == 0, error
    assert written.stat().st_size > 0


def test_the_report_is_of_the_copy(address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its plots take seconds, and test_cli_report.py draws them."""
    monkeypatch.setattr("output.report.library.bundling", nullcontext)
    monkeypatch.setattr("output.report.make.report", lambda folder, *_: str(read_table(folder, "activities").num_rows))
    assert dorkarta("compare", address, "--out", tmp_path / "отчёт.html").code == 0
    assert int((tmp_path / "отчёт.html").read_text(encoding="utf-8")) > 0


@pytest.mark.parametrize("command", ["match", "sql", "diff"])
def test_an_address_without_a_dataset_is_wrong_usage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str) -> None:
    monkeypatch.setenv("DORKARTA_HOME", str(tmp_path))
    address = f"memory://{tmp_path.name}/пусто"
    code, _, error = dorkarta(command, address, *{"sql": ["SELECT 1"], "diff": [address]}.get(command, []))
    assert code == 2
    assert f"По адресу {address} нет набора данных" in " ".join(error.split())


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
