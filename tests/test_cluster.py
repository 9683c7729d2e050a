"""A run on a real cluster (a scheduler and three workers) with sources and dataset in an S3 server, both started here: nothing is lost and
nothing is there twice, whatever is killed."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import docx
import psutil
import pytest

import pipeline
from corpus import cluster as module
from corpus.agenda import Wishes, job_of
from corpus.cluster import ClusterDiffers, ClusterLost, ClusterUnreachable, connected
from corpus.places import StoreUnreachable, place_of
from corpus.sources import Source
from corpus.versions import Versions, versions
from output.arrow import read_table
from output.mirror import local_copy
from output.schema import tables
from output.summary import Summary
from pipeline_run import run_archive
from records.errors import UsageError
from records.settings import DEFAULTS, Limits, Settings
from tests.cluster_work import WORK
from tests.waiting import PATIENCE, until

distributed = pytest.importorskip("distributed", reason="the extra `cluster` is not installed")
registry = pytest.importorskip("fsspec.registry", reason="the extra `cluster` is not installed")
moto_server = pytest.importorskip("moto.server", reason="moto is not installed")

ROOT = Path(__file__).resolve().parents[1]
SAMPLES = ROOT / "corpus" / "samples"
WORKERS = 3
ORDERS = 12
NOBODY = "127.0.0.1:1"  # no program of a user can have this port


@pytest.fixture(autouse=True)
def patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """A cluster on a busy machine may be slow to answer; tests of one that does not answer say how long they wait."""
    monkeypatch.setattr(module, "_CONNECT_SECONDS", PATIENCE)
    monkeypatch.setattr(module, "_ALONE_SECONDS", PATIENCE)


@pytest.fixture(scope="module")
def store() -> Iterator[str]:
    """The address of an S3 server; processes started by the tests know it from their environment, as on a real machine."""
    server = moto_server.ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    own = {
        "AWS_ENDPOINT_URL": f"http://{host}:{port}",
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_REGION": "us-east-1",
    }
    with pytest.MonkeyPatch.context() as patch:
        for name, value in own.items():
            patch.setenv(name, value)
        import s3fs

        s3fs.S3FileSystem.clear_instance_cache()
        for bucket in ("orders", "sets"):
            s3fs.S3FileSystem().mkdir(bucket)
        yield own["AWS_ENDPOINT_URL"]
        s3fs.S3FileSystem.clear_instance_cache()
    server.stop()


def _address(note: Path) -> str:
    """What a scheduler noted of itself; empty where it has not, or not to the end."""
    with suppress(OSError, ValueError):
        return str(json.loads(note.read_bytes())["address"])
    return ""


class Dask:
    """A scheduler and workers, started as an administrator starts them."""

    def __init__(self, place: Path) -> None:
        self.place, self.workers = place, list[subprocess.Popen[bytes]]()
        self.start_scheduler(port="0")

    def start_scheduler(self, port: str) -> None:
        """Starts the scheduler, or starts it again where it was, and waits for it."""
        note = self.place / "scheduler.json"
        note.unlink(missing_ok=True)
        self.scheduler = self._start("scheduler", "--host", "127.0.0.1", "--port", port, "--no-dashboard", "--scheduler-file", str(note))
        until(lambda: _address(note))
        self.address = _address(note)

    def kill_scheduler(self) -> None:
        """Its workers end, too."""
        self.scheduler.kill()
        self.scheduler.wait()

    def _start(self, *arguments: str) -> subprocess.Popen[bytes]:
        own = os.environ | {"PYTHONPATH": str(ROOT), "DORKARTA_HOME": str(self.place / "home"), "PYTHONUTF8": "1"}
        with (self.place / f"{arguments[0]}-{len(self.workers)}.log").open("wb") as log:
            command = [sys.executable, "-m", "dask", *arguments]
            return subprocess.Popen(command, cwd=self.place, env=own, stdout=log, stderr=subprocess.STDOUT)

    def add_workers(self, count: int) -> None:
        """Starts workers and waits for them."""
        for _ in range(count):
            self.workers.append(self._start("worker", self.address, "--nthreads", "1", "--no-nanny", "--no-dashboard"))
        with distributed.Client(self.address, timeout=PATIENCE) as client:
            client.wait_for_workers(count, timeout=PATIENCE)

    def stop(self) -> None:
        """Ends all processes."""
        for process in (*self.workers, self.scheduler):
            process.kill()
            process.wait()


@pytest.fixture(scope="module")
def cluster(store: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dask]:
    """A scheduler and three workers, which know the store."""
    dask = Dask(tmp_path_factory.mktemp("dask"))
    dask.add_workers(WORKERS)
    yield dask
    dask.stop()


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where copies of datasets lie."""
    monkeypatch.setenv("DORKARTA_HOME", str(tmp_path / "home"))
    return tmp_path


