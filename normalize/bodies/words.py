"""One spelled word and what grammar and dictionary say of it; cached, since a district writes the same words all year."""

from __future__ import annotations

import re
from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Any, Literal

from rapidfuzz import process
from rapidfuzz.distance import OSA

import ontology
from records.morphology import analyzer, forms, is_known

Kind = Literal["word", "acronym", "number", "mark"]
_CASES = {"nomn": 0, "gent": 1, "datv": 2, "accs": 3, "ablt": 4, "loct": 5, "gen2": 1, "loc2": 5}
_DECLINED = frozenset({"NOUN", "ADJF", "PRTF", "NPRO", "NUMR"})
ANY = (1 << 12) - 1
NOMINATIVE_SINGULAR, NOMINATIVE_PLURAL = 1, 1 << 6
NOMINATIVE = NOMINATIVE_SINGULAR | NOMINATIVE_PLURAL
GENITIVE = 1 << 1 | 1 << 7
ACCUSATIVE = 1 << 3 | 1 << 9
PLURAL = ANY & ~0b111111
# Capital Latin letters that look like Cyrillic ones: text layers and hasty typists mix them.
_LATIN = str.maketrans("ABCEHKMOPTXYaceopxy", "АВСЕНКМОРТХУасеорху")
_RUSSIAN = re.compile(r"[а-яёa-z]+")  # the analyser knows nothing else, and fails on some letters of other scripts
_MINIMUM_FUZZY = 5  # a shorter word has too many neighbours one letter away


@dataclass(frozen=True, slots=True)
class Word:
    """`keys`: normal forms under which the lexicon may hold it; `mask`: possible cases (bits 0-5 singular, 6-11 plural);
    `similarity`: 1.0, or less where a misspelling was understood as a near word."""

    text: str
    kind: Kind
    keys: tuple[str, ...]
    mask: int = ANY
    adjective: bool = False
    participle: bool = False
    preposition: bool = False
    person: bool = False
    known: bool = True
    capital: bool = False
    similarity: float = 1.0


def cyrillic(text: str) -> str:
    """The word with Latin look-alikes written in Cyrillic, unless it is Latin for real."""
    if text.isascii():
        changed = text.translate(_LATIN)
        return text if any(letter.isascii() and letter.isalpha() for letter in changed) else changed
    return text.translate(_LATIN)


@lru_cache(maxsize=100_000)
def word(text: str) -> Word:
    """What is known of one token's text (letters, digits or a single mark)."""
    if text.isdigit():
        return Word(text, "number", (text,))
    if not text[0].isalpha():
        return Word(text, "mark", (text,))
    plain = cyrillic(text)
    if len(plain) > 1 and sum(letter.isupper() for letter in plain) > 1 and not (len(plain) > 8 and is_known(plain)):
        return _acronym(plain)
    return _declined(plain)


def _acronym(text: str) -> Word:
    upper = text.upper()
    if not text.isupper():
        stem = text.rstrip("аеиоуыюямвх")  # «ВУЗы», «ШНОРами»
        stems = (stem,) if stem.isupper() and len(stem) > 2 else ()
        return Word(text, "acronym", (upper, *stems), capital=True, known=False)
    if len(text) < _MINIMUM_FUZZY and not is_known(text):
        return Word(text, "acronym", (upper,), capital=True, known=False)
    plain = _declined(text)
    if len(text) > 4:
        shouted = plain.known and not any(
            {"Abbr", "Orgn"} & parse.tag.grammemes for parse in analyzer().parse(text)
        )  # «ШКОЛЫ», not «ДОСААФ»
        if shouted:
            return replace(plain, keys=(*plain.keys, upper), capital=True)
        return Word(text, "acronym", tuple(dict.fromkeys((upper, *plain.keys))), known=plain.known, capital=True)
    return Word(text, "acronym", (upper, *plain.keys), capital=True)


