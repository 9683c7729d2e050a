"""What a worker of a Dask cluster does for a run: it fetches files and reads each document in a process of its own (`corpus.workers`)."""

from __future__ import annotations

import asyncio
import multiprocessing
import time
from concurrent.futures import CancelledError
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Lock

from corpus.agenda import Job, stamp
from corpus.catalogue import Outcome
from corpus.contents import FileNotReadable, open_file
from corpus.places import Place
from corpus.sources import Skipped, Source
from corpus.versions import Versions, versions
from corpus.workers import Pool, Work
from ontology.user import use
from records import checking
from records.errors import DorkartaError
from records.settings import Settings

Found = list[Source | Skipped] | None  # what is in a file; None where this machine has none of this name, or another one
_IDLE_SECONDS = 1800.0  # processes of a run that was killed are ended by the next one


class ClusterDiffers(DorkartaError):
    code = "cluster_differs"


@dataclass(frozen=True, slots=True)
class Terms:
    """What a run asks of every worker: the same program and vocabulary, these settings. `run` tells one run from another."""

    run: str
    versions: Versions
    settings: Settings


_pools: dict[str, Pool[Job, Outcome]] = {}
_used: dict[str, float] = {}
_ended: set[str] = set()
_pools_lock = Lock()


def agree(terms: Terms) -> None:
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


def fetch(files: list[Place], expected: list[tuple[int, int] | None], most: int) -> list[Found]:
    """What is in each file, contents included."""
    return [_fetched(file, before, most) for file, before in zip(files, expected, strict=True)]


def _fetched(file: Place, expected: tuple[int, int] | None, most: int) -> Found:
    if stamp(file) != expected or (isinstance(file, Path) and expected is None):
        return None
    found = list(open_file(file, most))
    return None if any(isinstance(item, Source) and isinstance(item.error, FileNotReadable) for item in found) else found


def outlines(fetched: list[Found]) -> list[Found]:
    """The same without the contents."""

    def outline(item: Source | Skipped) -> Source | Skipped:
        return replace(item, data=None, digest=item.document_id) if isinstance(item, Source) else item

    return [None if found is None else list(map(outline, found)) for found in fetched]


def read_document(work: Work[Job, Outcome], job: Job, terms: Terms, held: list[Found] | None, file: int, member: int) -> Outcome:
    """One document, in a process of its own. `held`: what `fetch` found, this document in the `file`-th file."""
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
            agree(terms)
            multiprocessing.current_process().daemon = False  # dask starts workers as daemons, which may have no children
            context = multiprocessing.get_context("spawn")
            _pools[terms.run] = Pool(work, get_worker().state.nthreads, terms.settings.limits, context=context)
        _used[terms.run] = time.monotonic()
        return _pools[terms.run]


async def end(terms: Terms) -> None:
    """Ends the processes of a run, beside the worker's own work."""

    def close() -> None:
        with _pools_lock:
            _ended.add(terms.run)
            _close(terms.run)

    await asyncio.to_thread(close)


def _close(run: str) -> None:
    _used.pop(run, None)
    if pool := _pools.pop(run, None):
        pool.close()
