"""Recognisers of calendar words: days, months, quarters, half-years, weeks, seasons, years."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from normalize.deadlines.elements import DAYS_IN_MONTH, LAST_DAY, Element, Impossible, Part, Unit, Years
from normalize.deadlines.tokens import Tokens, Word, marked

HEADING = "heading of a year"  # «2022: октябрь; 2023: май»
_SEPARATORS = frozenset({"comma", "and", "slash", "line"})
_JOINED = frozenset({"dash", "by"})
_NUMBERS = frozenset({"number", "roman", "ordinal", "count"})
_LONGEST_LIST = 31  # what lies beyond it is no list of places; keeps long garbage linear
_DAYS_OF = {"decade": {1: (1, 10), 2: (11, 20), 3: (21, LAST_DAY), -1: (21, LAST_DAY)}, "part": {1: (1, 15), 2: (16, LAST_DAY)}}
_LARGEST = {"quarter": 4, "half": 2, "decade": 3, "week": 6, "part": 2, "term": 4, "trimester": 3}


def is_year(word: Word) -> bool:
    """Four digits that can be a year of a plan."""
    return word.kind == "number" and len(word.text) == 4 and 1990 <= word.value <= 2099


def is_small(word: Word) -> bool:
    """A number of at most two digits that can be a day, a month or a place."""
    return word.kind == "number" and len(word.text) <= 2


@lru_cache(maxsize=4096)
def day_part(day: int, month: int, *, numbered: bool = False) -> Part:
    """A day of a month (month 0: taken from the context). Raises Impossible if no year has it."""
    if not 1 <= day <= (DAYS_IN_MONTH[month - 1] if month else 31) and day != LAST_DAY:
        raise Impossible(f"{day}.{month:02}")
    return Part("day", (month, day), (month, day), numbered=numbered)


@lru_cache(maxsize=4096)
def month_part(month: int, *, genitive: bool = True) -> Part:
    """A whole month (0: taken from the context)."""
    return Part("month", (month, None), (month, None), genitive=genitive)


@lru_cache(maxsize=4096)
def months_part(unit: Unit, place: int, last: int) -> Part:
    """Quarters or half-years `place` to `last` of a calendar year; the EDTF code only for a single one."""
    size, code = (3, 32) if unit == "quarter" else (6, 39)
    return Part(unit, ((place - 1) * size + 1, None), (last * size, None), code + place if place == last else None, place)


@lru_cache(maxsize=4096)
def school_half(part: Part) -> Part:
    """I полугодие of a school year is September to December, II полугодие January to May; one that is so already stays."""
    if part.unit != "half" or part.place is None:
        return part
    if part.code is None:
        return replace(part, first=(9, None), last=(5, None), unit="school")
    first, last = ((9, None), (12, None)) if part.place == 1 else ((1, None), (5, None))
    return replace(part, first=first, last=last, code=None, place=None)


def skip_dot(tokens: Tokens, index: int) -> int:
    """The index after an abbreviation's dot, if there is one."""
    return index + 1 if tokens.words[index].kind == "dot" else index


def year_words(tokens: Tokens, i: int) -> int:
    """The index after «г.», «года», «гг.», «г.г.» (and «месяца» is not taken)."""
    w = tokens.words
    start = i
    i += marked(w[i], "calendar")
    while w[i].kind == "unit" and w[i].value == "year":
        i = skip_dot(tokens, i + 1)
    return i if i > start else start


def school_words(tokens: Tokens, i: int) -> int:
    """The index after «учебный год», «уч. г.», «у. г.»; `i` itself where there is nothing of the kind."""
    w = tokens.words
    if w[i].kind == "school":
        j = skip_dot(tokens, i + 1)
        return year_words(tokens, j) if w[j].kind == "unit" and w[j].value == "year" else i
    if w[i].lemma == "у" and w[i + 1].kind == "dot" and w[i + 2].lemma == "г":
        return skip_dot(tokens, i + 3)
    return i


