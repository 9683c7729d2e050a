"""The labelled cells of the two real documents: every one of them, all columns."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from normalize.deadlines import read_deadline
from records.meaning import DeadlineContext

COLUMNS = (
    "label",
    "raw",
    "kind",
    "timex3",
    "edtf",
    "rrule",
    "duration",
    "extent",
    "bound",
    "times",
    "at_least",
    "condition_kind",
    "condition",
)


@pytest.mark.gold
def test_every_labelled_cell_is_right(data: Path) -> None:
    lines = (data / "gold" / "deadlines.jsonl").read_text(encoding="utf-8").splitlines()
    cells = [json.loads(line) for line in lines]
    wrong = []
    for cell in cells:
        wanted = [{name: item[name] for name in COLUMNS} for item in cell["items"]]
        read = [{name: getattr(item, name) for name in COLUMNS} for item in read_deadline(cell["text"], DeadlineContext())]
        if wanted != read:
            wrong.append((cell["text"], wanted, read))
    assert cells
    assert wrong == []
