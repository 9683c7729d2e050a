"""The catalogue where its disk is full or its file is none: what is told, and what stays."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from corpus.catalogue import FILE, Catalogue, CatalogueBroken, CatalogueNotWritten, Outcome
from corpus.versions import Versions

VERSIONS = Versions("e", "r", "o")


def _outcome(n: int, size: int = 10) -> Outcome:
    return Outcome(f"{n:016}", f"{n}.docx", 1, "ok", None, None, None, {}, b"x" * size, b"y", False, {})


@pytest.mark.parametrize(
    "write",
    [
        pytest.param(lambda catalogue: catalogue.record(_outcome(2, 10**7), VERSIONS), id="a document"),
        pytest.param(lambda catalogue: catalogue.plan(1, {f"{n:016}": ("none", ("p" * 1000,)) for n in range(1000)}), id="a publication"),
        pytest.param(lambda catalogue: catalogue.record_file("a", 1, 1, [("p" * 10**6, "d")]), id="a file"),
    ],
)
def test_a_full_disk_is_told_and_costs_nothing_that_was_saved(tmp_path: Path, write: Callable[[Catalogue], None]) -> None:
    catalogue = Catalogue(tmp_path)
    catalogue.record(_outcome(1), VERSIONS)
    catalogue.save()
    (pages,) = catalogue._db.execute("PRAGMA page_count").fetchone()
    catalogue._db.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(CatalogueNotWritten, match="место на диске"):
        write(catalogue)
    catalogue.close()
    again = Catalogue(tmp_path)
    assert (list(again.contents()), again.pending()) == ([f"{1:016}"], {f"{1:016}"})
    again.close()


def test_a_file_that_is_none_is_told(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(b"no database" * 100)
    with pytest.raises(CatalogueBroken, match="Удалите этот файл"):
        Catalogue(tmp_path)


def test_a_file_that_cannot_be_opened_is_not_called_broken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(sqlite3, "connect", full)
    with pytest.raises(CatalogueNotWritten, match="место на диске"):
        Catalogue(tmp_path)


def test_who_only_asks_never_makes_a_catalogue(tmp_path: Path) -> None:
    """In the moment in which a run puts a new folder in the dataset's place, its catalogue is not there yet: an empty one would stay."""
    with pytest.raises(sqlite3.OperationalError):
        Catalogue(tmp_path / "набор", reading=True).contents()
    assert list(tmp_path.iterdir()) == []
    Catalogue(tmp_path / "набор").close()
    known = Catalogue(tmp_path / "набор", reading=True)
    assert known.contents() == {}
    with pytest.raises(CatalogueNotWritten):
        known.record_file("а.docx", 1, 1, [])
    known.close()
