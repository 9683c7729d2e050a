"""Documents are read in worker processes: a crash, a hang or a greedy document costs that document, never the run.

The pool is pebble's: it ends a task that takes too long together with its process, and tells which task a dead process had,
so that its neighbours go on (the standard library's pool breaks as a whole). Workers are replaced after some hundred documents.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, CancelledError, Future, TimeoutError
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.context import BaseContext
from queue import Empty, SimpleQueue
from typing import Generic, TypeVar

import psutil
from pebble import ProcessExpired, ProcessPool
from pebble.pool.base_pool import Task as PoolTask
from pebble.pool.process import PoolManager

from corpus.page_count import PageCount, adopt
from records.errors import DocumentError, DorkartaError
from records.settings import DEFAULTS, Limits

Task = TypeVar("Task")
Result = TypeVar("Result")

_AHEAD = 150  # tasks of a worker that may wait: it reads on while what was read is published
_AHEAD_BYTES = 64 * 2**20  # of all waiting tasks,
_AHEAD_LEAST = 3  # but so many of a worker always
_DOCUMENTS_PER_WORKER = 8  # starting a worker costs about as much as reading this many documents
_TRIES = 2
_MEMORY_EXIT = 86  # the exit code of a worker that has passed its memory limit
_ORPHAN_EXIT = 87
_MEMORY_CHECK_SECONDS = 0.1
_MOMENT = 0.01
_BREATH = 0.5  # seconds; Windows hears Ctrl-C only between two waits


class WorkersBroken(DorkartaError):
    code = "workers_broken"


class TimedOut(DocumentError):
    code = "timeout"
    default = (
        "Документ читался слишком долго и был остановлен; остальные не пострадали. "
        "Откройте его, сохраните заново (или разделите на части) и повторите с --only-failed."
    )


class WorkerDied(DocumentError):
    code = "worker_died"
    default = (
        "Чтение этого документа дважды обрушило процесс (или его остановила система, когда кончилась память); остальные не пострадали. "
        "Сохраните документ заново или пришлите его разработчикам."
    )


class OutOfMemory(DocumentError):
    code = "out_of_memory"
    default = "Документу не хватило отведённой памяти; остальные не пострадали. Разделите его на части или сохраните заново без картинок."


@dataclass(frozen=True, slots=True)
class Work(Generic[Task, Result]):
    """What workers do: `read` makes the result of a task and raises nothing; `lost` is the result of one that no worker survived.

    `warm` loads libraries and dictionaries before the first task; `preload` is the module whose import does the same, for the
    fork server. `size`: bytes that a task holds while it waits. `read` and `warm` are module-level functions.
    """

    read: Callable[[Task], Result]
    lost: Callable[[Task, DocumentError], Result]
    warm: Callable[[], object] | None = None
    preload: str | None = None
    size: Callable[[Task], int] = lambda _: 0


def worker_count(asked: int | None, documents: int) -> int:
    """How many processes to use: what was asked, else as many as there are processors and work for them."""
    if asked is not None:
        return asked
    return max(1, min(os.cpu_count() or 1, documents // _DOCUMENTS_PER_WORKER))


class _Manager(PoolManager):
    """pebble's, patient. That a worker has taken a task and that it has died is told by two threads; where the second comes first (the
    machine was busy, or asleep), pebble knows no task of the dead worker: it loses the task, or takes all of its workers for broken."""

    _rounds = 0

    def process_next_message(self, timeout: float) -> None:
        """One round of the thread that hears of tasks taken and done."""
        super().process_next_message(timeout)
        self._rounds += 1

    def find_expired_task(self, worker_id: int) -> PoolTask:
        """The task that the dead worker had, looked for once more when all that it said has been heard."""
        with suppress(LookupError, BrokenExecutor):
            return super().find_expired_task(worker_id)
        channel = self.worker_manager.pool_channel
        while channel is not None and self.context.alive and channel.poll(0):
            time.sleep(_MOMENT)
        last = self._rounds + 1  # the round that took the last message out has ended
        while self.context.alive and self._rounds < last:
            time.sleep(_MOMENT)
        return super().find_expired_task(worker_id)


class Pool(Generic[Task, Result]):
    """Worker processes of one run; `pages` counts the pages that they have read, while they read."""

    def __init__(
        self, work: Work[Task, Result], workers: int, limits: Limits, pages: PageCount | None = None, context: BaseContext | None = None
    ) -> None:
        begin = (limits.memory_bytes, work.warm, pages and pages.shared, os.getpid())
        self.work, self._seconds = work, limits.seconds
        self._awaited: set[Future[Result]] = set()
        self._closed = False
        context = context or _context(work.preload)
        self._pool = ProcessPool(workers, limits.documents, _begin, begin, context)
        self._pool._pool_manager = _Manager(self._pool._context, context)

    def start(self, task: Task) -> Future[Result]:
        """Begins a task, as soon as a worker is free."""
        found: Future[Result] = self._pool.schedule(self.work.read, (task,), timeout=self._seconds)
        return found

    def read(self, task: Task) -> Result:
        """The result of a task; it is tried once more where its worker dies or hangs. Threads may call it at the same time.

        Raises CancelledError where the pool is closed meanwhile.
        """
        for left in reversed(range(_TRIES)):
            future = self.start(task)
            self._awaited.add(future)
            try:
                error = _error(future)
            except WorkersBroken:
                if self._closed:
                    raise CancelledError from None
                raise
            finally:
                self._awaited.discard(future)
            if error is None:
                return future.result()
            if self._closed:
                raise CancelledError
            if not left:
                return self.work.lost(task, error)
        raise AssertionError("a task is tried at least once")

    def close(self) -> None:
        """Ends the workers: what has not begun is dropped, and what has is stopped."""
        self._closed = True
        if self._pool.active:
            self._pool.stop()  # type: ignore[no-untyped-call]
        self._pool.join()
        for future in list(self._awaited):  # pebble leaves what had not begun without an end
            future.cancel()

    def finish(self) -> None:
        """No further task will come; workers that are done go."""
        self._pool.close()  # type: ignore[no-untyped-call]


def read_all(
    work: Work[Task, Result], tasks: Iterator[Task], workers: int, limits: Limits | None = None, pages: PageCount | None = None
) -> Iterator[Result]:
    """The result of every task, in the order in which they finish. A task whose worker dies or hangs is tried once more.

    `pages` counts the pages that workers have read, while they read.
    """
    queue = _Queue(Pool(work, workers, limits or DEFAULTS.limits, pages), workers)
    try:
        for task in tasks:
            queue.add(task)
            while queue.is_full() or queue.has_ended():
                yield from queue.next()
        while queue.running:
            yield from queue.next()
        queue.pool.finish()
    finally:  # after Ctrl-C too
        queue.pool.close()


class _Queue(Generic[Task, Result]):
    """The tasks of a pool that have begun or wait, with the number of the try, and those that have ended since one was asked for."""

    def __init__(self, pool: Pool[Task, Result], workers: int) -> None:
        self.pool, self._workers = pool, workers
        self.running: dict[Future[Result], tuple[Task, int]] = {}
        self._bytes = 0
        self._ended: SimpleQueue[Future[Result]] = SimpleQueue()

    def add(self, task: Task, attempt: int = 1) -> None:
        future = self.pool.start(task)
        self.running[future] = (task, attempt)
        self._bytes += self.pool.work.size(task)
        future.add_done_callback(self._ended.put)

    def is_full(self) -> bool:
        least, most = self._workers * _AHEAD_LEAST, self._workers * _AHEAD
        return len(self.running) >= (most if self._bytes < _AHEAD_BYTES else least)

    def has_ended(self) -> bool:
        """Whether `next` needs no waiting."""
        return not self._ended.empty()

    def next(self) -> Iterator[Result]:
        """The result of the task that ends next; none where it is tried once more."""
        future = self._next()
        task, attempt = self.running.pop(future)
        self._bytes -= self.pool.work.size(task)
        error = _error(future)
        if error is None:
            yield future.result()
        elif attempt < _TRIES:
            self.add(task, attempt + 1)
        else:
            yield self.pool.work.lost(task, error)

    def _next(self) -> Future[Result]:
        while True:
            with suppress(Empty):
                return self._ended.get(timeout=_BREATH)


def load_early(work: Work[Task, Result]) -> None:
    """Loads once what all later workers of this process need, for a process that will start workers again and again."""
    if sys.platform == "linux":
        from multiprocessing import forkserver  # Windows has none

        _context(work.preload)
        forkserver.ensure_running()


def _error(future: Future[Result]) -> DocumentError | None:
    match future.exception():
        case None:
            return None
        case TimeoutError():
            return TimedOut()
        case ProcessExpired(exitcode=code) if code == _MEMORY_EXIT:
            return OutOfMemory()
        case ProcessExpired():
            return WorkerDied()
        case BrokenExecutor() as error:
            raise WorkersBroken(
                "Рабочие процессы не запускаются: программа установлена не полностью или ей не хватает памяти. Закройте лишние программы, "
                "проверьте установку командой «python tasks.py test» и повторите."
            ) from error
        case error:
            raise error


def _context(preload: str | None) -> BaseContext:
    """Linux: a fork server loads everything once, and each worker is its copy, ready at once. Elsewhere each worker loads by itself.

    Never a plain fork: the threads of this process and its libraries do not survive one.
    """
    if sys.platform != "linux":
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    if preload:
        context.set_forkserver_preload([preload])
    return context


def _begin(memory_bytes: int, warm: Callable[[], object] | None, pages: object, owner: int) -> None:
    """A worker's first act: Ctrl-C is left to the parent, memory and parent are watched, libraries are loaded."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_watch, args=(memory_bytes, owner), daemon=True).start()
    if warm:
        warm()
    adopt(pages)  # from here on: pages of the samples that warm the worker are nobody's


def _watch(limit: int, owner: int) -> None:
    """Ends the process once it holds more than the limit, or once the run that owns it has been killed: a document that loops for ever
    must not outlive it. A thread of its own: no system call that limits memory is everywhere."""
    process = psutil.Process()
    try:
        parent = psutil.Process(owner)
        while parent.is_running() and parent.status() != psutil.STATUS_ZOMBIE:
            if process.memory_info().rss >= limit:
                os._exit(_MEMORY_EXIT)
            time.sleep(_MEMORY_CHECK_SECONDS)
    except psutil.NoSuchProcess:
        pass
    os._exit(_ORPHAN_EXIT)
