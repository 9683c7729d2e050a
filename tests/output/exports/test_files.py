"""A file is replaced whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from output.exports.files import FileBusy, write_whole
from records.errors import UsageError


def test_a_new_file_takes_the_place_of_the_old_one(tmp_path: Path) -> None:
    path = tmp_path / "новая" / "план.ics"
    for text in ("старый", "новый"):
        write_whole(path, lambda new, text=text: new.write_text(text, encoding="utf-8"))  # type: ignore[misc]
    assert [one.name for one in path.parent.iterdir()] == ["план.ics"]
    assert path.read_text(encoding="utf-8") == "новый"


def test_a_failure_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "план.ics"
    path.write_text("старый", encoding="utf-8")

    def fail(new: Path) -> None:
        new.write_text("полов", encoding="utf-8")
        raise OSError

    with pytest.raises(OSError):
        write_whole(path, fail)
    assert [one.read_text(encoding="utf-8") for one in tmp_path.iterdir()] == ["старый"]


def test_an_open_workbook_is_named_with_the_remedy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(FileBusy, match="Закройте его"):
        write_whole(tmp_path / "план.xlsx", lambda new: new.touch())
    assert list(tmp_path.iterdir()) == []


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="имя файла"):
        write_whole(tmp_path, lambda new: new.touch())
