"""The dataset on disk: whole or not at all, the same bytes in any order, nothing of other documents lost."""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import zlib
from collections.abc import Callable
from pathlib import Path

import duckdb
import frictionless
import msgspec
import pandas as pd
import pyarrow as pa
import pyarrow.dataset
import pyarrow.parquet as pq
import pytest

from corpus.catalogue import Catalogue, Outcome
from corpus.versions import Versions
from output import parts, swap
from output import write as module
from output.arrow import arrow_table, read_table
from output.noted import packed, united
from output.rows import FileFacts, Rows, failed_rows
from output.schema import tables
from output.write import DatasetBroken, is_dataset, open_dataset, publish
from records.errors import EmptyFile, UsageError

A, B, C = "a" * 16, "b" * 16, "c" * 16
VERSIONS = Versions("1", "1", "1")


def _record(catalogue: Catalogue, rows, paths: list[str] | None = None) -> None:
    (row,) = rows["documents"]
    facts = (row["document_id"], row["path"], 1, row["status"], row["error_code"], row["error_message"], row["region_id"])
    catalogue.record(Outcome(*facts, {}, packed(rows), None, False, {}), VERSIONS)
    for path in paths or [f"архив/{row['document_id']}.docx"]:
        catalogue.record_file(path, 1, 1, [(path, row["document_id"])])
    catalogue.save()


def _write(folder: Path, rows_of, *documents: str) -> None:
    catalogue = open_dataset(folder)
    try:
        for document in documents:
            _record(catalogue, rows_of(document))
        publish(catalogue, folder)
    finally:
        catalogue.close()


def _bytes(folder: Path) -> dict[str, str]:
    files = (path for path in folder.rglob("*") if path.suffix in {".parquet", ".json"})
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def _part(folder: Path, table: str) -> Path:
    return min((folder / table).iterdir())


def _documents(folder: Path) -> list[str]:
    return read_table(folder, "documents").column("document_id").to_pylist()


def _packed_as_streams(found: Rows, without: str) -> bytes:
    """As a program packed that made Arrow tables of each document, compressed with zlib, and had no such column."""
    streams = {}
    for name, rows in ((name, arrow_table(name, own)) for name, own in found.items() if own):
        sink = pa.BufferOutputStream()
        older = rows.drop_columns([without]) if without in rows.column_names else rows
        with pa.ipc.new_stream(sink, older.schema) as writer:
            writer.write_table(older)
        streams[name] = sink.getvalue().to_pybytes()
    return zlib.compress(msgspec.msgpack.encode(streams))


def _packed_without(found: Rows, column: str) -> bytes:
    """As a program packed that had no such column."""
    document = msgspec.msgpack.decode(pa.CompressedInputStream(pa.BufferReader(packed(found)), "zstd").read())
    older = {table: {name: values for name, values in columns.items() if name != column} for table, columns in document.items()}
    return pa.Codec("zstd").compress(msgspec.msgpack.encode(older), asbytes=True)


@pytest.mark.parametrize("as_older", [_packed_as_streams, _packed_without])
def test_rows_that_an_older_version_noted_are_joined_with_those_of_today(rows_of, as_older: Callable[[Rows, str], bytes]) -> None:
    found = united([as_older(rows_of(A), "path"), packed(rows_of(B))])["documents"]
    assert found.column("document_id").to_pylist() == [A, B]
    assert [path is None for path in found.column("path").to_pylist()] == [True, False]


def test_rows_come_back_as_they_were_noted(rows_of) -> None:
    rows = rows_of(A)
    found = united([packed(rows)])
    assert found.keys() == {name for name, own in rows.items() if own}
    for name, table in found.items():
        assert table.equals(pa.Table.from_pylist(rows[name], schema=tables()[name].arrow_schema())), name


def test_every_table_is_written_with_its_schema(tmp_path: Path, rows_of) -> None:
    _write(tmp_path / "набор", rows_of, A)
    for name, table in tables().items():
        for file in (tmp_path / "набор" / name).iterdir():
            found = pq.read_schema(file)
            assert found.equals(table.arrow_schema(), check_metadata=False), name
            assert found.field(0).metadata[b"description"].decode() == table.columns[0].meaning


