"""The dataset on disk: whole or not at all, the same bytes in any order, nothing of other documents lost."""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
from pathlib import Path

import frictionless
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from output import swap
from output.arrow import arrow_table, arrow_tables, read_table
from output.rows import FileFacts, failed_rows
from output.schema import tables
from output.write import DatasetBroken, DatasetWriter, is_dataset
from records.errors import EmptyFile, UsageError

A, B, C = "a" * 16, "b" * 16, "c" * 16


def _write(folder: Path, rows_of, *documents: str) -> None:
    writer = DatasetWriter(folder)
    for document in documents:
        writer.add(arrow_tables(rows_of(document)))
    writer.commit({document: [f"архив/{document}.docx"] for document in documents})


def _bytes(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.rglob("*") if path.is_file()
    }


def _documents(folder: Path) -> list[str]:
    return read_table(folder, "documents").column("document_id").to_pylist()


def test_every_table_is_written_with_its_schema(tmp_path: Path, rows_of) -> None:
    _write(tmp_path / "набор", rows_of, A)
    for name, table in tables().items():
        found = pq.read_schema(tmp_path / "набор" / name / "part-0.parquet")
        assert found.equals(table.arrow_schema(), check_metadata=False), name
        assert found.field(0).metadata[b"description"].decode() == table.columns[0].meaning


def test_the_package_is_valid_with_keys_and_references(tmp_path: Path, rows_of) -> None:
    writer = DatasetWriter(tmp_path / "набор")
    for document in (A, B):
        writer.add(arrow_tables(rows_of(document)))
    writer.add(arrow_tables(failed_rows(FileFacts(C, "пустой.docx", 0), EmptyFile())))
    writer.commit({})
    report = frictionless.validate(str(tmp_path / "набор" / "datapackage.json"))
    assert report.valid, report.flatten(["name", "type", "note"])


def test_the_package_would_notice_a_broken_reference(tmp_path: Path, rows_of) -> None:
    folder = tmp_path / "набор"
    _write(folder, rows_of, A)
    empty = read_table(folder, "plans").slice(0, 0)
    pq.write_table(empty, folder / "plans" / "part-0.parquet")
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
    writer = DatasetWriter(folder)
    writer.add(arrow_tables(failed_rows(FileFacts(A, "a.docx", 0), EmptyFile())))
    writer.commit({})
    assert read_table(folder, "documents").column("status").to_pylist() == ["failed", "ok"]
    assert {row[:16] for row in read_table(folder, "activities").column("activity_id").to_pylist()} == {B}


def test_all_names_of_a_content_are_kept_and_the_first_is_its_path(tmp_path: Path, rows_of) -> None:
    writer = DatasetWriter(tmp_path / "набор")
    writer.add(arrow_tables(rows_of(A)))
    writer.commit({A: ["б.docx", "а.docx"]})
    (row,) = read_table(tmp_path / "набор", "documents").to_pylist()
    assert (row["path"], row["paths"]) == ("а.docx", ["а.docx", "б.docx"])


def test_bodies_that_only_documents_know_get_a_row(tmp_path: Path, rows_of) -> None:
    _write(tmp_path / "набор", rows_of, A)
    _write(tmp_path / "набор", rows_of, B)
    bodies = {row["body_id"]: row for row in read_table(tmp_path / "набор", "bodies").to_pylist()}
    assert bodies["test:schools"]["name"] == "школы"
    assert bodies["test:schools"]["municipality_id"] == "52:kst"


@pytest.mark.parametrize("change", [{"лишний": 1}, {"title": None}], ids=["unknown column", "null where a value is required"])
def test_rows_that_differ_from_the_schema_are_refused(rows_of, change: dict[str, object]) -> None:
    row = rows_of(A)["sections"][0] | change
    with pytest.raises(ValueError, match="sections"):
        arrow_table("sections", [row])


def test_a_folder_of_other_things_is_not_touched(tmp_path: Path) -> None:
    (tmp_path / "важное.docx").write_bytes(b"1")
    with pytest.raises(UsageError, match="не пуста"):
        DatasetWriter(tmp_path)
    with pytest.raises(UsageError, match="файл"):
        DatasetWriter(tmp_path / "важное.docx")


def test_a_damaged_dataset_is_named_before_anything_is_read(tmp_path: Path, rows_of) -> None:
    _write(tmp_path / "набор", rows_of, A)
    (tmp_path / "набор" / "plans" / "part-0.parquet").write_bytes(b"PAR1")
    with pytest.raises(DatasetBroken, match="plans"):
        DatasetWriter(tmp_path / "набор")


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
    DatasetWriter(folder)
    assert _documents(folder) == [A]


def test_a_kill_before_the_old_folder_is_removed_is_repaired(tmp_path: Path, rows_of) -> None:
    folder = tmp_path / "набор"
    _write(folder, rows_of, A)
    shutil.copytree(folder, tmp_path / ".набор.old")
    (tmp_path / ".набор.old" / "отчёт.html").write_text("мой", encoding="utf-8")
    DatasetWriter(folder)
    assert (folder / "отчёт.html").exists()
    assert [path.name for path in tmp_path.iterdir()] == ["набор"]


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
                held.extend(name for name in [os.readlink(f"/proc/self/fd/{number}")] if "набор" in name)  # noqa: PTH115
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", watched)
    _write(folder, rows_of, B)
    assert held == []


def test_a_dataset_without_a_column_of_today_is_read(tmp_path: Path, rows_of) -> None:
    folder = tmp_path / "набор"
    _write(folder, rows_of, A)
    path = folder / "deadlines" / "part-0.parquet"
    pq.write_table(pq.read_table(path).drop_columns(["leftover"]), path)
    assert read_table(folder, "deadlines").schema.field("leftover").type == pa.string()
