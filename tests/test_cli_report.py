"""`dorkarta sql` and `dorkarta compare` as a person or a program uses them."""

from __future__ import annotations

import csv
import io
import json
import shutil
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from tests.program import dorkarta, reading_here

ROOT = Path(__file__).resolve().parents[1]
SAMPLES = ROOT / "corpus" / "samples"


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two documents of the sample archive."""
    folder = tmp_path_factory.mktemp("два района")
    for name in ("01-zaozersky.docx", "08-beloklyuchevsky-edited.docx"):
        shutil.copy(SAMPLES / name, folder)
    with reading_here():
        assert dorkarta("run", folder, "--out", folder / "набор").code == 0
    return folder / "набор"


@pytest.mark.parametrize("arguments", [[], ["--question"]], ids=["nothing asked", "no name"])
def test_questions_are_listed(dataset: Path, arguments: list[str]) -> None:
    code, out, _ = dorkarta("sql", dataset, *arguments)
    assert (code, "due-in-month" in out, "Что наступает в выбранном месяце" in out) == (0, True, True)


def test_an_unknown_question_is_wrong_usage(dataset: Path) -> None:
    code, out, err = dorkarta("sql", dataset, "--question", "due-in-mont")
    assert (code, out, "Может быть, due-in-month?" in err) == (2, "", True)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["SELECT 1", "--question", "plans"], "не то и другое"),
        (["SELECT 1", "--param", "a=1"], "сохранённых вопросов"),
        (["SELECT 1", "--out", "a.txt"], "--to csv"),
        (["SELEKT 1"], "с ошибкой"),
        (["--question", "plans", "--param", "month=2024-05"], "Параметров у него нет"),
    ],
    ids=["both", "parameter of a query", "table in a file", "syntax", "parameter that is not asked"],
)
def test_wrong_usage_is_told_in_russian(dataset: Path, arguments: list[str], told: str) -> None:
    code, _, err = dorkarta("sql", dataset, *arguments)
    assert (code, told in err, "Traceback" in err) == (2, True, False)


def test_formats_give_the_same_rows(dataset: Path, tmp_path: Path) -> None:
    asked = ("sql", dataset, "--question", "plans", "--to")
    rows = json.loads(dorkarta(*asked, "json")[1])
    assert [row["title"] for row in csv.DictReader(io.StringIO(dorkarta(*asked, "csv")[1]))] == [row["title"] for row in rows]
    code, out, err = dorkarta(*asked, "parquet", "--out", tmp_path / "планы.parquet")
    assert (code, out, f"строк: {len(rows)}" in err) == (0, "", True)
    assert pq.read_table(tmp_path / "планы.parquet").column("title").to_pylist() == [row["title"] for row in rows]
    code, out, err = dorkarta("sql", dataset, "--question", "plans")
    assert (code, "Муниципалитет" in out, f"Строк: {len(rows)}." in err) == (0, True, True)


def test_the_report_is_written_with_matches(dataset: Path, tmp_path: Path) -> None:
    code, out, err = dorkarta("compare", dataset, "--out", tmp_path / "новая папка" / "отчёт.html")
    page = (tmp_path / "новая папка" / "отчёт.html").read_text(encoding="utf-8")
    assert (code, out, "Сопоставляю" in err) == (0, "", True)
    assert "Есть ли мероприятие у других" in page
    assert "Сопоставляю" not in dorkarta("compare", dataset, "--out", tmp_path / "ещё.html")[2]


def test_one_municipality_of_two(dataset: Path, tmp_path: Path) -> None:
    code, _, _ = dorkarta("compare", dataset, "--out", tmp_path / "а.html", "--municipality", "RU-VLG/zaozerskii_okrug")
    page = (tmp_path / "а.html").read_text(encoding="utf-8")
    assert (code, "1 муниципалитет: Заозёрский" in page) == (0, True)
    code, _, err = dorkarta("compare", dataset, "--out", tmp_path / "б.html", "--municipality", "RU-VLG/нет")
    assert (code, "RU-VLG/zaozerskii_okrug" in err, (tmp_path / "б.html").exists()) == (2, True, False)


def test_a_folder_of_other_things_is_refused(tmp_path: Path) -> None:
    code, _, err = dorkarta("compare", tmp_path, "--out", tmp_path / "а.html")
    assert (code, "не набор данных" in err) == (2, True)