def _docx(n: int) -> bytes:
    document = docx.Document()
    document.add_paragraph("Управление образования администрации Заречного района")
    document.add_paragraph(f"План мероприятий на {2000 + n}-{2001 + n} годы")
    table = document.add_table(rows=0, cols=4)
    for row in (("№", "Мероприятие", "Срок", "Ответственный"), ("1", "Провести собрание родителей", "ежегодно, май", "Школы")):
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _orders(folder: str) -> str:
    """Orders in the store: invented ones, two of the samples, a copy, an empty file, a file of Word's own."""
    import s3fs

    files = {f"район-{n % 3}/{n:02}.docx": _docx(n) for n in range(ORDERS)}
    files |= {name: (SAMPLES / name).read_bytes() for name in ("06-solnechnogoryevsky-two-dates.docx", "07-elnikovsky.pdf")}
    files |= {"копия.docx": files["район-0/00.docx"], "пустой.docx": b"", "~$лишний.docx": b"x"}
    for name, data in files.items():
        s3fs.S3FileSystem().pipe_file(f"{folder.removeprefix('s3://')}/{name}", data)
    return folder


def _run(source: str, out: str, address: str | None = None, told=lambda *_: None, **asked: object) -> Summary:
    wishes = Wishes(versions(), **asked)
    sources, dataset = [place_of(source)], place_of(out)
    if address is None:
        return run_archive(sources, dataset, wishes, 1, told)
    with connected(address, wishes.settings) as machines:
        return run_archive(sources, dataset, wishes, None, told, cluster=machines)


def _files(folder: Path) -> dict[str, bytes]:
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*.parquet")}


def test_a_worker_is_killed_and_nothing_is_lost_nor_twice(cluster: Dask, home: Path) -> None:
    source = _orders("s3://orders/2026")

    def kill(_: int, summary: Summary) -> None:
        if summary.documents.total() == 3:
            cluster.workers[0].kill()

    first = _run(source, "s3://sets/all", cluster.address, kill)
    assert (first.documents["ok"], first.documents["failed"], first.duplicates, len(first.skipped)) == (ORDERS + 2, 1, 1, 1)
    _run(source, str(home / "одна машина"))
    assert _files(local_copy(place_of("s3://sets/all"))) == _files(home / "одна машина")
    _whole_in_the_store(home / "одна машина")
    again = _run(source, "s3://sets/all", cluster.address, kill)
    assert (again.unchanged, again.documents) == (ORDERS + 3, first.documents)


def _whole_in_the_store(local: Path) -> None:
    """Whoever reads a table's folder in the store with one call has the rows of the local dataset."""
    import pyarrow.parquet as pq
    import s3fs

    for name, table in tables().items():
        if table.key and (local / name).is_dir():
            found = pq.read_table(f"sets/all/{name}", filesystem=s3fs.S3FileSystem(use_listings_cache=False))
            order = [(column, "ascending") for column in table.key]
            assert found.sort_by(order).to_pylist() == read_table(local, name).sort_by(order).to_pylist()


