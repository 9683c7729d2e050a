"""One run on many machines: workers of a Dask cluster fetch files and read documents; only the process that started the run writes.

Bytes go from the store or the shared folder to a worker and stay there: the run sees names and hashes, decides what is due, and sends the
document back to the worker that holds it. Files that workers can't reach are sent to them. Each worker reads in processes of our own
(`corpus.cluster_worker`), so that limits and second tries are those of one machine, and no document ends a worker of the cluster. A
worker that dies itself loses nothing: the scheduler gives its documents to others, and files are fetched again. A scheduler that dies
ends the run, even if it comes back (it knows nothing of the run then); the next run goes on.
"""

from __future__ import annotations

import logging
import time
import uuid
import warnings
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import CancelledError, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from corpus.agenda import Job, stamp
from corpus.catalogue import Outcome
from corpus.cluster_worker import ClusterDiffers, Terms, agree, end, fetch, outlines, read_document
from corpus.contents import open_file
from corpus.places import INSTALL, Place
from corpus.sources import Skipped, Source, shown
from corpus.versions import versions
from corpus.workers import Work, WorkerDied
from records.errors import DorkartaError, UsageError
from records.settings import Settings

if TYPE_CHECKING:
    from distributed import Client, Future

_CONNECT_SECONDS = 15.0  # for the scheduler, and again for its first worker
_LOOK_SECONDS = 5.0
_ALONE_SECONDS = 60.0  # without any worker, or without an answer of the scheduler, before a run gives up
_QUEUE_PER_THREAD = 3
_BATCH, _BATCH_BYTES = 8, 16 * 2**20  # files that are fetched together


class ClusterUnreachable(DorkartaError):
    code = "cluster_unreachable"


class ClusterLost(DorkartaError):
    code = "cluster_lost"


@contextmanager
def connected(address: str, settings: Settings) -> Iterator[Cluster]:
    """The cluster of a scheduler (`tcp://host:8786`), its workers checked. Raises UsageError where the extra is not installed,
    ClusterUnreachable where nobody answers or there is no worker, ClusterDiffers where a worker has another program."""
    try:
        from distributed import Client
    except ImportError as error:
        raise UsageError(f"Для --cluster нужен пакет distributed, которого нет ({error}). Установите его: {INSTALL}") from error
    for name in ("distributed", "distributed.client"):  # each has a level of its own
        logging.getLogger(name).setLevel(logging.CRITICAL)  # what matters is told in our own words
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
        raise _silent(address, error) from error
    try:
        client.wait_for_workers(1, timeout=_CONNECT_SECONDS)
    except OSError as error:
        _leave(client)
        if not isinstance(error, TimeoutError):
            raise _silent(address, error) from error
        raise ClusterUnreachable(
            f"У планировщика {address} нет рабочих процессов. Запустите на рабочих машинах «dask worker {address}» и повторите команду."
        ) from error
    return client


def _leave(client: Client) -> None:
    """Closes a client; one that is about to connect again stumbles over what it has closed itself."""
    with suppress(Exception):
        client.close(timeout=2)


def _silent(address: str, error: Exception) -> ClusterUnreachable:
    return ClusterUnreachable(
        f"Планировщик {address} не отвечает ({' '.join(str(error).split())}). Запустите на его машине «dask scheduler», проверьте "
        "адрес (tcp://имя:8786) и брандмауэр, затем повторите команду."
    )


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
        self.everywhere(agree, self.terms)

    def everywhere(self, function: Callable[..., Any], *arguments: Any) -> list[Any]:
        """What a function of the program says on each worker."""
        try:
            with self._in_touch():
                return list(self.client.run(function, *arguments).values())
        except ImportError as error:
            raise _without_program(error) from error

    def close(self) -> None:
        """Drops what has not been read, ends the processes of this run on all workers, and leaves."""
        with suppress(Exception):  # the cluster may be gone; nothing of the run depends on it any more
            if self.client.status == "running":  # workers end with their scheduler
                self.client.cancel(list(self._running))
                self.client.run(end, self.terms, wait=False, callback_timeout=_LOOK_SECONDS)
        _leave(self.client)

    @contextmanager
    def _in_touch(self) -> Iterator[None]:
        """Whatever fails because the connection has gone is told as that. A scheduler that comes back knows nothing of the run: its
        documents are cancelled. A client that found nobody for a while closes itself and has no scheduler to ask."""
        from distributed.client import ClosedClientError
        from distributed.comm.core import CommClosedError

        try:
            yield
        except TimeoutError:
            raise
        except (OSError, CancelledError, ClosedClientError, AttributeError, RuntimeError) as error:
            if self.client.status == "running" and not isinstance(error, (CommClosedError, CancelledError)):
                raise  # a mistake of a worker
            raise self._lost() from error

    def open_files(self, files: Iterable[Place], most: int) -> Iterator[Iterable[Source | Skipped]]:
        """What is in each file in turn, as `corpus.contents.open_files`; the contents themselves stay with the workers."""
        waiting: deque[tuple[list[Place], Future[Any], Future[Any]]] = deque()
        for some in _batches(files):
            stamps = [stamp(file) for file in some]
            with self._in_touch():
                fetched = self.client.submit(fetch, some, stamps, most, pure=False, priority=-1)
                waiting.append((some, fetched, self.client.submit(outlines, fetched, pure=False)))
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
        with self._in_touch():
            self._running[self.client.submit(read_document, work, job, self.terms, held, *place, pure=False, priority=1)] = job

    def _finished(self, work: Work[Job, Outcome]) -> Iterator[Outcome]:
        from distributed import KilledWorker, wait

        try:
            with self._in_touch():
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
                        _leave(self.client)  # ends the thread
                        raise
                except (KilledWorker, CancelledError, OSError):
                    return []
                except RuntimeError:  # of a client that closes itself; whoever asks it next is told
                    if self.client.status == "running":
                        raise
                    return []

    def _result(self, future: Future[Any]) -> Any:
        while True:
            try:
                with self._in_touch():
                    return future.result(timeout=_LOOK_SECONDS)
            except TimeoutError:
                self._room()
            except ImportError as error:
                raise _without_program(error) from error

    def _room(self) -> int:
        """How many documents may be under way: a few for each thread of the workers there are now. Raises ClusterLost where there have
        been none for a minute."""
        now = time.monotonic()
        if now - self._looked > _LOOK_SECONDS:
            try:
                with self._in_touch():
                    threads = sum(self.client.nthreads(callback_timeout=_ALONE_SECONDS).values())
            except TimeoutError as error:
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
