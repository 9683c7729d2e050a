"""Headings in capitals put into ordinary case: names of places keep their capital letters by morphology, not by a list of them."""

from __future__ import annotations

import re
from functools import lru_cache

from extract.recognise.vocabulary import words
from records.morphology import analyzer, is_known, lemma

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_SHORT_WORD = re.compile(r"\b(?:г|с|п|им|ст|д)\.")  # «г. ПРИРЕЧНЫЙ»
_SPACED = re.compile(r"(?<!\w)(?:[^\W\d_] ){2,}[^\W\d_](?!\w)")
_NAME_TAGS = ("Geox", "Surn")


@lru_cache(maxsize=2_000)
def unspaced(text: str) -> str:
    """Spaced-out letters become words: «П Р И К А З» → «ПРИКАЗ»."""
    return _SPACED.sub(lambda match: match.group().replace(" ", ""), text)


def is_capitals(text: str) -> bool:
    """Whether a text is typed in capitals."""
    return text.upper() == text and sum(letter.isalpha() for letter in text) > 3


@lru_cache(maxsize=2_000)
def ordinary_case(text: str) -> str:
    """«ДЕПАРТАМЕНТ ОБРАЗОВАНИЯ АДМИНИСТРАЦИИ … РАЙОНА» in sentence case; a text that is not in capitals is left alone."""
    if not is_capitals(_SHORT_WORD.sub("", text)):
        return text
    found = list(_WORD.finditer(text))
    names = _names([match.group() for match in found])
    result = text.lower()
    for index, match in enumerate(found):
        word = match.group()
        if _is_abbreviation(word):
            result = f"{result[: match.start()]}{word}{result[match.end() :]}"
        elif index in names or index == 0 or text[match.start() - 1 : match.start()] in ("«", '"', "“"):
            result = f"{result[: match.start()]}{_capitalised(word, named=index in names)}{result[match.end() :]}"
    return result


def _capitalised(word: str, *, named: bool) -> str:
    """A capital letter; in a compound that names a place on every part but a preposition («Юрьев-Польский», «Ростов-на-Дону»)."""
    parts = word.split("-")
    if len(parts) > 1 and (named or any(_is_name(part) for part in parts)):
        return "-".join(part.capitalize() if len(part) > 2 or not place else part.lower() for place, part in enumerate(parts))
    return word.lower()[0].upper() + word.lower()[1:]


def _names(tokens: list[str]) -> set[int]:
    """Positions of proper names: places by their tag, the word after «город», adjectives before «район», «область», «округ»."""
    found: set[int] = set()
    for index, token in enumerate(tokens):
        word = lemma(token)
        if _is_name(token) or (index and lemma(tokens[index - 1]) in words("places") and not _is_common(token)):
            found.add(index)
        if word in words("territories"):
            found |= _adjectives_before(tokens, index) | _name_after(tokens, index)
        if word in ("республика", "федерация") or _is_elected(word, tokens[index + 1 : index + 4]):
            found.add(index)
    return found


def _is_elected(word: str, following: list[str]) -> bool:
    """«Совет … депутатов», «Собрание представителей», «Дума»."""
    if word in words("elected_alone"):
        return True
    return word in words("elected") and any(lemma(token) in words("elected_members") for token in following)


def _adjectives_before(tokens: list[str], index: int) -> set[int]:
    found = set()
    for position in range(index - 1, -1, -1):
        if not _has_tag(tokens[position], "ADJF"):
            break
        if not _is_common(tokens[position]):
            found.add(position)
    return found


def _name_after(tokens: list[str], index: int) -> set[int]:
    """«городского округа ЛЕСНОЙ БОР»: a name in the nominative after the territory's noun in the genitive."""
    found: set[int] = set()
    for position in range(index + 1, min(index + 3, len(tokens))):
        if not _is_nominative(tokens[position]) and not (found or _has_tag(tokens[position], "ADJF")):
            break
        if _heads_territory(tokens, position) or lemma(tokens[position]) in words("organs"):
            break
        found.add(position)
    return found if found and _is_nominative(tokens[max(found)]) else set()


def _heads_territory(tokens: list[str], position: int) -> bool:
    """An adjective of the next territory («МОСКОВСКОЙ ОБЛАСТИ»)."""
    return any(lemma(token) in words("territories") for token in tokens[position : position + 2])


def _is_nominative(token: str) -> bool:
    return any(parse.tag.case == "nomn" and parse.tag.number == "sing" for parse in analyzer().parse(token))


def _is_common(token: str) -> bool:
    return lemma(token) in words("common_adjectives") or lemma(token) in words("territories")


def _is_name(token: str) -> bool:
    """The likeliest reading is the name of a place or a person."""
    tag = analyzer().parse(token)[0].tag
    return is_known(token) and any(name in tag for name in _NAME_TAGS) and "ADJF" not in tag


def _has_tag(token: str, part: str) -> bool:
    return any(part in parse.tag for parse in analyzer().parse(token))


def _is_abbreviation(token: str) -> bool:
    return token.lower() in words("abbreviations") or (
        1 < len(token) <= 6 and not is_known(token) and not re.search("[АЕЁИОУЫЭЮЯ]", token[1:])
    )
