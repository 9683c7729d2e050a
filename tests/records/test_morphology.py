"""Lemmas for any string: a damaged PDF yields letters that Unicode has no name for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from records.morphology import analyzer, forms, is_known, lemma

NAMELESS_LETTER, HALF_A_SURROGATE, PRIVATE_USE = "\U00017000", "\ud800", "\ue000"


@pytest.mark.parametrize(
    ("word", "expected", "known"),
    [
        pytest.param("Организаций", "организация", True, id="a form"),
        pytest.param("Учёта", "учет", True, id="ё as е"),
        pytest.param("ЦНППМ", "цнппм", False, id="not in the dictionary"),
        pytest.param("", "", False, id="empty"),
        pytest.param(NAMELESS_LETTER, NAMELESS_LETTER, False, id="a letter without a name"),
        pytest.param(f"Ё{HALF_A_SURROGATE}", f"е{HALF_A_SURROGATE}", False, id="half a surrogate pair"),
        pytest.param(PRIVATE_USE, PRIVATE_USE, False, id="private use"),
    ],
)
def test_a_word(word: str, expected: str, known: bool) -> None:
    assert (lemma(word), is_known(word)) == (expected, known)


@given(st.text(st.characters(), max_size=20))
def test_any_string_is_answered(word: str) -> None:
    assert isinstance(lemma(word), str)
    assert isinstance(is_known(word), bool)


@pytest.mark.parametrize("word", ["\U00017000абв", "\ud800", "школ"], ids=["letter without a name", "half a surrogate", "a word"])
def test_the_analyser_itself_answers_any_string(word: str) -> None:
    assert analyzer().parse(word)


@pytest.mark.parametrize("word", ["школами", "тёплые", "методистов", "проведя", "наилучший"])
def test_forms_are_those_of_the_lexeme(word: str) -> None:
    assert list(forms(word)) == [form.word for form in analyzer().parse(word)[0].lexeme]
