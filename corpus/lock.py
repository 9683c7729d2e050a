"""One run at a time writes a dataset."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from records.errors import DorkartaError


class DatasetLocked(DorkartaError):
    code = "dataset_locked"


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Holds the dataset for one run. The lock is the system's own, so that a killed run leaves none behind.

    Its file lies beside the folder (the folder itself is replaced by renaming). Raises DatasetLocked where another run holds it.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    lock = FileLock(folder.with_name(f".{folder.name}.lock"))
    try:
        lock.acquire(timeout=0)
    except Timeout as error:
        raise DatasetLocked(f"В набор {folder} сейчас пишет другой запуск dorkarta. Дождитесь его конца и повторите команду.") from error
    try:
        yield
    finally:
        with suppress(OSError):  # Windows removes no file that is open; there it stays, empty
            Path(lock.lock_file).unlink()
        lock.release()
