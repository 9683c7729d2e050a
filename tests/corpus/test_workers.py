"""Worker processes: every task has one outcome, also where a process dies, hangs or eats memory over it."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from concurrent.futures import CancelledError, ThreadPoolExecutor
from pathlib import Path

import pytest
from pebble.pool.process import PoolManager

from corpus import workers as module
from corpus.page_count import PageCount, count_page
from corpus.workers import Limits, Work, read_all, worker_count
from records.errors import DocumentError
from tests.waiting import PATIENCE, has_ended, until

ROOT = Path(__file__).resolve().parents[2]
LIMITS = Limits(seconds=PATIENCE, memory_bytes=400 * 2**20)
SHORT = Limits(seconds=2)  # a task that ends at once is tried twice: the machine would have to stand still over both


def _read(task: str) -> str:
    match task:
        case "exit":
            os._exit(3)
        case "kill":
            os.kill(os.getpid(), signal.SIGKILL if hasattr(signal, "SIGKILL") else signal.SIGTERM)
        case "hang":
            time.sleep(2 * PATIENCE)
        case "loop":
            while True:
                pass
        case "eat":
            held = [bytearray(b"1" * 2**20) for _ in range(500)]
            time.sleep(2 * PATIENCE + len(held))
        case "pid":
            return str(os.getpid())
    return task.upper()


def _lost(task: str, error: DocumentError) -> str:
    return f"{task}: {error.code}"


WORK = Work(_read, _lost)


def _outcomes(names: list[str], workers: int, limits: Limits = LIMITS) -> list[str]:
    return sorted(read_all(WORK, iter(names), workers, limits))


@pytest.mark.parametrize("workers", [1, 2])
def test_every_task_is_done_once(workers: int) -> None:
    names = [f"d{n:02}" for n in range(20)]
    assert _outcomes(names, workers) == [name.upper() for name in names]


@pytest.mark.parametrize(
    ("bad", "code", "limits"),
    [("exit", "worker_died", LIMITS), ("kill", "worker_died", LIMITS), ("loop", "timeout", SHORT), ("eat", "out_of_memory", LIMITS)],
    ids=["exit", "kill", "loop", "eat"],
)
def test_a_bad_document_costs_itself_only(bad: str, code: str, limits: Limits) -> None:
    names = [f"d{n}" for n in range(9)]
    assert _outcomes([*names[:4], bad, *names[4:]], 2, limits) == sorted([*(name.upper() for name in names), f"{bad}: {code}"])


@pytest.mark.parametrize("workers", [1, 2])
def test_a_death_that_is_seen_before_the_beginning_is_heard(workers: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """So it goes where the machine stands still: two threads tell of the two. A task would be lost, or all workers be taken for broken."""
    hear = PoolManager.process_next_message

    def late(manager: PoolManager, timeout: float) -> None:
        time.sleep(0.5)  # deaths are looked for ten times a second
        hear(manager, timeout)

    monkeypatch.setattr(PoolManager, "process_next_message", late)
    assert _outcomes(["exit"], workers) == ["exit: worker_died"]


@pytest.mark.parametrize("place", [0, 9], ids=["first", "last"])
def test_the_place_of_a_bad_document_does_not_matter(place: int) -> None:
    names = [f"d{n}" for n in range(9)]
    assert _outcomes([*names[:place], "exit", *names[place:]], 2) == sorted([*(name.upper() for name in names), "exit: worker_died"])


def test_a_worker_that_dies_once_is_forgiven(tmp_path) -> None:
    assert list(read_all(Work(_dies_once, _lost), iter([str(tmp_path / "been")]), 1, LIMITS)) == ["read"]


def _dies_once(mark: str) -> str:
    try:
        os.close(os.open(mark, os.O_CREAT | os.O_EXCL))
    except FileExistsError:
        return "read"
    os._exit(1)


def test_workers_are_replaced() -> None:
    pids = list(read_all(WORK, iter(["pid"] * 12), 1, Limits(documents=4)))
    assert len(set(pids)) == 3


def test_workers_read_on_while_what_was_read_is_published(tmp_path: Path) -> None:
    results = read_all(Work(_touch, _lost), (str(tmp_path / str(number)) for number in range(40)), 1, LIMITS)
    next(results)
    until(lambda: len(list(tmp_path.iterdir())) == 40)  # nobody asks for a result meanwhile
    assert len(list(results)) == 39


def _touch(path: str) -> str:
    Path(path).touch()
    return path


def test_tasks_that_hold_much_do_not_wait_in_memory() -> None:
    drawn: list[str] = []
    results = read_all(Work(_read, _lost, size=lambda _: 2**30), (drawn.append(name) or name for name in ["a"] * 40), 1, LIMITS)
    next(results)
    assert len(drawn) <= 4
    results.close()


def test_stopping_with_much_that_waits_is_quiet() -> None:
    program = (
        "from corpus.workers import read_all; from tests.corpus.test_workers import WORK; "
        "results = read_all(WORK, ('x' * 10**6 for _ in range(100)), 1); next(results); results.close()"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, encoding="utf-8", timeout=PATIENCE)
    assert (done.returncode, done.stderr) == (0, "")


def test_nothing_to_read() -> None:
    assert _outcomes([], 2) == []


def test_stopping_leaves_no_process_behind() -> None:
    results = read_all(WORK, iter(["pid", "hang", "hang"]), 2, LIMITS)
    pid = int(next(results))
    results.close()
    until(lambda: has_ended(pid))


def _no_start() -> None:
    os._exit(1)


def test_workers_that_cannot_start_end_the_run_with_a_remedy() -> None:
    with pytest.raises(module.WorkersBroken, match="установку"):
        list(read_all(Work(_read, _lost, _no_start), iter(["a"]), 1, LIMITS))


def test_whoever_waits_for_a_pool_that_is_closed_is_told() -> None:
    pool = module.Pool(WORK, 1, LIMITS)
    with ThreadPoolExecutor(2) as threads:
        waiting = [threads.submit(pool.read, name) for name in ("hang", "hang")]
        until(lambda: len(pool._awaited) == 2 and any(future.running() for future in list(pool._awaited)))
        pool.close()
        assert [type(future.exception(PATIENCE)) for future in waiting] == [CancelledError, CancelledError]


def test_workers_of_a_killed_run_do_not_outlive_it(tmp_path: Path) -> None:
    program = (
        "import time; from corpus.workers import read_all; from tests.corpus.test_workers import WORK; "
        "results = read_all(WORK, iter(['pid', 'loop']), 1); print(next(results), flush=True); time.sleep(3600)"
    )
    process = subprocess.Popen([sys.executable, "-c", program], cwd=ROOT, stdout=subprocess.PIPE, encoding="utf-8")
    assert process.stdout is not None
    worker = int(process.stdout.readline())
    process.kill()
    process.communicate()
    until(lambda: has_ended(worker))


def test_workers_that_are_spawned_do_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_context", lambda _: multiprocessing.get_context("spawn"))
    assert _outcomes(["a", "exit", "b"], 1) == ["A", "B", "exit: worker_died"]


@pytest.mark.parametrize(("asked", "documents", "least", "most"), [(3, 1, 3, 3), (None, 1, 1, 1), (None, 10_000, 1, os.cpu_count() or 1)])
def test_as_many_workers_as_there_is_work(asked: int | None, documents: int, least: int, most: int) -> None:
    assert least <= worker_count(asked, documents) <= most


def _three_pages(_: str) -> str:
    for page in range(3):
        count_page(page + 1, 3)
    return "read"


def test_pages_are_counted_while_documents_are_read() -> None:
    pages = PageCount()
    assert list(read_all(Work(_three_pages, _lost), iter(["a", "b"]), 2, LIMITS, pages)) == ["read", "read"]
    assert pages.value == 6


def test_pages_count_nowhere_where_nobody_watches() -> None:
    count_page(1, 1)
    assert PageCount().value == 0
