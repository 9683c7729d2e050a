"""Pages read so far, by all worker processes together: a scanned page takes seconds, so people must see pages move, not only documents."""

from __future__ import annotations

import ctypes
import multiprocessing
from typing import Any

_shared: Any = None  # a worker's own end of the parent's counter; None in a process that nobody watches


class PageCount:
    """A counter that the parent makes and every worker adds to."""

    def __init__(self) -> None:
        """The context is spawn's: its locks reach workers however they are started."""
        self.shared: Any = multiprocessing.get_context("spawn").Value(ctypes.c_ulonglong, 0)

    @property
    def value(self) -> int:
        """How many pages have been read."""
        return int(self.shared.value)


def adopt(shared: Any) -> None:
    """A worker takes the parent's counter (`PageCount.shared`, or None) as its own."""
    global _shared
    _shared = shared


def count_page(_done: int, _total: int) -> None:
    """Counts one page of whatever document this process reads (the readers' `on_page`)."""
    if _shared is not None:
        with _shared.get_lock():
            _shared.value += 1
