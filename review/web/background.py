"""The work behind the page: files that people hand in are read, and documents are understood anew after decisions, one job at a time."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from records.errors import DorkartaError

_PAUSE = 0.3  # seconds in which further decisions join the same job
_RETRY = 3.0
_WAITS = "Набор обновляет другой запуск dorkarta. Решения сохранены; страница продолжит сама, когда он закончит."
_log = logging.getLogger("dorkarta.review")


class Told(Protocol):
    """Hears of each document read: how many there are, and how many are done."""

    def __call__(self, total: int, done: int) -> None: ...


Read = Callable[[Sequence[Path], Told], None]  # reads files into the dataset
Renew = Callable[[], object]  # brings the rows of documents up to date with the decisions


@dataclass(slots=True)
class Background:
    """`read` and `renew` are the pipeline's; they never run at the same time. `message`: what went wrong last, for people."""

    read: Read
    renew: Renew
    message: str = ""
    total: int = 0
    done: int = 0
    failed: dict[Path, str] = field(default_factory=dict)
    _files: list[Path] = field(default_factory=list)
    _reading: list[Path] = field(default_factory=list)
    _stale: bool = False
    _busy: bool = False
    _wake: threading.Condition = field(default_factory=threading.Condition)
    _stopped: bool = False
    _thread: threading.Thread | None = None

    def start(self) -> None:
        """Begins to work; once."""
        self._thread = threading.Thread(target=self._work, name="review", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Ends after the job that is under way."""
        with self._wake:
            self._stopped = True
            self._wake.notify_all()
        if self._thread:
            self._thread.join(30)

    def add(self, files: Sequence[Path]) -> None:
        """Files to read."""
        with self._wake:
            self._files += [file for file in files if file not in self._files and file not in self._reading]
            self._wake.notify_all()

    def decided(self) -> None:
        """Decisions were made: the dataset is behind them."""
        with self._wake:
            self._stale = True
            self._wake.notify_all()

    @property
    def waiting(self) -> list[Path]:
        """Files that are not read yet."""
        return [*self._reading, *self._files]

    @property
    def busy(self) -> bool:
        """Whether there is anything left to do."""
        return self._busy or self._stale or bool(self._files)

    def rest(self, seconds: float = 60) -> bool:
        """Waits until all is done, at most so long; whether it is."""
        end = time.monotonic() + seconds
        while self.busy and time.monotonic() < end:
            time.sleep(0.02)
        return not self.busy

    def _work(self) -> None:
        while True:
            with self._wake:
                self._wake.wait_for(lambda: self._stopped or self._stale or self._files)
                if self._stopped:
                    return
                self._busy = True
            time.sleep(_PAUSE)
            with self._wake:
                self._reading, self._files = self._files, []
                stale, self._stale = self._stale, False
            self.message = self._do(self._reading, stale)
            with self._wake:
                self._reading, self._busy = [], False

    def _do(self, files: list[Path], stale: bool) -> str:
        """One job, and what to tell people of it. The page lives on whatever happens: the decisions themselves are on the disk already."""
        try:
            self.total, self.done = len(files), 0
            if files:
                self.read(files, self._heard)
            if stale:
                self.renew()
        except DorkartaError as error:
            if error.code in ("dataset_locked", "dataset_busy"):  # another run will end
                self._again(files, stale)
                return _WAITS
            self.failed.update(dict.fromkeys(files, error.message))
            return error.message
        except Exception as error:  # noqa: BLE001 (the thread must go on; the person sees the message, the log the rest)
            _log.exception("background job of the review page failed")
            message = f"Ошибка программы: {error}. Решения сохранены; перезапустите dorkarta review."
            self.failed.update(dict.fromkeys(files, message))
            return message
        return ""

    def _again(self, files: list[Path], stale: bool) -> None:
        time.sleep(_RETRY)
        with self._wake:
            self._files += files
            self._stale = self._stale or stale

    def _heard(self, total: int, done: int) -> None:
        self.total, self.done = total, done
