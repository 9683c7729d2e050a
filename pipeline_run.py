"""One run over an archive: what is due is read by workers, noted in the catalogue and published as the dataset."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import chain, islice
from operator import attrgetter
from pathlib import Path
from tempfile import TemporaryDirectory

from corpus.agenda import Agenda, Job, Wishes, absolute, gone, stamp
from corpus.catalogue import Catalogue, Content, Outcome
from corpus.cluster import Cluster, ClusterLost, ClusterUnreachable, connected
from corpus.contents import open_files
from corpus.decided import read_book
from corpus.lock import DatasetLocked, locked
from corpus.page_count import PageCount
from corpus.places import Place, StoreUnreachable
from corpus.runs import RunLog
from corpus.sources import list_files, shown
from corpus.trust import Reading, doubts
from corpus.versions import versions
from corpus.workers import Work, load_early, read_all, worker_count
from output.mirror import local_copy, working_copy
from output.summary import Summary, Trouble
from output.swap import DatasetBusy
from output.write import is_dataset, open_dataset, publish
from pipeline_journey import do, lacking, missed, spare_collector, spare_pandas, warm
from records.checking import in_use
from records.errors import UsageError
from records.settings import Limits, Settings

Told = Callable[[int, Summary], None]  # hears of each document read: how many there are as far as is known, and the counts so far
WORK = Work(do, missed, warm, "pipeline_worker", attrgetter("held"))
ALLOWED = "allow"
_SAVE_SECONDS = 2.0
_WATCH_SECONDS = 2.0
_PUBLISH_AT_LEAST = 1000  # documents; the dataset grows fourfold at least with each publication, so that the work stays linear
_PUBLISH_GROWTH = 3  # as many new documents as there are, times this
_FEW = 8  # documents; to load everything for them takes longer than to read them
_PASSING = (UsageError, DatasetLocked, DatasetBusy, StoreUnreachable, ClusterUnreachable, ClusterLost, OSError)
_MANY = 2000  # files; to look through them takes long enough to load what workers need


def run_archive(
    sources: Sequence[Place],
    place: Place,
    wishes: Wishes,
    workers: int | None,
    told: Told,
    pages: PageCount | None = None,
    cluster: Cluster | None = None,
) -> Summary:
    """Reads what is due of the sources and brings the dataset up to date; what a kill or Ctrl-C cuts short is taken up by the next run.

    `place`: the folder of the dataset, or its address. `pages` counts the pages of PDFs and scans while they are read. With `cluster` its
    workers read.
    Raises UsageError, DatasetLocked, DatasetBusy, DatasetBroken, CatalogueBroken, CatalogueNotWritten; for addresses StoreUnreachable; with
    a cluster ClusterLost, ClusterDiffers. What people decided (`decisions.jsonl`) holds; DecisionsBroken where it can't be read.
    """
    begun = time.monotonic()
    listing, summary = list_files(sources), Summary()
    spare_pandas()
    spare_collector()
    with working_copy(place) as (folder, push), locked(folder):
        if not cluster and not is_dataset(folder) and len(listing.files) >= _FEW:
            load_early(WORK)  # all of them are to be read: what workers need is loaded while the dataset is made
        catalogue = open_dataset(folder)
        if not cluster and len(listing.files) >= _MANY and _has_new(listing.files, catalogue):
            load_early(WORK)  # while the others are looked through
        catalogue.note(ALLOWED, str(in_use()[1] or ""))  # the review page goes on with the same waivers
        wishes = replace(wishes, book=read_book(folder))
        target = _Target(catalogue, folder, push)
        push()
        agenda = Agenda(listing.files, catalogue, wishes, cluster.open_files if cluster else open_files)
        before = agenda.contents
        try:
            _read(agenda, target, _due(agenda, workers, pages, cluster), lambda: told(agenda.total, summary), summary)
            catalogue.mark_removed(gone(catalogue, sources, listing.files))
            target.publish()
            contents = {**before, **catalogue.contents(agenda.read)}
            summary.doubts = doubts(map(_reading, before.values()), (_reading(contents[document]) for document in agenda.read))
            _add_unchanged(summary, contents, agenda)
        finally:
            catalogue.close()
    summary.finish(agenda.duplicates, [*listing.skipped, *agenda.skipped], time.monotonic() - begun)
    return summary


@contextmanager
def engine(address: str | None, settings: Settings) -> Iterator[Cluster | None]:
    """The cluster at an address; None where documents are read on this machine. Raises UsageError, ClusterUnreachable, ClusterDiffers."""
    if address is None:
        yield None
        return
    with connected(address, settings) as cluster:
        yield cluster


def wishes_of(
    sources: Sequence[Place],
    settings: Settings,
    cluster: Cluster | None = None,
    *,
    force: bool = False,
    only_failed: bool = False,
    dry: bool = False,
) -> Wishes:
    """What a command asks for, of the program that runs. Which programs are missing is asked where documents are read."""

    def missing() -> frozenset[str]:
        return frozenset().union(*cluster.everywhere(lacking, settings)) if cluster else lacking(settings)

    named = frozenset(map(shown, sources))
    return Wishes(versions(), settings, force, only_failed, dry, named, missing)


def watch(
    sources: Sequence[Place], run: Callable[[], object], warn: Callable[[Exception], None], pause: Callable[[float], None] = time.sleep
) -> None:
    """Runs now, and again whenever files have come, changed or gone and have rested since; once the first run is done only Ctrl-C ends it.

    It looks at the folders every two seconds (notices of the system do not come from network folders). What may pass (a network folder
    that is away, a dataset that another run writes, a cluster that restarts) is told to `warn` once, and tried again. `pause` waits, as
    time.sleep.
    """
    seen = done = _stamps(sources)
    run()
    trouble = ""
    while True:
        pause(_WATCH_SECONDS)
        try:
            while (now := _stamps(sources)) != seen:  # still being copied
                seen = now
                pause(_WATCH_SECONDS)
            if now != done:
                run()
                done = now
            trouble = ""
        except _PASSING as error:
            if str(error) != trouble:
                warn(error)
            trouble = str(error)


def _stamps(sources: Sequence[Place]) -> list[tuple[Place, tuple[int, int] | None]]:
    return [(file, stamp(file)) for file in list_files(sources).files]


def plan_archive(sources: Sequence[Place], place: Place, wishes: Wishes) -> list[tuple[str, str]]:
    """What a run would do, without doing it: (path, «read» or «understand»). Raises as `run_archive`."""
    folder = local_copy(place, required=False)
    with TemporaryDirectory() as empty, locked(folder):
        catalogue = open_dataset(folder) if is_dataset(folder) else Catalogue(Path(empty))
        try:
            agenda = Agenda(list_files(sources).files, catalogue, replace(wishes, book=read_book(folder)))
            return [(job.path, "read" if job.source else "understand") for job in agenda]
        finally:
            catalogue.close()


def read_jobs(jobs: Iterable[Job], workers: int, pages: PageCount | None = None, limits: Limits | None = None) -> Iterator[Outcome]:
    """The outcome of every job, by worker processes, in the order in which they finish. For a few jobs nothing is loaded beforehand:
    a worker loads what its documents need, and they need less than all samples do."""
    rest = iter(jobs)
    first = list(islice(rest, _FEW))
    work = WORK if len(first) == _FEW else replace(WORK, warm=None, preload=None)
    yield from read_all(work, chain(first, rest), workers, limits, pages)


def _has_new(files: Sequence[Place], catalogue: Catalogue) -> bool:
    """Whether there are files that the catalogue does not know."""
    known = catalogue.files()
    return any(absolute(file) not in known for file in files)


@dataclass(frozen=True, slots=True)
class _Target:
    """Where outcomes go: they are noted in the catalogue, published in the folder, and pushed to the dataset's address if it has one."""

    catalogue: Catalogue
    folder: Path
    push: Callable[[], None]

    def publish(self) -> None:
        """Brings the dataset up to date."""
        self.catalogue.save()
        publish(self.catalogue, self.folder)
        self.push()


