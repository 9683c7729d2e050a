"""Words of a text for the term lists: letters or digits in one piece, with their place.

Not spaCy's tokens: its Russian rules keep «ГИА-9», «11(12)» and «1.Разработанный» in one piece, while a term list needs the
words inside them.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from records.morphology import analyzer, lemma

# Latin and Cyrillic letters: pymorphy3 raises ValueError on letters that Unicode has no name for.
_WORD = re.compile("[A-Za-z\u00c0-\u024f\u0400-\u052f]+|[0-9]+")
# Latin letters drawn like Cyrillic ones; capitals have more of them («BПР», «ШHОР»).
_LOOK_ALIKES = str.maketrans("aceopxykABCEHKMOPTXY", "асеорхукАВСЕНКМОРТХУ")
_CONTENT = frozenset({"NOUN", "INFN", "VERB"})


class Word(NamedTuple):
    """A word in lower case («ё» as «е») and its span in the text it was read from."""

    text: str
    start: int
    end: int


# Topic, results and the checker's rules ask for the words of the same cell; the cache holds the cells of some documents.
@lru_cache(maxsize=2_000)
def words(text: str) -> tuple[Word, ...]:
    """The words of `text` in order; punctuation is left out."""
    return tuple([Word(_plain(match[0]), match.start(), match.end()) for match in _WORD.finditer(text)])


@lru_cache(maxsize=200_000)
def _plain(word: str) -> str:
    """Lower case, «е» for «ё», Cyrillic letters for the Latin ones they are typed with («Cеминар», «BПР», the preposition «c»).

    A word with a Latin letter that looks like no Cyrillic one and without a Cyrillic letter is Latin («PISA»).
    """
    cyrillic = word.translate(_LOOK_ALIKES)
    is_latin = word.isascii() and any(letter.isascii() for letter in cyrillic)
    return (word if is_latin else cyrillic).lower().replace("ё", "е")


@lru_cache(maxsize=200_000)
def part_of_speech(word: str) -> str | None:
    """The OpenCorpora part of speech of a word's likeliest reading; None for what is no word of the dictionary."""
    part = analyzer().parse(word)[0].tag.POS
    return str(part) if part else None


@lru_cache(maxsize=200_000)
def cases(word: str) -> frozenset[str]:
    """The cases that a word form may stand in («справки»: nomn, gent, accs)."""
    return frozenset(str(parse.tag.case) for parse in analyzer().parse(word) if parse.tag.case)


@lru_cache(maxsize=200_000)
def is_plural(word: str) -> bool:
    """Whether a word's likeliest reading is plural."""
    return "plur" in analyzer().parse(word)[0].tag


def base(word: str) -> str | None:
    """The lemma by which a word answers a term; None for a full participle.

    pymorphy3 files «корректирующих» and «корректировать» under one lemma, but a participle qualifies a noun and does not act.
    """
    return None if part_of_speech(word) == "PRTF" else lemma(word)


def is_content(word: str) -> bool:
    """Whether a word can be the head of a phrase: a noun, a verb, or an abbreviation that the dictionary does not know."""
    if word.isdigit() or len(word) < 2:
        return False
    part = part_of_speech(word)
    return part is None or part in _CONTENT
