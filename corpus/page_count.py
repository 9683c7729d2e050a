"""Pages read so far, by all worker processes together: a scanned page takes seconds, so people must see pages move, not only documents."""

from __future__ import annotations

import ctypes
import multiprocessing
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

_told: Callable[[int, int], None] | None = None  # who follows the one document that this process reads
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

    def add(self, pages: int) -> None:
        """Counts pages that were read elsewhere."""
        with self.shared.get_lock():
            self.shared.value += pages


def adopt(shared: Any) -> None:
    """A worker takes the parent's counter (`PageCount.shared`, or None) as its own."""
    global _shared
    _shared = shared


@contextmanager
def followed(told: Callable[[int, int], None]) -> Iterator[None]:
    """While this lasts `told` hears of each page that this process reads: how many of how many of its document are done."""
    global _told
    _told = told
    try:
        yield
    finally:
        _told = None


def count_page(done: int, total: int) -> None:
    """Counts one page of whatever document this process reads (the readers' `on_page`)."""
    if _told is not None:
        _told(done, total)
    if _shared is not None:
        with _shared.get_lock():
            _shared.value += 1
