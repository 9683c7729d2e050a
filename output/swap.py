"""A folder is replaced by a new one at once, so that no reader ever sees half of it.

The new folder is written whole beside the old one and takes its place by renaming. A kill at any moment leaves the old
folder or the new one; a swap cut short between its two renames is finished by the next run. Programs that have files of the
old folder open keep reading the old rows. Where the system forbids renaming a folder with open files (Windows), the run
waits a little, then keeps both folders and says where the new one lies.
"""

from __future__ import annotations

import os
import shutil
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from corpus.decisions import FILE as DECISIONS
from corpus.decisions import alone
from records.errors import DorkartaError

_RENAME_TRIES = 12


class DatasetBusy(DorkartaError):
    code = "dataset_busy"


@contextmanager
def staging(folder: Path) -> Iterator[Path]:
    """A new empty folder beside `folder`; it takes its place when the block ends well and is removed when it does not.

    Raises DatasetBusy where another program keeps files of the old folder open.
    """
    new = folder.with_name(f"{_prefix(folder)}{uuid.uuid4().hex[:12]}")
    new.mkdir(parents=True)
    try:
        yield new
    except BaseException:
        shutil.rmtree(new, ignore_errors=True)
        raise
    _swap(new, folder)


def link(source: Path, target: Path) -> None:
    """Puts an unchanged file into the new folder without writing it again."""
    try:
        os.link(source, target)
    except OSError:  # a file system without links (FAT, some shares)
        shutil.copyfile(source, target)


def _swap(new: Path, folder: Path) -> None:
    with alone(folder):  # nobody adds a decision while the folders change places
        if (folder / DECISIONS).exists() and not (new / DECISIONS).exists():
            link(folder / DECISIONS, new / DECISIONS)
        _replace(new, folder)


def _replace(new: Path, folder: Path) -> None:
    old = _old(folder)
    if folder.exists():
        try:
            _rename(folder, old)
        except OSError as error:
            waiting = folder.with_name(f"{folder.name}-{time.strftime('%Y%m%d-%H%M%S')}")
            new.rename(waiting)
            raise DatasetBusy(
                f"Набор данных {folder} открыт в другой программе, заменить его нельзя. Новый набор записан целиком в {waiting}: "
                "закройте программу и повторите команду или пользуйтесь новой папкой."
            ) from error
    _rename(new, folder)
    _bring_over(old, folder)


def _rename(source: Path, target: Path) -> None:
    for attempt in range(_RENAME_TRIES):
        try:
            source.rename(target)
            return
        except PermissionError:  # Windows: a file of the folder is open; antivirus programs let go after a moment
            if attempt == _RENAME_TRIES - 1:
                raise
            time.sleep(0.05 * 2 ** min(attempt, 4))


def _bring_over(old: Path, folder: Path) -> None:
    """Files that people keep beside the tables (a report, notes) move to the new folder; then the old one goes."""
    if not old.exists():
        return
    for entry in old.iterdir():
        if not (folder / entry.name).exists():
            shutil.move(entry, folder / entry.name)
    shutil.rmtree(old, ignore_errors=True)


def recover(folder: Path) -> None:
    """Finishes a swap that a kill cut short, and removes what killed runs left behind. Call it under the dataset's lock."""
    old = _old(folder)
    if old.exists() and not folder.exists():
        old.rename(folder)
    elif old.exists():
        _bring_over(old, folder)
    if folder.parent.is_dir():
        for stale in folder.parent.iterdir():
            if stale.name.startswith(_prefix(folder)):
                shutil.rmtree(stale, ignore_errors=True)


def _old(folder: Path) -> Path:
    return folder.with_name(f".{folder.name}.old")


def _prefix(folder: Path) -> str:
    return f".{folder.name}.new-"
