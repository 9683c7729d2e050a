"""Layouts of the wild: each file in `layouts/` is a document in the notation of `conftest.py`, a line `=>`, and its reading.

`DORKARTA_REGENERATE=1 pytest tests/extract/recognise/test_layouts.py` writes the readings anew; look at the difference in git.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

LAYOUTS = sorted((Path(__file__).parent / "layouts").glob("*.txt"))


@pytest.mark.parametrize("path", LAYOUTS, ids=[path.stem for path in LAYOUTS])
def test_layout_is_read_as_its_file_says(path: Path, dumped: Callable[[str], str]) -> None:
    source, _, expected = path.read_text(encoding="utf-8").partition("\n=>\n")
    found = dumped(source)
    if os.environ.get("DORKARTA_REGENERATE"):
        path.write_text(f"{source}\n=>\n{found}\n", encoding="utf-8", newline="\n")
    assert found.split("\n") == expected.rstrip("\n").split("\n")


def test_there_are_layouts() -> None:
    assert len(LAYOUTS) >= 20
