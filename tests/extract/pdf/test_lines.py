"""Characters become lines."""

from __future__ import annotations

import pytest

from extract.pdf.lines import line_of, lines_of
from extract.pdf.page import Run


def runs(text: str, x: float = 0, top: float = 0, size: float = 10, step: float = 5) -> list[Run]:
    return [Run(letter, x + index * step, top, x + index * step + 5, top + size) for index, letter in enumerate(text)]


@pytest.mark.parametrize(
    ("row", "text", "spaced"),
    [
        pytest.param(runs("один два"), "один два", False, id="drawn space"),
        pytest.param(runs("один "), "один", True, id="drawn space at the end"),
        pytest.param(runs("один") + runs("два", x=23), "один два", False, id="space inferred from a gap"),
        pytest.param(runs("ПРИКАЗ", step=9), "ПРИКАЗ", False, id="letters spread by character spacing"),
        pytest.param(list(reversed(runs("назад"))), "назад", False, id="drawn from right to left"),
        pytest.param(runs("Доля") + runs("1", x=20, top=-1, size=6), "Доля", False, id="note mark"),
        pytest.param(runs("5 м") + runs("2", x=15, top=-1, size=6), "5 м2", False, id="square metre is no note"),
    ],
)
def test_line(row: list[Run], text: str, spaced: bool) -> None:
    line = line_of(row)
    assert line is not None
    assert (line.text, line.spaced) == (text, spaced)


def test_letters_printed_twice_make_a_bold_letter() -> None:
    line = line_of([*runs("срок"), *runs("срок", x=0.4)])
    assert line is not None
    assert (line.text, line.bold) == ("срок", True)


def test_blank_characters_make_no_line() -> None:
    assert lines_of(runs("   ")) == []


def test_lines_from_top_to_bottom_whatever_the_order() -> None:
    assert [line.text for line in lines_of([*runs("вторая", top=12), *runs("первая")])] == ["первая", "вторая"]


def test_the_first_unit_ends_at_a_space_or_behind_a_hyphen() -> None:
    (line,) = lines_of(runs("онлайн-урок по теме"))
    assert line.unit == 35


@pytest.mark.parametrize(("text", "wide"), [("и, школа", False), ("ю, школа", True)], ids=["narrow letter", "wide letter"])
def test_room_that_the_first_letter_needs(text: str, wide: bool) -> None:
    """A word drawn as one piece gives only its mean letter, which a comma makes narrow."""
    line = line_of([Run(text, 0, 0, 40, 10)])
    assert line is not None
    assert (line.lead > 7) is wide
