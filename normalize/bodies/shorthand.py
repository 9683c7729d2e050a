"""Words that a narrow column cut or a hurried hand shortened: «образова-⏎ния», «упр. образования», «рук-ль»."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

import ontology
from normalize.bodies.words import ANY, Word, known_forms, mask_of, word
from records.morphology import analyzer, is_known

_SHORTEST_BEGINNING = 4
_LONGEST_ENDING = 4  # letters behind the hyphen of «рук-ль», «орг-ция»


@lru_cache(maxsize=10_000)
def shortened(text: str) -> Word | None:
    """What a word with a point behind it is short for («упр.» → управление), or None; `text` is without the point."""
    full = ontology.load().grammar.shortened.get(text.lower()) or _by_prefix(text.lower())
    if not full:
        return None
    plain = word(text)
    first = analyzer().parse(full[0])[0].tag
    keys = tuple(dict.fromkeys((*full, *plain.keys)))
    return Word(f"{text}.", "word", keys, ANY, adjective=first.POS == "ADJF", capital=plain.capital)


def _by_prefix(text: str) -> tuple[str, ...]:
    """The words of the list that an unlisted beginning opens («муницип.»): no word by itself, and long enough to be one's beginning."""
    if len(text) < _SHORTEST_BEGINNING or is_known(text):
        return ()
    words = (word for full in ontology.load().grammar.shortened.values() for word in full)
    return tuple(dict.fromkeys(word for word in words if word.startswith(text) and word != text))


@lru_cache(maxsize=10_000)
def contracted(stem: str, ending: str) -> Word | None:
    """What a word with its middle left out stands for («рук-ли» → руководители), or None."""
    full = ontology.load().grammar.contracted.get(stem.lower())
    if full is None or len(ending) > _LONGEST_ENDING:
        return None
    forms = [form for form in analyzer().parse(full)[0].lexeme if form.word.endswith(ending.lower())]
    if not forms:
        return None
    return Word(f"{stem}-{ending}", "word", (full,), mask_of(forms), capital=stem[0].isupper())


@lru_cache(maxsize=10_000)
def rejoined(first: str, second: str) -> Word | None:
    """The word whose two parts these are, where only together they are one («образова» + «ния»), or None.

    Two words of their own stay two, unless together they are a word of bodies' names («обще» + «образовательная»).
    """
    whole = first + second
    apart = is_known(first) and is_known(second) and whole.lower() not in known_forms()
    return replace(word(whole), text=whole) if is_known(whole) and not apart else None


def parted(texts: Sequence[str]) -> int:
    """How many tokens stand between the two parts of a word cut at a line end: «-⏎» 2, «⏎» 1, else 0."""
    return 2 if texts[:2] == ["-", "\n"] else 1 if texts[:1] == ["\n"] else 0
