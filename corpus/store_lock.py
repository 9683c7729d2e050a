"""One run at a time writes a dataset in a store: an object that expires, made only where none is (`If-None-Match: *` in S3).

The run that holds it renews it while it works; one that was killed leaves it behind until it expires. Clocks of the machines must agree
to within a minute.
"""

from __future__ import annotations

import json
import os
import platform
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from threading import Event, Thread
from typing import Any

import psutil

from corpus.lock import DatasetLocked
from corpus.places import Remote, reaching

NAME = ".lock"
LIFETIME_SECONDS = 120.0
_RENEW_SECONDS = 30.0
_CLOCKS_SECONDS = 60.0


@dataclass(slots=True)
class StoreLock:
    """A lock that is held."""

    remote: Remote
    run: str = field(default_factory=lambda: uuid.uuid4().hex)
    _ended: Event = field(default_factory=Event)

    def check(self) -> None:
        """Raises DatasetLocked where another run has taken the lock: this one was asleep or without network for minutes."""
        holder = _read(self.remote) or {}
        if holder.get("run") != self.run:
            raise DatasetLocked(
                f"Этот запуск слишком долго не был на связи, и в набор {self.remote} теперь пишет другой. Дождитесь его "
                "конца и повторите команду."
            )

    def keep(self) -> None:
        """Renews the lock until `end`."""
        while not self._ended.wait(_RENEW_SECONDS):
            with suppress(Exception):  # the network may be back in a moment; `check` tells before anything is written
                self.check()
                self.write("overwrite")

    def write(self, mode: str) -> None:
        """Writes the lock; with mode `create` only where there is none. Raises FileExistsError."""
        holder = {"run": self.run, "host": platform.node(), "pid": os.getpid(), "until": time.time() + LIFETIME_SECONDS}
        with reaching(self.remote) as (store, path):
            try:
                store.pipe_file(f"{path}/{NAME}", json.dumps(holder).encode(), mode=mode)
            except OSError as error:
                if mode == "create" and _is_there(error):
                    raise _Held from error
                raise

    def end(self) -> None:
        """Gives the lock back, if it is still ours."""
        self._ended.set()
        with suppress(Exception):  # it expires by itself
            self.check()
            _remove(self.remote)


class _Held(DatasetLocked):
    """Somebody has the lock."""

    def __init__(self) -> None:
        super().__init__("")


@contextmanager
def store_locked(remote: Remote) -> Iterator[StoreLock]:
    """Holds the dataset at an address for one run. Raises DatasetLocked where another run holds it, and as `corpus.places.reaching`."""
    lock = StoreLock(remote)
    try:
        lock.write("create")
    except _Held as error:
        holder = _read(remote) or {}
        if not _is_over(holder):
            raise DatasetLocked(
                f"В набор {remote} сейчас пишет другой запуск dorkarta (машина {holder.get('host', '?')}). Дождитесь его конца и повторите "
                f"команду; если тот запуск был прерван, запись откроется через {LIFETIME_SECONDS + _CLOCKS_SECONDS:.0f} секунд."
            ) from error
        _remove(remote)
        lock.write("create")
    lock.check()
    Thread(target=lock.keep, daemon=True).start()
    try:
        yield lock
    finally:
        lock.end()


def _is_over(holder: dict[str, Any]) -> bool:
    """Whether a lock has expired, or its process on this machine is gone."""
    if time.time() > float(holder.get("until", 0)) + _CLOCKS_SECONDS:
        return True
    return bool(holder.get("host") == platform.node() and not psutil.pid_exists(int(holder["pid"])))


def _is_there(error: OSError) -> bool:
    return isinstance(error, FileExistsError) or "PreconditionFailed" in str(error) or "pre-conditions" in str(error)


def _read(remote: Remote) -> dict[str, Any] | None:
    with reaching(remote) as (store, path):
        try:
            found: dict[str, Any] = json.loads(store.cat_file(f"{path}/{NAME}"))
        except (FileNotFoundError, ValueError):
            return None
        return found


def _remove(remote: Remote) -> None:
    with reaching(remote) as (store, path), suppress(FileNotFoundError):
        store.rm_file(f"{path}/{NAME}")