def test_the_package_is_valid_with_keys_and_references(tmp_path: Path, rows_of) -> None:
    catalogue = open_dataset(tmp_path / "набор")
    for rows in (rows_of(A), rows_of(B), failed_rows(FileFacts(C, "пустой.docx", 0), EmptyFile())):
        _record(catalogue, rows)
    publish(catalogue, tmp_path / "набор")
    assert len(list((tmp_path / "набор" / "documents").iterdir())) == 2  # several parts, or the test says little
    report = frictionless.validate(str(tmp_path / "набор" / "datapackage.json"))
    assert report.valid, report.flatten(["name", "type", "note"])


def test_the_package_would_notice_a_broken_reference(tmp_path: Path, rows_of) -> None:
    folder = tmp_path / "набор"
    _write(folder, rows_of, A)
    empty = read_table(folder, "plans").slice(0, 0)
    pq.write_table(empty, _part(folder, "plans"))
    assert not frictionless.validate(str(folder / "datapackage.json")).valid


def test_bytes_do_not_depend_on_the_order_of_documents(tmp_path: Path, rows_of) -> None:
    _write(tmp_path / "1", rows_of, A, B, C)
    _write(tmp_path / "2", rows_of, C, A, B)
    _write(tmp_path / "3", rows_of, B)
    _write(tmp_path / "3", rows_of, C, A)
    assert _bytes(tmp_path / "1") == _bytes(tmp_path / "2") == _bytes(tmp_path / "3")


def test_documents_that_are_not_read_again_stay(tmp_path: Path, rows_of) -> None:
    folder = tmp_path / "набор"
    _write(folder, rows_of, A, B)
    catalogue = open_dataset(folder)
    _record(catalogue, failed_rows(FileFacts(A, "a.docx", 0), EmptyFile()))
    publish(catalogue, folder)
    assert {row["document_id"]: row["status"] for row in read_table(folder, "documents").to_pylist()} == {A: "failed", B: "ok"}
    assert {row[:16] for row in read_table(folder, "activities").column("activity_id").to_pylist()} == {B}


def test_all_names_of_a_content_are_kept_and_the_first_is_its_path(tmp_path: Path, rows_of) -> None:
    catalogue = open_dataset(tmp_path / "набор")
    _record(catalogue, rows_of(A), ["б.docx", "а.docx"])
    publish(catalogue, tmp_path / "набор")
    (row,) = read_table(tmp_path / "набор", "documents").to_pylist()
    assert (row["path"], row["paths"]) == ("а.docx", ["а.docx", "б.docx"])


def test_bodies_that_only_documents_know_get_a_row(tmp_path: Path, rows_of) -> None:
    _write(tmp_path / "набор", rows_of, A)
    _write(tmp_path / "набор", rows_of, B)
    bodies = {row["body_id"]: row for row in read_table(tmp_path / "набор", "bodies").to_pylist()}
    assert bodies["test:schools"]["name"] == "школы"


_REFUSED = {
    "unknown column": {"лишний": 1},
    "null where a value is required": {"title": None},
    "text where a number is declared": {"section": "1"},
    "number that no column can hold": {"section": 2**63},
}


@pytest.mark.parametrize("change", _REFUSED.values(), ids=_REFUSED)
def test_rows_that_differ_from_the_schema_are_refused(rows_of, change: dict[str, object]) -> None:
    row = rows_of(A)["sections"][0] | change
    with pytest.raises(ValueError, match="sections"):
        packed({"sections": [row]})


def test_a_folder_of_other_things_is_not_touched(tmp_path: Path) -> None:
    (tmp_path / "важное.docx").write_bytes(b"1")
    with pytest.raises(UsageError, match="не пуста"):
        open_dataset(tmp_path)
    with pytest.raises(UsageError, match="файл"):
        open_dataset(tmp_path / "важное.docx")


def test_a_damaged_dataset_is_named_before_anything_is_read(tmp_path: Path, rows_of) -> None:
    _write(tmp_path / "набор", rows_of, A)
    _part(tmp_path / "набор", "plans").write_bytes(b"PAR1")
    with pytest.raises(DatasetBroken, match="plans"):
        open_dataset(tmp_path / "набор")


