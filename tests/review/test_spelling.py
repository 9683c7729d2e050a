"""Slips: what is a word that can be judged, and what it may have meant."""

from __future__ import annotations

import pytest

from review.spelling import misprints, words_of


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param("повышение квалификации", ("повышение", "квалификации"), id="words"),
        pytest.param("план «выезд» Иванова", (), id="short, quoted, a name"),
        pytest.param("ж" * 1_000_000, (), id="letters without an end are no word: to try each slip of them would take hours"),
    ],
)
def test_words_that_can_be_judged(text: str, words: tuple[str, ...]) -> None:
    assert words_of(text) == words


def test_a_slip_means_the_word_beside_it() -> None:
    assert misprints(["организация работы", "план по огранизации"]) == {"огранизации": "организация"}
