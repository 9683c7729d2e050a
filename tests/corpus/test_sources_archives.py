"""Archives are hostile: nothing leaves them but their documents, and each bad member is named."""

from __future__ import annotations

import io
import struct
import zipfile
from pathlib import Path

import pytest

from corpus import archives
from corpus.contents import open_file
from corpus.sources import Skipped, Source


def _zip(members: dict[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", compression) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def _open(tmp_path: Path, data: bytes) -> dict[str, Source | Skipped]:
    path = tmp_path / "архив.zip"
    path.write_bytes(data)
    return {item.path.removeprefix(f"{path.as_posix()}/"): item for item in open_file(path)}


def _errors(items: dict[str, Source | Skipped]) -> dict[str, str | None]:
    return {name: item.error.code if item.error else None for name, item in items.items() if isinstance(item, Source)}


def test_members_come_sorted_and_are_named_after_the_archive(tmp_path: Path) -> None:
    items = _open(tmp_path, _zip({"б.docx": b"2", "а/в.pdf": b"1"}))
    assert list(items) == ["а/в.pdf", "б.docx"]
    assert [item.data for item in items.values() if isinstance(item, Source)] == [b"1", b"2"]


def test_nothing_is_written_to_disk(tmp_path: Path) -> None:
    _open(tmp_path, _zip({"a/b.docx": b"1"}))
    assert [path.name for path in tmp_path.iterdir()] == ["архив.zip"]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        pytest.param(_zip({"приказ.docx": b"1"}), True, id="documents"),
        pytest.param(_zip({"[Content_Types].xml": b"1", "word/document.xml": b"2"}), False, id="office"),
        pytest.param(_zip({"word/document.xml": b"2", "[Content_Types].xml": b"1"}), False, id="office-in-another-order"),
        pytest.param(_zip({"[Content_Types].xml.docx": b"1"}), True, id="a-name-that-begins-alike"),
        pytest.param(_zip({}), True, id="empty"),
        pytest.param(_zip({"приказ.docx": b"1"})[:-30], False, id="torn"),
        pytest.param(b"PK", False, id="two-bytes"),
        pytest.param(b"%PDF-1.7", False, id="pdf"),
    ],
)
def test_an_archive_is_told_from_an_office_file(data: bytes, expected: bool) -> None:
    assert archives.is_archive(io.BytesIO(data)) is expected


@pytest.mark.parametrize("name", ["../вне.docx", "а/../../вне.docx", "/etc/вне.docx", "C:/вне.docx", "..\\вне.docx"])
def test_a_name_that_leads_out_is_an_error_and_the_others_are_read(tmp_path: Path, name: str) -> None:
    errors = _errors(_open(tmp_path, _zip({name: b"1", "хороший.docx": b"2"})))
    assert sorted(errors.values(), key=str) == [None, "unsafe_name"]


def test_a_bomb_is_not_unpacked(tmp_path: Path) -> None:
    bomb = _zip({"бомба.docx": b"0" * (archives._RATIO_FREE_BYTES * 3), "хороший.docx": b"2"})
    assert _errors(_open(tmp_path, bomb)) == {"бомба.docx": "too_large", "хороший.docx": None}


def test_a_member_that_lies_about_its_size_is_measured(tmp_path: Path) -> None:
    size = archives._RATIO_FREE_BYTES * 3
    data = _zip({"a.docx": b"0" * size})
    lying = data.replace(struct.pack("<L", size), struct.pack("<L", 10))
    assert set(_errors(_open(tmp_path, lying)).values()) <= {"too_large", "broken_file"}


def test_nested_archives_are_read_to_a_limit(tmp_path: Path) -> None:
    data = _zip({"приказ.docx": b"1"})
    for level in range(archives.MAX_NESTING):
        assert set(_errors(_open(tmp_path, data)).values()) == {None}, level
        data = _zip({"внутри.zip": data})
    assert set(_errors(_open(tmp_path, data)).values()) == {"too_many_files"}


def test_too_many_members_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "MAX_MEMBERS", 2)
    assert set(_errors(_open(tmp_path, _zip({f"{n}.docx": b"1" for n in range(3)}))).values()) == {"too_many_files"}


def test_an_archive_with_nothing_in_it_is_named(tmp_path: Path) -> None:
    assert list(_errors(_open(tmp_path, _zip({}))).values()) == ["empty_archive"]


def test_a_locked_member_asks_for_the_password(tmp_path: Path) -> None:
    data = bytearray(_zip({"a.docx": b"1"}))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(signature) + offset] |= 1
    assert _errors(_open(tmp_path, bytes(data))) == {"a.docx": "password_protected"}


def test_a_damaged_member_is_named_and_the_others_are_read(tmp_path: Path) -> None:
    data = bytearray(_zip({"a.docx": b"first", "b.docx": b"second"}, zipfile.ZIP_STORED))
    data[data.index(b"first")] ^= 0xFF
    assert _errors(_open(tmp_path, bytes(data))) == {"a.docx": "broken_file", "b.docx": None}


def test_an_office_file_is_no_archive(tmp_path: Path) -> None:
    path = tmp_path / "приказ.docx"
    path.write_bytes(_zip({"[Content_Types].xml": b"<Types/>", "word/document.xml": b""}))
    assert [item.path for item in open_file(path)] == [path.as_posix()]


def test_a_torn_archive_goes_to_the_reader_whole(tmp_path: Path) -> None:
    data = _zip({"a.docx": b"1" * 5000})[:40]
    path = tmp_path / "приказ.docx"
    path.write_bytes(data)
    (item,) = open_file(path)
    assert isinstance(item, Source)
    assert item.data == data


def test_service_files_in_an_archive_are_skipped_with_a_reason(tmp_path: Path) -> None:
    items = _open(tmp_path, _zip({"__MACOSX/._a.docx": b"1", "a.docx": b"1"}))
    assert [type(item).__name__ for item in items.values()] == ["Skipped", "Source"]


@pytest.mark.parametrize("encoding", ["cp866", "utf-8"])
def test_russian_names_without_the_unicode_flag(encoding: str) -> None:
    info = zipfile.ZipInfo("x")
    info.filename = "Приказ №1.docx".replace("№", "N").encode(encoding).decode("cp437")
    info.flag_bits = 0
    assert archives.member_name(info) == "Приказ N1.docx"