def _declined(text: str) -> Word:
    lower = text.lower()
    if not _RUSSIAN.fullmatch(lower):
        return Word(text, "word", (lower,), known=False, capital=text[0].isupper())
    known = is_known(lower)
    near, similarity = (lower, 1.0) if known or len(lower) < _MINIMUM_FUZZY or _spelt(lower) else nearest(lower)
    parses = analyzer().parse(near)
    declined = [parse for parse in parses if not _DECLINED.isdisjoint(parse.tag.grammemes)]
    first = parses[0]
    keys = dict.fromkeys(str(parse.normal_form).replace("ё", "е") for parse in (*declined, first))
    if not known:
        keys[lower.upper()] = None
    grammemes = set().union(*(parse.tag.grammemes for parse in declined)) if declined else set()
    return Word(
        text,
        "word",
        tuple(keys),
        mask_of(declined),
        adjective=bool(declined) and declined[0].tag.POS in ("ADJF", "PRTF") and not _governs(declined[0].tag.grammemes),
        participle="PRTF" in grammemes,
        preposition=first.tag.POS in ("PREP", "CONJ", "PRCL") and len(lower) < 5,
        person=text[0].isupper() and bool(grammemes & {"Surn", "Name", "Patr"}) and similarity == 1.0,
        known=known,
        capital=text[0].isupper(),
        similarity=similarity,
    )


def _governs(grammemes: AbstractSet[str]) -> bool:
    """Whether a participle takes an object («имеющие дошкольные группы»): the noun behind it is not the one that it describes."""
    return {"PRTF", "actv", "tran"} <= grammemes


def cases(mask: int) -> int:
    """The cases of a mask, whatever the number (bits 0-5)."""
    return (mask | mask >> 6) & (1 << 6) - 1


def mask_of(parses: Iterable[Any]) -> int:
    """The cases that the analyser's parses allow, as bits (see `Word.mask`)."""
    mask = 0
    for parse in parses:
        mask |= _bits(parse.tag)
    return mask


@cache  # some thousand tags are all that the dictionary has
def _bits(tag: Any) -> int:
    case = _CASES.get(tag.case)
    if case is None:
        return 0
    singular, plural = 1 << case, 1 << case + 6
    return {"sing": singular, "plur": plural}.get(tag.number, singular | plural)


@lru_cache(maxsize=20_000)
def nearest(lower: str) -> tuple[str, float]:
    """(the vocabulary's form one slip away, similarity), or the word itself and 1.0.

    One slip for 5-9 letters, two from 10 on: swept in tests/normalize/bodies/test_misspellings.py. Two forms equally near decide nothing
    unless they are forms of one word.
    """
    allowed = 1 if len(lower) < 10 else 2
    found = process.extract(lower, _of_length(len(lower), allowed), scorer=OSA.distance, score_cutoff=allowed, limit=3)
    if not found:
        return lower, 1.0
    best = [str(form) for form, distance, _ in found if distance == found[0][1]]
    lemmas = {str(analyzer().parse(form)[0].normal_form) for form in best}
    return (best[0], 1.0 - found[0][1] / len(lower)) if len(lemmas) == 1 else (lower, 1.0)


def _spelt(lower: str) -> bool:
    """Whether a word that the dictionary does not know is one of a name all the same («родком» is no misspelt «роддом»)."""
    return lower in _parts() or any(parse.normal_form in _parts() for parse in analyzer().parse(lower))


@cache
def known_forms() -> frozenset[str]:
    """The vocabulary, to ask for one form."""
    return frozenset(vocabulary())


@cache
def _of_length(length: int, slips: int) -> tuple[str, ...]:
    """The forms of the vocabulary that so many slips can make of a word of this length; a word that is longer or shorter is never near."""
    return tuple(form for form in vocabulary() if abs(len(form) - length) <= slips)


@lru_cache(maxsize=1)
def vocabulary() -> tuple[str, ...]:
    """Every form of every word that the ontology's names are made of (long enough to be misspelt recognisably)."""
    return tuple(sorted({form for part in _parts() if is_known(part) for form in forms(part)}))


@cache
def _parts() -> frozenset[str]:
    """The words of the ontology's names as they are printed there."""
    data = ontology.load()
    texts = [spelling.text for spelling in data.spellings] + [post.text for post in data.posts]
    texts += [lemma for rule in data.rules for lemma in rule.words | rule.also | rule.heads]
    parts = (part for text in texts for part in text.replace("-", " ").split())
    return frozenset(part.lower() for part in parts if len(part) >= _MINIMUM_FUZZY and not part.isupper())
