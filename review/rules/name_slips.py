"""B301: misspelt words in the names of bodies. Cautious: a local name is in no dictionary, so a word is a slip only where the document
itself, or the nearest known word, says what it was to be."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

import ontology
from records.finding import Finding
from records.morphology import is_known, lemma
from review import spelling
from review.content import CELLS
from review.subject import Named

_SLIP = 2  # letters
_WORD = re.compile(r"(?<![\w-])[А-ЯЁа-яё][а-яё-]{5,59}(?![\w-])")


def misspelt(names: Sequence[Named], told: Collection[str]) -> Iterator[Finding]:
    """B301 for each mention with a misspelt word, but those of `told` (printed names that something was said of already)."""
    times = Counter([mention.raw for _, mention in names])
    slips = {raw: slip for raw in times if raw not in told and (slip := _slip(raw, times))}
    for row, mention in names if slips else ():
        if slip := slips.get(mention.raw):
            message, suggestion = slip
            yield row.finding("B301", message, mention.raw, "body_raw", suggestion=suggestion)


def _slip(raw: str, times: Mapping[str, int]) -> tuple[str, str | None] | None:
    """What is wrong with a name, and the name that was meant where the document has it."""
    for start, word in _strange(raw):
        if twin := _twin(raw, start, word, times):
            return f"«{word}» — описка: в других строках «{twin}».", twin
        if meant := _meant(word, start):
            return f"«{word}» похоже на описку: возможно, «{meant}».", None
    return None


@lru_cache(maxsize=CELLS)
def _strange(raw: str) -> tuple[tuple[int, str], ...]:
    """The words of a name that neither the dictionary nor any known body has, with their places."""
    found = ((match.start(), match[0]) for match in _WORD.finditer(raw))
    return tuple((start, word) for start, word in found if not _is_known(word.lower()) and word.lower() not in _words_of_names())


@lru_cache(maxsize=CELLS)
def _meant(word: str, start: int) -> str | None:
    """The known word that one slip makes this one of. A capital at the beginning of a name may be a place's: there only words of known
    names are asked, and nowhere else in the name."""
    if "-" in word:
        return None  # a compound is known by its parts; only a twin tells
    if word.islower():
        meant = None if spelling.is_compound(word) else spelling.one_slip_away(word)
        return meant if meant and not spelling.same_stem(word, meant) else None
    found = process.extractOne(word.lower(), sorted(_words_of_names()), scorer=OSA.distance, score_cutoff=1) if start == 0 else None
    return str(found[0]) if found else None


@lru_cache(maxsize=1)
def _words_of_names() -> frozenset[str]:
    """The words that known bodies and kinds of bodies are called by."""
    return frozenset(word for spelt in ontology.load().spellings for word in _WORD.findall(spelt.text.lower()))


def _twin(raw: str, start: int, word: str, times: Mapping[str, int]) -> str | None:
    """Another name of the document that is the same but for this word: one that has a known word there, or that stands more often."""
    before, after = raw[:start].lower(), raw[start + len(word) :].lower()
    for other, count in times.items():
        low = other.lower()
        if other == raw or not (low.startswith(before) and low.endswith(after)):
            continue
        meant = low[start : len(low) - len(after)]
        if (
            0 < OSA.distance(meant, word.lower()) <= _SLIP
            and not _is_form(meant, word.lower())
            and (_is_known(meant) or count > times[raw])
        ):
            return other
    return None


def _is_known(word: str) -> bool:
    """Whether the dictionary has a word, or all parts of a compound."""
    return is_known(word) or ("-" in word and all(map(is_known, word.split("-"))))


def _is_form(one: str, other: str) -> bool:
    """Whether two words are forms of one («Радуга», «Радуги»); letters that changed places are a slip whatever the endings."""
    return sorted(one) != sorted(other) and lemma(one) == lemma(other)
