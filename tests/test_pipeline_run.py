"""Runs over an archive: only what is due is read, and a run that was killed anywhere ends as if it had not been."""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import docx
import pytest

import pipeline_journey
import pipeline_run
from corpus.agenda import Job, Wishes
from corpus.catalogue import Catalogue, CatalogueNotWritten, Outcome
from corpus.lock import DatasetLocked, locked
from corpus.sources import Source
from corpus.versions import Versions
from output.arrow import read_table
from output.summary import Summary
from pipeline_journey import do
from pipeline_run import plan_archive, run_archive, watch
from records.document import Document
from records.errors import TesseractMissing, UsageError
from records.finding import Finding
from tests.waiting import until

ROOT = Path(__file__).resolve().parents[1]
SAMPLES = ROOT / "corpus" / "samples"
NOW = Versions("e1", "r1", "o1")
Run = Callable[..., Summary]


def _docx(title: str) -> bytes:
    document = docx.Document()
    document.add_paragraph("Управление образования администрации Заречного района")
    document.add_paragraph(title)
    table = document.add_table(rows=0, cols=4)
    for row in (("№", "Мероприятие", "Срок", "Ответственный"), ("1", "Провести собрание родителей", "ежегодно, май", "Школы")):
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    folder = tmp_path / "архив"
    folder.mkdir()
    for n in range(3):
        _put(folder / f"{n}.docx", _docx(f"План мероприятий на {2020 + n}-2025 годы"))
    return folder


def _put(path: Path, data: bytes) -> None:
    """A file that was not written just now: its time of change can be trusted."""
    path.write_bytes(data)
    before = time.time() - 100
    os.utime(path, (before, before))


