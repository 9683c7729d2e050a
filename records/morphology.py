"""Russian morphology by pymorphy3, loaded once per process and cached word by word (its analyser is slow on repeats)."""

from __future__ import annotations

from functools import lru_cache

from pymorphy3 import MorphAnalyzer


@lru_cache(maxsize=1)
def analyzer() -> MorphAnalyzer:
    """The process's analyser; its dictionaries come with the package pymorphy3-dicts-ru, nothing is downloaded."""
    return MorphAnalyzer(lang="ru")


@lru_cache(maxsize=200_000)
def lemma(word: str) -> str:
    """The normal form of one word in lower case («организаций» → «организация»), «ё» written as «е»."""
    return str(analyzer().parse(word.lower())[0].normal_form).replace("ё", "е")


@lru_cache(maxsize=200_000)
def is_known(word: str) -> bool:
    """Whether the dictionary holds this word form (case does not matter)."""
    return bool(analyzer().word_is_known(word.lower()))
