"""Names of places in the nominative: adjectives of districts, names of towns of one or two words."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import ontology
from ontology.territory import territory_words
from records.morphology import analyzer, is_known

_OBLIQUE = {"ого": "ий", "его": "ий", "ому": "ий", "ему": "ий", "им": "ий", "ым": "ый", "ом": "ий", "ем": "ий"}


@lru_cache(maxsize=10_000)
def adjective_in_nominative(word: str, kind: str) -> str:
    """«Кстовского» → «Кстовский», «Заполярного» → «Заполярный», «Динского» → «Динской»; neuter before «поселение»."""
    gender = "neut" if kind.endswith("поселение") else "masc"
    if gender == "masc" and word.endswith(("ий", "ый", "ой")):
        return word
    stem = next((word[: -len(ending)] for ending in sorted(_OBLIQUE, key=len, reverse=True) if word.endswith(ending)), word[:-2])
    if gender == "masc" and stem + "ой" in territory_words().stressed:
        return stem + "ой"
    if stem.endswith(("к", "г", "х")):
        return stem + ("ий" if gender == "masc" else "ое")
    known = next((parse for parse in analyzer().parse(word) if parse.tag.POS == "ADJF"), None) if is_known(word) else None
    form = known.inflect({"nomn", "sing", gender}) if known else None
    if form is not None:
        straight = _capitals(str(form.word), word)
        return straight if "ё" in word else straight.replace("ё", "е")  # as the document writes it
    return stem + ("ый" if gender == "masc" else "ое")


@lru_cache(maxsize=10_000)
def town_in_nominative(name: str, case: str | None) -> str:
    """A town's name in the nominative. `case`: what the word before it shows; None: not known; a name that is listed as it is stays."""
    if any(name in names for names in ontology.load().places.values()):
        return name
    words = name.split()
    if case == "nomn" or len(words) > 2:
        return name
    if len(words) == 2:
        return " ".join(_two(words, case))
    return _one(name, case)


def _two(words: list[str], case: str | None) -> list[str]:
    """«Нижнего Новгорода», «Великих Лук»: the adjective follows its noun; in the nominative already where both can be."""
    head, dash, tail = words[1].partition("-")
    if dash and tail[:1].islower():  # «Нижнего Ениска-на-Воле»
        quality, town = _two([words[0], head], case)
        return [quality, f"{town}-{tail}"]
    first, second = (analyzer().parse(word) for word in words)
    if _form(first, "nomn", "ADJF") and _form(second, "nomn", None) and not (case == "gent" and _form(first, "gent", "ADJF")):
        return words
    for wanted in dict.fromkeys((case or "gent", "gent", "datv", "loct", "ablt")):
        adjective, noun = _form(first, wanted, "ADJF"), _form(second, wanted, None)
        if adjective is not None and noun is not None:
            number = noun.tag.number or "sing"
            gender = {noun.tag.gender} if number == "sing" and noun.tag.gender else set()
            straight = (adjective.inflect({"nomn", number, *gender}), noun.inflect({"nomn"}))
            return [_capitals(str(form.word), word) if form else word for form, word in zip(straight, words, strict=True)]
    return words


def _one(name: str, case: str | None) -> str:
    head, dash, tail = name.partition("-")
    if dash and tail[:1].islower():  # «Комсомольска-на-Амуре»: only the first part is declined
        return f"{_one(head, case)}-{tail}"
    if dash and tail[:1].isupper() and not is_known(name):  # «Йошкар-Олы», «Южно-Сахалинска»: only the last one is
        before, _, last = name.rpartition("-")
        return f"{before}-{_one(last, case)}"
    parses = analyzer().parse(name)
    if any("Fixd" in parse.tag and "Geox" in parse.tag for parse in parses):
        return name
    places = [parse for parse in parses if "Geox" in parse.tag] or [parse for parse in parses if parse.tag.POS in ("NOUN", "ADJF")]
    if case is None and any("nomn" in parse.tag for parse in places):
        return name
    chosen = _form(places, case or "gent", None) or (None if _form(places, "nomn", None) else next(iter(places), None))
    if chosen is None:
        return name
    form = chosen.inflect({"nomn"})
    return _capitals(str(form.word), name) if form else name


def _form(parses: list[Any], case: str, part: str | None) -> Any | None:
    """The first parse in a case, of places before others, singular before plural."""
    found = [parse for parse in parses if case in parse.tag and (part is None or part == parse.tag.POS)]
    found = [parse for parse in found if part or parse.tag.POS in ("NOUN", "ADJF")]
    return min(found, key=lambda parse: ("Geox" not in parse.tag, parse.tag.number == "plur", parse.tag.gender == "neut"), default=None)


def _capitals(form: str, printed: str) -> str:
    """The form with the capitals of the printed name."""
    pieces = printed.split("-")
    return "-".join(
        part.capitalize() if place >= len(pieces) or pieces[place][:1].isupper() else part for place, part in enumerate(form.split("-"))
    )  # fmt: skip
