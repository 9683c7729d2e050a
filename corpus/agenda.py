"""What a run has to do: files are compared with the catalogue, and only what is new, changed or read by older rules is read.

A file whose size and time of change are those of the last run is not opened; any other is hashed, and read where its content is new.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from corpus.catalogue import Catalogue, Content
from corpus.contents import open_files
from corpus.decided import Book, is_marked
from corpus.decisions import Decision
from corpus.places import Place, Remote
from corpus.sources import Skipped, Source, system_path
from corpus.versions import Versions
from records.settings import DEFAULTS, Settings

_RACY_SECONDS = 2  # a file changed so shortly ago may change again with the same time stamp (FAT counts in steps of two seconds)
_PROGRAMS = frozenset({"office_missing", "tesseract_missing"})
_NOT_READABLE = "file_not_readable"  # what was locked or out of reach may be there now: such files are tried in every run

Opener = Callable[[Iterable[Place], int], Iterator[Iterable[Source | Skipped]]]  # as corpus.contents.open_files


@dataclass(frozen=True, slots=True)
class Job:
    """One document to read: from its source, or only to understand anew from what was recognised."""

    document_id: str
    path: str
    size: int | None
    source: Source | None = None
    recognised: bytes | None = None
    paged: bool = False
    decisions: tuple[Decision, ...] = ()

    @property
    def held(self) -> int:
        """Bytes that the job carries to its worker."""
        return len((self.source.data if self.source else self.recognised) or b"")


def job_of(source: Source, decisions: tuple[Decision, ...] = ()) -> Job:
    """The job of reading one source; `decisions` of people are those about it, and about names."""
    paged = source.settings.renders(source.named)
    return Job(source.document_id, source.path, source.size, source, paged=paged, decisions=decisions)


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the command asks for: `force` reads everything anew, `only_failed` only what failed; `dry` changes nothing.

    With `only_failed` files in which nothing failed are left as they are, new or changed; a failed one that was mended is read. `named`:
    the sources as `shown`. `missing`: asked at most once, the codes of the programs that are not there now; what lacked another one is
    read again. `book`: what people decided about documents.
    """

    versions: Versions
    settings: Settings = DEFAULTS
    force: bool = False
    only_failed: bool = False
    dry: bool = False
    named: frozenset[str] = frozenset()
    missing: Callable[[], frozenset[str]] = frozenset
    book: Book = field(default_factory=Book)


