"""Two datasets of the same documents compared row by row."""

from __future__ import annotations

import copy
from pathlib import Path

import pytest

from corpus.catalogue import Outcome
from corpus.versions import Versions
from output.gain import differences
from output.noted import packed
from output.write import open_dataset, publish
from records.errors import UsageError

A = "a" * 16


def _dataset(folder: Path, rows) -> Path:
    catalogue = open_dataset(folder)
    facts = (A, "a.docx", 1, "ok", None, None, rows["documents"][0]["region_id"])
    catalogue.record(Outcome(*facts, {}, packed(rows), None, False, {}), Versions("1", "1", "1"))
    catalogue.record_file("a.docx", 1, 1, [("a.docx", A)])
    catalogue.save()
    publish(catalogue, folder)
    catalogue.close()
    return folder


def test_the_same_rows_differ_in_nothing(tmp_path: Path, rows_of) -> None:
    assert list(differences(_dataset(tmp_path / "1", rows_of(A)), _dataset(tmp_path / "2", rows_of(A)))) == []


@pytest.mark.parametrize("back", [False, True], ids=["there", "back"])
def test_rows_gained_lost_and_changed_are_named(tmp_path: Path, rows_of, back: bool) -> None:
    rows = rows_of(A)
    other = copy.deepcopy(rows)
    other["deadlines"][0]["kind"] = "unparsed"
    other["activities"][0]["title"] = "Иное"
    del other["results"][0]
    sides = [_dataset(tmp_path / "полно", rows), _dataset(tmp_path / "бедно", other)]
    found = {one.table: one.kind for one in differences(*(reversed(sides) if back else sides))}
    way = "gained" if back else "lost"
    assert found == {"deadlines": way, "activities": "changed", "results": way}


def test_a_folder_of_other_things_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="не набор"):
        list(differences(tmp_path, tmp_path))
