"""The lists of `ontology/subjects.yaml` and `ontology/activity_types.yaml` made searchable, once in a process."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from functools import lru_cache

from normalize.topics.terms import TermIndex
from normalize.topics.words import part_of_speech, words
from ontology.subjects import subject_vocabulary
from ontology.topics import activity_vocabulary

# Parts of speech that say nothing of a subject: an activity is named by nouns, and participles belong to the officialese around them.
_SILENT = frozenset({"PREP", "CONJ", "PRCL", "NPRO", "INTJ", "NUMR", "PRED", "ADVB", "COMP", "VERB", "INFN", "PRTF", "PRTS", "GRND"})


_GAP = "..."


class Kind(Enum):
    """What a term that is no subject is: words that say nothing, words of what is done, those of them that name a kind of event or product,
    and what opens the explaining part of a title."""

    BOILERPLATE = "boilerplate"
    ACTION = "action"
    FORM = "form"
    TAIL = "tail"


@lru_cache(maxsize=1)
def plain() -> TermIndex[Kind]:
    """All terms that are no subject, with their kind: one search instead of four; the longer term says which it is."""
    light = dict.fromkeys(_light(), Kind.ACTION)
    forms = dict.fromkeys(_forms(), Kind.FORM)
    known = subject_vocabulary()
    said = dict.fromkeys(known.boilerplate, Kind.BOILERPLATE) | dict.fromkeys(known.tails, Kind.TAIL)
    terms = forms | light | said
    return TermIndex((term, kind) for term, kind in terms.items() if _GAP not in term)  # what stands in a gap is a subject


@lru_cache(maxsize=1)
def concepts() -> TermIndex[str]:
    """Terms → code of the concept."""
    return TermIndex((term, concept.code) for concept in subject_vocabulary().concepts for term in concept.terms)


@lru_cache(maxsize=1)
def broader() -> dict[str, str]:
    """Code of a concept → code of the one that it is a part of."""
    return {concept.code: concept.broader for concept in subject_vocabulary().concepts if concept.broader}


@lru_cache(maxsize=1)
def deeds() -> TermIndex[str]:
    """Terms → what is done."""
    return TermIndex((term, code) for code, deed in subject_vocabulary().deeds.items() for term in deed.terms)


@lru_cache(maxsize=1)
def audiences() -> TermIndex[str]:
    """Terms → who takes part."""
    return TermIndex((term, audience) for audience, terms in subject_vocabulary().audiences.items() for term in terms)


@lru_cache(maxsize=1)
def disciplines() -> TermIndex[str]:
    """Terms → subject taught."""
    return TermIndex((term, discipline) for discipline, terms in subject_vocabulary().disciplines.items() for term in terms)


@lru_cache(maxsize=1)
def projects() -> TermIndex[str]:
    """Spellings → name of the project as shown."""
    known = subject_vocabulary().projects
    return TermIndex(
        (" ".join(word.text for word in words(spelling)), shown) for shown, spellings in known.items() for spelling in spellings
    )


@lru_cache(maxsize=1)
def generic() -> frozenset[str]:
    """Codes of the concepts that alone make no match."""
    return frozenset(concept.code for concept in subject_vocabulary().concepts if concept.generic)


@lru_cache(maxsize=200_000)
def is_silent(word: str) -> bool:
    """Whether a word says nothing of a subject by its part of speech."""
    return word.isdigit() or len(word) < 2 or part_of_speech(word) in _SILENT


def _light() -> Iterator[str]:
    vocabulary = activity_vocabulary()
    yield from vocabulary.wrappers
    for maker in vocabulary.makers:
        yield from maker.terms


def _forms() -> Iterator[str]:
    yield from subject_vocabulary().actions
    for kind in activity_vocabulary().types:
        yield from (*kind.heads, *kind.objects)
