"""The type of one promised result, by its words outside quotation marks and brackets (`ontology/result_types.yaml`)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from normalize.topics.terms import TermIndex
from normalize.topics.words import Word, cases, is_content, part_of_speech, words
from ontology.topics import result_vocabulary

OUTCOME = "outcome"
PUBLICATION = "publication"
_SHORT_QUOTATION = 2
_PREDICATES = frozenset({"VERB", "PRTS"})
_ASIDE = re.compile(r"«[^«»]*»|\"[^\"]*\"|“[^”]*”|\([^()]*\)")
# A doing whose product is its own document: «проведён мониторинг» promises the analysis, not the event.
_STRONGER_THAN_EVENT = frozenset({"analytical_note", "training_completed"})


class _Meaning(NamedTuple):
    done: str | None = None
    posted: bool = False
    noun: str | None = None
    generic: bool = False


class Signal(NamedTuple):
    """What tells the type of a result: its code, the word that tells it (index among the words read), whether it is a thing named."""

    code: str
    word: int
    named: bool = False


def result_type(text: str) -> str:
    """The type of a result; `outcome` where no word tells another."""
    found = signal(text)
    return found.code if found else OUTCOME


@lru_cache(maxsize=20_000)
def signal(text: str) -> Signal | None:
    """The word that tells the type of a result, or None.

    A noun behind an unknown noun tells nothing («динамика отчётов»), a predicate does («20 педагогов повысили квалификацию»); a noun in
    the instrumental is who acts.
    """
    return _signal(words(outside_quotes(text))) or _signal(words(text))


def outside_quotes(text: str) -> str:
    """The text with bracketed and quoted stretches blanked, so that places stay the same; a short quotation («дорожная карта») stays."""
    return _ASIDE.sub(_blank, text)


def _blank(aside: re.Match[str]) -> str:
    if aside[0][0] != "(" and len(aside[0].split()) <= _SHORT_QUOTATION:
        return f" {aside[0][1:-1]} "
    return " " * len(aside[0])


def _signal(found: Sequence[Word]) -> Signal | None:
    position = 0
    doing: Signal | None = None
    posted: Signal | None = None
    subject_known = True
    for match in _index().find(found):
        meaning = match.meaning
        subject_known = subject_known and not any(_names(word) for word in found[position : match.first])
        position = match.last + 1
        if not subject_known and not (meaning.done and part_of_speech(found[match.first].text) in _PREDICATES):
            continue
        if meaning.posted:
            posted = posted or Signal(PUBLICATION, match.first)
        elif meaning.done and not posted:
            doing = doing or Signal(meaning.done, match.first)
            if doing.code == OUTCOME:
                return doing
        elif meaning.noun and not (posted and meaning.noun == PUBLICATION) and cases(found[match.last].text) != {"ablt"}:
            return _named(meaning, doing, posted, match.first, found)
    return doing or posted


def _named(meaning: _Meaning, doing: Signal | None, posted: Signal | None, word: int, found: Sequence[Word]) -> Signal:
    """The signal of a noun after what is said to be done with it: a posted order is an order, posted information a publication."""
    if doing and meaning.noun not in _STRONGER_THAN_EVENT:
        return doing
    if meaning.generic and (posted or any(match.meaning.posted for match in _index().find(found))):
        return Signal(PUBLICATION, word, named=True)
    return Signal(meaning.noun or OUTCOME, word, named=True)


def _names(word: Word) -> bool:
    return is_content(word.text) and len(word.text) > 2


@lru_cache(maxsize=1)
def _index() -> TermIndex[_Meaning]:
    meanings: dict[str, _Meaning] = {}

    def add(terms: Sequence[str], **meaning: Any) -> None:
        for term in terms:
            meanings[term] = meanings.get(term, _Meaning())._replace(**meaning)

    vocabulary = result_vocabulary()
    add(vocabulary.neutral)
    for kind in vocabulary.types:
        add(kind.done, done=kind.code)
        add(kind.posted, posted=True)
        add(kind.nouns, noun=kind.code)
        add(kind.generic, generic=True)
    return TermIndex(meanings.items())
