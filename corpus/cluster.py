"""One run on many machines: workers of a Dask cluster fetch files and read documents; only the process that started the run writes.

Bytes go from the store or the shared folder to a worker and stay there: the run sees names and hashes, decides what is due, and sends the
document back to the worker that holds it. Files that workers can't reach are sent to them. Each worker reads in processes of our own
(`corpus.workers`), so that limits and second tries are those of one machine, and no document ends a worker of the cluster. A worker
that dies itself loses nothing: the scheduler gives its documents to others, and files are fetched again.
"""

from __future__ import annotations

import asyncio
import logging
import multiprocessing
import time
import uuid
import warnings
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import CancelledError, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

from corpus.agenda import Job, stamp
from corpus.catalogue import Outcome
from corpus.contents import FileNotReadable, open_file
from corpus.places import INSTALL, Place
from corpus.sources import Skipped, Source, shown
from corpus.versions import Versions, versions
from corpus.workers import Pool, Work, WorkerDied
from ontology.user import use
from records import checking
from records.errors import DorkartaError, UsageError
from records.settings import Settings

if TYPE_CHECKING:
    from distributed import Client, Future

_CONNECT_SECONDS = 15.0  # for the scheduler, and again for its first worker
_LOOK_SECONDS = 5.0
_ALONE_SECONDS = 60.0  # without any worker, before a run gives up
_IDLE_SECONDS = 1800.0  # processes of a run that was killed are ended by the next one
_QUEUE_PER_THREAD = 3
_BATCH, _BATCH_BYTES = 8, 16 * 2**20  # files that are fetched together


class ClusterUnreachable(DorkartaError):
    code = "cluster_unreachable"


class ClusterLost(DorkartaError):
    code = "cluster_lost"


class ClusterDiffers(DorkartaError):
    code = "cluster_differs"


@dataclass(frozen=True, slots=True)
class Terms:
    """What a run asks of every worker: the same program and vocabulary, these settings. `run` tells one run from another."""

    run: str
    versions: Versions
    settings: Settings


@contextmanager
def connected(address: str, settings: Settings) -> Iterator[Cluster]:
    """The cluster of a scheduler (`tcp://host:8786`), its workers checked. Raises UsageError where the extra is not installed,
    ClusterUnreachable where nobody answers or there is no worker, ClusterDiffers where a worker has another program."""
    try:
        from distributed import Client
    except ImportError as error:
        raise UsageError(f"Для --cluster нужен пакет distributed, которого нет ({error}). Установите его: {INSTALL}") from error
    logging.getLogger("distributed").setLevel(logging.CRITICAL)  # what matters is told in our own words
    warnings.filterwarnings("ignore", module="distributed")
    terms = Terms(uuid.uuid4().hex, versions(), settings)
    client = _client(Client, address)
    cluster = Cluster(client, address, terms)
    try:
        cluster.check()
        yield cluster
    finally:
        cluster.close()


def _client(connect: Callable[..., Client], address: str) -> Client:
    try:
        client = connect(address, timeout=_CONNECT_SECONDS)
    except (OSError, ValueError) as error:
        raise ClusterUnreachable(
            f"Планировщик {address} не отвечает ({' '.join(str(error).split())}). Запустите на его машине «dask scheduler», проверьте "
            "адрес (tcp://имя:8786) и брандмауэр, затем повторите команду."
        ) from error
    try:
        client.wait_for_workers(1, timeout=_CONNECT_SECONDS)
    except TimeoutError as error:
        client.close(timeout=2)
        raise ClusterUnreachable(
            f"У планировщика {address} нет рабочих процессов. Запустите на рабочих машинах «dask worker {address}» и повторите команду."
        ) from error
    return client


def _without_program(error: ImportError) -> ClusterDiffers:
    return ClusterDiffers(
        f"На рабочей машине кластера нет dorkarta или её частей ({error}). Установите там ту же версию программы ({INSTALL}) и "
        "перезапустите dask worker."
    )


def _batches(files: Iterable[Place]) -> Iterator[list[Place]]:
    """A few small files at a time: each request costs the scheduler about a millisecond."""
    some: list[Place] = []
    size = 0
    for file in files:
        some.append(file)
        size += (stamp(file) or (0, 0))[0]
        if len(some) >= _BATCH or size > _BATCH_BYTES:
            yield some
            some, size = [], 0
    if some:
        yield some


