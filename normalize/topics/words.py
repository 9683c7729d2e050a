"""Words of a text for the term lists: letters or digits in one piece, with their place.

Not spaCy's tokens: its Russian rules keep «ГИА-9», «11(12)» and «1.Разработанный» in one piece, while a term list needs the
words inside them.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from records.morphology import analyzer, lemma

_WORD = re.compile(r"[^\W\d_]+|\d+")
_CONTENT = frozenset({"NOUN", "INFN", "VERB"})


class Word(NamedTuple):
    """A word in lower case («ё» as «е») and its span in the text it was read from."""

    text: str
    start: int
    end: int


def words(text: str) -> list[Word]:
    """The words of `text` in order; punctuation is left out."""
    return [Word(match[0].lower().replace("ё", "е"), match.start(), match.end()) for match in _WORD.finditer(text)]


@lru_cache(maxsize=200_000)
def base(word: str) -> str | None:
    """The lemma by which a word answers a term; None for a full participle.

    pymorphy3 files «корректирующих» and «корректировать» under one lemma, but a participle qualifies a noun and does not act.
    """
    part = analyzer().parse(word)[0].tag.POS
    return None if part == "PRTF" else lemma(word)


@lru_cache(maxsize=200_000)
def is_content(word: str) -> bool:
    """Whether a word can be the head of a phrase: a noun, a verb, or an abbreviation that the dictionary does not know."""
    if word.isdigit() or len(word) < 2:
        return False
    part = analyzer().parse(word)[0].tag.POS
    return part in _CONTENT or part is None