@pytest.fixture
def stages(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """(name, stage) of each document of the last run; documents are read in this process."""
    done: list[tuple[str, str]] = []

    def here(jobs: Iterable[Job], *_: object) -> Iterator[Outcome]:
        for job in jobs:
            done.append((Path(job.path).name, "read" if job.source else "understand"))
            yield do(job)

    monkeypatch.setattr(pipeline_run, "read_jobs", here)
    return done


def _run(archive: Path, versions: Versions = NOW, **wishes: Any) -> Summary:
    return run_archive([archive], archive.parent / "набор", Wishes(versions, **wishes), 1, lambda *_: None)


def _names(archive: Path) -> set[str]:
    rows = read_table(archive.parent / "набор", "documents").to_pylist()
    return {Path(path).name for row in rows for path in row["paths"]}


def test_the_process_that_sees_to_a_run_loads_what_it_needs_only() -> None:
    heavy = ["spacy", "pymorphy3", "pypdfium2", "pandas", "cv2", "fsspec", "distributed"]
    code = (
        "import sys, pipeline_run, output.terminal; pipeline_run.spare_pandas(); import pyarrow; pyarrow.array(['a']); "
        f"print([name for name in {heavy} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, encoding="utf-8", check=True)
    assert done.stdout.strip() == "[]"


def test_pandas_is_found_where_it_is_asked_for() -> None:
    code = "import pipeline_run; pipeline_run.spare_pandas(); import pyarrow; print(list(pyarrow.table({'a': [1]}).to_pandas().columns))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, encoding="utf-8", check=True)
    assert done.stdout.strip() == "['a']"


def test_the_log_has_a_line_a_document_with_stages_rows_and_findings(archive: Path, stages: list[tuple[str, str]]) -> None:
    _run(archive)
    (log,) = (archive.parent / "набор" / "runs").glob("*.jsonl")
    lines = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]
    assert [Path(line["path"]).name for line in lines] == ["0.docx", "1.docx", "2.docx"]
    for line in lines:
        assert set(line["seconds"]) == {"read", "recognise", "understand", "pack"}
        assert (line["rows"]["documents"], line["rows"]["plans"], line["rows"]["activities"]) == (1, 1, 1)
        assert sum(line["findings"].values()) == line["rows"]["findings"]


def test_what_has_not_changed_is_not_read_again(archive: Path, stages: list[tuple[str, str]]) -> None:
    first = _run(archive)
    stages.clear()
    second = _run(archive)
    assert stages == []
    assert (second.documents, second.activities, second.unchanged) == (first.documents, first.activities, 3)


@pytest.mark.parametrize(
    ("versions", "wishes", "stage"),
    [
        pytest.param(Versions("e2", "r1", "o1"), {}, "read", id="other readers"),
        pytest.param(Versions("e1", "r2", "o1"), {}, "understand", id="other rules"),
        pytest.param(Versions("e1", "r1", "o2"), {}, "understand", id="other vocabulary"),
        pytest.param(NOW, {"force": True}, "read", id="force"),
    ],
)
def test_stage_by_stage(archive: Path, stages: list[tuple[str, str]], versions: Versions, wishes: dict[str, bool], stage: str) -> None:
    _run(archive)
    before = {name: read_table(archive.parent / "набор", name) for name in ("documents", "activities", "deadlines", "findings")}
    stages.clear()
    _run(archive, versions, **wishes)
    assert stages == [(f"{n}.docx", stage) for n in range(3)]
    assert before == {name: read_table(archive.parent / "набор", name) for name in before}
    stages.clear()
    _run(archive, versions)
    assert stages == []


def test_a_new_and_a_changed_file_are_read(archive: Path, stages: list[tuple[str, str]]) -> None:
    _run(archive)
    stages.clear()
    _put(archive / "1.docx", _docx("План мероприятий на 2030 год"))
    _put(archive / "3.docx", _docx("План мероприятий на 2031 год"))
    _run(archive)
    assert stages == [("1.docx", "read"), ("3.docx", "read")]
    assert len(read_table(archive.parent / "набор", "documents")) == 4
    assert _names(archive) == {f"{n}.docx" for n in range(4)}


def test_a_file_changed_within_the_clock_tick_is_looked_at_again(archive: Path, stages: list[tuple[str, str]]) -> None:
    (archive / "0.docx").write_bytes(_docx("План мероприятий на 2040 год"))
    soon = time.time() + 3600  # however long the run is kept waiting, the file has been changed just now
    os.utime(archive / "0.docx", (soon, soon))
    stamp = (archive / "0.docx").stat()
    _run(archive)
    stages.clear()
    (archive / "0.docx").write_bytes(_docx("План мероприятий на 2050 год").ljust(stamp.st_size, b"\0")[: stamp.st_size])
    os.utime(archive / "0.docx", ns=(stamp.st_atime_ns, stamp.st_mtime_ns))
    _run(archive)
    assert stages == [("0.docx", "read")]


def test_a_copy_is_not_read_and_its_name_is_kept(archive: Path, stages: list[tuple[str, str]]) -> None:
    _run(archive)
    stages.clear()
    shutil.copyfile(archive / "0.docx", archive / "копия.docx")
    summary = _run(archive)
    assert (stages, summary.duplicates) == ([], 1)
    assert "копия.docx" in _names(archive)


def test_a_removed_file_is_marked_and_its_rows_stay(archive: Path, stages: list[tuple[str, str]]) -> None:
    _run(archive)
    (archive / "0.docx").unlink()
    _run(archive)
    catalogue = Catalogue(archive.parent / "набор")
    assert [Path(path).name for path in catalogue.removed()] == ["0.docx"]
    assert _names(archive) == {"0.docx", "1.docx", "2.docx"}


def test_a_content_that_comes_back_is_in_the_dataset_again(archive: Path, stages: list[tuple[str, str]]) -> None:
    _run(archive)
    first = (archive / "0.docx").read_bytes()
    _put(archive / "0.docx", _docx("План мероприятий на 2030 год"))
    _run(archive)
    _put(archive / "0.docx", first + b"")
    os.utime(archive / "0.docx", (1, 1))
    stages.clear()
    _run(archive)
    assert stages == [("0.docx", "understand")]
    assert len(read_table(archive.parent / "набор", "activities")) == 3


def test_failed_documents_are_tried_again_when_asked(archive: Path, stages: list[tuple[str, str]]) -> None:
    _put(archive / "пустой.docx", b"")
    _run(archive)
    stages.clear()
    _run(archive)
    assert stages == []
    _put(archive / "новый.docx", _docx("План мероприятий на 2030 год"))
    summary = _run(archive, only_failed=True)
    assert stages == [("пустой.docx", "read")]
    assert summary.documents["failed"] == 1


def test_a_failed_file_that_was_mended_is_what_only_failed_reads(archive: Path, stages: list[tuple[str, str]]) -> None:
    """The others wait for a full run: what was read of a file that has changed since stays in the dataset till then."""
    _put(archive / "оборван.docx", b"")
    _run(archive)
    stages.clear()
    _put(archive / "оборван.docx", _docx("План мероприятий на 2030 год"))
    _put(archive / "0.docx", _docx("План мероприятий на 2031 год"))
    summary = _run(archive, only_failed=True)
    assert (stages, summary.documents) == ([("оборван.docx", "read")], {"ok": 4})
    assert len(read_table(archive.parent / "набор", "documents")) == 4
    stages.clear()
    assert _run(archive).documents == {"ok": 4}
    assert stages == [("0.docx", "read")]


def test_a_file_in_an_archive_is_known_by_its_archive(archive: Path, stages: list[tuple[str, str]]) -> None:
    with zipfile.ZipFile(archive / "пакет.zip", "w") as package:
        package.writestr("а.docx", _docx("План мероприятий на 2030 год"))
    os.utime(archive / "пакет.zip", (1, 1))
    _run(archive)
    stages.clear()
    _run(archive)
    assert stages == []
    _run(archive, Versions("e2", "r1", "o1"))
    assert ("а.docx", "read") in stages


def test_a_plan_changes_nothing(archive: Path, stages: list[tuple[str, str]]) -> None:
    planned = plan_archive([archive], archive.parent / "набор", Wishes(NOW, dry=True))
    assert [stage for _, stage in planned] == ["read"] * 3
    assert not (archive.parent / "набор").exists()
    _run(archive)
    assert plan_archive([archive], archive.parent / "набор", Wishes(NOW, dry=True)) == []
    planned = plan_archive([archive], archive.parent / "набор", Wishes(Versions("e1", "r2", "o1"), dry=True))
    assert [stage for _, stage in planned] == ["understand"] * 3


def _pauses(moments: Iterable[Callable[[], object]]) -> Callable[[float], None]:
    """What happens in each pause of watching, one after the other; then somebody presses Ctrl-C."""
    left = iter(moments)

    def pause(_: float) -> None:
        moment = next(left, None)
        if moment is None:
            raise KeyboardInterrupt
        moment()

    return pause


def test_watching_reads_what_comes_once_it_rests(archive: Path, stages: list[tuple[str, str]]) -> None:
    pauses = _pauses(
        [
            lambda: None,
            lambda: _put(archive / "4.docx", _docx("План мероприятий на 2030 год")[:100]),  # half of it is copied
            lambda: _put(archive / "4.docx", _docx("План мероприятий на 2030 год")),
            lambda: None,
            lambda: None,
        ]
    )

    with pytest.raises(KeyboardInterrupt):
        watch([archive], lambda: _run(archive), pytest.fail, pauses)
    assert [name for name, _ in stages] == ["0.docx", "1.docx", "2.docx", "4.docx"]


def test_watching_outlasts_what_passes(archive: Path, stages: list[tuple[str, str]]) -> None:
    """The folder is away twice for a while (a network that fails), then another run holds the dataset."""
    away, told, held = archive.with_name("нет"), list[Exception](), ExitStack()

    def take() -> None:
        _put(archive / "4.docx", _docx("План мероприятий на 2030 год"))
        held.enter_context(locked(archive.parent / "набор"))

    def nothing() -> None:
        return

    leave, come = lambda: archive.rename(away), lambda: away.rename(archive)
    pauses = _pauses([leave, nothing, come, leave, come, take, nothing, nothing, held.close, nothing, nothing])

    with pytest.raises(KeyboardInterrupt):
        watch([archive], lambda: _run(archive), told.append, pauses)
    assert [type(error) for error in told] == [UsageError, UsageError, DatasetLocked]
    assert [name for name, _ in stages] == ["0.docx", "1.docx", "2.docx", "4.docx"]


def test_watching_what_is_not_there_ends_at_once(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="Нет такого файла или папки"):
        watch([tmp_path / "нет"], pytest.fail, pytest.fail, pytest.fail)


def test_ctrl_c_keeps_what_was_read(archive: Path, stages: list[tuple[str, str]]) -> None:
    def stop(_: int, summary: Summary) -> None:
        if summary.documents.total() == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run_archive([archive], archive.parent / "набор", Wishes(NOW), 1, stop)
    stages.clear()
    _run(archive)
    assert stages == [("2.docx", "read")]
    assert len(read_table(archive.parent / "набор", "documents")) == 3


def test_a_full_disk_leaves_the_old_dataset(archive: Path, stages: list[tuple[str, str]], monkeypatch: pytest.MonkeyPatch) -> None:
    _run(archive)
    _put(archive / "3.docx", _docx("План мероприятий на 2031 год"))

    def full(_: Catalogue) -> None:
        raise CatalogueNotWritten("disk is full")

    with monkeypatch.context() as patch, pytest.raises(CatalogueNotWritten):
        patch.setattr(Catalogue, "save", full)
        _run(archive)
    assert len(read_table(archive.parent / "набор", "documents")) == 3
    _run(archive)
    assert len(read_table(archive.parent / "набор", "documents")) == 4


@pytest.mark.parametrize(
    ("missing", "expected"),
    [
        pytest.param(frozenset({"tesseract_missing", "office_missing"}), [], id="still missing"),
        pytest.param(frozenset({"office_missing"}), [("0.docx", "read")], id="there now"),
    ],
)
def test_what_was_read_in_part_is_read_again_once_the_program_is_there(
    archive: Path, stages: list[tuple[str, str]], monkeypatch: pytest.MonkeyPatch, missing: frozenset[str], expected: list[tuple[str, str]]
) -> None:
    monkeypatch.setattr(pipeline_journey, "_lacked", lambda document: ["tesseract_missing"] if document.document_id == scanned else [])
    scanned = Source("0.docx", (archive / "0.docx").read_bytes()).document_id
    _run(archive)
    stages.clear()
    _run(archive, missing=lambda: missing)
    assert stages == expected


def test_what_a_document_lacked_is_told_by_its_notes() -> None:
    notes = (Finding("X907", "E", f"Страница не прочитана. {TesseractMissing.default}"), Finding("X912", "I", "Прочитано."))
    document = Document("0" * 16, "application/pdf", "pdf", (), 1, notes)
    assert pipeline_journey._lacked(document) == ["tesseract_missing"]


def test_a_second_run_at_the_same_time_is_refused(archive: Path) -> None:
    with locked(archive.parent / "набор"), pytest.raises(DatasetLocked, match="другой запуск"):
        _run(archive)


def test_each_document_has_a_line_in_the_log(archive: Path, stages: list[tuple[str, str]]) -> None:
    _run(archive)
    (log,) = (archive.parent / "набор" / "runs").iterdir()
    assert log.read_text(encoding="utf-8").count('"status": "ok"') == 3


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The files of the samples' dataset, read in one go."""
    folder = tmp_path_factory.mktemp("сразу") / "набор"
    run_archive([SAMPLES], folder, Wishes(NOW), 1, lambda *_: None)
    return _parts(folder)


def _parts(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*.parquet")}


def _begun(folder: Path) -> bool:
    return (folder / "catalogue.sqlite").exists()


def _half_read(folder: Path) -> bool:
    return sum(log.read_bytes().count(b"\n") for log in (folder / "runs").glob("*.jsonl")) >= 4


def _all_read(folder: Path) -> bool:
    return sum(log.read_bytes().count(b"\n") for log in (folder / "runs").glob("*.jsonl")) >= len(list(SAMPLES.iterdir()))


@pytest.mark.parametrize("come_so_far", [_begun, _half_read, _all_read], ids=["begun", "half read", "all read"])
def test_a_killed_run_is_finished_by_the_next(tmp_path: Path, undisturbed: dict[str, bytes], come_so_far: Callable[[Path], bool]) -> None:
    command = [sys.executable, "-m", "pipeline", "run", SAMPLES, "--out", tmp_path / "набор", "--workers", "1"]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    until(lambda: come_so_far(tmp_path / "набор") or process.poll() is not None)
    process.kill()
    process.wait()
    run_archive([SAMPLES], tmp_path / "набор", Wishes(NOW), 1, lambda *_: None)
    assert _parts(tmp_path / "набор") == undisturbed