def _read(agenda: Agenda, target: _Target, outcomes: Iterator[Outcome], told: Callable[[], None], summary: Summary) -> None:
    log = RunLog(target.folder)
    saved, published, fresh = time.monotonic(), len(agenda.contents), 0
    try:
        for outcome in outcomes:
            target.catalogue.record(outcome, agenda.wishes.versions)
            log.add(outcome)
            summary.add(_trouble(outcome), outcome.counts)
            told()
            fresh += 1
            if time.monotonic() - saved > _SAVE_SECONDS:
                _save(target.catalogue, log)
                saved = time.monotonic()
            if fresh >= max(_PUBLISH_AT_LEAST, published * _PUBLISH_GROWTH):
                log.save()
                target.publish()
                published, fresh = published + fresh, 0
    finally:  # also after Ctrl-C: what was read is kept
        _save(target.catalogue, log)


def _due(agenda: Agenda, workers: int | None, pages: PageCount | None, cluster: Cluster | None) -> Iterator[Outcome]:
    """No worker is started where nothing is due."""
    jobs = iter(agenda)
    first = next(jobs, None)
    if first is None:
        return
    if cluster:
        for outcome in cluster.read_all(WORK, chain([first], jobs)):
            if pages:  # those of other machines are counted when they arrive
                pages.add(outcome.counts.get("pages", 0))
            yield outcome
    else:
        yield from read_jobs(chain([first], jobs), worker_count(workers, agenda.total), pages, agenda.wishes.settings.limits)


def _save(catalogue: Catalogue, log: RunLog) -> None:
    catalogue.save()
    log.save()


def _trouble(outcome: Outcome) -> Trouble:
    return Trouble(outcome.path, outcome.status, outcome.error_code, outcome.error_message)


def _reading(content: Content) -> Reading:
    return Reading(content.counts, content.status == "failed")


def _add_unchanged(summary: Summary, contents: Mapping[str, Content], agenda: Agenda) -> None:
    for document in sorted(agenda.unchanged):
        known = contents[document]
        path = known.shown[0] if known.shown else known.document_id
        summary.add(Trouble(path, known.status, known.error_code, known.error_message), known.counts, read=False)
