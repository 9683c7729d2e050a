"""Worker processes: every source has one outcome, also where a process dies over it."""

from __future__ import annotations

import os

import pytest

from corpus.sources import Source
from corpus.workers import read_all, worker_count


def _read(source: Source) -> str:
    if source.path == "crash":
        os._exit(3)
    return source.path.upper()


def _crashed(source: Source) -> str:
    return f"crashed {source.path}"


def _outcomes(names: list[str], workers: int) -> list[str]:
    return sorted(read_all(_read, _crashed, (Source(name, b"") for name in names), workers))


@pytest.mark.parametrize("workers", [1, 2])
def test_every_source_is_read_once(workers: int) -> None:
    names = [f"d{n:02}" for n in range(20)]
    assert _outcomes(names, workers) == [name.upper() for name in names]


@pytest.mark.parametrize("place", [0, 4, 9], ids=["first", "in the middle", "last"])
def test_a_process_that_dies_costs_its_document_only(place: int) -> None:
    names = [f"d{n}" for n in range(9)]
    expected = sorted([*(name.upper() for name in names), "crashed crash"])
    assert _outcomes([*names[:place], "crash", *names[place:]], 2) == expected


def test_nothing_to_read() -> None:
    assert _outcomes([], 2) == []


@pytest.mark.parametrize(("asked", "documents", "least", "most"), [(3, 1, 3, 3), (None, 1, 1, 1), (None, 10_000, 1, os.cpu_count() or 1)])
def test_as_many_workers_as_there_is_work(asked: int | None, documents: int, least: int, most: int) -> None:
    assert least <= worker_count(asked, documents) <= most
