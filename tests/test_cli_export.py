"""`dorkarta export` as a person uses it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.program import dorkarta, reading_here

ROOT = Path(__file__).resolve().parents[1]
SAMPLE = ROOT / "corpus" / "samples" / "01-zaozersky.docx"
MUNICIPALITY = "RU-VLG/zaozerskii_okrug"


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One document of the sample archive."""
    folder = tmp_path_factory.mktemp("один округ")
    shutil.copy(SAMPLE, folder)
    with reading_here():
        assert dorkarta("run", folder, "--out", folder / "набор").code == 0
    return folder / "набор"


@pytest.mark.parametrize(
    ("to", "name", "told"),
    [
        ("xlsx", "карты.xlsx", "4 плана, 56 мероприятий"),
        ("ics", "сроки.ics", "событи"),
        ("csv", "таблицы", "16 таблиц"),
        ("ttl", "набор.ttl", "утверждени"),
    ],
    ids=["workbook", "calendar", "tables", "linked data"],
)
def test_each_format_is_written_and_told(dataset: Path, tmp_path: Path, to: str, name: str, told: str) -> None:
    code, out, err = dorkarta("export", dataset, "--to", to, "--out", tmp_path / name, "--municipality", MUNICIPALITY)
    assert (code, out) == (0, "")
    assert told in err
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_the_calendar_says_what_it_could_not_take(dataset: Path, tmp_path: Path) -> None:
    code, _, err = dorkarta("export", dataset, "--to", "ics", "--out", tmp_path / "сроки.ics")
    assert code == 0
    assert "В календарь не вошли сроки без даты: по условию" in err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--municipality", "Заозёрский"], MUNICIPALITY),
        (["--body", "Нет такого"], "Нужен код"),
    ],
    ids=["a name in place of an id", "unknown body"],
)
def test_an_unknown_id_is_wrong_usage(dataset: Path, tmp_path: Path, arguments: list[str], said: str) -> None:
    code, out, err = dorkarta("export", dataset, "--to", "xlsx", "--out", tmp_path / "карты.xlsx", *arguments)
    assert (code, out) == (2, "")
    assert said in err
    assert list(tmp_path.iterdir()) == []
