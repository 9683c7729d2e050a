"""Documents are read in worker processes; a worker that dies costs its document, never the run."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Callable, Generator, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from typing import TypeVar

from corpus.sources import Source
from records.errors import DocumentError

T = TypeVar("T")
_QUEUE_PER_WORKER = 3
_DOCUMENTS_PER_WORKER = 8  # starting a worker costs about as much as reading this many documents


class Crashed(DocumentError):
    code = "crashed"
    default = (
        "Чтение этого документа обрушило программу; остальные не пострадали. Сохраните документ заново или пришлите его разработчикам."
    )


def worker_count(asked: int | None, documents: int) -> int:
    """How many processes to use: what was asked, else as many as there are processors and work for them."""
    if asked is not None:
        return asked
    return max(1, min(os.cpu_count() or 1, documents // _DOCUMENTS_PER_WORKER))


def read_all(read: Callable[[Source], T], crashed: Callable[[Source], T], sources: Iterator[Source], workers: int) -> Iterator[T]:
    """`read(source)` for every source, in the order in which they finish; with one worker in this process.

    `read` is a module-level function that raises nothing. `crashed(source)` stands in where the process died over it twice.
    """
    if workers == 1:
        yield from map(read, sources)
        return
    lost: list[Source] = []
    exhausted = False
    while not exhausted:
        exhausted = yield from _until_broken(read, sources, workers, lost)
        for source in lost:
            yield _alone(read, crashed, source)
        lost.clear()


def _until_broken(read: Callable[[Source], T], sources: Iterator[Source], workers: int, lost: list[Source]) -> Generator[T, None, bool]:
    """Reads until the sources end (returns True) or the pool breaks (returns False, what was in it goes to `lost`)."""
    running: dict[Future[T], Source] = {}
    with _pool(workers) as pool:
        try:
            for source in sources:
                if not _submitted(pool, read, source, running):
                    lost.append(source)
                if len(running) >= workers * _QUEUE_PER_WORKER:
                    yield from _finished(running, lost)
                if lost:
                    break
            while running and not lost:
                yield from _finished(running, lost)
        except BaseException:  # Ctrl-C: what has not begun is dropped
            pool.shutdown(wait=False, cancel_futures=True)
            raise
    lost += running.values()
    return not lost


def _submitted(pool: ProcessPoolExecutor, read: Callable[[Source], T], source: Source, running: dict[Future[T], Source]) -> bool:
    try:
        running[pool.submit(read, source)] = source
    except BrokenProcessPool:
        return False
    return True


def _finished(running: dict[Future[T], Source], lost: list[Source]) -> Iterator[T]:
    done, _ = wait(running, return_when=FIRST_COMPLETED)
    for future in done:
        source = running.pop(future)
        try:
            yield future.result()
        except BrokenProcessPool:
            lost.append(source)


def _alone(read: Callable[[Source], T], crashed: Callable[[Source], T], source: Source) -> T:
    with _pool(1) as pool:
        try:
            return pool.submit(read, source).result()
        except BrokenProcessPool:
            return crashed(source)


def _pool(workers: int) -> ProcessPoolExecutor:
    # Spawned everywhere, not only on Windows: one behaviour to test, and no threads of libraries are forked.
    return ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn"), initializer=_leave_ctrl_c_to_the_parent)


def _leave_ctrl_c_to_the_parent() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
