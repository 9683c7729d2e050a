"""Legal acts: printed dates and numbers, and the acts that a preamble cites."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from extract.recognise.sections import month_numbers
from extract.recognise.vocabulary import words
from records.morphology import analyzer, is_known, lemma
from records.order import Act

_DAY = r"[«\"“]?\s*(?P<day>\d{1,2})\s*[»\"”]?"
_DATE = rf"(?:{_DAY}[.\s/]+(?P<month>\d{{1,2}}|[а-яё]{{3,8}})[.\s/]+(?P<year>20\d\d|19\d\d|\d\d(?=\s?г)))"
# «М 976» and «Мо 976» behind a date are what OCR makes of «№».
_SIGN = r"(?:№|N[oо°]?\.?|Nr|(?:(?<=\d{4}\s)|(?<=г\.\s))(?-i:М)[оo]?(?=\s\d))"
_NUMBER = rf"{_SIGN}\s*(?P<number>[\w/.,\-–]*\d[\w/.\-–]*(?:(?:(?<=[-–/])\s|\s?[-–/]\s?)[\w/]*\d[\w/\-–]*)*"
_NUMBER += r"(?:\s?[-–]\s?(?-i:[А-ЯЁ]{1,4})(?=\s*(?:$|от\b|г\.|[,)])))?)"  # «№ 3/18 - ГС от …»
DATE = re.compile(_DATE, re.IGNORECASE)
NUMBER = re.compile(_NUMBER, re.IGNORECASE)
_CITED = re.compile(rf"от\s+{_DATE}\s*(?:года|г\.?)?\s*,?\s*(?:{_NUMBER})?", re.IGNORECASE)
_UNMARKED = re.compile(r"(?:г\.?|года)?\s*((?=\S*\d)[А-ЯA-Z\d]+(?:[-/][\w]+)+)")
_SCHOOL = re.compile(
    r"(?:школ\w*|сад\w*|лице\w*|гимнази\w*|СОШ|ДОУ|МБДОУ)\s*№\s*\d+", re.IGNORECASE
)  # a school's number is not the order's
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class _Citation:
    """A cited act before it is complete: its kind and issuer may be those of the act before it («от … № 1, от … № 2»)."""

    kind: str
    issuer: str | None


def date_in(text: str) -> date | None:
    """The first date that a text prints («12.08.2021», «12 августа 2021 года», «от «12» августа 2021 г.»), None for a blank."""
    for match in DATE.finditer(text):
        found = _date(match)
        if found:
            return found
    return None


def _date(match: re.Match[str]) -> date | None:
    month = match["month"]
    number = int(month) if month.isdigit() else month_numbers().get(lemma(month), 0)
    year = int(match["year"])
    try:
        return date(year if year > 99 else 2000 + year, number, int(match["day"]))
    except ValueError:
        return None


def number_in(text: str) -> str | None:
    """The number after «№» («15-од», «01-05/123»); a blank «№ ____» is no number."""
    match = NUMBER.search(_SCHOOL.sub(" ", text))
    number = re.sub(r"\s", "", match["number"]).strip("_.,–-") if match else ""
    return number if any(letter.isdigit() for letter in number) else None


def unmarked_number_in(text: str) -> str | None:
    """A number that stands beside the date without «№» («05.02.2024   СЭД-059-01-101»)."""
    match = DATE.search(text)
    found = _UNMARKED.fullmatch(text[match.end() :].strip()) if match else None
    return found[1] if found else None


def basis_of(preamble: str) -> tuple[Act, ...]:
    """The acts that a preamble cites, in printed order: kind, issuer (its head noun in the nominative), number, date, title."""
    return tuple(_acts(" ".join(preamble.split())))


def _acts(text: str) -> Iterator[Act]:
    start = 0
    last: _Citation | None = None
    for match in _CITED.finditer(text):
        if match.start() < start:
            continue  # inside the title of the act before
        citation = _citation(text[start : match.start()]) or last
        day = _date(match)
        if citation is None or day is None:
            continue
        title, end = _title(text, match.end())
        number = re.sub(r"(?<=[-–/])\s|\s(?=[-–/])", "", match["number"]).strip(".,–-") if match["number"] else None
        yield Act(citation.kind, citation.issuer, number, day, title)
        start, last = end, citation


def _citation(text: str) -> _Citation | None:
    """The last word of an act's kind in a text and the issuer after it."""
    kinds = words("act_kinds")
    found = [match for match in _WORD.finditer(text) if lemma(match.group()) in kinds]
    if not found:
        return None
    first = found[-1]
    kind = lemma(first.group())
    before = _WORD.findall(text[: first.start()])
    if kind == "закон" and before and lemma(before[-1]) in ("федеральный", "областной", "краевой"):
        kind = f"{lemma(before[-1])} закон"
    issuer = text[first.end() :].strip(' ,.(«»"')
    return _Citation(kind, nominative(issuer) if issuer else None)


@lru_cache(maxsize=2_000)
def nominative(name: str) -> str:
    """A body's name with its head noun and the adjectives before it in the nominative: «министерства спорта» → «министерство спорта»."""
    matches = list(_WORD.finditer(name))
    head = next((index for index, match in enumerate(matches) if "NOUN" in analyzer().parse(match.group())[0].tag), None)
    if (
        head is None
        or matches[head].group().isupper()
        or (re.match(r"Мин[а-я]|Рос[а-я]", matches[head].group()) and not is_known(matches[head].group()))
    ):
        return name  # «Минпросвещения» is a name that is not declined
    result = name
    noun = analyzer().parse(matches[head].group())[0]
    gender = noun.tag.gender
    for match in reversed(matches[: head + 1]):
        parse = next((item for item in analyzer().parse(match.group()) if item.tag.POS in ("NOUN", "ADJF")), None)
        grammemes = {"nomn", "sing"} | ({gender} if parse and parse.tag.POS == "ADJF" and gender else set())
        form = parse.inflect(grammemes) if parse else None
        if form:
            word = form.word.capitalize() if match.group()[0].isupper() else form.word
            result = f"{result[: match.start()]}{word}{result[match.end() :]}"
    return result


def _title(text: str, start: int) -> tuple[str | None, int]:
    """The quoted title right after an act's number and where it ends.

    Quotes inside are balanced; where one closing quote serves for two («… программы «Развитие», приказа …»), the next act's kind ends it.
    """
    opening = re.match(r"\s*,?\s*[«\"“]", text[start:])
    if not opening:
        return None, start
    depth, begin = 1, start + opening.end()
    for position in range(begin, len(text)):
        letter = text[position]
        if letter in "«“" or (letter == '"' and text[position - 1] in " ("):
            depth += 1
        elif letter in '»"”':
            depth -= 1
            if depth == 0:
                return text[begin:position].strip(), position + 1
            if depth == 1 and _ends_citation(text[position + 1 :]):
                return text[begin : position + 1].strip(), position + 1
    return text[begin:].strip(" ,."), len(text)


def _ends_citation(rest: str) -> bool:
    """What follows a closing quote is the next act, or nothing."""
    following = [lemma(word) for word in _WORD.findall(rest)[:3]]
    return not following or any(word in words("act_kinds") for word in following)
