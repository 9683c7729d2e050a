"""A dataset at an address (`s3://bucket/dataset`): the run works on a copy on this machine and publishes what has changed.

A store can't rename, so every file of the dataset has the hash of its content in its name there (`activities/RU-NIZ-3fa9c2d1.parquet`). New
files are uploaded first; then `datapackage.json`, which lists the files of this state under `files`, is put in the old one's place with one
request; then the files of the old state are deleted. Whoever reads by that list sees the old state or the new one. The copy stays on the
machine: the next run gets only what others have changed, and what a killed run had read but not published is not lost.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from filelock import FileLock

from corpus.catalogue import FILE as CATALOGUE_FILE
from corpus.places import Place, Remote, reaching
from corpus.store_lock import NAME as LOCK
from corpus.store_lock import StoreLock, store_locked
from ontology.user import folder as user_folder
from output.package import NAME
from output.write import PACKAGE_FILE, PUBLICATION_FILE
from records.errors import DorkartaError, UsageError

_BASE = "base.json"
_HASH_DIGITS = 8
_OURS = re.compile(r"(?:\w+/[^/]+-[0-9a-f]{8}\.parquet|catalogue-[0-9a-f]{8}\.sqlite|\.publication-[0-9a-f]{8})")


class CopyBroken(DorkartaError):
    code = "copy_broken"


@dataclass(frozen=True, slots=True)
class _File:
    """A file of the dataset: its name here, its object's name there, the SHA-256 of its content."""

    name: str
    path: str
    hash: str


@contextmanager
def working_copy(place: Place) -> Iterator[tuple[Path, Callable[[], None]]]:
    """The folder to work in for one run, and what publishes its state. For a path that is the folder itself, and there is nothing to do.

    Raises DatasetLocked, UsageError and StoreUnreachable.
    """
    if isinstance(place, Path):
        yield place.resolve(), lambda: None
        return
    mirror = Mirror(place, _home(place))
    with store_locked(place) as lock:
        mirror.pull()
        mirror.sweep()
        yield mirror.folder, lambda: mirror.push(lock)


def local_copy(place: Place, *, required: bool = True) -> Path:
    """The folder of a dataset, to be read; of one at an address, the copy on this machine, brought up to date. Raises UsageError where no
    dataset is at the address (unless it is not `required`), StoreUnreachable."""
    if isinstance(place, Path):
        return place
    mirror = Mirror(place, _home(place))
    if required and mirror.published() is None:
        raise UsageError(f"По адресу {place} нет набора данных. Укажите адрес, по которому его записала команда dorkarta run.")
    mirror.pull()
    return mirror.folder


