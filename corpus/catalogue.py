"""The catalogue: SQLite in the dataset's folder. What was read is there after a kill at any moment, whole documents only."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import wraps
from pathlib import Path
from typing import Any, TypeVar, cast

import msgspec

from corpus.versions import Versions
from records.errors import DorkartaError

FILE = "catalogue.sqlite"
_SCHEMA = Path(__file__).with_name("catalogue.sql")


class CatalogueBroken(DorkartaError):
    code = "catalogue_broken"


class CatalogueNotWritten(DorkartaError):
    code = "catalogue_not_written"


_Method = TypeVar("_Method", bound=Callable[..., Any])


def _writes(method: _Method) -> _Method:
    """A method that writes: any of its statements may find the disk full. It raises CatalogueNotWritten then."""

    @wraps(method)
    def written(*arguments: Any, **options: Any) -> Any:
        try:
            return method(*arguments, **options)
        except sqlite3.OperationalError as error:
            raise CatalogueNotWritten(
                f"Не удалось записать каталог набора: {error}. Проверьте место на диске и повторите команду: прочитанное раньше сохранено."
            ) from error

    return cast(_Method, written)


@dataclass(frozen=True, slots=True)
class Content:
    """What the catalogue knows of one content."""

    document_id: str
    size: int | None
    status: str
    error_code: str | None
    error_message: str | None
    versions: Versions
    paged: bool
    read_at: str
    seconds: float
    counts: Mapping[str, Any]
    region_id: str | None
    part: str | None
    shown: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one reading gave: facts for the catalogue, rows for the dataset (`rows`, opaque here), what was recognised (None where
    nothing was). `seconds` by stage; `act`: issuer, number, date and the act that it amends; `trace`: of what broke."""

    document_id: str
    path: str
    size: int | None
    status: str
    error_code: str | None
    error_message: str | None
    region_id: str | None
    counts: Mapping[str, Any]
    rows: bytes
    recognised: bytes | None
    paged: bool
    seconds: Mapping[str, float]
    act: tuple[str | None, str | None, str | None, str | None] = (None, None, None, None)
    trace: str = ""
    decided: str = ""  # the mark of the decisions of people that the rows were made with


