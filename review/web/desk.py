"""The dataset as the page sees it: its catalogue, its decisions, and each document as people have decided it so far.

Nothing here writes the dataset. Requests ask from many threads; every answer is made from what is on the disk at that moment, and a
document that was understood is kept until its decisions or its reading change.
"""

from __future__ import annotations

import sqlite3
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from corpus.catalogue import FILE, Catalogue, Content
from corpus.contents import open_file
from corpus.decided import Book, book_of
from corpus.decisions import FILE as DECISIONS
from corpus.decisions import Decision, append, load, standing
from corpus.recognised import unpack
from corpus.sources import Source
from records.document import Document
from records.errors import DorkartaError, UsageError
from records.order import Order
from review.decided import Understood, understand_decided

_KEPT = 32  # understood documents
_TRIES, _PAUSE = 40, 0.05  # while a run puts a new folder in the dataset's place
Asked = TypeVar("Asked")


class UnknownDocument(DorkartaError):
    code = "unknown_document"

    def __init__(self) -> None:
        super().__init__("Такого документа в наборе нет. Вернитесь к списку документов: он мог обновиться.")


class NotRead(DorkartaError):
    """A document of the catalogue that could not be read; the message is that of its reading."""

    code = "not_read"


@dataclass(frozen=True, slots=True)
class Known:
    """One document of the catalogue under its name, with the decisions about it."""

    content: Content
    path: str
    decisions: tuple[Decision, ...]


@dataclass(frozen=True, slots=True)
class Opened:
    """A document as people have decided it so far."""

    known: Known
    document: Document
    order: Order
    understood: Understood


@dataclass(slots=True)
class Desk:
    """`folder`: the dataset; `inbox`: where files that people hand in are kept; `who`: the name that stands for a person who gives none;
    `states`: the state of each document with what it was found from, so that a list of hundreds does not open each of them."""

    folder: Path
    who: str = ""
    states: dict[str, tuple[object, str]] = field(default_factory=dict)
    _opened: OrderedDict[str, tuple[tuple[object, ...], Opened]] = field(default_factory=OrderedDict)
    _log: tuple[tuple[int, int], tuple[Decision, ...], Book] | None = None
    _turn: threading.Lock = field(default_factory=threading.Lock)

    @property
    def inbox(self) -> Path:
        """Beside the dataset: its own folder is replaced by every run."""
        return self.folder.with_name(f"{self.folder.name}.inbox")

    def lines(self) -> tuple[Decision, ...]:
        """All decisions of the dataset, undone ones too, in their order."""
        return self._read_log()[0]

    def book(self) -> Book:
        """The decisions that hold."""
        return self._read_log()[1]

    def decide(self, decisions: Sequence[Decision]) -> None:
        """Writes decisions down."""
        append(self.folder, decisions)

    def contents(self) -> dict[str, Content]:
        """What the catalogue knows, by document."""
        return self._asked(lambda catalogue: catalogue.contents())

    def names(self) -> dict[str, list[str]]:
        """The paths of each document, as the dataset prints them."""
        found: dict[str, list[str]] = {}
        for pairs in self._asked(lambda catalogue: catalogue.names()).values():
            for path, document in pairs:
                found.setdefault(document, []).append(path)
        return {document: sorted(paths) for document, paths in found.items()}

    def known(self, document_id: str) -> Known:
        """A document of the catalogue. Raises UnknownDocument."""
        content = self.contents().get(document_id)
        if content is None:
            raise UnknownDocument
        path = self._path(content)
        return Known(content, path, self.book().of(document_id, path))

    def open(self, document_id: str) -> Opened:
        """A document as it is decided now. Raises UnknownDocument, NotRead."""
        known = self.known(document_id)
        state = (known.content.read_at, known.content.versions, tuple(one.id for one in known.decisions))
        with self._turn:  # understanding is the work of one processor anyway
            kept = self._opened.get(document_id)
            if kept is None or kept[0] != state:
                kept = (state, self._understood(known))
                self._opened[document_id] = kept
            self._opened.move_to_end(document_id)
            while len(self._opened) > _KEPT:
                self._opened.popitem(last=False)
            return kept[1]

    def recognised(self, document_id: str) -> tuple[Document, Order]:
        """What was recognised in a document. Raises NotRead where it could not be read, UnknownDocument where there is none."""
        data = self._asked(lambda catalogue: catalogue.recognised(document_id))
        if data is None:
            content = self.known(document_id).content
            raise NotRead(f"Документ не прочитан. {content.error_message or ''}".strip())
        return unpack(data)

    def file_of(self, document_id: str) -> Path | None:
        """The file on this machine that holds a document, looked up in the catalogue; None where it is gone."""
        found = self._asked(lambda catalogue: catalogue.names())
        files = [Path(file) for file, pairs in found.items() if any(document == document_id for _, document in pairs)]
        return next((file for file in files if file.is_file()), None)

    def bytes_of(self, document_id: str) -> bytes | None:
        """The bytes of a document's own file; None where it is gone or has another content now."""
        file = self.file_of(document_id)
        sources = open_file(file) if file else ()
        return next((one.data for one in sources if isinstance(one, Source) and one.document_id == document_id), None)

    def _understood(self, known: Known) -> Opened:
        document, order = self.recognised(known.content.document_id)
        return Opened(known, document, order, understand_decided(document, order, known.decisions))

    def _path(self, content: Content) -> str:
        if content.shown:
            return content.shown[0]
        return next(iter(self.names().get(content.document_id, ())), content.document_id)

    def _read_log(self) -> tuple[tuple[Decision, ...], Book]:
        try:
            found = (self.folder / DECISIONS).stat()
            stamp = (found.st_size, found.st_mtime_ns)
        except FileNotFoundError:
            stamp = (-1, 0)
        log = self._log
        if log is None or log[0] != stamp or stamp[0] < 0:
            lines = load(self.folder)
            log = self._log = (stamp, lines, book_of(standing(lines)))
        return log[1], log[2]

    def _asked(self, question: Callable[[Catalogue], Asked]) -> Asked:
        """The answer of the catalogue, which is opened for this question only: its folder is renamed now and then."""
        for left in reversed(range(_TRIES)):
            try:
                if (self.folder / FILE).is_file():
                    with closing(Catalogue(self.folder, reading=True)) as catalogue:
                        return question(catalogue)
            except sqlite3.OperationalError:  # it is being written to, or its folder has just been put aside
                if not left:
                    raise
            time.sleep(_PAUSE)
        raise UsageError(f"В папке {self.folder} нет набора данных. Проверьте путь.")
