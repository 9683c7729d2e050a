"""A file's content, read once: the document itself, or the documents of an archive."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import AbstractContextManager
from pathlib import Path
from typing import IO

from corpus.archives import is_archive, open_archive
from corpus.places import Place, Remote, open_remote
from corpus.sources import Skipped, Source, list_files, shown, system_path
from records.errors import DocumentError, TooLarge, UsageError
from records.settings import DEFAULTS

_AHEAD = 16  # files of a store that are got while others are read: each costs a round trip over the network


class FileNotReadable(DocumentError):
    code = "file_not_readable"
    default = "Нет доступа к файлу. Проверьте права и закройте программу, в которой он открыт, затем повторите."


def open_file(path: Place, most: int = DEFAULTS.limits.file_bytes) -> Iterator[Source | Skipped]:
    """One Source for a plain file; for an archive one per member, or what was skipped in it. `most`: bytes of a document.

    Raises nothing for bad content: what can't be had comes as a Source with its error.
    """
    name = shown(path)
    try:
        with _stream(path, most) as stream:
            size = stream.seek(0, 2)
            if is_archive(stream):
                yield from open_archive(stream, name, most)
            elif size > most:
                yield Source(name, None, TooLarge(), size)
            else:
                stream.seek(0)
                yield Source(name, stream.read(), size=size)
    except OSError as error:
        yield Source(name, None, FileNotReadable(f"{FileNotReadable.default} ({error.strerror or error})"))


def _stream(path: Place, most: int) -> AbstractContextManager[IO[bytes]]:
    return open_remote(path, most) if isinstance(path, Remote) else Path(system_path(path)).open("rb")


def open_files(files: Iterable[Place], most: int = DEFAULTS.limits.file_bytes) -> Iterator[Iterable[Source | Skipped]]:
    """What `open_file` gives, for each file in turn; files of a store are got some time before they are asked for."""
    with ThreadPoolExecutor(_AHEAD) as threads:
        waiting: deque[Path | Future[list[Source | Skipped]]] = deque()
        for file in files:
            waiting.append(threads.submit(_all_in, file, most) if isinstance(file, Remote) else file)
            if len(waiting) > _AHEAD:
                yield _had(waiting.popleft(), most)
        while waiting:
            yield _had(waiting.popleft(), most)


def _all_in(file: Remote, most: int) -> list[Source | Skipped]:
    return list(open_file(file, most))


def _had(found: Path | Future[list[Source | Skipped]], most: int) -> Iterable[Source | Skipped]:
    return open_file(found, most) if isinstance(found, Path) else found.result()


class Intake:
    """The contents of many files, each content once, in the order of paths; remembers names and what was skipped."""

    def __init__(self, files: Sequence[Place], most: int = DEFAULTS.limits.file_bytes) -> None:
        self._files, self._most = files, most
        self._unopened = len(files)
        self.names: dict[str, list[str]] = {}
        self.skipped: list[Skipped] = []

    @property
    def total(self) -> int:
        """How many documents there are, as far as is known: an archive counts as one until it is opened."""
        return self._unopened + len(self.names)

    @property
    def duplicates(self) -> int:
        """How many names are further names of a content."""
        return sum(map(len, self.names.values())) - len(self.names)

    def __iter__(self) -> Iterator[Source]:
        for file in self._files:
            self._unopened -= 1
            for item in open_file(file, self._most):
                if isinstance(item, Skipped):
                    self.skipped.append(item)
                elif item.document_id in self.names:
                    self.names[item.document_id].append(item.path)
                else:
                    self.names[item.document_id] = [item.path]
                    yield item


def open_document(path: Path) -> Source:
    """The one document in a file. Raises UsageError for a folder, an archive or no file, DocumentError for bad content."""
    if Path(system_path(path)).is_dir():
        raise UsageError(f"{shown(path)} — папка, а нужен один документ.")
    found = [item for file in list_files([path]).files for item in open_file(file) if isinstance(item, Source)]
    if len(found) != 1:
        raise UsageError(f"{shown(path)} — архив, а нужен один документ. Распакуйте его или прочитайте целиком: dorkarta run.")
    if found[0].error:
        raise found[0].error
    return found[0]