def test_what_is_new_in_the_store_is_read_and_nothing_else(store: str, home: Path) -> None:
    import s3fs

    source = _orders("s3://orders/2027")
    _run(source, "s3://sets/2027")
    files = s3fs.S3FileSystem()
    files.pipe_file("orders/2027/новый.docx", _docx(50))
    files.pipe_file("orders/2027/район-1/01.docx", _docx(51))
    files.rm_file("orders/2027/район-2/02.docx")
    summary = _run(source, "s3://sets/2027")
    assert summary.unchanged == ORDERS + 1  # all but the new, the changed and the removed one
    paths = read_table(local_copy(place_of("s3://sets/2027")), "documents").column("path").to_pylist()
    assert {"s3://orders/2027/новый.docx", "s3://orders/2027/район-2/02.docx"} <= set(paths)


def test_a_document_that_kills_or_hangs_costs_itself_only(cluster: Dask) -> None:
    """Tasks that end at once are tried twice: the machine would have to stand still over both."""
    settings = Settings(limits=Limits(seconds=5))
    contents = {"a": b"1", "killer": b"kill", "b": b"2", "hanging": b"hang", "c": b"3"}
    jobs = [job_of(Source(name, data)) for name, data in contents.items()]
    with connected(cluster.address, settings) as machines:
        alive = len(machines.client.nthreads())
        ends = {outcome.path: outcome.status for outcome in machines.read_all(WORK, jobs)}
        assert len(machines.client.nthreads()) == alive
    assert ends == {"a": "ok", "killer": "worker_died", "b": "ok", "hanging": "timeout", "c": "ok"}


def test_files_that_workers_cannot_reach_are_sent_to_them(cluster: Dask, home: Path) -> None:
    import fsspec

    fsspec.filesystem("memory").pipe_file("/здесь/план.docx", _docx(60))
    summary = _run("memory://здесь", str(home / "набор"), cluster.address)
    assert summary.documents == {"ok": 1}
    assert read_table(home / "набор", "documents").column("path").to_pylist() == ["memory://здесь/план.docx"]


def test_ctrl_c_keeps_what_the_cluster_has_read(cluster: Dask, home: Path) -> None:
    folder = home / "архив"
    folder.mkdir()
    for n in range(4):
        (folder / f"{n}.docx").write_bytes(_docx(n))

    def stop(_: int, summary: Summary) -> None:
        if summary.documents.total() == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        _run(str(folder), str(home / "набор"), cluster.address, stop)
    second = _run(str(folder), str(home / "набор"))
    assert (second.documents["ok"], second.unchanged) == (4, 2)


def test_a_worker_with_another_program_is_refused(cluster: Dask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "versions", lambda: Versions("other", *versions_of_rules()))
    with pytest.raises(ClusterDiffers, match=r"другая версия программы \(чтение\)"), connected(cluster.address, DEFAULTS):
        pass


def versions_of_rules() -> tuple[str, str]:
    """The stages that stay the same."""
    here = versions()
    return here.rules, here.ontology


