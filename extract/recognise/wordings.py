"""What a text looks like before anyone knows its column: a deadline, or a body that answers."""

from __future__ import annotations

import re

from extract.recognise.numbering import roman_value
from extract.recognise.vocabulary import lemmas, words
from records.morphology import analyzer

_NUMERIC_DATE = re.compile(r"\b(?:[0-2]?\d|3[01])\.(?:0?[1-9]|1[0-2])(?:\.\d{2,4})?\b|\b20\d\d\b")
_INITIAL = re.compile(r"(?<![^\W\d_])(?![IVXХ])[А-ЯЁ]\.")
_NAME = re.compile(r"[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?\s+[А-ЯЁ]\.\s?[А-ЯЁ]\.|[А-ЯЁ]\.\s?[А-ЯЁ]\.\s?[А-ЯЁ][а-яё]+")


def is_deadline(text: str) -> bool:
    """Whether a text is made of the words of deadlines and says when («до 1 мая», «ежегодно», «2022»)."""
    tokens = lemmas(text)
    explained = sum(_is_word_of_deadline(token) for token in tokens)
    return bool(tokens) and says_when(text) and explained >= 0.6 * len(tokens)


def is_made_of_deadline(text: str) -> bool:
    """Whether every word of a text is a word of deadlines (punctuation alone is met too)."""
    if _INITIAL.search(text):
        return False
    return all(_is_word_of_deadline(token) or roman_value(token.upper()) is not None for token in lemmas(text))


def says_when(text: str) -> bool:
    """Whether a text has a word or a date that alone makes it a deadline."""
    return any(token in words("deadline_strong") for token in lemmas(text)) or bool(_NUMERIC_DATE.search(text))


def _is_word_of_deadline(token: str) -> bool:
    return token.isdigit() or token in words("deadline")


def is_body(text: str) -> bool:
    """A text that opens with the noun of a body or a post, or names a person."""
    known = words("organs") | words("posts") | words("institutions") | words("answerers")
    first, second = (*lemmas(text)[:2], "", "")[:2]
    described = second in known and str(analyzer().parse(first)[0].tag.POS) == "ADJF"  # «Методический центр»
    return first in known or described or bool(_NAME.search(text))


def names_body(text: str) -> bool:
    """Whether a text has the noun of a body or a post, or a person's name, anywhere."""
    known = words("organs") | words("posts") | words("institutions")
    return bool(_NAME.search(text)) or any(token in known for token in lemmas(text) if len(token) > 1)
