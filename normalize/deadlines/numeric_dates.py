"""Recogniser of dates in figures: DD.MM.YYYY and its short forms, ISO 8601; a time of day is told apart."""

from __future__ import annotations

from normalize.deadlines.calendar_words import day_part, is_small, is_year, month_part, year_words
from normalize.deadlines.elements import Element, Impossible, Years
from normalize.deadlines.tokens import Tokens

_TIME = "time of day"


def numeric(tokens: Tokens, i: int) -> Element | None:
    """DD.MM.YYYY, DD.MM.YY, MM.YYYY, DD.MM, YYYY-MM-DD, YYYY-MM; a time of day (10.00, 10:30) is skipped."""
    w = tokens.words
    if is_year(w[i]):
        return _iso(tokens, i)
    if not is_small(w[i]):
        return None
    if w[i + 1].kind == "colon" and tokens.glued(i + 1) and is_small(w[i + 2]) and tokens.glued(i + 2):
        return Element("skip", i, i + 3, rule=_TIME)
    if _hours_and_minutes(tokens, i):
        return Element("skip", i, i + 7, rule=_TIME)
    if w[i + 1].kind == "dash" and w[i].value < 25 and (w[i + 2].text == "00" or _hour_and_minutes(tokens, i)):
        return Element("skip", i, i + 3, rule=_TIME)
    return _full_numeric(tokens, i) or _short_numeric(tokens, i)


def clock(tokens: Tokens, i: int) -> Element | None:
    """«в 10.00», «с 10-00 до 12-30»: a time of day with its prepositions; «до 15:00 25 марта» stays «до» that day."""
    w = tokens.words
    found = numeric(tokens, i + 1) if w[i].kind in ("in", "from") and w[i + 1].kind == "number" else None
    if found is None or found.rule != _TIME:
        return None
    end = numeric(tokens, found.last + 1) if w[i].kind == "from" and w[found.last].kind in ("to", "by") else None
    return Element("skip", i, end.last if end and end.rule == _TIME else found.last, rule=_TIME)


def _hour_and_minutes(tokens: Tokens, i: int) -> bool:
    """Whether «12-30» is a time of day («в 12-30», «15 мая, 12-30», «12-30 15 мая», «15-45»), not two days («12-30 мая», «май: 12-30»)."""
    w = tokens.words
    minutes, after, before = w[i + 2], w[i + 3], w[i - 1].kind if i else ""
    if not (is_small(minutes) and len(minutes.text) == 2 and minutes.value < 60 and tokens.glued(i + 1) and tokens.glued(i + 2)):
        return False
    if after.kind == "month" or after.value == "number" or (after.kind == "dot" and w[i + 4].kind == "number"):
        return False
    if minutes.value > 31 or before in ("in", "from", "to"):
        return True
    if after.kind == "number" and w[i + 4].kind == "month":
        return minutes.text == "30"
    return minutes.value % 5 == 0 and any(_names_day(tokens, k) for k in range(i - 1))


def _names_day(tokens: Tokens, k: int) -> bool:
    """Whether a day with its month opens at `k` («15 мая», «15.05»)."""
    w = tokens.words
    return w[k].kind == "number" and (w[k + 1].kind == "month" or (w[k + 1].kind == "dot" and w[k + 2].kind == "number"))


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
        return Element("skip", i, i + 3, rule=_TIME)
    return Element("parts", i, i + 3, [day_part(w[i].value, w[i + 2].value)], "DD.MM")
