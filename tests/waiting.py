"""Waiting for what other processes and threads do: for the event itself, never for a time in which it should have happened.

The limit ends a test that hangs; it is no measure of anything, since a busy machine may stand still for half a minute.
"""

from __future__ import annotations

import time
from collections.abc import Callable

import psutil

PATIENCE = 300  # seconds


def until(is_so: Callable[[], object], seconds: float = PATIENCE) -> None:
    """Waits until the answer is yes."""
    end = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.02)


def has_ended(process: int) -> bool:
    """Whether a process is gone, by its id; one whose end nobody has asked for yet (a zombie) has ended too. Asked in one call: it may end
    between two."""
    try:
        return bool(psutil.Process(process).status() == psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return True
