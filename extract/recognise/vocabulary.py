"""The word lists beside this module (`*.yaml`), loaded once per process, and the lemmas of a text."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from records.morphology import lemma
from records.yaml_file import read_yaml

_TOKEN = re.compile(r"№|[^\W\d_]+|\d+")


@cache
def word_list(name: str) -> dict[str, Any]:
    """The content of `<name>.yaml` beside this module; callers must not change it."""
    content: dict[str, Any] = read_yaml(Path(__file__).parent / f"{name}.yaml")
    return content


@cache
def words(section: str) -> frozenset[str]:
    """One list of `words.yaml` as a set."""
    return frozenset(str(word) for word in word_list("words")[section])


@lru_cache(maxsize=4_000)
def lemmas(text: str) -> tuple[str, ...]:
    """Lemmas of the words of a text in order; digits and «№» are tokens of their own, punctuation is dropped."""
    return tuple([lemma(token) if token.isalpha() else token for token in _TOKEN.findall(text)])


def first_lemma(text: str) -> str:
    """The first of the `lemmas` of a text, which need not all be found for it; «» where it has none."""
    token = _TOKEN.search(text)
    return (lemma(token[0]) if token[0].isalpha() else token[0]) if token else ""


@cache
def alternatives(section: str) -> re.Pattern[str]:
    """A pattern that finds one of a list's phrases as whole words, whatever the case; group 1 is the phrase."""
    phrases = sorted((str(phrase) for phrase in word_list("words")[section]), key=len, reverse=True)
    joined = "|".join(r"\s+".join(map(re.escape, phrase.split())) for phrase in phrases)
    return re.compile(rf"(?<!\w)({joined})(?!\w)", re.IGNORECASE)
