"""Which files a run reads, and why the others are left out."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from corpus.contents import open_file
from corpus.sources import Source, list_files, shown, skip_reason, system_path
from records.errors import UsageError


def _touch(path: Path, content: bytes = b"x") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def test_folders_are_walked_in_the_order_of_names(tmp_path: Path) -> None:
    for name in ("б.docx", "а/в.pdf", "а/б.docx", "Я.docx"):
        _touch(tmp_path / name)
    names = [path.relative_to(tmp_path).as_posix() for path in list_files([tmp_path]).files]
    assert names == sorted(["б.docx", "а/в.pdf", "а/б.docx", "Я.docx"])


def test_a_file_named_twice_is_listed_once(tmp_path: Path) -> None:
    file = _touch(tmp_path / "приказ.docx")
    assert list_files([tmp_path, file, str(file)]).files == (file,)


@pytest.mark.parametrize(
    ("name", "word"),
    [
        ("~$приказ.docx", "Word"),
        (".~lock.приказ.odt#", "LibreOffice"),
        (".hidden", "скрытый"),
        ("Thumbs.db", "Windows"),
        ("DESKTOP.INI", "Windows"),
        ("приказ.docx", None),
        ("2021.pdf", None),
    ],
)
def test_what_is_no_document_is_skipped_with_a_reason(name: str, word: str | None) -> None:
    reason = skip_reason(name)
    assert (reason is None) if word is None else (reason is not None and word in reason)


def test_skipped_files_are_listed(tmp_path: Path) -> None:
    _touch(tmp_path / "~$приказ.docx")
    _touch(tmp_path / "приказ.docx")
    listing = list_files([tmp_path])
    assert [Path(item.path).name for item in listing.skipped] == ["~$приказ.docx"]
    assert len(listing.files) == 1


def test_a_dataset_inside_the_source_folder_is_not_read(tmp_path: Path) -> None:
    _touch(tmp_path / "набор" / "datapackage.json")
    _touch(tmp_path / "набор" / "plans" / "part-0.parquet")
    listing = list_files([tmp_path])
    assert listing.files == ()
    assert "набор данных" in listing.skipped[0].reason


def test_a_source_that_does_not_exist_is_wrong_usage(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="Нет такого файла или папки"):
        list_files([tmp_path / "нет.docx"])


def test_document_id_is_the_head_of_the_hash(tmp_path: Path) -> None:
    (source,) = open_file(_touch(tmp_path / "a.docx", b"content"))
    assert isinstance(source, Source)
    assert source.document_id == hashlib.sha256(b"content").hexdigest()[:16]
    assert (source.size, source.path, source.error) == (7, shown(tmp_path / "a.docx"), None)


def test_a_file_that_vanished_is_a_source_with_its_error(tmp_path: Path) -> None:
    (source,) = open_file(tmp_path / "нет.docx")
    assert isinstance(source, Source)
    assert source.data is None
    assert source.error is not None
    assert source.error.code == "file_not_readable"


@pytest.mark.parametrize(
    ("path", "windows", "expected"),
    [
        ("короткий.docx", True, "короткий.docx"),
        ("/a" * 200, False, "/a" * 200),
        ("/a" * 200, True, "\\\\?\\" + "/a" * 200),
        ("\\\\?\\" + "/a" * 200, True, None),
    ],
)
def test_long_paths_get_the_prefix_that_windows_wants(path: str, windows: bool, expected: str | None) -> None:
    result = system_path(Path(path), windows)
    assert result == expected if expected else result.endswith("/a" * 200)


def test_a_name_that_is_no_text_is_shown_all_the_same() -> None:
    assert shown("архив/\udcff.docx") == "архив/?.docx"