def years(tokens: Tokens, i: int) -> Element | None:
    """«2022», «2022-2024 гг.», «2022, 2023», «2021/22 учебный год», «22 г.» after a month."""
    w = tokens.words
    if not is_year(w[i]):
        return _short_year(tokens, i)
    spans: list[tuple[int, int]] = []
    j = i
    while True:
        span, j = _year_span(tokens, j)
        spans.append(span)
        if not (w[j].kind in ("comma", "and", "slash") and is_year(w[j + 1]) and w[j + 2].kind != "month"):
            break
        j += 1
    end = school_words(tokens, j)
    if end > j and all(a < b for a, b in spans):
        return Element("years", i, end, Years(tuple(spans), school=True), "school year")
    end = year_words(tokens, j)
    opens = i == 0 or tokens.new_line(i) or w[i - 1].kind == "comma"
    return Element("years", i, end, Years(tuple(spans)), HEADING if opens and w[end].kind == "colon" else "year")


def _year_span(tokens: Tokens, i: int) -> tuple[tuple[int, int], int]:
    w = tokens.words
    first = w[i].value
    tied = ("dash", "by") if i and w[i - 1].kind == "from" else ("dash",)  # «с 2022 г. по 2024 г.»
    j = year_words(tokens, i + 1) if w[year_words(tokens, i + 1)].kind in tied else i + 1
    if w[j].kind in (*tied, "slash"):
        if is_year(w[j + 1]):
            if w[j + 1].value < first:
                raise Impossible(tokens.printed(i, j + 2))
            return (first, w[j + 1].value), j + 2
        if is_small(w[j + 1]) and len(w[j + 1].text) == 2 and w[j + 1].value > first % 100 and _ends_span(tokens, i, j):
            return (first, first // 100 * 100 + w[j + 1].value), j + 2
    return (first, first), i + 1


def _ends_span(tokens: Tokens, i: int, j: int) -> bool:
    """Whether two digits after the dash at `j` are a year («2021-22»), not a day of the next date («2022 г. - 31 мая»)."""
    w = tokens.words
    date = w[j + 2].kind == "month" or (w[j + 2].kind == "dot" and w[j + 3].kind == "number" and tokens.glued(j + 3))
    return j == i + 1 and not date


def _short_year(tokens: Tokens, i: int) -> Element | None:
    w = tokens.words
    before = w[i - 1 - (w[i - 1].kind in ("dot", "comma"))].kind if i else ""
    end = year_words(tokens, i + 1)
    if is_small(w[i]) and 15 <= w[i].value <= 50 and end > i + 1 and before in ("month", "unit"):
        year = 2000 + w[i].value
        return Element("years", i, end, Years(((year, year),)), "year")
    return None


def places(tokens: Tokens, i: int) -> tuple[list[tuple[int, int]], int]:
    """Small numbers, ordinals and roman numerals in a list or a range: spans and the index after them."""
    w = tokens.words
    spans: list[tuple[int, int]] = []
    while len(spans) < _LONGEST_LIST and w[i].kind in _NUMBERS and (w[i].kind != "number" or is_small(w[i])):
        if w[i + 1].kind in _JOINED and w[i + 2].kind in _NUMBERS:
            spans.append((w[i].value, w[i + 2].value))
            i += 3
        else:
            spans.append((w[i].value, w[i].value))
            i += 1
        if not (w[i].kind in _SEPARATORS and w[i + 1].kind in _NUMBERS):
            break
        i += 1
    return spans, i


def numbered_unit(tokens: Tokens, i: int) -> Element | None:
    """«I, III кварталы», «2 полугодие», «1-2 декада марта», «третья неделя ноября», «первая половина месяца», «III четверть»."""
    spans, j = places(tokens, i)
    word = tokens.words[j]
    if word.kind == "school" and tokens.words[j + 1].kind == "unit":
        j += 1
        word = tokens.words[j]
    if not spans or word.kind != "unit" or word.value not in _LARGEST:
        return None
    if any(not (1 <= p <= _LARGEST[word.value] or p == -1) for span in spans for p in span):
        raise Impossible(tokens.printed(i, j + 1))
    j = skip_dot(tokens, j + 1)
    if word.value in ("term", "trimester"):
        return Element("term", i, j, rule="named term")
    if word.value in ("quarter", "half"):
        if any(a < 1 for a, _ in spans):
            return None
        parts = [months_part(word.value, a, b) for a, b in sorted(spans)]
        if word.value == "half" and (end := school_words(tokens, j)) > j:
            return Element("parts", i, end, [school_half(part) for part in parts], "half of a school year")
        return Element("parts", i, j, parts, word.value)
    return _part_of_month(tokens, i, j, word.value, spans)


def _part_of_month(tokens: Tokens, i: int, j: int, unit: str, spans: list[tuple[int, int]]) -> Element | None:
    w = tokens.words
    month = 0
    if w[j].kind == "month":
        month, j = w[j].value, skip_dot(tokens, j + 1)
        j += w[j].kind == "unit" and w[j].value == "month"
    elif w[j].kind == "unit" and w[j].value == "month":
        j = skip_dot(tokens, j + 1)
    elif unit == "part" and is_year(w[j]) and all(a in (1, 2) for a, _ in spans):
        return Element("parts", i, j, [months_part("half", a, b) for a, b in spans], "half of a year")
    elif w[j].kind == "unit" or (unit == "part" and w[j].kind != "month" and w[j].kind not in ("end", "dot", "close", "comma", "line")):
        return None  # «первая половина года», «первая половина дня»
    if unit == "week":
        return Element("parts", i, j, [month_part(month)], "week of a month")
    days = _DAYS_OF[unit]
    parts = [Part("days", (month, days[a][0]), (month, days[b][1])) for a, b in spans]
    return Element("parts", i, j, parts, "decade" if unit == "decade" else "half of a month")


def named_month(tokens: Tokens, i: int) -> Element | None:
    """«сентябрь», «сент.», «сентябрь месяц»."""
    w = tokens.words
    if w[i].kind != "month":
        return None
    j = skip_dot(tokens, i + 1) if len(w[i].text) <= 4 else i + 1
    if w[j].kind == "unit" and w[j].value == "month":
        j += 1
    return Element("parts", i, j, [month_part(w[i].value, genitive=is_genitive(w[i]))], "month")


def is_genitive(word: Word) -> bool:
    """Whether a month word can follow a day («1 сентября», «1 сент»); abbreviations can."""
    return word.text[-1].lower() in "ая" or (len(word.text) <= 4 and not marked(word, "whole_month"))


def day_of_month(tokens: Tokens, i: int) -> Element | None:
    """«1 сентября», ««15» марта», «5 числа», «1-го числа сентября», a bare «17»."""
    w = tokens.words
    start = i
    quoted = w[i].kind == "quote" and w[i + 2].kind == "quote"
    i += quoted
    if w[i].kind == "ordinal" and w[i].value == -1 and w[i + 1].value in ("day", "number"):
        end = i + 2 + (w[i + 2].value == "month")
        return Element("parts", start, end, [day_part(LAST_DAY, 0, numbered=True)], "last day of the month")
    if not (is_small(w[i]) or (w[i].kind == "ordinal" and (w[i].value > 0 or w[i + 1].value == "numbers"))):
        return None
    j = i + 1 + quoted
    if w[i].kind == "ordinal" and w[j].value == "numbers" and w[j + 1].kind == "month":
        return Element("parts", start, j + 2, [month_part(w[j + 1].value)], "edge")
    numbered = w[j].kind == "unit" and w[j].value == "number"
    j += numbered
    if w[j].kind == "month":
        part = day_part(w[i].value, w[j].value)
        return Element("parts", start, skip_dot(tokens, j + 1) if len(w[j].text) <= 4 else j + 1, [part], "day")
    if (w[i].kind == "ordinal" and not numbered) or not 1 <= w[i].value <= 31:
        return None
    return Element("parts", start, j, [day_part(w[i].value, 0, numbered=numbered)], "day of the month" if numbered else "bare day")


def season(tokens: Tokens, i: int) -> Element | None:
    """«осень 2022», «весной»: the EDTF season."""
    word = tokens.words[i]
    return Element("parts", i, i + 1, [Part("season", (None, None), (None, None), word.value)], "season") if word.kind == "season" else None