def _home(remote: Remote) -> Path:
    return user_folder() / "datasets" / hashlib.sha256(remote.url.encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Mirror:
    """A dataset at an address and its copy in `home`; `base.json` there is the published state that the copy has grown from."""

    remote: Remote
    home: Path

    @property
    def folder(self) -> Path:
        """The copy: a dataset like any other."""
        return self.home / "dataset"

    def published(self) -> str | None:
        """The list of the state in place, as text; None where there is no dataset. Raises UsageError where something else is there."""
        with reaching(self.remote) as (store, path):
            store.invalidate_cache()
            try:
                text: str = store.cat_file(f"{path}/{PACKAGE_FILE}").decode()
            except FileNotFoundError:
                text = ""
            others = [] if text else [name for name in self._there() if name != LOCK and not _OURS.fullmatch(name)]
        if (text and json.loads(text).get("name") != NAME) or others:
            raise UsageError(f"По адресу {self.remote} лежат файлы, и это не набор данных dorkarta. Укажите новый или пустой адрес.")
        return text or None

    def pull(self) -> None:
        """Makes the copy what is published, unless it has grown from that very state."""
        self.home.mkdir(parents=True, exist_ok=True)
        with self._alone():
            text, base = self.published(), self._base()
            if (text == base and self.folder.is_dir()) or (text is None and base is None):
                return
            new = self.home / "new"
            shutil.rmtree(new, ignore_errors=True)
            if text is not None:
                self._fetch(json.loads(text), new)
            (self.home / _BASE).unlink(missing_ok=True)  # a kill from here on: the copy is of no known state, and is made anew
            shutil.rmtree(self.folder, ignore_errors=True)
            if text is not None:
                new.rename(self.folder)
                (self.home / _BASE).write_text(text, encoding="utf-8", newline="\n")

    def push(self, lock: StoreLock) -> None:
        """Publishes the copy: all of it, or nothing that a reader of the list would see."""
        package = json.loads((self.folder / PACKAGE_FILE).read_text(encoding="utf-8"))
        before = _files(self._base())
        files = {file.path: file for file in map(self._file, self._names())}
        if files == before:
            return
        lock.check()
        new = [file for path, file in files.items() if before.get(path) != file]
        package["files"] = [{"name": file.name, "path": path, "hash": f"sha256:{file.hash}"} for path, file in sorted(files.items())]
        text = json.dumps(package, ensure_ascii=False, indent=2) + "\n"
        with reaching(self.remote) as (store, path):
            store.put([os.fspath(self.folder / file.name) for file in new], [f"{path}/{file.path}" for file in new])
            with self._alone():
                lock.check()
                store.pipe_file(f"{path}/{PACKAGE_FILE}", text.encode())
                (self.home / _BASE).write_text(text, encoding="utf-8", newline="\n")
        self._remove([path for path in before if path not in files])

    def sweep(self) -> None:
        """Removes what a killed run has uploaded and not published; call it under the lock."""
        listed = _files(self._base())
        self._remove([name for name in self._there() if _OURS.fullmatch(name) and name not in listed])

    def _there(self) -> list[str]:
        """All objects at the address, by their names in the dataset."""
        with reaching(self.remote) as (store, path):
            return [name[len(path) :].strip("/") for name in store.find(path)]

    def _remove(self, names: list[str]) -> None:
        if names:
            with reaching(self.remote) as (store, path):
                store.rm([f"{path}/{name}" for name in names])

    def _fetch(self, package: dict[str, Any], new: Path) -> None:
        """Writes the published state into an empty folder; files that are here already are linked."""
        listed = [_File(one["name"], one["path"], one["hash"].removeprefix("sha256:")) for one in package.pop("files", [])]
        if bad := [file.name for file in listed if PurePosixPath(file.name).is_absolute() or ".." in PurePosixPath(file.name).parts]:
            raise CopyBroken(f"В списке файлов набора {self.remote} имя, которое ведёт за его пределы: {bad[0]}. Набор испорчен.")
        new.mkdir(parents=True)
        missing = []
        for file in listed:
            (new / file.name).parent.mkdir(parents=True, exist_ok=True)
            here = self.folder / file.name
            if here.is_file() and _hash(here) == file.hash:
                shutil.copyfile(here, new / file.name)
            else:
                missing.append(file)
        with reaching(self.remote) as (store, path):
            store.get([f"{path}/{file.path}" for file in missing], [os.fspath(new / file.name) for file in missing])
        for file in missing:
            if _OURS.fullmatch(file.path) and _hash(new / file.name) != file.hash:
                raise CopyBroken(f"Файл {self.remote}/{file.path} пришёл не целиком или изменён. Повторите команду.")
        (new / PACKAGE_FILE).write_text(json.dumps(package, ensure_ascii=False, indent=2) + "\n", encoding="utf-8", newline="\n")

    def _names(self) -> Iterator[str]:
        for file in sorted(self.folder.rglob("*")):
            if file.is_file() and file.name != PACKAGE_FILE and not file.name.startswith(f"{CATALOGUE_FILE}-"):
                yield file.relative_to(self.folder).as_posix()

    def _file(self, name: str) -> _File:
        """What people and logs keep in the folder keeps its name; what must change all at once is named by its content."""
        digest, path = _hash(self.folder / name), PurePosixPath(name)
        if path.suffix == ".parquet" or name in (CATALOGUE_FILE, PUBLICATION_FILE):
            path = path.with_name(f"{path.stem}-{digest[:_HASH_DIGITS]}{path.suffix}")
        return _File(name, path.as_posix(), digest)

    def _base(self) -> str | None:
        try:
            return (self.home / _BASE).read_text(encoding="utf-8")
        except FileNotFoundError:
            return None

    def _alone(self) -> FileLock:
        """Programs of this machine that read the dataset while a run publishes it."""
        return FileLock(self.home / ".lock")


def _files(text: str | None) -> Mapping[str, _File]:
    found = json.loads(text).get("files", []) if text else []
    return {one["path"]: _File(one["name"], one["path"], one["hash"].removeprefix("sha256:")) for one in found}


def _hash(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