@dataclass(slots=True)
class Agenda:
    """The documents of a run: iterating gives the jobs; what needs none is in `unchanged` (document ids), the others in `read`.

    `contents` is what the catalogue knew before.
    """

    files: Sequence[Place]
    catalogue: Catalogue
    wishes: Wishes
    open: Opener = open_files
    contents: Mapping[str, Content] = field(init=False)
    decided: Mapping[str, str] = field(init=False)
    skipped: list[Skipped] = field(default_factory=list)
    unchanged: set[str] = field(default_factory=set)
    opened: int = 0
    names: int = 0
    read: set[str] = field(default_factory=set)
    _met: set[str] = field(default_factory=set)
    _jobs: int = 0
    _missing: frozenset[str] | None = None

    def __post_init__(self) -> None:
        self.contents = self.catalogue.contents()
        self.decided = self.catalogue.decided()

    @property
    def total(self) -> int:
        """How many documents there are to read, as far as is known."""
        return self._jobs + len(self.files) - self.opened

    @property
    def duplicates(self) -> int:
        """How many names are further names of a content."""
        return self.names - len(self._met)

    def __iter__(self) -> Iterator[Job]:
        stamps, names, pending = self.catalogue.files(), self.catalogue.names(), self.catalogue.pending()
        visits = [(file, absolute(file), stamp(file)) for file in self.files]
        if self.wishes.only_failed:  # what has come or changed is left for a run that reads it
            known = [not self._has_failed(names.get(name, ())) for _, name, _ in visits]
        else:
            known = [
                name in names and now is not None and stamps.get(name) == now and self._known(names[name], pending)
                for _, name, now in visits
            ]
        opened = self.open((file for (file, *_), is_known in zip(visits, known, strict=True) if not is_known), self._most)
        for (_, name, now), is_known in zip(visits, known, strict=True):
            self.opened += 1
            if is_known:
                found = names.get(name, [])
                jobs = self._understood(found, pending)
            else:
                sources = [item for item in next(opened) if self._is_source(item)]
                found = [(source.path, source.document_id) for source in sources if isinstance(source, Source)]
                jobs = self._new(sources, pending)
                self._record(name, now, found)
            self.names += len(found)
            for job in jobs:
                self._jobs += 1
                self.read.add(job.document_id)
                yield job

    @property
    def _most(self) -> int:
        return self.wishes.settings.limits.file_bytes

    def _record(self, file: str, now: tuple[int, int] | None, found: list[tuple[str, str]]) -> None:
        if not self.wishes.dry:
            size, changed = now or (-1, 0)
            fresh = time.time_ns() - changed < _RACY_SECONDS * 10**9
            self.catalogue.record_file(file, size, 0 if fresh else changed, found)

    def _is_source(self, item: Source | Skipped) -> bool:
        if isinstance(item, Skipped):
            self.skipped.append(item)
        return isinstance(item, Source)

    def _has_failed(self, found: Iterable[tuple[str, str]]) -> bool:
        """Whether a file holds, or held before it was changed, a document that could not be read."""
        return any(document in self.contents and self.contents[document].status == "failed" for _, document in found)

    def _known(self, found: Iterable[tuple[str, str]], pending: set[str]) -> bool:
        """Whether a file that has not changed can stay closed: nothing in it is to be read."""
        return all(self._due(document, name, self.contents.get(document), pending) != "read" for name, document in found)

    def _understood(self, found: Iterable[tuple[str, str]], pending: set[str]) -> Iterator[Job]:
        """Jobs for the documents of a file that stays closed."""
        for name, document in found:
            if self._first(document) and document in self.contents:
                known = self.contents[document]
                yield from self._job(self._due(document, name, known, pending), known, name)

    def _new(self, sources: Iterable[Source | Skipped], pending: set[str]) -> Iterator[Job]:
        for source in sources:
            if not isinstance(source, Source) or not self._first(document := source.document_id):
                continue
            known = self.contents.get(document)
            due = self._due(document, source.path, known, pending)
            if due == "read":
                named = replace(source, named=source.path in self.wishes.named, settings=self.wishes.settings)
                yield job_of(named, self.wishes.book.of(document, source.path))
            elif known is not None:
                yield from self._job(due, known, source.path)

    def _first(self, document: str) -> bool:
        """Whether this content is met for the first time in this run."""
        new = document not in self._met
        self._met.add(document)
        return new

    def _job(self, due: str, known: Content, name: str) -> Iterator[Job]:
        if due != "understand":
            self.unchanged.add(known.document_id)
            return
        decisions = self.wishes.book.of(known.document_id, name)
        yield Job(known.document_id, name, known.size, None, self.catalogue.recognised(known.document_id), known.paged, decisions)

    def _due(self, document: str, name: str, known: Content | None, pending: set[str]) -> str:
        """`read`, `understand` or `` (nothing)."""
        wishes = self.wishes
        if wishes.only_failed:
            return "read" if known is None or known.status == "failed" else ""
        if known is None or wishes.force or known.error_code == _NOT_READABLE or known.versions.extract != wishes.versions.extract:
            return "read"
        if self._may_have_more(known):
            return "read"
        if wishes.settings.renders(name in wishes.named) and not known.paged:
            return "read"
        lost = known.part is None and document not in pending
        if known.status == "failed":
            return "read" if lost else ""
        if lost or known.versions != wishes.versions or self._decided_anew(known, name):
            return "understand" if self.catalogue.has_recognised(document) else "read"
        return ""

    def _decided_anew(self, known: Content, name: str) -> bool:
        decisions = self.wishes.book.of(known.document_id, name)
        return not is_marked(self.decided.get(known.document_id, ""), decisions, known.region_id)

    def _may_have_more(self, known: Content) -> bool:
        """Whether a document was not read or only in part for want of a program that is there now."""
        lacked = _PROGRAMS & {*known.counts.get("lacked", ()), known.error_code}
        if lacked and self._missing is None:
            self._missing = self.wishes.missing()
        return bool(lacked - (self._missing or frozenset()))


def gone(catalogue: Catalogue, sources: Iterable[Place], files: Iterable[Place]) -> list[str]:
    """Files that the catalogue knows under these sources and that are there no more."""
    there = {absolute(path) for path in files}
    roots = tuple({absolute(source) for source in sources})
    inside = tuple(root.rstrip(separator) + separator for root in roots for separator in ("/" if "://" in root else os.sep,))
    return sorted(file for file in catalogue.files() if file not in there and (file in roots or file.startswith(inside)))


def absolute(path: Place) -> str:
    """The full name of a file, as the catalogue keeps it."""
    if isinstance(path, Remote):
        return path.url
    full = os.path.abspath(path)  # noqa: PTH100 (resolve() would follow links)
    return full.encode("utf-8", "replace").decode("utf-8")  # what is no text can't be in the catalogue


def stamp(path: Place) -> tuple[int, int] | None:
    """Size and time of change (ns) of a file, or what stands for it in a store; None where it can't be had."""
    if isinstance(path, Remote):
        return path.stamp
    try:
        found = Path(system_path(path)).stat()
    except OSError:
        return None
    return found.st_size, found.st_mtime_ns
