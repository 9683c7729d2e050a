"""Addresses: what a person may name, what a store tells of its files, and what goes wrong on the way."""

from __future__ import annotations

import hashlib
import io
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

from corpus.agenda import absolute, gone, stamp
from corpus.catalogue import Catalogue
from corpus.contents import FileNotReadable, open_file, open_files
from corpus.places import Remote, StoreUnreachable, _stamp, place_of, reaching
from corpus.sources import Source, list_files, shown
from records.errors import TooLarge, UsageError

fsspec = pytest.importorskip("fsspec", reason="the extra `cluster` is not installed")


@pytest.fixture
def root(tmp_path: Path) -> Remote:
    """A folder of a store in memory, with files at two depths, a dataset, and what is no document."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("внутри.docx", b"inside")
    files = {
        "б.docx": b"2",
        "а/1.docx": b"1",
        "а/~$1.docx": b"",
        ".git/config": b"",
        "набор/datapackage.json": b"{}",
        "набор/plans/x.parquet": b"",
    }
    files["пакет.zip"] = buffer.getvalue()
    for name, data in files.items():
        fsspec.filesystem("memory").pipe_file(f"/{tmp_path.name}/{name}", data)
    place = place_of(f"memory://{tmp_path.name}/")
    assert isinstance(place, Remote)
    return place


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("архив/план.docx", Path("архив/план.docx"), id="path"),
        pytest.param("C:\\архив", Path("C:\\архив"), id="drive"),
        pytest.param("file:///архив/план%201.docx", Path("/архив/план 1.docx"), id="file"),
        pytest.param("memory://архив/2026/", Remote("memory://архив/2026"), id="address"),
    ],
)
def test_places(text: str, expected: object) -> None:
    assert place_of(text) == expected


@pytest.mark.parametrize("text", ["x-y://папка", "нет://папка"])
def test_an_unknown_protocol_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="Примеры"):
        place_of(text)


@pytest.mark.parametrize("text", ["s3://Набор/планы", "s3://"], ids=["letters", "none"])
def test_a_name_that_no_bucket_has_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="bucket"):
        place_of(text)


def test_options_are_those_of_the_protocol() -> None:
    place = place_of("memory://x", {"s3": {"anon": True}, "memory": {"asynchronous": False}})
    assert isinstance(place, Remote)
    assert place.options == {"asynchronous": False}


def test_a_folder_is_listed_with_reasons(root: Remote) -> None:
    listing = list_files([root])
    assert [shown(file).removeprefix(f"{root}/") for file in listing.files] == ["а/1.docx", "б.docx", "пакет.zip"]
    assert {one.path.removeprefix(f"{root}/") for one in listing.skipped} == {"а/~$1.docx", ".git", "набор"}


def test_a_file_is_a_source_too(root: Remote) -> None:
    [file] = list_files([root.at("б.docx")]).files
    assert (shown(file), stamp(file) is not None) == (f"{root}/б.docx", True)


def test_contents_come_in_the_order_of_the_files(root: Remote, tmp_path: Path) -> None:
    (tmp_path / "здесь.docx").write_bytes(b"0")
    files = [tmp_path / "здесь.docx", *list_files([root]).files]
    found = [[(item.path, item.data) for item in items if isinstance(item, Source)] for items in open_files(files)]
    names = [[(path.rpartition("/")[2], data) for path, data in items] for items in found]
    assert names == [[("здесь.docx", b"0")], [("1.docx", b"1")], [("б.docx", b"2")], [("внутри.docx", b"inside")]]


def test_a_file_that_is_too_large_is_not_taken(root: Remote) -> None:
    [item] = open_file(list_files([root.at("б.docx")]).files[0], most=0)
    assert isinstance(item, Source)
    assert isinstance(item.error, TooLarge)


def test_a_file_that_went_away_is_a_failed_document(root: Remote) -> None:
    [item] = open_file(root.at("исчез.docx"))
    assert isinstance(item, Source)
    assert isinstance(item.error, FileNotReadable)


def test_what_is_not_there_is_refused(root: Remote) -> None:
    with pytest.raises(UsageError, match="Нет такого адреса"):
        list_files([root.at("нет")])


def test_whatever_a_store_raises_is_told_with_its_remedy(root: Remote) -> None:
    with pytest.raises(StoreUnreachable, match="ключи доступа"), reaching(root):
        raise RuntimeError("no credentials")


_CHANGED = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        pytest.param({"size": 5, "ETag": '"a"'}, (5, int.from_bytes(hashlib.sha256(b'"a"').digest()[:7], "big")), id="ETag"),
        pytest.param({"size": 5, "mtime": 12.5}, (5, 12_500_000_000), id="time as a number"),
        pytest.param({"size": 5, "created": _CHANGED}, (5, int(_CHANGED.timestamp() * 10**9)), id="time"),
        pytest.param({"size": 5}, None, id="size alone says nothing"),
        pytest.param({"ETag": '"a"'}, None, id="no size"),
    ],
)
def test_stamps(facts: dict[str, object], expected: object) -> None:
    assert _stamp(facts) == expected


def test_files_that_are_gone_from_a_store_are_known_by_their_address(root: Remote, tmp_path: Path) -> None:
    catalogue = Catalogue(tmp_path)
    for name in ("а/1.docx", "б.docx", "ушёл.docx"):
        catalogue.record_file(absolute(root.at(name)), 1, 1, [])
    catalogue.record_file(f"{root}-другая/2.docx", 1, 1, [])
    assert gone(catalogue, [root], list_files([root]).files) == [f"{root}/ушёл.docx"]
    catalogue.close()
