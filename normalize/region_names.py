"""Regions in running text: full names in every case, short ones («Саратовской обл.», «Чукотского АО») and abbreviations."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

import ontology
from ontology import Region
from ontology.territory import territory_words
from records.morphology import analyzer

_CASES = ("nomn", "gent", "datv", "accs", "ablt", "loct")
_WORD = re.compile(r"\w+")
_DASHES = re.compile(r"\s*[-–—]\s*")


@lru_cache(maxsize=5_000)  # the same cells are asked for their places and for regions of others
def find_regions(text: str) -> tuple[tuple[str, str], ...]:
    """(region id, its words) for every region that a line names, full names before abbreviations."""
    return tuple(_regions_in(text))


def _regions_in(text: str) -> Iterator[tuple[str, str]]:
    for start, end in _full_places(text):
        yield _full_names()[_key(text[start:end])], text[start:end]
    for short, by_short in _abbreviations() if _short_beginnings().search(text) else ():
        for match in short.finditer(text):
            yield by_short[re.sub(r"[.\s]", "", match.group(1))], match.group()


def without_regions(text: str) -> str:
    """The line with every full name of a region struck out: «… района Нижегородской области» names one district, no two."""
    for start, end in reversed(_full_places(text)):
        text = f"{text[:start]} ; {text[end:]}"
    return text


def is_region(name: str) -> bool:
    """Whether a region's full name stands in the text."""
    return bool(_full_places(name))


def _full_places(text: str) -> list[tuple[int, int]]:
    """Beginning and end of every full name. It is sought in lower case: a comparison without case is many times slower in Cyrillic."""
    lower = text.lower()
    if len(lower) != len(text):  # a letter that grows would shift every place after it
        lower = "".join(letter.lower() if len(letter.lower()) == 1 else letter for letter in text)
    first = _first_words().keys() & _WORD.findall(lower.replace("ё", "е"))
    return [match.span() for match in _full_pattern(frozenset(first)).finditer(lower)] if first else []


def _key(text: str) -> str:
    return _DASHES.sub("-", " ".join(text.lower().replace("ё", "е").split())).rstrip(".")


@lru_cache(maxsize=1)
def _full_names() -> dict[str, str]:
    """Every way of writing a full name → the region's id."""
    meaning: dict[str, str] = {}
    for region in ontology.load().regions.values():
        for name in _names(region):
            meaning.setdefault(_key(name), region.id)
    return meaning


@lru_cache(maxsize=1)
def _first_words() -> dict[str, list[str]]:
    """The first words of full names with the names that they begin, the longest first; most texts have none of these words."""
    names: dict[str, list[str]] = {}
    for name in sorted(_full_names(), key=len, reverse=True):
        names.setdefault(_WORD.findall(name)[0], []).append(name)
    return names


@lru_cache(maxsize=500)
def _full_pattern(first: frozenset[str]) -> re.Pattern[str]:
    """The full names that begin with one of these words. One pattern of all eighty regions would take every start of the program
    longer than reading a document, and a document names one of them or two."""
    by_length = sorted((name for word in sorted(first) for name in _first_words()[word]), key=len, reverse=True)
    return re.compile(r"\b(?:" + _tree(by_length) + r")\b\.?")


def _tree(names: list[str]) -> str:
    """The alternatives grouped by their first letters, so that a word that begins no region is left after one comparison."""
    groups: dict[str, list[str]] = {}
    for name in names:
        groups.setdefault(name[:3], []).append(_spelt(name[3:]))
    return "|".join(f"{_spelt(first)}(?:{'|'.join(rest)})" for first, rest in groups.items())


def _spelt(name: str) -> str:
    return re.escape(name).replace("е", "[её]").replace(r"\-", r"\s*[-–—]\s*").replace(r"\ ", r"\s+")


def _names(region: Region) -> Iterator[str]:
    for name in region.cases:
        yield name
        yield re.sub(r" област\w+$", " обл", name)
        yield re.sub(r" автономн\w+ округ\w*$", " АО", name)
        yield re.sub(r"^Республик\w+ ", "респ. ", name)
        yield re.sub(r"^Республик\w+ ", "респ ", name)
    for name in region.also:
        yield name
        if " " not in name:
            yield from _declined(name)
        elif " — " in name:
            ending = name.rpartition(" — ")[2]
            yield from (f"{case}-{form}" for case in region.cases for form in (ending, *_declined(ending)))


def _declined(name: str) -> Iterator[str]:
    parse = next((parse for parse in analyzer().parse(name) if "nomn" in parse.tag), None)
    forms = [parse.inflect({case}) for case in _CASES] if parse else []
    yield from (str(form.word) for form in forms if form)


@lru_cache(maxsize=1)
def _abbreviations() -> tuple[tuple[re.Pattern[str], dict[str, str]], ...]:
    """Abbreviations: of three letters and more anywhere, shorter ones behind a closed name, a kind of municipality or a town only."""
    meaning = {region.short: region.id for region in ontology.load().regions.values() if region.short}
    meaning = {short: region for short, region in meaning.items() if short not in territory_words().ambiguous}
    long = "|".join(short for short in meaning if len(short) > 2 and short != "НАО")
    dotted = "|".join(r"\.?\s?".join(short) + r"\b\.?" for short in meaning)
    behind = r"(?:[»\"“]|(?:район|округ|улус|кожуун)\w*|р-на|Минобр\w*|МОН|Министерство[^,;.]{0,60}|(?:г\.|города)\s*[А-ЯЁ][а-яё-]+)\s+"
    return (re.compile(rf"(?<![\w-])({long})(?![\w])"), meaning), (re.compile(rf"{behind}({dotted})(?!\w)"), meaning)


@lru_cache(maxsize=1)
def _short_beginnings() -> re.Pattern[str]:
    """The first two letters of every abbreviation: most texts have none of these pairs."""
    pairs = {short[:2] for _, by_short in _abbreviations() for short in by_short}
    return re.compile("|".join(r"\.?\s?".join(pair) for pair in sorted(pairs)))
