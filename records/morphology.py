"""Russian morphology by pymorphy3, loaded once per process and cached word by word (its analyser is slow on repeats)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Any

import pymorphy3_dicts_ru  # type: ignore[import-untyped]
from pymorphy3 import MorphAnalyzer

_RUSSIAN = re.compile("[а-яё -~]*", re.IGNORECASE)
_PARSES = 20_000  # about 2 KB each


class _Analyzer(MorphAnalyzer):  # type: ignore[misc] # pymorphy3 has no types
    """pymorphy3 asks Unicode for the names of letters and raises on those that have none; to us they are unknown marks.

    Each word is analysed once while the cache holds it: recognition asks for the words of a line again and again.
    """

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.parse = lru_cache(maxsize=_PARSES)(self._parse)

    def _parse(self, word: str) -> tuple[Any, ...]:
        return tuple(super().parse(word if _is_readable(word) else "".join(c if _is_readable(c) else "?" for c in word)))


@lru_cache(maxsize=1)
def analyzer() -> MorphAnalyzer:
    """The process's analyser; its dictionaries come with the package pymorphy3-dicts-ru, nothing is downloaded. Left to itself it would
    search all installed packages for dictionaries.

    Its `parse` answers any string.
    """
    return _Analyzer(path=pymorphy3_dicts_ru.get_path(), lang="ru")


@lru_cache(maxsize=200_000)
def lemma(word: str) -> str:
    """The normal form of one word in lower case («организаций» → «организация»), «ё» written as «е».

    Any string is answered: what pymorphy3 cannot read is its own normal form.
    """
    lower = word.lower()
    normal = str(analyzer().parse(lower)[0].normal_form) if _is_readable(lower) else lower
    return normal.replace("ё", "е")


@lru_cache(maxsize=200_000)
def is_known(word: str) -> bool:
    """Whether the dictionary holds this word form (case does not matter); False for what pymorphy3 cannot read."""
    lower = word.lower()
    return _is_readable(lower) and bool(analyzer().word_is_known(lower))


def forms(word: str) -> Iterator[str]:
    """Every form of a word that the dictionary holds, by its likeliest reading: the words of pymorphy3's `lexeme`, without a record for
    each of them (vocabularies ask for ten thousand)."""
    _, found, paradigm, index = analyzer().parse(word)[0].methods_stack[0]
    dictionary = analyzer().dictionary
    stem = dictionary.build_stem(dictionary.paradigms[paradigm], index, found)
    return (f"{prefix}{stem}{ending}" for prefix, ending in _endings(paradigm))


@cache  # some thousand paradigms are all that the dictionary has
def _endings(paradigm: int) -> tuple[tuple[str, str], ...]:
    return tuple((prefix, ending) for prefix, _, ending in analyzer().dictionary.build_paradigm_info(paradigm))


def _is_readable(word: str) -> bool:
    """Whether pymorphy3 takes the word: it asks Unicode for the names of letters, and raises on those that have none
    (Tangut and half a surrogate pair, as a damaged font yields)."""
    return bool(_RUSSIAN.fullmatch(word)) or all(unicodedata.name(character, "") for character in word)
