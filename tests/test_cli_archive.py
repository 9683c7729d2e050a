"""Commands about whole datasets, as a person or a program uses them: status, gain, a plan of a run."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from tests.program import dorkarta, reading_here

SAMPLES = Path(__file__).resolve().parents[1] / "corpus" / "samples"


@pytest.fixture(autouse=True)
def here() -> Iterator[None]:
    """No worker processes."""
    with reading_here():
        yield


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    folder = tmp_path / "архив"
    folder.mkdir()
    for name in ("01-zaozersky.docx", "06-solnechnogoryevsky-two-dates.docx"):
        (folder / name).write_bytes((SAMPLES / name).read_bytes())
    (folder / "пустой.docx").write_bytes(b"")
    return folder


def test_status_tells_what_was_read_and_what_was_not(archive: Path, tmp_path: Path) -> None:
    assert dorkarta("run", archive, "--out", tmp_path / "набор")[0] == 1
    code, out, _ = dorkarta("status", tmp_path / "набор", "--json")
    found = json.loads(out)
    assert (code, found["documents"], found["older"], found["pending"]) == (0, {"failed": 1, "ok": 2}, 0, 0)
    assert [failure["error_code"] for failure in found["failed"]] == ["empty_file"]
    told = dorkarta("status", tmp_path / "набор")[1]
    assert "пустой.docx" in told
    assert f"Последнее чтение {datetime.fromisoformat(found['last_read']).astimezone():%d.%m.%Y %H:%M} " in " ".join(told.split())


def test_status_names_files_that_are_gone(archive: Path, tmp_path: Path) -> None:
    dorkarta("run", archive, "--out", tmp_path / "набор")
    (archive / "пустой.docx").unlink()
    dorkarta("run", archive, "--out", tmp_path / "набор")
    assert [Path(path).name for path in json.loads(dorkarta("status", tmp_path / "набор", "--json")[1])["removed"]] == ["пустой.docx"]
    told = dorkarta("status", tmp_path / "набор")[1]
    assert "Файлов удалено 1" in " ".join(told.split())
    assert f"строки остались: {archive.as_posix()}/пустой.docx" in told


def test_status_is_silent_about_a_failed_file_that_was_mended(archive: Path, tmp_path: Path) -> None:
    dorkarta("run", archive, "--out", tmp_path / "набор")
    (archive / "пустой.docx").write_bytes((SAMPLES / "08-beloklyuchevsky-edited.docx").read_bytes())
    dorkarta("run", archive, "--out", tmp_path / "набор", "--only-failed")
    found = json.loads(dorkarta("status", tmp_path / "набор", "--json").out)
    assert (found["documents"], found["failed"], len(found["replaced"])) == ({"ok": 3}, [], 1)


def test_a_dataset_at_an_address(archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DORKARTA_HOME", str(tmp_path / "home"))
    address = f"memory://{tmp_path.name}/набор"
    assert dorkarta("run", archive, "--out", address)[0] == 1
    found = json.loads(dorkarta("status", address, "--json")[1])
    assert (found["dataset"], found["documents"]) == (address, {"failed": 1, "ok": 2})
    dorkarta("run", archive, "--out", tmp_path / "набор")
    assert dorkarta("gain", address, tmp_path / "набор")[1].strip() == "Наборы одинаковы."
    assert json.loads(dorkarta("run", archive, "--out", address, "--dry-run", "--json")[1]) == []
    assert len(json.loads(dorkarta("run", archive, "--out", f"{address}-2", "--dry-run", "--json")[1])) == 3


def test_a_run_with_nothing_new_uploads_nothing(archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The catalogue of a region is a gigabyte, and has the hash of its content in its name there."""
    fsspec = pytest.importorskip("fsspec", reason="the extra `cluster` is not installed")
    monkeypatch.setenv("DORKARTA_HOME", str(tmp_path / "home"))
    for file in archive.iterdir():
        os.utime(file, (10**9, 10**9))  # not written just now: its time of change can be trusted
    address = f"memory://{tmp_path.name}/без-нового"
    store, path = fsspec.core.url_to_fs(address)
    dorkarta("run", archive, "--out", address)
    before = {name: store.cat_file(name) for name in store.find(path)}
    assert any("catalogue-" in name for name in before)
    assert "без изменений — 3" in dorkarta("run", archive, "--out", address).out
    assert {name: store.cat_file(name) for name in store.find(path)} == before


def test_status_of_no_dataset_is_wrong_usage(tmp_path: Path) -> None:
    code, _, err = dorkarta("status", tmp_path)
    assert (code, "нет каталога" in err) == (2, True)
    assert list(tmp_path.iterdir()) == []


def test_a_dry_run_names_what_is_due(archive: Path, tmp_path: Path) -> None:
    code, out, _ = dorkarta("run", archive, "--out", tmp_path / "набор", "--dry-run", "--json")
    assert (code, [plan["stage"] for plan in json.loads(out)]) == (0, ["read"] * 3)
    assert "Всего: 3 документа" in dorkarta("run", archive, "--out", tmp_path / "набор", "--dry-run")[1]
    assert not (tmp_path / "набор").exists()


def test_gain_names_rows(archive: Path, tmp_path: Path) -> None:
    dorkarta("run", archive, "--out", tmp_path / "больше")
    (archive / "06-solnechnogoryevsky-two-dates.docx").unlink()
    dorkarta("run", archive, "--out", tmp_path / "меньше")
    assert dorkarta("gain", tmp_path / "больше", tmp_path / "больше")[1].strip() == "Наборы одинаковы."
    found = json.loads(dorkarta("gain", tmp_path / "больше", tmp_path / "меньше", "--json")[1])
    assert {one["kind"] for one in found} == {"lost"}
    assert {"documents", "activities", "deadlines"} <= {one["table"] for one in found}
    assert "пропало" in dorkarta("gain", tmp_path / "больше", tmp_path / "меньше")[1]
