"""Settings: defaults, files, and everything that is refused with a remedy."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import pytest

from records.errors import UsageError
from records.settings import Limits, Settings, load_settings, settings_of


def test_defaults_without_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert load_settings() == Settings("auto", None, None)


def test_the_file_of_the_current_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("dorkarta.toml").write_text('render_word = "always"\n', encoding="utf-8")
    assert load_settings().render_word == "always"


def test_programs_are_relative_to_the_file(tmp_path: Path) -> None:
    program = tmp_path / "программы" / "soffice"
    program.parent.mkdir()
    program.touch()
    file = tmp_path / "мои.toml"
    # Windows' Notepad writes a byte order mark.
    file.write_text('office = "программы/soffice"\n', encoding="utf-8-sig")
    assert load_settings(file) == Settings(office=program)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param('render = "auto"', "render_word, office, tesseract", id="unknown key names the known ones"),
        pytest.param('render_word = "sometimes"', "auto, never, always", id="unknown value names the values"),
        pytest.param("render_word = true", "auto, never, always", id="value of another type"),
        pytest.param("office = 5", "Нужен путь", id="path of another type"),
        pytest.param('tesseract = "нет/такой"', "нет программы", id="program that is not there"),
        pytest.param("render_word = never", "TOML", id="not TOML"),
        pytest.param("limits = 5", "seconds, memory_mb, file_mb", id="limits that are no section"),
        pytest.param("[limits]\nminutes = 5", "seconds, memory_mb, file_mb", id="unknown limit names the known ones"),
        pytest.param("[limits]\nseconds = 0", "больше нуля", id="limit of nothing"),
        pytest.param("[limits]\nmemory_mb = '4 GB'", "целое число", id="limit of another type"),
        pytest.param('[storage]\nendpoint_url = "http://host"', r"\[storage.s3\]", id="options of no store"),
    ],
)
def test_refused(tmp_path: Path, text: str, said: str) -> None:
    file = tmp_path / "dorkarta.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match=said):
        load_settings(file)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="Проверьте путь"):
        load_settings(tmp_path / "нет.toml")


def test_unhashable_values_are_refused_too() -> None:
    with pytest.raises(UsageError):
        settings_of({"render_word": ["auto"]})


def test_every_setting_is_documented() -> None:
    page = (Path(__file__).parents[2] / "docs" / "cli.md").read_text(encoding="utf-8")
    table = page.partition("| настройка |")[2].partition("\n\n")[0]
    assert re.findall(r"^\| `(\w+)` \|", table, re.MULTILINE) == [field.name for field in fields(Settings)]


def test_limits_and_options_of_stores(tmp_path: Path) -> None:
    file = tmp_path / "dorkarta.toml"
    file.write_text('[limits]\nseconds = 60\nfile_mb = 10\n[storage.s3]\nendpoint_url = "http://host:9000"\n', encoding="utf-8")
    found = load_settings(file)
    assert found.limits == Limits(seconds=60, file_bytes=10 * 2**20)
    assert found.storage == {"s3": {"endpoint_url": "http://host:9000"}}
