"""Characters become lines."""

from __future__ import annotations

import pytest

from extract.pdf.lines import line_of, lines_of
from extract.pdf.page import Char


def chars(text: str, x: float = 0, top: float = 0, size: float = 10, step: float = 5) -> list[Char]:
    return [Char(letter, x + index * step, top, x + index * step + 5, top + size) for index, letter in enumerate(text)]


@pytest.mark.parametrize(
    ("row", "text", "spaced"),
    [
        pytest.param(chars("один два"), "один два", False, id="drawn space"),
        pytest.param(chars("один "), "один", True, id="drawn space at the end"),
        pytest.param(chars("один") + chars("два", x=23), "один два", False, id="space inferred from a gap"),
        pytest.param(chars("ПРИКАЗ", step=9), "ПРИКАЗ", False, id="letters spread by character spacing"),
        pytest.param(list(reversed(chars("назад"))), "назад", False, id="drawn from right to left"),
        pytest.param(chars("Доля") + chars("1", x=20, top=-1, size=6), "Доля", False, id="note mark"),
        pytest.param(chars("5 м") + chars("2", x=15, top=-1, size=6), "5 м2", False, id="square metre is no note"),
    ],
)
def test_line(row: list[Char], text: str, spaced: bool) -> None:
    line = line_of(row)
    assert line is not None
    assert (line.text, line.spaced) == (text, spaced)


def test_letters_printed_twice_make_a_bold_letter() -> None:
    line = line_of([*chars("срок"), *chars("срок", x=0.4)])
    assert line is not None
    assert (line.text, line.bold) == ("срок", True)


def test_blank_characters_make_no_line() -> None:
    assert lines_of(chars("   ")) == []


def test_lines_from_top_to_bottom_whatever_the_order() -> None:
    assert [line.text for line in lines_of([*chars("вторая", top=12), *chars("первая")])] == ["первая", "вторая"]


def test_the_first_unit_ends_at_a_space_or_behind_a_hyphen() -> None:
    (line,) = lines_of(chars("онлайн-урок по теме"))
    assert line.unit == 35
