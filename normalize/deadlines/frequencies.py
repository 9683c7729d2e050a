"""Recognisers of repetition: «ежегодно», «2 раза в год», «раз в 3 месяца», «каждый четверг», «месяца, следующего за отчетным»."""

from __future__ import annotations

from normalize.deadlines.calendar_words import is_small, is_year, places, school_words, skip_dot
from normalize.deadlines.elements import Element, Frequency
from normalize.deadlines.tokens import Tokens, marked

# FREQ, INTERVAL and how many of the unit a year-long FREQ holds (a school term has no FREQ of its own).
_UNITS = {
    "year": ("YEARLY", 1, 1),
    "half": ("MONTHLY", 6, 1),
    "quarter": ("MONTHLY", 3, 1),
    "month": ("MONTHLY", 1, 1),
    "week": ("WEEKLY", 1, 1),
    "day": ("DAILY", 1, 1),
    "term": ("YEARLY", 1, 4),
    "trimester": ("YEARLY", 1, 3),
    "decade": ("MONTHLY", 1, 3),
}
_LONGER = frozenset({"MONTHLY/3", "MONTHLY/6", "quarter", "half"})  # periods of several months, as words of the vocabulary name them
EVERY_WEEKDAY = "every weekday"  # «по пятницам», «каждый четверг»: repeats, whatever date stands beside it
_COUNTS = frozenset({"number", "count"})


def often(tokens: Tokens, i: int) -> Element | None:
    """«ежегодно», «ежеквартально» and their adjectives."""
    word = tokens.words[i]
    if word.kind != "often":
        return None
    freq, _, interval = word.value.partition("/")
    return Element("frequency", i, i + 1, Frequency(freq, int(interval or 1)), "frequency word")


def count(tokens: Tokens, i: int) -> Element | None:
    """«не реже 1 раза в полугодие», «дважды в год», «раз в 3 года», «2 р./год», «1-2 раза в месяц»."""
    w = tokens.words
    start, at_least = i, False
    if w[i].kind == "as" and w[i + 1].kind == "atleast":
        i += 1
    if w[i].kind == "not" and w[i + 1].kind == "atleast":
        i, at_least = i + 2, True
    elif w[i].kind == "atleast" and marked(w[i], "minimum"):
        i, at_least = i + 1, True
    i += w[i].kind == "than"
    i += w[i].kind == "by"
    number, i, several = _how_many(tokens, i)
    if number is None:
        return None
    return _per_period(tokens, start, i, number, at_least or several)


def _how_many(tokens: Tokens, i: int) -> tuple[int | None, int, bool]:
    """The number of times, the index after «раз», and whether it was a span («1-2 раза» is at least one)."""
    w = tokens.words
    if w[i].kind == "twice":
        return w[i].value, i + 1, False
    number, several = 1, False
    if w[i].kind in _COUNTS and (w[i].kind == "count" or is_small(w[i])):
        number = w[i].value
        i += 1
        if w[i].kind == "dash" and w[i + 1].kind in _COUNTS and w[i + 2].kind == "times":
            several, i = True, i + 2
    if w[i].kind != "times":
        return None, i, False
    return number, skip_dot(tokens, i + 1) if len(w[i].text) == 1 else i + 1, several


def _per_period(tokens: Tokens, start: int, i: int, number: int, at_least: bool) -> Element:
    """What follows «N раз»: «в год», «в 3 месяца», «за учебный год», «каждые две недели», or nothing."""
    w = tokens.words
    j = i + (w[i].kind in ("in", "for", "slash", "on"))
    course = w[j].kind == "course"  # «3 раза в течение учебного года», «2 раза в течение года»
    j += course
    j += w[j].kind in ("every", "whole", "this")
    if j > i and is_year(w[j]):  # «2 раза в 2026 году»: the year is read by itself
        last = j if w[i].kind == "for" else i
        return Element("frequency", start, last, Frequency("YEARLY", 1, number, at_least), "count in a named year")
    interval = 1
    if w[j].kind in _COUNTS and w[j + 1].kind == "unit":
        interval, j = w[j].value, j + 1
    period = _period(tokens, j, interval)
    if period is None or (j == i and w[i].kind not in ("every", "unit")):
        return Element("frequency", start, i, Frequency("", 1, number, at_least, fixed=False), "count")
    frequency, end = period
    times = number * (frequency.times or 1)
    extent = frequency.extent or ("year" if course and frequency.freq == "YEARLY" and interval == 1 else None)
    return Element("frequency", start, end, Frequency(frequency.freq, frequency.interval, times, at_least, extent), "count in a period")


def _period(tokens: Tokens, i: int, interval: int = 1) -> tuple[Frequency, int] | None:
    """A unit of time as a period: its frequency (`times` holds how many of the unit the FREQ has) and the index after it."""
    w = tokens.words
    if w[i].kind == "school":
        end = school_words(tokens, i)
        if end > i:
            return Frequency("YEARLY", interval, 1, extent="school_year"), end
        i += w[i + 1].kind == "unit"
    i += marked(w[i], "calendar")
    if w[i].kind != "unit" or w[i].value not in _UNITS:
        return None
    freq, size, parts = _UNITS[w[i].value]
    extent = "school_year" if w[i].value in ("term", "trimester") else None
    return Frequency(freq, size * interval, parts, extent=extent), skip_dot(tokens, i + 1)  # type: ignore[arg-type]