class Catalogue:
    """One dataset's catalogue; used by one run at a time (see `corpus.lock`). Whatever writes raises CatalogueNotWritten."""

    def __init__(self, folder: Path, *, reading: bool = False) -> None:
        """Opens or makes the catalogue; with `reading` it is only asked and never made: while a run puts a new folder in the dataset's
        place, a new file would stand in the way of the old one. Raises CatalogueBroken where its file is none."""
        self.path = folder / FILE
        if reading:
            self._db = sqlite3.connect(f"{self.path.absolute().as_uri()}?mode=ro", uri=True)
        else:
            self._open()

    @_writes
    def _open(self) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        try:
            self._db = sqlite3.connect(self.path)
            self._db.executescript(_SCHEMA.read_text(encoding="utf-8"))
        except sqlite3.OperationalError:  # a full disk, no right to write: nothing is wrong with the file
            raise
        except sqlite3.DatabaseError as error:
            raise CatalogueBroken(
                f"Каталог набора не читается: {self.path} ({error}). Удалите этот файл и повторите: документы будут прочитаны заново."
            ) from error

    def close(self) -> None:
        """Closes the file, so that its folder can be renamed; `reopen` goes on. What was not saved is lost."""
        self._db.close()

    def reopen(self) -> None:
        """Opens the file again after `close`."""
        self._open()

    @_writes
    def save(self) -> None:
        """Keeps what was noted since the last call; a kill before it loses all of that, never a part. Raises CatalogueNotWritten."""
        self._db.commit()

    def contents(self, documents: Iterable[str] | None = None) -> dict[str, Content]:
        """All contents by document_id, or those of these documents."""
        if documents is None:
            return {row[0]: _content(row) for row in self._db.execute("SELECT * FROM contents ORDER BY document_id")}
        asked = (self._db.execute("SELECT * FROM contents WHERE document_id = ?", (document,)) for document in sorted(documents))
        return {row[0]: _content(row) for rows in asked for row in rows}

    def is_empty(self) -> bool:
        """Whether it knows of no content."""
        return self._db.execute("SELECT 1 FROM contents LIMIT 1").fetchone() is None

    def files(self) -> dict[str, tuple[int, int]]:
        """(size, mtime_ns) of every file that is there, by absolute path."""
        return {
            file: (size, mtime) for file, size, mtime in self._db.execute("SELECT file, size, mtime_ns FROM files WHERE removed_at IS NULL")
        }

    def names(self) -> dict[str, list[tuple[str, str]]]:
        """(path, document_id) of the documents in each file, by the file's absolute path."""
        found: dict[str, list[tuple[str, str]]] = {}
        for path, file, document in self._db.execute("SELECT path, file, document_id FROM names ORDER BY path"):
            found.setdefault(file, []).append((path, document))
        return found

    def removed(self) -> list[str]:
        """Paths of files that are gone."""
        return [path for (path,) in self._db.execute("SELECT file FROM files WHERE removed_at IS NOT NULL ORDER BY file")]

    def acts(self) -> list[tuple[str, str | None, str | None, str | None, str | None]]:
        """(document_id, issuer, number, date, number of the act that it changes) of all contents."""
        return self._db.execute("SELECT document_id, issuer, number, date, amends FROM orders ORDER BY document_id").fetchall()

    def recognised(self, document_id: str) -> bytes | None:
        """What was recognised in a document."""
        row = self._db.execute("SELECT data FROM recognised WHERE document_id = ?", (document_id,)).fetchone()
        return row[0] if row else None

    def has_recognised(self, document_id: str) -> bool:
        """Whether it is kept what was recognised in a document."""
        return self._db.execute("SELECT 1 FROM recognised WHERE document_id = ?", (document_id,)).fetchone() is not None

    def decided(self) -> dict[str, str]:
        """The mark of the decisions that rows were made with (`corpus.decided.mark`), of the documents that have any."""
        return dict(self._db.execute("SELECT document_id, digest FROM decided"))

    def pending(self) -> set[str]:
        """The documents whose rows are not in the dataset yet."""
        return {document for (document,) in self._db.execute("SELECT document_id FROM pending")}

    def pending_rows(self, document_id: str) -> bytes:
        """Rows that wait for their publication. Raises KeyError where there are none."""
        row = self._db.execute("SELECT data FROM pending WHERE document_id = ?", (document_id,)).fetchone()
        if row is None:
            raise KeyError(document_id)
        return bytes(row[0])

    @_writes
    def record_file(self, file: str, size: int, mtime_ns: int, names: Iterable[tuple[str, str]]) -> None:
        """Notes a file and the documents in it, in place of what was known of it."""
        self._db.execute("INSERT OR REPLACE INTO files VALUES (?, ?, ?, NULL)", (file, size, mtime_ns))
        self._db.execute("DELETE FROM names WHERE file = ?", (file,))
        self._db.executemany("INSERT OR REPLACE INTO names VALUES (?, ?, ?)", [(path, file, document) for path, document in names])

    @_writes
    def mark_removed(self, files: Iterable[str]) -> None:
        """Notes that files are gone; their documents stay."""
        self._db.executemany("UPDATE files SET removed_at = ? WHERE file = ?", [(now(), file) for file in files])

    @_writes
    def record(self, outcome: Outcome, versions: Versions) -> None:
        """Notes one reading: its facts, its rows (pending), what was recognised."""
        one = outcome
        old = self._db.execute("SELECT part, shown FROM contents WHERE document_id = ?", (one.document_id,)).fetchone() or (None, None)
        read = (versions.extract, versions.rules, versions.ontology, int(one.paged), now(), round(sum(one.seconds.values()), 4))
        known = (
            one.document_id,
            one.size,
            one.status,
            one.error_code,
            one.error_message,
            *read,
            json.dumps(one.counts),
            one.region_id,
            *old,
        )
        self._db.execute(f"INSERT OR REPLACE INTO contents VALUES ({', '.join('?' * 15)})", known)  # noqa: S608 (marks only)
        self._db.execute("INSERT OR REPLACE INTO pending VALUES (?, ?)", (one.document_id, one.rows))
        self._db.execute("INSERT OR REPLACE INTO orders VALUES (?, ?, ?, ?, ?)", (one.document_id, *one.act))
        self.record_decided(one.document_id, one.decided)
        if one.recognised is not None:
            self._db.execute("INSERT OR REPLACE INTO recognised VALUES (?, ?)", (one.document_id, one.recognised))

    @_writes
    def record_decided(self, document_id: str, mark: str) -> None:
        """Notes with which decisions of people the rows of a document are what they are."""
        self._db.execute("DELETE FROM decided WHERE document_id = ?", (document_id,))
        if mark:
            self._db.execute("INSERT INTO decided VALUES (?, ?)", (document_id, mark))

    @_writes
    def adopt(
        self, document_id: str, status: tuple[str, str | None, str | None], part: str, region_id: str | None, paths: list[str]
    ) -> None:
        """Notes a document of a dataset that has no catalogue: what is known is in the dataset, and by which versions nobody knows."""
        values = (document_id, None, *status, "", "", "", 0, now(), 0.0, "{}", region_id, part, json.dumps(paths, ensure_ascii=False))
        self._db.execute(f"INSERT OR IGNORE INTO contents VALUES ({', '.join('?' * 15)})", values)  # noqa: S608 (marks only)
        self._db.executemany("INSERT OR IGNORE INTO names VALUES (?, ?, ?)", [(path, path, document_id) for path in paths])

    @_writes
    def plan(self, publication: int, documents: Mapping[str, tuple[str, tuple[str, ...]]]) -> None:
        """Notes where the rows of documents will be once this publication is in place: (part, paths)."""
        self._db.execute("DELETE FROM planned")
        rows = [(document, part, json.dumps(paths, ensure_ascii=False)) for document, (part, paths) in documents.items()]
        self._db.executemany("INSERT INTO planned VALUES (?, ?, ?)", rows)
        self._set("planned", str(publication))
        self.save()

    @_writes
    def settle(self, publication: int) -> None:
        """Ends a publication. `publication` is the one that is in place: if it is the planned one, its plan holds; else it is dropped."""
        if self.get("planned") is None:  # none was begun; even an empty deletion would change the file, and so be uploaded
            return
        if self.get("planned") == str(publication):
            self._db.execute("UPDATE contents SET part = NULL, shown = NULL")
            self._db.execute(
                "UPDATE contents SET (part, shown) = (SELECT part, shown FROM planned WHERE planned.document_id = contents.document_id)"
            )
            self._db.execute("DELETE FROM pending")
        self._db.execute("DELETE FROM planned")
        self._db.execute("DELETE FROM meta WHERE key = 'planned'")
        self.save()

    def get(self, key: str) -> str | None:
        """A note of the dataset as a whole."""
        row = self._db.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return row[0] if row else None

    @_writes
    def note(self, key: str, value: str) -> None:
        """Notes something about the dataset as a whole (`get` tells it); what it knows already leaves the file as it is."""
        if self.get(key) != value:
            self._set(key, value)

    def _set(self, key: str, value: str) -> None:
        self._db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))


def now() -> str:
    """The time as the catalogue writes it: UTC, ISO 8601, seconds."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def _content(row: tuple[Any, ...]) -> Content:
    shown = tuple(msgspec.json.decode(row[14])) if row[14] else ()
    document, size, status, code, message, extract, rules, ontology, paged, read_at, seconds, counts, region, part, _ = row
    versions = Versions(extract, rules, ontology)
    return Content(
        document, size, status, code, message, versions, bool(paged), read_at, seconds, msgspec.json.decode(counts), region, part, shown
    )