@pytest.mark.parametrize("address", [f"tcp://{NOBODY}", "tcp://нет-такой-машины:8786", "x"], ids=["nobody", "no such host", "no address"])
def test_a_scheduler_that_does_not_answer(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_CONNECT_SECONDS", 1.0)
    with pytest.raises(ClusterUnreachable, match="dask scheduler"), connected(address, DEFAULTS):
        pass


def test_a_cluster_without_workers_or_with_a_hanging_scheduler(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_LOOK_SECONDS", 0.2)
    monkeypatch.setattr(module, "_ALONE_SECONDS", 1.0)
    dask, wait = Dask(tmp_path), distributed.Client.wait_for_workers
    try:
        with monkeypatch.context() as patch, pytest.raises(ClusterUnreachable, match="dask worker"):
            patch.setattr(distributed.Client, "wait_for_workers", lambda client, count, timeout: wait(client, count, timeout=1))
            with connected(dask.address, DEFAULTS):
                pass
        dask.add_workers(1)
        scheduler = psutil.Process(dask.scheduler.pid)
        with pytest.raises(ClusterLost, match="повторите команду"), connected(dask.address, DEFAULTS) as machines:
            scheduler.suspend()
            list(machines.read_all(WORK, [job_of(Source("a", b"1"))]))
        scheduler.resume()
        with pytest.raises(ClusterLost, match="повторите команду"), connected(dask.address, DEFAULTS) as machines:
            dask.workers[0].kill()
            list(machines.read_all(WORK, [job_of(Source("a", b"1"))]))
    finally:
        dask.stop()


def test_a_scheduler_that_dies_ends_the_run_and_the_next_run_goes_on(home: Path) -> None:
    """Whether it comes back at once makes no difference: it knows nothing of the run then."""
    folder = home / "архив"
    folder.mkdir()
    for n in range(ORDERS):
        (folder / f"{n}.docx").write_bytes(_docx(n))
    dask = Dask(home)

    def die(_: int, summary: Summary) -> None:
        if summary.documents.total() == 2:
            dask.kill_scheduler()

    def return_at_once(_: int, summary: Summary) -> None:
        if summary.documents.total() == 2:
            dask.kill_scheduler()
            dask.start_scheduler(port)

    try:
        for told in (die, return_at_once):
            dask.add_workers(1)
            port = dask.address.rpartition(":")[2]
            with pytest.raises(ClusterLost, match="запустите планировщик и рабочие процессы и повторите команду") as lost:
                _run(str(folder), str(home / "набор"), dask.address, told)
            assert lost.value.exit_code == 1
            until(lambda: dask.workers[-1].poll() is not None)
            if told is die:
                dask.start_scheduler(port)
    finally:
        dask.stop()
    last = _run(str(folder), str(home / "набор"))
    assert last.documents == {"ok": ORDERS}
    assert last.unchanged >= 4  # what had arrived together with the second document was kept, too
    _run(str(folder), str(home / "одна машина"))
    assert _files(home / "набор") == _files(home / "одна машина")


@pytest.mark.parametrize(
    ("package", "arguments"),
    [
        pytest.param("distributed", ["--cluster", "tcp://127.0.0.1:1", "--out", "набор"], id="cluster"),
        pytest.param("s3fs", ["--out", "s3://sets/x"], id="store"),
    ],
)
def test_what_is_not_installed_is_named(
    package: str, arguments: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], home: Path
) -> None:
    monkeypatch.setitem(sys.modules, package, None)  # type: ignore[arg-type]
    monkeypatch.delitem(registry._registry, "s3", raising=False)  # where an earlier test has opened a store
    monkeypatch.chdir(home)
    monkeypatch.setattr(sys, "argv", ["dorkarta", "run", str(SAMPLES), *arguments])
    with pytest.raises(SystemExit) as stop:
        pipeline.main()
    assert stop.value.code == 2
    assert "pip install .[cluster]" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("source", "out", "error"),
    [
        pytest.param("s3://no-such-bucket/x", "набор", UsageError, id="sources"),
        pytest.param("s3://orders/no-such-folder", "набор", UsageError, id="no folder"),
        pytest.param(str(SAMPLES), "s3://no-such-bucket/x", UsageError, id="dataset"),
    ],
)
def test_a_wrong_bucket_is_named(store: str, home: Path, source: str, out: str, error: type[Exception]) -> None:
    with pytest.raises(error, match="Нет такого"):
        _run(source, out if "://" in out else str(home / out))


def test_a_store_that_does_not_answer_is_named(home: Path) -> None:
    options = {"s3": {"endpoint_url": f"http://{NOBODY}", "key": "k", "secret": "s", "config_kwargs": {"retries": {"max_attempts": 1}}}}
    with pytest.raises(StoreUnreachable, match="AWS_ENDPOINT_URL"):
        run_archive([SAMPLES], place_of("s3://sets/x", options), Wishes(versions()), 1, lambda *_: None)


def test_the_command_runs_on_a_cluster(cluster: Dask, home: Path) -> None:
    (home / "план.docx").write_bytes(_docx(70))
    command = [
        sys.executable,
        "-m",
        "pipeline",
        "run",
        home / "план.docx",
        "--out",
        "s3://sets/command",
        "--cluster",
        cluster.address,
        "--json",
    ]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", env=os.environ | {"PYTHONUTF8": "1"}, check=False)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert (found["documents"]["ok"], found["dataset"], done.stderr) == (1, "s3://sets/command", "")
