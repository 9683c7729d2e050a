"""What a run has to do: files are compared with the catalogue, and only what is new, changed or read by older rules is read.

A file whose size and time of change are those of the last run is not opened; any other is hashed, and read where its content is new.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from corpus.catalogue import Catalogue, Content
from corpus.contents import open_file
from corpus.sources import Skipped, Source, system_path
from corpus.versions import Versions
from records.settings import DEFAULTS, Settings

_RACY_SECONDS = 2  # a file changed so shortly ago may change again with the same time stamp (FAT counts in steps of two seconds)
# What was missing then may be installed, and what was locked may be open: such documents are tried in every run.
_PASSING = frozenset({"office_missing", "tesseract_missing", "file_not_readable"})


@dataclass(frozen=True, slots=True)
class Job:
    """One document to read: from its source, or only to understand anew from what was recognised."""

    document_id: str
    path: str
    size: int | None
    source: Source | None = None
    recognised: bytes | None = None
    paged: bool = False


def job_of(source: Source) -> Job:
    """The job of reading one source."""
    return Job(source.document_id, source.path, source.size, source, paged=source.settings.renders(source.named))


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the command asks for: `force` reads everything anew, `only_failed` only what failed; `dry` changes nothing."""

    versions: Versions
    settings: Settings = DEFAULTS
    force: bool = False
    only_failed: bool = False
    dry: bool = False
    named: frozenset[str] = frozenset()


@dataclass(slots=True)
class Agenda:
    """The documents of a run: iterating gives the jobs; what needs none is in `unchanged` (document ids), the others in `read`.

    `contents` is what the catalogue knew before.
    """

    files: Sequence[Path]
    catalogue: Catalogue
    wishes: Wishes
    contents: Mapping[str, Content] = field(init=False)
    skipped: list[Skipped] = field(default_factory=list)
    unchanged: set[str] = field(default_factory=set)
    opened: int = 0
    names: int = 0
    read: set[str] = field(default_factory=set)
    _met: set[str] = field(default_factory=set)
    _jobs: int = 0

    def __post_init__(self) -> None:
        self.contents = self.catalogue.contents()

    @property
    def total(self) -> int:
        """How many documents there are to read, as far as is known."""
        return self._jobs + len(self.files) - self.opened

    @property
    def duplicates(self) -> int:
        """How many names are further names of a content."""
        return self.names - len(self._met)

    def __iter__(self) -> Iterator[Job]:
        stamps, names = self.catalogue.files(), self.catalogue.names()
        contents, pending = self.contents, self.catalogue.pending()
        for path in self.files:
            self.opened += 1
            file, now = _absolute(path), stamp(path)
            if not self.wishes.force and file in names and now is not None and stamps.get(file) == now:
                found = names[file]
                jobs = self._known(path, found, contents, pending)
            else:
                sources = [item for item in open_file(path) if self._is_source(item)]
                found = [(source.path, source.document_id) for source in sources if isinstance(source, Source)]
                jobs = self._new(sources, contents, pending)
                if not self.wishes.dry:
                    size, changed = now or (-1, 0)
                    fresh = time.time_ns() - changed < _RACY_SECONDS * 10**9
                    self.catalogue.record_file(file, size, 0 if fresh else changed, found)
            self.names += len(found)
            for job in jobs:
                self._jobs += 1
                self.read.add(job.document_id)
                yield job

    def _is_source(self, item: Source | Skipped) -> bool:
        if isinstance(item, Skipped):
            self.skipped.append(item)
        return isinstance(item, Source)

    def _known(self, path: Path, found: Iterable[tuple[str, str]], contents: Mapping[str, Content], pending: set[str]) -> Iterator[Job]:
        """Jobs for the documents of a file that has not changed; it is opened only where readers have changed."""
        due = {document: self._due(document, name, contents.get(document), pending) for name, document in found}
        if "read" in due.values():
            sources = [item for item in open_file(path) if isinstance(item, Source)]
            yield from self._new(sources, contents, pending)
            return
        for name, document in found:
            if self._first(document) and document in contents:
                yield from self._job(due[document], contents[document], name)

    def _new(self, sources: Iterable[Source | Skipped], contents: Mapping[str, Content], pending: set[str]) -> Iterator[Job]:
        for source in sources:
            if not isinstance(source, Source) or not self._first(document := source.document_id):
                continue
            due = self._due(document, source.path, contents.get(document), pending)
            if due == "read":
                yield job_of(replace(source, named=source.path in self.wishes.named, settings=self.wishes.settings))
            elif document in contents:
                yield from self._job(due, contents[document], source.path)

    def _first(self, document: str) -> bool:
        """Whether this content is met for the first time in this run."""
        new = document not in self._met
        self._met.add(document)
        return new

    def _job(self, due: str, known: Content, name: str) -> Iterator[Job]:
        if due != "understand":
            self.unchanged.add(known.document_id)
            return
        yield Job(known.document_id, name, known.size, None, self.catalogue.recognised(known.document_id), known.paged)

    def _due(self, document: str, name: str, known: Content | None, pending: set[str]) -> str:
        """`read`, `understand` or `` (nothing)."""
        wishes = self.wishes
        if wishes.only_failed:
            return "read" if known is not None and known.status == "failed" else ""
        if known is None or wishes.force or known.error_code in _PASSING or known.versions.extract != wishes.versions.extract:
            return "read"
        if wishes.settings.renders(name in wishes.named) and not known.paged:
            return "read"
        lost = known.part is None and document not in pending
        if known.status == "failed":
            return "read" if lost else ""
        if lost or known.versions != wishes.versions:
            return "understand" if self.catalogue.recognised(document) else "read"
        return ""


def gone(catalogue: Catalogue, sources: Iterable[Path], files: Iterable[Path]) -> list[str]:
    """Files that the catalogue knows under these sources and that are there no more."""
    there = {_absolute(path) for path in files}
    roots = tuple({_absolute(source) for source in sources})
    inside = tuple(root.rstrip(os.sep) + os.sep for root in roots)
    return sorted(file for file in catalogue.files() if file not in there and (file in roots or file.startswith(inside)))


def _absolute(path: Path) -> str:
    full = os.path.abspath(path)  # noqa: PTH100 (resolve() would follow links)
    return full.encode("utf-8", "replace").decode("utf-8")  # what is no text can't be in the catalogue


def stamp(path: Path) -> tuple[int, int] | None:
    """Size and time of change (ns) of a file; None where it can't be had."""
    try:
        found = Path(system_path(path)).stat()
    except OSError:
        return None
    return found.st_size, found.st_mtime_ns
