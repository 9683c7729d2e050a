"""A file's content, read once: the document itself, or the documents of an archive."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from corpus.archives import MAX_DOCUMENT_BYTES, is_archive, open_archive
from corpus.sources import Skipped, Source, list_files, shown, system_path
from records.errors import DocumentError, TooLarge, UsageError


class FileNotReadable(DocumentError):
    code = "file_not_readable"
    default = "Нет доступа к файлу. Проверьте права и закройте программу, в которой он открыт, затем повторите."


def open_file(path: Path) -> Iterator[Source | Skipped]:
    """One Source for a plain file; for an archive one per member, or what was skipped in it.

    Raises nothing for bad content: what can't be had comes as a Source with its error.
    """
    name = shown(path)
    try:
        with Path(system_path(path)).open("rb") as stream:
            size = stream.seek(0, 2)
            if is_archive(stream):
                yield from open_archive(stream, name)
            elif size > MAX_DOCUMENT_BYTES:
                yield Source(name, None, TooLarge(), size)
            else:
                stream.seek(0)
                yield Source(name, stream.read(), size=size)
    except OSError as error:
        yield Source(name, None, FileNotReadable(f"{FileNotReadable.default} ({error.strerror or error})"))


class Intake:
    """The contents of many files, each content once, in the order of paths; remembers names and what was skipped."""

    def __init__(self, files: Sequence[Path]) -> None:
        self._files = files
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
            for item in open_file(file):
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