def every(tokens: Tokens, i: int) -> Element | None:
    """«каждый месяц», «каждые 3 года», «каждого квартала»; «каждый четверг» is a weekday."""
    w = tokens.words
    if w[i].kind != "every":
        return None
    j, interval = i + 1, 1
    if w[j].kind in ("ordinal", "number", "count") and w[j + 1].kind == "unit":
        interval, j = w[j].value, j + 1
    if w[j].kind == "weekday" or (w[j].kind in ("ordinal", "number") and w[j + 1].kind == "weekday"):
        return weekdays(tokens, j, i)
    if (interval > 1 and w[j].value == "number") or (w[j - 1].kind == "number" and w[j].value == "number"):
        return Element("frequency", i, i + 1, Frequency("MONTHLY"), "every day of the month")
    period = _period(tokens, j, interval)
    if period is None:
        return None
    frequency, end = period
    times = frequency.times if (frequency.times or 1) > 1 else None
    return Element("frequency", i, end, Frequency(frequency.freq, frequency.interval, times, False, frequency.extent), "every period")


def weekdays(tokens: Tokens, i: int, start: int | None = None) -> Element | None:
    """«по понедельникам и средам», «первый вторник месяца», «пн-пт», «по рабочим дням»: (place or 0, weekday) pairs."""
    w = tokens.words
    start = i if start is None else start
    rule = EVERY_WEEKDAY if w[start].kind in ("by", "every") else "weekdays"
    i += w[i].kind == "by"
    if w[i].kind in ("workday", "weekend"):
        if i and w[i - 1].kind in ("ordinal", "number"):
            return None  # «последний рабочий день месяца» is one day, which no rule of ours can say
        days = range(5) if w[i].kind == "workday" else range(5, 7)
        j = i + 1 + (w[i + 1].kind == "unit" and w[i + 1].value == "day")
        named = j > i + 1 or not marked(w[i], "working")
        return Element("weekdays", start, j, [(0, d) for d in days], rule) if named else None
    spans, j = places(tokens, i)
    if w[j].kind != "weekday":
        return None
    found = [(p, w[j].value) for a, b in spans or [(0, 0)] for p in range(a, b + 1)] if all(a <= b for a, b in spans) else []
    j = _more_weekdays(tokens, skip_dot(tokens, j + 1), found)
    monthly = bool(spans) and w[j + (w[j].kind == "every")].value == "month"
    if monthly:
        j += 1 + (w[j].kind == "every")
    return Element("weekdays", start, j, found, "weekday of the month" if spans else rule)


def _more_weekdays(tokens: Tokens, j: int, found: list[tuple[int, int]]) -> int:
    w = tokens.words
    while w[j].kind in ("comma", "and", "dash", "slash") and (
        w[j + 1].kind == "weekday" or (w[j + 1].kind in ("ordinal", "number") and w[j + 2].kind == "weekday")
    ):
        k = j + 1 + (w[j + 1].kind != "weekday")
        place = w[j + 1].value if k > j + 1 else 0
        first = found[-1][1] + 1 if w[j].kind == "dash" and found else w[k].value
        found.extend((place or found[-1][0] if w[j].kind == "dash" else place, d) for d in range(first, w[k].value + 1))
        j = skip_dot(tokens, k + 1)
    return j


def report(tokens: Tokens, i: int) -> Element | None:
    """«месяца, следующего за отчетным (кварталом)», «последнего месяца квартала», «отчетного месяца»: (which month, of what).

    The value is (head, period): head `after` (the month or year that follows), `first`, `last`; period the unit reported on.
    """
    w = tokens.words
    if w[i].kind == "ordinal" and w[i + 1].kind == "unit" and w[i + 1].value == "month":
        j = i + 2 + (w[i + 2].kind == "comma")
        if w[i].value == 1 and w[j].kind == "report" and (following := report(tokens, j)):
            return Element("report", i, following.last, following.value, following.rule)
        j = i + 2 + (w[i + 2].kind in ("reported", "every", "report"))
        if w[j].kind == "unit" and w[j].value in ("quarter", "half"):
            head = "last" if w[i].value in (-1, 3) else "first" if w[i].value == 1 else ""
            return Element("report", i, j + 1, (head, w[j].value), "month of a quarter") if head else None
        longer = any(word.value in _LONGER for word in w[:i])  # «ежеквартально до 25 числа последнего месяца»
        return Element("report", i, i + 2, ("last", ""), "month of a quarter") if longer and w[i].value == -1 else None
    if w[i].kind == "reported" and w[i + 1].kind == "unit":
        return Element("report", i, i + 2, ("last", w[i + 1].value), "reported period")
    head = ""
    j = i
    if (w[j].kind == "unit" and w[j].value in ("month", "year", "quarter", "half")) or w[j].kind == "span":
        head, j = str(w[j].value), j + 1
        j += w[j].kind == "comma"
    if w[j].kind != "report" or w[j + 1].kind not in ("for", "after"):
        return None
    j += 2
    if w[j].kind == "reported":
        j += 1
    period = ""
    if w[j].kind in ("unit", "span"):
        period, j = str(w[j].value), j + 1
    return Element("report", i, j, ("after", period or head), "after the reported period")