@dataclass(slots=True)
class Cluster:
    """What a run needs of a cluster: files opened and documents read by its workers, a bounded number at a time."""

    client: Client
    address: str
    terms: Terms
    _held: dict[str, tuple[Future[Any], int, int]] = field(default_factory=dict)
    _running: dict[Future[Any], Job] = field(default_factory=dict)
    _threads: int = 1
    _looked: float = 0.0
    _met: float = 0.0

    def check(self) -> None:
        """Raises ClusterDiffers where a worker has no dorkarta, or another one than this process."""
        self.everywhere(_agree, self.terms)

    def everywhere(self, function: Callable[..., Any], *arguments: Any) -> list[Any]:
        """What a function of the program says on each worker."""
        try:
            return list(self.client.run(function, *arguments).values())
        except ImportError as error:
            raise _without_program(error) from error

    def close(self) -> None:
        """Drops what has not been read, ends the processes of this run on all workers, and leaves."""
        with suppress(Exception):  # the cluster may be gone; nothing of the run depends on it any more
            self.client.cancel(list(self._running))
            self.client.run(_end, self.terms, wait=False)
        self.client.close(timeout=2)

    def open_files(self, files: Iterable[Place], most: int) -> Iterator[Iterable[Source | Skipped]]:
        """What is in each file in turn, as `corpus.contents.open_files`; the contents themselves stay with the workers."""
        waiting: deque[tuple[list[Place], Future[Any], Future[Any]]] = deque()
        for some in _batches(files):
            fetched = self.client.submit(_fetch, some, [stamp(file) for file in some], most, pure=False, priority=-1)
            waiting.append((some, fetched, self.client.submit(_outlines, fetched, pure=False)))
            if len(waiting) * _BATCH >= self._room() + _BATCH:
                yield from self._opened(*waiting.popleft(), most)
        while waiting:
            yield from self._opened(*waiting.popleft(), most)

    def _opened(self, files: list[Place], fetched: Future[Any], outlines: Future[Any], most: int) -> Iterator[Iterable[Source | Skipped]]:
        from distributed import KilledWorker

        try:
            found = self._result(outlines)
        except KilledWorker:
            found = [[Source(shown(file), None, WorkerDied())] for file in files]
        for n, (file, items) in enumerate(zip(files, found, strict=True)):
            self._held.clear()
            if items is None:  # workers can't reach it
                yield open_file(file, most)
                continue
            self._held.update(
                {item.document_id: (fetched, n, m) for m, item in enumerate(items) if isinstance(item, Source) and not item.error}
            )
            yield items

    def read_all(self, work: Work[Job, Outcome], jobs: Iterable[Job]) -> Iterator[Outcome]:
        """The outcome of every job, in the order in which they finish."""
        for job in jobs:
            self._start(work, job)
            while len(self._running) >= self._room():
                yield from self._finished(work)
        while self._running:
            yield from self._finished(work)

    def _start(self, work: Work[Job, Outcome], job: Job) -> None:
        held, *place = self._held.get(job.document_id, (None, 0, 0)) if job.source and job.source.digest else (None, 0, 0)
        self._running[self.client.submit(_read, work, job, self.terms, held, *place, pure=False, priority=1)] = job

    def _finished(self, work: Work[Job, Outcome]) -> Iterator[Outcome]:
        from distributed import KilledWorker, wait

        try:
            done = wait(list(self._running), timeout=_LOOK_SECONDS, return_when="FIRST_COMPLETED").done
        except TimeoutError:
            self._room()
            return
        read = [future for future in done if future.status == "finished"]
        outcomes = self._gathered(read)
        for future in read if outcomes else ():
            del self._running[future]
        yield from outcomes
        for future in done & self._running.keys():
            job = self._running.pop(future)
            try:
                yield self._result(future)
            except KilledWorker:  # four workers of the cluster have died while they had it
                yield work.lost(job, WorkerDied())

    def _gathered(self, read: list[Future[Any]]) -> list[Outcome]:
        """The results of documents that have been read, in one request; none where one of them went with its worker meanwhile."""
        from distributed import KilledWorker

        with ThreadPoolExecutor(1) as thread:  # it can't be told how long to wait
            waiting = thread.submit(self.client.gather, read)
            while True:
                try:
                    return list(waiting.result(_LOOK_SECONDS))
                except TimeoutError:
                    try:
                        self._room()
                    except ClusterLost:
                        self.client.close(timeout=2)  # ends the thread
                        raise
                except (KilledWorker, CancelledError, OSError):
                    return []

    def _result(self, future: Future[Any]) -> Any:
        while True:
            try:
                return future.result(timeout=_LOOK_SECONDS)
            except TimeoutError:
                self._room()
            except CancelledError as error:
                raise self._lost() from error
            except ImportError as error:
                raise _without_program(error) from error

    def _room(self) -> int:
        """How many documents may be under way: a few for each thread of the workers there are now. Raises ClusterLost where there have
        been none for a minute."""
        now = time.monotonic()
        if now - self._looked > _LOOK_SECONDS:
            try:
                threads = sum(self.client.nthreads().values())
            except (OSError, TimeoutError) as error:
                raise self._lost() from error
            self._looked = now
            if threads or not self._met:
                self._met = now
            if now - self._met > _ALONE_SECONDS:
                raise self._lost()
            self._threads = max(threads, 1)
        return self._threads * _QUEUE_PER_THREAD

    def _lost(self) -> ClusterLost:
        return ClusterLost(
            f"Связь с кластером {self.address} потеряна, или в нём не осталось рабочих процессов. Что успело прочитаться, сохранено: "
            "запустите планировщик и рабочие процессы и повторите команду."
        )


