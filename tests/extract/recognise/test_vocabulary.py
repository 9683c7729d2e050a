"""The word lists: every list is used, every entry is read as it was meant."""

from __future__ import annotations

from pathlib import Path

import pytest

import extract.recognise
from extract.recognise.headings import roles_in
from extract.recognise.vocabulary import word_list
from records.morphology import lemma

CODE = "".join(path.read_text(encoding="utf-8") for path in Path(extract.recognise.__file__).parent.glob("*.py"))


@pytest.mark.parametrize("name", word_list("words"))
def test_every_list_is_used(name: str) -> None:
    assert f'"{name}"' in CODE


@pytest.mark.parametrize("name", ["section_words", "chapter_words", "months", "territories", "act_kinds", "order_kinds", "approval_heads"])
def test_lists_that_are_compared_with_lemmas_hold_lemmas(name: str) -> None:
    assert [word for word in word_list("words")[name] if lemma(word) != word] == []


@pytest.mark.parametrize(
    ("role", "phrase"), [(role, str(phrase)) for role, phrases in word_list("headers")["roles"].items() for phrase in phrases]
)
def test_every_heading_of_the_list_has_its_role(role: str, phrase: str) -> None:
    assert roles_in(phrase) == (role,)
