"""Which files there are: the files and folders that a person named become a sorted list.

Order never depends on the file system: paths are sorted by their text. Nothing is skipped without a reason.
"""

from __future__ import annotations

import fnmatch
import hashlib
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path, PurePosixPath

from corpus.places import Place, Remote, files_in
from records.errors import DocumentError, UsageError
from records.settings import DEFAULTS, Settings
from records.yaml_file import read_yaml

PACKAGE_FILE = "datapackage.json"
_WINDOWS_LIMIT = 240  # MAX_PATH is 260; folders must leave room for an 8.3 name


@dataclass(frozen=True, slots=True)
class Source:
    """One content under one name. `data` is None where it could not be had; `error` then says why. `named`: a person asked for this
    very file, not for a folder or an archive that holds it. `settings`: how it is to be read. `digest`: its document_id, where `data` is
    in the memory of another machine (`corpus.cluster`)."""

    path: str
    data: bytes | None
    error: DocumentError | None = None
    size: int | None = None
    named: bool = False
    settings: Settings = DEFAULTS
    digest: str | None = None

    @property
    def document_id(self) -> str:
        """First 16 hex digits of the content's SHA-256; of the path's, where the content could not be had."""
        if self.digest is not None:
            return self.digest
        content = self.data if self.data is not None else f"path:{self.path}".encode()
        return hashlib.sha256(content).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file or folder that is no document; `reason` is Russian."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class Listing:
    """The files to open, sorted by their path and each once, and what was left out."""

    files: tuple[Place, ...]
    skipped: tuple[Skipped, ...]


def shown(path: Place | str) -> str:
    """A path as the dataset and messages print it: forward slashes on every system, what is no text replaced by «?»; or the address."""
    text = path.url if isinstance(path, Remote) else Path(path).as_posix()
    return text.encode("utf-8", "replace").decode("utf-8")


def list_files(sources: Iterable[str | Place]) -> Listing:
    """Files named or found in the named folders (recursively). Raises UsageError for a source that does not exist, StoreUnreachable
    for an address that does not answer."""
    files: list[Place] = []
    skipped: list[Skipped] = []
    for source in (one if isinstance(one, Remote) else Path(one) for one in sources):
        if isinstance(source, Remote):
            _list(source, files, skipped)
        elif Path(system_path(source)).is_dir():
            _walk(source, files, skipped)
        elif Path(system_path(source)).exists():
            files.append(source)
        else:
            raise UsageError(f"Нет такого файла или папки: {shown(source)}. Проверьте путь; путь с пробелами берут в кавычки.")
    unique = {shown(file): file for file in files}
    return Listing(tuple(unique[path] for path in sorted(unique)), tuple(sorted(skipped, key=lambda item: item.path)))


def skip_reason(name: str) -> str | None:
    """Why a file or folder of this name is no document; None where it may be one."""
    return next((reason for pattern, reason in _patterns() if fnmatch.fnmatchcase(name.lower(), pattern)), None)


def system_path(path: Path, windows: bool = os.name == "nt") -> str:
    """The path as the operating system takes it: on Windows long paths need the prefix `\\\\?\\`."""
    if not windows:
        return str(path)
    full = os.path.abspath(path)  # noqa: PTH100 (resolve() would follow links and fail on what is too long)
    if len(full) < _WINDOWS_LIMIT or full.startswith("\\\\?\\"):
        return str(path)
    return "\\\\?\\UNC\\" + full[2:] if full.startswith("\\\\") else "\\\\?\\" + full


def _list(root: Remote, files: list[Place], skipped: list[Skipped]) -> None:
    """As `_walk`, for an address: a store lists all files at once and has no folders of its own."""
    found = dict(files_in(root))
    datasets = {PurePosixPath(name).parent for name in found if PurePosixPath(name).name == PACKAGE_FILE}
    left_out: dict[str, str] = {}
    for name, stamp in found.items():
        path = PurePosixPath(name)
        steps = [*reversed(path.parents)][1:]
        reasons = [(step, "набор данных, а не документы" if step in datasets else skip_reason(step.name)) for step in (*steps, path)]
        place, reason = next(((step, reason) for step, reason in reasons if name and reason), (path, None))
        if reason:
            left_out[root.at(str(place)).url] = reason
        else:
            files.append(root.at(name, stamp) if name else replace(root, stamp=stamp))
    skipped.extend(Skipped(url, reason) for url, reason in left_out.items())


def _walk(folder: Path, files: list[Place], skipped: list[Skipped]) -> None:
    for entry in sorted(os.scandir(system_path(folder)), key=lambda item: item.name):
        path = folder / entry.name
        if reason := skip_reason(entry.name):
            skipped.append(Skipped(shown(path), reason))
        elif entry.is_dir(follow_symlinks=False):
            _walk_subfolder(path, files, skipped)
        elif entry.is_file():
            files.append(path)
        else:
            skipped.append(Skipped(shown(path), "не файл и не папка (ссылка или устройство)"))


def _walk_subfolder(folder: Path, files: list[Place], skipped: list[Skipped]) -> None:
    if Path(system_path(folder / PACKAGE_FILE)).exists():
        skipped.append(Skipped(shown(folder), "набор данных, а не документы"))
        return
    try:
        _walk(folder, files, skipped)
    except OSError as error:
        skipped.append(Skipped(shown(folder), f"папка не открывается: {error.strerror or error}"))


@lru_cache(maxsize=1)
def _patterns() -> Sequence[tuple[str, str]]:
    entries = read_yaml(Path(__file__).with_name("skipped.yaml"))
    return [(entry["pattern"], entry["reason"]) for entry in entries]
