"""Recogniser of dates in figures: DD.MM.YYYY and its short forms, ISO 8601; a time of day is told apart."""

from __future__ import annotations

from normalize.deadlines.calendar_words import day_part, is_small, is_year, month_part, year_words
from normalize.deadlines.elements import Element, Impossible, Years
from normalize.deadlines.tokens import Tokens


def numeric(tokens: Tokens, i: int) -> Element | None:
    """DD.MM.YYYY, DD.MM.YY, MM.YYYY, DD.MM, YYYY-MM-DD, YYYY-MM; a time of day (10.00, 10:30) is skipped."""
    w = tokens.words
    if is_year(w[i]):
        return _iso(tokens, i)
    if not is_small(w[i]):
        return None
    if w[i + 1].kind == "colon" and tokens.glued(i + 1) and is_small(w[i + 2]) and tokens.glued(i + 2):
        return Element("skip", i, i + 3, rule="time of day")
    if w[i + 1].kind == "dash" and w[i + 2].text == "00" and w[i].value < 25:
        return Element("skip", i, i + 3, rule="time of day")
    if _hours_and_minutes(tokens, i):
        return Element("skip", i, i + 7, rule="time of day")
    return _full_numeric(tokens, i) or _short_numeric(tokens, i)


def _hours_and_minutes(tokens: Tokens, i: int) -> bool:
    """Whether «11-30-13-30» opens here: two times of day with dashes only."""
    w = tokens.words
    dashed = all(w[k].kind == "dash" and is_small(w[k + 1]) for k in (i + 1, i + 3, i + 5))
    times = ((w[k], w[k + 2]) for k in (i, i + 4))
    return dashed and all(hour.value < 25 and len(minute.text) == 2 and minute.value < 60 for hour, minute in times)


def _iso(tokens: Tokens, i: int) -> Element | None:
    w = tokens.words
    sign = w[i + 1].kind
    if not (sign in ("dash", "dot") and is_small(w[i + 2]) and len(w[i + 2].text) == 2 and tokens.glued(i + 1) and tokens.glued(i + 2)):
        return None
    month, years = w[i + 2].value, Years(((w[i].value, w[i].value),))
    if not 1 <= month <= 12:
        return None
    if w[i + 3].kind == sign and is_small(w[i + 4]) and tokens.glued(i + 3) and tokens.glued(i + 4):
        return Element("date", i, i + 5, (day_part(w[i + 4].value, month), years), "YYYY-MM-DD")
    return Element("date", i, i + 3, (month_part(month), years), "YYYY-MM") if sign == "dash" and month <= w[i].value % 100 else None


def _full_numeric(tokens: Tokens, i: int) -> Element | None:
    w = tokens.words
    sign = w[i + 1].text
    if not (w[i + 1].kind in ("dot", "slash", "dash") and is_small(w[i + 2]) and w[i + 3].text == sign and w[i + 4].kind == "number"):
        return None
    loose = sign == "." and is_year(w[i + 4])
    if not loose and not all(tokens.glued(k) for k in range(i + 1, i + 5)):
        return None
    year = w[i + 4]
    if is_year(year):
        value = year.value
    elif (
        sign == "."
        and len(year.text) == 2
        and w[i + 5].kind != "times"
        and not (w[i + 5].kind == "dot" and is_small(w[i + 6]) and tokens.glued(i + 6))
    ):
        value = 2000 + year.value
    else:
        return None
    if not 1 <= w[i + 2].value <= 12:
        raise Impossible(tokens.printed(i, i + 5))
    last = year_words(tokens, i + 5)
    return Element("date", i, last, (day_part(w[i].value, w[i + 2].value), Years(((value, value),))), "DD.MM.YYYY")


def _short_numeric(tokens: Tokens, i: int) -> Element | None:
    w = tokens.words
    if not (w[i + 1].kind in ("dot", "slash") and tokens.glued(i + 1) and tokens.glued(i + 2)):
        return None
    if is_year(w[i + 2]):
        if not 1 <= w[i].value <= 12:
            raise Impossible(tokens.printed(i, i + 3))
        years = Years(((w[i + 2].value, w[i + 2].value),))
        return Element("date", i, year_words(tokens, i + 3), (month_part(w[i].value), years), "MM.YYYY")
    if not is_small(w[i + 2]) or w[i + 1].kind != "dot":
        return None
    if not 1 <= w[i + 2].value <= 12:
        return Element("skip", i, i + 3, rule="time of day")
    return Element("parts", i, i + 3, [day_part(w[i].value, w[i + 2].value)], "DD.MM")