def test_files_that_people_keep_in_the_dataset_survive(tmp_path: Path, rows_of) -> None:
    folder = tmp_path / "набор"
    _write(folder, rows_of, A)
    (folder / "отчёт.html").write_text("мой", encoding="utf-8")
    _write(folder, rows_of, B)
    assert (folder / "отчёт.html").read_text(encoding="utf-8") == "мой"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["набор"]


def test_a_failed_run_leaves_the_old_dataset(tmp_path: Path, rows_of, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "набор"
    _write(folder, rows_of, A)
    before = _bytes(folder)
    monkeypatch.setattr(pq, "write_table", _full_disk)
    with pytest.raises(OSError, match="No space left"):
        _write(folder, rows_of, B)
    assert _bytes(folder) == before
    assert [path.name for path in tmp_path.iterdir()] == ["набор"]


def _full_disk(*_: object, **__: object) -> None:
    raise OSError(28, "No space left on device")


def test_a_swap_cut_short_is_finished_by_the_next_run(tmp_path: Path, rows_of) -> None:
    folder = tmp_path / "набор"
    _write(folder, rows_of, A)
    folder.rename(tmp_path / ".набор.old")
    open_dataset(folder)
    assert _documents(folder) == [A]


def test_a_kill_before_the_old_folder_is_removed_is_repaired(tmp_path: Path, rows_of) -> None:
    folder = tmp_path / "набор"
    _write(folder, rows_of, A)
    shutil.copytree(folder, tmp_path / ".набор.old")
    (tmp_path / ".набор.old" / "отчёт.html").write_text("мой", encoding="utf-8")
    open_dataset(folder)
    assert (folder / "отчёт.html").exists()
    assert [path.name for path in tmp_path.iterdir()] == ["набор"]


def test_a_publication_killed_before_the_swap_is_made_again(tmp_path: Path, rows_of, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "набор"
    _write(folder, rows_of, A)
    _killed_at(monkeypatch, swap, "_swap", folder, rows_of)
    assert _documents(folder) == [A]
    _write(folder, rows_of)
    assert _documents(folder) == [A, B]


def test_a_publication_killed_after_the_swap_is_settled(tmp_path: Path, rows_of, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "набор"
    _write(folder, rows_of, A)
    _killed_at(monkeypatch, Catalogue, "settle", folder, rows_of)
    catalogue = open_dataset(folder)
    assert catalogue.pending() == set()
    assert not publish(catalogue, folder)
    assert _documents(folder) == [A, B]


def _killed_at(monkeypatch: pytest.MonkeyPatch, owner: object, name: str, folder: Path, rows_of) -> None:
    """Publishes a second document and stops at the named step, as a kill would."""
    catalogue = open_dataset(folder)
    _record(catalogue, rows_of(B))
    with monkeypatch.context() as patch:
        patch.setattr(owner, name, _kill)
        with pytest.raises(SystemError):
            publish(catalogue, folder)
    catalogue.close()


def _kill(*_: object) -> None:
    raise SystemError


def test_a_publication_without_news_is_none(tmp_path: Path, rows_of) -> None:
    _write(tmp_path / "набор", rows_of, A)
    assert not publish(open_dataset(tmp_path / "набор"), tmp_path / "набор")


def test_a_new_document_rewrites_the_part_of_its_region_only(tmp_path: Path, rows_of) -> None:
    folder = tmp_path / "набор"
    _write(folder, rows_of, A)
    catalogue = open_dataset(folder)
    _record(catalogue, failed_rows(FileFacts(C, "пустой.docx", 0), EmptyFile()))
    before = {file.name: file.stat().st_ino for file in (folder / "activities").iterdir()}
    publish(catalogue, folder)
    after = {file.name: file.stat().st_ino for file in (folder / "activities").iterdir()}
    assert before.items() <= after.items()
    assert after.keys() - before.keys() == {"none.parquet"}


def test_a_region_that_grows_is_halved_and_nothing_is_lost(tmp_path: Path, rows_of, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "parts", lambda regions: parts.parts(regions, capacity=2))
    ids = [f"{n * 0x1357}".rjust(16, "0") if n % 2 else f"f{n:015}" for n in range(7)]
    for upto in (2, 3, 7):
        _write(tmp_path / "шагами", rows_of, *ids[:upto])
    _write(tmp_path / "сразу", rows_of, *reversed(ids))
    assert sorted(_documents(tmp_path / "шагами")) == sorted(ids)
    assert _bytes(tmp_path / "шагами") == _bytes(tmp_path / "сразу")
    assert len(list((tmp_path / "сразу" / "plans").iterdir())) > 2


def test_a_content_whose_file_has_another_content_now_leaves(tmp_path: Path, rows_of) -> None:
    catalogue = open_dataset(tmp_path / "набор")
    for document in (A, B):
        _record(catalogue, rows_of(document), ["приказ.docx"])
        publish(catalogue, tmp_path / "набор")
    assert _documents(tmp_path / "набор") == [B]


def test_a_dataset_whose_catalogue_is_gone_gets_one(tmp_path: Path, rows_of) -> None:
    folder = tmp_path / "набор"
    _write(folder, rows_of, A, B)
    before = _bytes(folder)
    (folder / "catalogue.sqlite").unlink()
    _write(folder, rows_of, C)
    assert sorted(_documents(folder)) == [A, B, C]
    (folder / "catalogue.sqlite").unlink()
    _write(folder, rows_of, A)
    assert {name for name in _bytes(folder) if name.startswith("documents")} == {name for name in before if name.startswith("documents")}


def test_every_reader_opens_a_table_with_one_call(tmp_path: Path, rows_of) -> None:
    folder = tmp_path / "набор"
    catalogue = open_dataset(folder)
    for rows in (rows_of(A), failed_rows(FileFacts(C, "пустой.docx", 0), EmptyFile())):
        _record(catalogue, rows)
    publish(catalogue, folder)
    types = pq.read_schema(_part(folder, "documents")).field("region_id").type
    assert pa.dataset.dataset(folder / "documents").to_table().num_rows == 2
    assert pa.dataset.dataset(folder / "documents", partitioning="hive").schema.field("region_id").type == types
    assert len(pd.read_parquet(folder / "documents")) == 2
    for pattern in ("*.parquet", "**/*.parquet"):
        assert duckdb.sql(f"SELECT count(*) FROM '{(folder / 'documents').as_posix()}/{pattern}'").fetchall() == [(2,)]  # noqa: S608 (our own path)


def test_a_dataset_open_elsewhere_is_kept_and_the_new_one_is_named(tmp_path: Path, rows_of, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "набор"
    _write(folder, rows_of, A)
    rename = Path.rename

    def forbidden(self: Path, target: Path) -> Path:
        if self == folder:
            raise PermissionError(13, "used by another process")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", forbidden)
    monkeypatch.setattr(swap.time, "sleep", lambda _: None)
    with pytest.raises(swap.DatasetBusy, match="открыт в другой программе"):
        _write(folder, rows_of, B)
    assert _documents(folder) == [A]
    (waiting,) = (path for path in tmp_path.iterdir() if path != folder)
    assert is_dataset(waiting)
    assert _documents(waiting) == [A, B]


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="needs a list of open files (Linux)")
def test_no_file_of_the_old_dataset_is_open_when_it_is_replaced(tmp_path: Path, rows_of, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "набор"
    _write(folder, rows_of, A)
    rename, held = Path.rename, []

    def watched(self: Path, target: Path) -> Path:
        for number in os.listdir("/proc/self/fd"):  # noqa: PTH208
            with contextlib.suppress(OSError):  # the handle of this very listing
                held.extend(name for name in [os.readlink(f"/proc/self/fd/{number}")] if str(folder) in name)  # noqa: PTH115
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", watched)
    _write(folder, rows_of, B)
    assert held == []


def test_a_dataset_without_a_column_of_today_is_read(tmp_path: Path, rows_of) -> None:
    folder = tmp_path / "набор"
    _write(folder, rows_of, A)
    path = _part(folder, "deadlines")
    pq.write_table(pq.read_table(path).drop_columns(["leftover"]), path)
    assert read_table(folder, "deadlines").schema.field("leftover").type == pa.string()
