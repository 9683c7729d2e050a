"""Texts compared word by word."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from output.diff.words import Piece, word_diff, year_shift

TEXT = st.text(alphabet="абв 2021.,-\n", max_size=40)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("семинар учителей", "вебинар учителей", [("removed", "семинар"), ("added", "вебинар"), ("kept", " учителей")]),
        ("отчёт", "отчёт школ", [("kept", "отчёт "), ("added", "школ")]),
        ("2021г.", "2022г.", [("removed", "2021"), ("added", "2022"), ("kept", "г.")]),
        ("", "план", [("added", "план")]),
        ("план", "", [("removed", "план")]),
        ("план", "план", [("kept", "план")]),
        ("", "", []),
        (
            "о мерах по питанию",
            "о ходе работ по питанию",
            [("kept", "о "), ("removed", "мерах"), ("added", "ходе работ"), ("kept", " по питанию")],
        ),
    ],
    ids=["a word", "a word more", "a year without a space", "nothing before", "nothing after", "the same", "nothing", "two words for one"],
)
def test_pieces(old: str, new: str, expected: list[tuple[str, str]]) -> None:
    assert word_diff(old, new) == tuple(Piece(*one) for one in expected)


@given(TEXT, TEXT)
def test_pieces_give_both_texts_back(old: str, new: str) -> None:
    pieces = word_diff(old, new)
    assert letters("".join(piece.text for piece in pieces if piece.fate != "added")) == letters(old)
    assert letters("".join(piece.text for piece in pieces if piece.fate != "removed")) == letters(new)


def letters(text: str) -> str:
    """A text without its spaces."""
    return "".join(text.split())


@pytest.mark.parametrize(
    ("old", "new", "shift"),
    [
        ("май 2021", "май 2022", 1),
        ("2021-2022 годы", "2023-2024 годы", 2),
        ("май 2021", "июнь 2022", None),
        ("май 2021", "май 2021", None),
        ("май", "май", None),
        ("2021 и 2022", "2022 и 2024", None),
        ("кабинет 2021а", "кабинет 2022а", 1),
    ],
    ids=["one year", "two years", "the month too", "nothing", "no years", "unevenly", "a letter behind"],
)
def test_years_that_moved(old: str, new: str, shift: int | None) -> None:
    assert year_shift(old, new) == shift
