"""Names of sheets: what Excel allows, each once."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from output.exports.names import sheet_names


@pytest.mark.parametrize(
    ("wanted", "names"),
    [
        (["1.1 Качество"], ["1.1 Качество"]),
        (["А", "а", "А"], ["А", "а (2)", "А (3)"]),
        (["План: [1] */?\\"], ["План 1"]),
        (["'план'"], ["план"]),
        (["", "  ", ":"], ["План", "План (2)", "План (3)"]),
        (["History"], ["History (2)"]),
        (["Содержание"], ["Содержание (2)"]),
        (["1.2 Система работы со школами с низкими результатами"], ["1.2 Система работы со школами…"]),
        (["1.2 Система работы со школами один"] * 2, ["1.2 Система работы со школами…", "1.2 Система работы со… (2)"]),
    ],
    ids=[
        "fits",
        "case does not count",
        "forbidden signs",
        "apostrophes",
        "nothing left",
        "reserved",
        "taken",
        "cut at a word",
        "cut twice",
    ],
)
def test_names_are_allowed_and_tell_what_they_can(wanted: list[str], names: list[str]) -> None:
    assert sheet_names(wanted, taken=["Содержание"]) == names


@given(st.lists(st.text(max_size=60), max_size=12))
def test_every_list_of_texts_gives_names_that_excel_takes(wanted: list[str]) -> None:
    names = sheet_names(wanted)
    assert len({name.casefold() for name in names}) == len(wanted)
    for name in names:
        assert 0 < len(name.encode("utf-16-le")) // 2 <= 31
        assert not re.search(r"[\[\]:*?/\\\x00-\x1f]", name)
        assert not name.startswith("'")
        assert not name.endswith("'")
