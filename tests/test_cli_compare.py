"""`dorkarta match` and `dorkarta diff` as a person or a program uses them."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

import pipeline
import pipeline_run
from corpus.agenda import Job
from corpus.catalogue import Outcome
from output.arrow import read_table
from pipeline_journey import do

SAMPLES = Path(__file__).resolve().parents[1] / "corpus" / "samples"
ZAOZERSKY, SOLNECHNY = SAMPLES / "01-zaozersky.docx", SAMPLES / "06-solnechnogoryevsky-two-dates.docx"


@pytest.fixture
def cli(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    """Runs the console script, and its documents, in this process: (exit code, stdout, stderr)."""

    def here(jobs: Iterable[Job], *_: object) -> Iterator[Outcome]:
        return map(do, jobs)

    def call(*arguments: object) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["dorkarta", *map(str, arguments)])
        with pytest.raises(SystemExit) as stop:
            pipeline.main()
        printed = capsys.readouterr()
        return int(stop.value.code or 0), printed.out, printed.err

    monkeypatch.setattr(pipeline_run, "read_jobs", here)
    return call


@pytest.fixture
def dataset(cli, tmp_path: Path) -> Path:
    """Two municipalities."""
    assert cli("run", ZAOZERSKY, SOLNECHNY, "--out", tmp_path / "набор")[0] == 0
    return tmp_path / "набор"


def test_match_writes_the_table_and_tells_what_is_in_it(cli, dataset: Path) -> None:
    code, out, _ = cli("match", dataset, "--json")
    told = json.loads(out)
    rows = read_table(dataset, "matches").to_pylist()
    assert code == 0
    assert told["municipalities"] == 2
    assert told["same"] + told["related"] == sum(not row["repeated"] for row in rows) > 0
    assert told["repeated"] == sum(row["repeated"] for row in rows)
    assert told["with_counterpart"] + told["without_counterpart"] == told["activities"]
    assert all(row["reason"] for row in rows)


def test_match_names_its_repeats(cli, dataset: Path) -> None:
    code, out, _ = cli("match", dataset)
    assert code == 0
    assert "Повторы" in out


@pytest.mark.parametrize("command", [("match",), ("match", "--json")], ids=" ".join)
def test_a_folder_that_is_no_dataset_is_wrong_usage(cli, tmp_path: Path, command: tuple[str, ...]) -> None:
    code, _, error = cli(command[0], tmp_path, *command[1:])
    assert code == 2
    assert "не набор" in error


def test_a_document_does_not_differ_from_itself(cli, tmp_path: Path) -> None:
    copy = tmp_path / "копия.docx"
    copy.write_bytes(ZAOZERSKY.read_bytes())
    code, out, _ = cli("diff", ZAOZERSKY, copy)
    assert code == 0
    assert "Различий нет" in out


def test_a_document_does_not_differ_from_its_dataset(cli, dataset: Path) -> None:
    code, out, _ = cli("diff", f"{dataset}#Заозёрский", ZAOZERSKY, "--json")
    summary = json.loads(out)["summary"]
    assert code == 0
    assert summary["rows_same"] > 0
    assert {name: count for name, count in summary.items() if count and name != "rows_same"} == {}


def test_two_municipalities_of_a_dataset(cli, dataset: Path, tmp_path: Path) -> None:
    page = tmp_path / "рядом.html"
    code, out, error = cli("diff", f"{dataset}#Заозерский", f"{dataset}#солнечно", "--html", page, "--json")
    difference = json.loads(out)
    assert code == 0
    assert difference["between"]
    assert any(row["reason"] for plan in difference["plans"] for row in plan["rows"])
    assert page.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert "рядом.html" in error


@pytest.mark.parametrize("wrong", ["нет такого.docx", "#Казань"], ids=["no file", "no such municipality"])
def test_what_cannot_be_compared_is_wrong_usage(cli, dataset: Path, wrong: str) -> None:
    code, _, error = cli("diff", ZAOZERSKY, f"{dataset}{wrong}" if wrong.startswith("#") else wrong)
    assert code == 2
    assert error.strip()
