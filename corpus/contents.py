"""A file's content, read once: the document itself, or the documents of an archive."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from corpus.archives import MAX_DOCUMENT_BYTES, is_archive, open_archive
from corpus.sources import Skipped, Source, shown, system_path
from records.errors import DocumentError, TooLarge


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
