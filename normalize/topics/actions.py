"""The activity type of a title: its head action decides (labelling rule for `activity_type`, docs/topics.md).

A title is read from its first word. Light words («организация», «проведение») and people or places are passed over; a verb
that makes something waits for what it makes; the first action met decides. After `_PATIENCE` nouns that nobody knows the
reading stops, so that a word deep in a subordinate clause does not name the action.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any, Literal, NamedTuple

from normalize.topics.terms import Match, TermIndex
from normalize.topics.words import Word, is_content, words
from ontology.topics import activity_vocabulary

DEFAULT = "implementation"
_PATIENCE = 2
# «подготовка и проведение конкурса»: the wrapper stands beside the maker, not inside what is made.
_BESIDE = 2
_Kind = Literal["wrapper", "neutral", "maker", "head", "object"]


class _Meanings(NamedTuple):
    """What a term stands for: the type it tells in each of its parts."""

    wrapper: bool = False
    neutral: bool = False
    maker: str | None = None
    head: str | None = None
    object: str | None = None


class Action(NamedTuple):
    """An activity type and the words that decided; without evidence it is the default and a guess."""

    code: str
    evidence: tuple[str, ...] = ()


@lru_cache(maxsize=5_000)  # a title stands in many plans, and its type does not depend on them
def activity_type(title: str) -> Action:
    """The activity type of a title."""
    found = words(title)
    maker: Match[_Meanings] | None = None
    open_to_heads = True
    unknown = 0
    for step in _steps(found):
        if step is None:
            unknown += 1
            if unknown > _PATIENCE:
                break
            continue
        meaning = step.meaning
        made = meaning.object if maker or step.first == 0 or (unknown == 0 and not meaning.head and not meaning.neutral) else None
        decided = (meaning.head if open_to_heads else None) or made
        if decided:
            return Action(decided, _evidence(title, found, maker, step))
        if meaning.maker and maker is None:
            maker, open_to_heads = step, False
        elif meaning.wrapper and maker is not None:
            open_to_heads = open_to_heads or step.first - maker.last <= _BESIDE
    if maker is not None and maker.meaning.maker:
        return Action(maker.meaning.maker, _evidence(title, found, maker))
    return Action(DEFAULT)


def _evidence(title: str, found: Sequence[Word], *matches: Match[_Meanings] | None) -> tuple[str, ...]:
    return tuple(match.evidence(title, found) for match in matches if match is not None)


def _steps(found: Sequence[Word]) -> Iterator[Match[_Meanings] | None]:
    """The terms of a title in order, and None for each noun or verb that is no term."""
    position = 0
    for match in _index().find(found):
        yield from (None for word in found[position : match.first] if is_content(word.text))
        yield match
        position = match.last + 1
    yield from (None for word in found[position:] if is_content(word.text))


@lru_cache(maxsize=1)
def _index() -> TermIndex[_Meanings]:
    meanings: dict[str, _Meanings] = {}

    def add(terms: Sequence[str], **meaning: Any) -> None:
        for term in terms:
            meanings[term] = meanings.get(term, _Meanings())._replace(**meaning)

    vocabulary = activity_vocabulary()
    add(vocabulary.wrappers, wrapper=True)
    add(vocabulary.neutral, neutral=True)
    for maker in vocabulary.makers:
        add(maker.terms, maker=maker.type)
    for kind in vocabulary.types:
        add(kind.heads, head=kind.code)
        add(kind.objects, object=kind.code)
    return TermIndex(meanings.items())
