"""Zip archives: members are read in memory, never written to disk, and never trusted.

Limits against zip bombs follow what the archive delivers, not what it declares. A member that can't be had is a Source
with its error, so that it becomes a row of the dataset like any other document.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import IO

from corpus.sources import Skipped, Source, skip_reason
from records.errors import BrokenFile, DocumentError, PasswordProtected, TooLarge

MAX_MEMBERS = 20_000
MAX_NESTING = 3
MAX_RATIO = 200  # a text of one repeated letter packs 1:1000, office files and PDFs 1:20 at most
MAX_TOTAL_BYTES = 4 * 2**30
_RATIO_FREE_BYTES = 10 * 2**20  # small members are harmless whatever their ratio
_CHUNK = 2**20
_DRIVE = re.compile(r"[A-Za-z]:")
# An office file is a zip archive too; these members say so (Open Packaging Conventions; OpenDocument 1.3, part 2).
_OFFICE_MEMBERS = ("[Content_Types].xml", "mimetype", "_rels/.rels")
_OFFICE_FIRST = frozenset(name.encode() for name in _OFFICE_MEMBERS)
_HEADER_BYTES = 30  # of a member, before its name; the name's length lies at its offset 26 (APPNOTE.TXT, 4.3.7)


class UnsafeName(DocumentError):
    code = "unsafe_name"
    default = "Имя файла в архиве ведёт за пределы архива; такой файл не открывался. Попросите отправителя собрать архив заново."


class TooManyFiles(DocumentError):
    code = "too_many_files"
    default = f"В архиве больше {MAX_MEMBERS} файлов или архивы вложены глубже {MAX_NESTING} уровней. Распакуйте его и укажите папку."


class EmptyArchive(DocumentError):
    code = "empty_archive"
    default = "В архиве нет файлов. Запросите архив ещё раз."


@dataclass(slots=True)
class _Budget:
    """What one archive may still deliver, its nested archives included; `document`: in one member."""

    members: int
    total: int
    document: int


def is_archive(stream: IO[bytes]) -> bool:
    """Whether the stream is a zip archive of documents (an office file is not); leaves the stream at an unknown place."""
    stream.seek(0)
    head = stream.read(_HEADER_BYTES)
    if not head.startswith(b"PK"):
        return False
    if stream.read(int.from_bytes(head[26:28], "little")) in _OFFICE_FIRST:  # nearly always: its directory need not be read
        return False
    try:
        with zipfile.ZipFile(stream) as archive:
            names = archive.NameToInfo
            return not any(member in names for member in _OFFICE_MEMBERS)
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError):
        return False  # torn: a reader will say so


def open_archive(stream: IO[bytes], path: str, most: int) -> Iterator[Source | Skipped]:
    """The documents of an archive in the order of their names; a member's path follows the archive's. `most`: bytes of a document."""
    yield from _open(stream, path, 1, _Budget(MAX_MEMBERS, MAX_TOTAL_BYTES, most))


def _open(stream: IO[bytes], path: str, depth: int, budget: _Budget) -> Iterator[Source | Skipped]:
    with zipfile.ZipFile(stream) as archive:
        members = sorted(((member_name(info), info) for info in archive.infolist() if not info.is_dir()), key=lambda pair: pair[0])
        if depth > MAX_NESTING or len(members) > budget.members:
            yield Source(path, None, TooManyFiles())
            return
        if not members:
            yield Source(path, None, EmptyArchive())
        budget.members -= len(members)
        for name, info in members:
            if reason := _skip_reason(name):
                yield Skipped(f"{path}/{name}", reason)
            else:
                yield from _member(archive, info, f"{path}/{name}", name, depth, budget)


def _member(
    archive: zipfile.ZipFile, info: zipfile.ZipInfo, path: str, name: str, depth: int, budget: _Budget
) -> Iterator[Source | Skipped]:
    try:
        if _is_unsafe(name):
            raise UnsafeName
        data = _read(archive, info, budget)
    except DocumentError as error:
        yield Source(path, None, error, info.file_size)
        return
    inner = io.BytesIO(data)
    if is_archive(inner):
        yield from _open(inner, path, depth + 1, budget)
    else:
        yield Source(path, data, size=len(data))


def _read(archive: zipfile.ZipFile, info: zipfile.ZipInfo, budget: _Budget) -> bytes:
    if info.flag_bits & 0x1:
        raise PasswordProtected("Файл в архиве закрыт паролем. Распакуйте архив с паролем и укажите папку.")
    limit = min(budget.document, max(_RATIO_FREE_BYTES, info.compress_size * MAX_RATIO), budget.total)
    chunks: list[bytes] = []
    try:
        with archive.open(info) as member:
            while chunk := member.read(_CHUNK):
                limit -= len(chunk)
                budget.total -= len(chunk)
                if limit < 0:
                    raise TooLarge
                chunks.append(chunk)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError) as error:
        raise BrokenFile("Файл в архиве повреждён или сжат неизвестным способом. Запросите архив ещё раз.") from error
    return b"".join(chunks)


def member_name(info: zipfile.ZipInfo) -> str:
    """The member's name as its author saw it, with forward slashes.

    Without the UTF-8 flag zipfile reads names as cp437; archivers on Russian Windows write cp866 there, some others UTF-8.
    """
    name = info.filename
    if not info.flag_bits & 0x800:
        raw = name.encode("cp437", errors="replace")
        try:
            name = raw.decode("utf-8")
        except UnicodeDecodeError:
            name = raw.decode("cp866")
    return name.replace("\\", "/")


def _skip_reason(name: str) -> str | None:
    parts = (part for part in PurePosixPath(name).parts if part not in (".", ".."))
    return next((reason for part in parts if (reason := skip_reason(part))), None)


def _is_unsafe(name: str) -> bool:
    return name.startswith("/") or bool(_DRIVE.match(name)) or ".." in PurePosixPath(name).parts or "\0" in name