# What follows runs on the workers.

_pools: dict[str, Pool[Job, Outcome]] = {}
_used: dict[str, float] = {}
_ended: set[str] = set()
_pools_lock = Lock()


def _agree(terms: Terms) -> None:
    """Raises ClusterDiffers where this worker would read otherwise than the run expects."""
    use(terms.settings.oktmo, terms.settings.decisions)
    checking.use(terms.settings.severities, terms.settings.check.allow)
    here = versions()
    if here != terms.versions:
        parts = {"extract": "чтение", "rules": "правила", "ontology": "словарь или решения людей"}
        other = ", ".join(word for name, word in parts.items() if getattr(here, name) != getattr(terms.versions, name))
        raise ClusterDiffers(
            f"На рабочей машине кластера другая версия программы ({other}). Установите везде одну версию, положите одни и те же "
            "decisions.yaml и oktmo.csv и перезапустите dask worker."
        )


Found = list[Source | Skipped] | None  # what is in a file; None where this machine has none of this name, or another one


def _fetch(files: list[Place], expected: list[tuple[int, int] | None], most: int) -> list[Found]:
    """What is in each file, contents included."""
    return [_fetched(file, before, most) for file, before in zip(files, expected, strict=True)]


def _fetched(file: Place, expected: tuple[int, int] | None, most: int) -> Found:
    if stamp(file) != expected or (isinstance(file, Path) and expected is None):
        return None
    found = list(open_file(file, most))
    return None if any(isinstance(item, Source) and isinstance(item.error, FileNotReadable) for item in found) else found


def _outlines(fetched: list[Found]) -> list[Found]:
    """The same without the contents."""

    def outline(item: Source | Skipped) -> Source | Skipped:
        return replace(item, data=None, digest=item.document_id) if isinstance(item, Source) else item

    return [None if found is None else list(map(outline, found)) for found in fetched]


def _read(work: Work[Job, Outcome], job: Job, terms: Terms, held: list[Found] | None, file: int, member: int) -> Outcome:
    """One document, in a process of its own. `held`: what `_fetch` found, this document in the `file`-th file."""
    if job.source is not None and held is not None:
        found = dict(enumerate(held[file] or ())).get(member)
        if not isinstance(found, Source) or found.document_id != job.document_id:  # fetched again, and changed meanwhile
            return work.lost(job, FileNotReadable())
        job = replace(job, source=replace(job.source, data=found.data, digest=None))
    return _pool(work, terms).read(job)


def _pool(work: Work[Job, Outcome], terms: Terms) -> Pool[Job, Outcome]:
    """The processes of this run on this worker, as many as the worker has threads. They are spawned, so that program and vocabulary are
    those that lie on the disk now, however long the worker has been running."""
    from distributed import get_worker

    with _pools_lock:
        if terms.run in _ended:  # a document that was under way when the run was stopped
            raise CancelledError
        if terms.run not in _pools:
            for run in [run for run, used in _used.items() if time.monotonic() - used > _IDLE_SECONDS]:
                _close(run)
            _agree(terms)
            multiprocessing.current_process().daemon = False  # dask starts workers as daemons, which may have no children
            context = multiprocessing.get_context("spawn")
            _pools[terms.run] = Pool(work, get_worker().state.nthreads, terms.settings.limits, context=context)
        _used[terms.run] = time.monotonic()
        return _pools[terms.run]


async def _end(terms: Terms) -> None:
    """Ends the processes of a run, beside the worker's own work."""

    def end() -> None:
        with _pools_lock:
            _ended.add(terms.run)
            _close(terms.run)

    await asyncio.to_thread(end)


def _close(run: str) -> None:
    _used.pop(run, None)
    if pool := _pools.pop(run, None):
        pool.close()
