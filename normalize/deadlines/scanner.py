"""From tokens to elements: at each token the recognisers of its class are tried in order; what none takes is left over."""

from __future__ import annotations

from collections.abc import Callable

from normalize.deadlines import calendar_words as calendar
from normalize.deadlines import conditions, extents, frequencies, occasions, terms
from normalize.deadlines.elements import LAST_DAY, Element
from normalize.deadlines.numeric_dates import clock, numeric
from normalize.deadlines.tokens import Tokens, marked

Recogniser = Callable[[Tokens, int], Element | None]

_DATE_START = frozenset({"number", "month", "roman", "ordinal", "quote", "season", "blank"})


def _bound(tokens: Tokens, i: int) -> Element | None:
    """«до», «не позднее», «с», «по», «к», «не ранее», «начиная с», «после» before a date, with an edge («до конца мая»)."""
    w = tokens.words
    j, value = i + 1, {"to": "before", "from": "from", "by": "till", "toward": "before", "after": "after"}.get(w[i].kind, "")
    if w[i].kind == "not" and w[j].kind in ("later", "earlier"):
        value = "not later" if w[j].kind == "later" else "after"
        j += 1
        j += w[j].kind == "comma" and w[j + 1].kind == "than"
        j += w[j].kind == "than"
    elif w[i].kind == "beginning" and w[j].kind == "from":
        value, j = "after", j + 1
    if w[i].kind == "after" and not (
        w[j].kind == "number" and (w[j + 1].kind == "month" or (w[j + 1].kind == "dot" and tokens.glued(j + 1)))
    ):
        return None  # «после I полугодия», «после экзаменов» are events
    if value == "from" and _whole_range(tokens, j):
        return Element("skip", i, j, rule="«с» of a range")
    return Element("bound", i, j, value, "bound") if value and _date_follows(tokens, j) else None


def _whole_range(tokens: Tokens, j: int) -> bool:
    """Whether one element from `j` on holds both ends: «(с) I по III квартал», «(с) 2022 по 2024 год»."""
    if tokens.words[j].kind not in ("number", "roman", "ordinal"):
        return False
    found = calendar.years(tokens, j) or calendar.numbered_unit(tokens, j)
    return found is not None and any(word.kind == "by" for word in tokens.words[j : found.last])


def _date_follows(tokens: Tokens, j: int) -> bool:
    w = tokens.words
    if w[j].kind in ("in", "on", "to", "from", "filler"):
        j += 1
    if w[j].kind == "edge":
        j += 1
        if calendar.school_words(tokens, j) > j:
            return False
        return w[j].kind in _DATE_START or w[j].kind in ("this", "unit") or (w[j].kind == "every" and w[j + 1].value == "month")
    if w[j].kind in ("this",):
        return w[j + 1].kind == "unit"
    if w[j].kind == "ordinal":
        return w[j + 1].kind in ("month", "unit")
    return w[j].kind in _DATE_START and w[j + 1].kind != "times" and not _is_duration(tokens, j)


def _is_duration(tokens: Tokens, j: int) -> bool:
    return tokens.words[j].kind == "number" and len(tokens.words[j].text) < 4 and terms.duration(tokens, j) is not None


def _edge(tokens: Tokens, i: int) -> Element | None:
    """«начало», «конец», «середина» before a calendar unit; «до конца года» without a number is 31 December of no year."""
    w = tokens.words
    j = i + (w[i].kind in ("in", "on"))
    if w[j].kind != "edge":
        return None
    value, k = w[j].value, j + 1
    if w[k].kind == "every":
        due = value == "end" and _bounded(tokens, i) and w[k + 1].value == "month"
        part = calendar.day_part(LAST_DAY, 0, numbered=True)
        return Element("parts", i, j + 1, [part], "edge of the month") if due else Element("skip", i, j + 1, rule="edge of a period")
    k += w[k].kind in ("this", "every", "reported")
    if w[k].kind == "unit" and w[k].value in ("year", "month") and not calendar.is_year(w[k + 1]):
        return _edge_of_unit(tokens, i, k, value)
    if value == "end" and w[k].value in ("quarter", "half") and any(word.kind == "often" for word in w[:i]):
        return Element("skip", i, k + 1, rule="edge of a period")  # «ежеквартально, до конца квартала»: the quarter itself
    if (unit := calendar.numbered_unit(tokens, k)) and unit.kind == "term":
        return Element("term", i, unit.last, rule=unit.rule)
    return Element("edge", i, j + 1, value, "edge") if w[k].kind in _DATE_START else None


def _bounded(tokens: Tokens, i: int) -> bool:
    return i > 0 and tokens.words[i - 1].kind in ("to", "toward", "later")


def _edge_of_unit(tokens: Tokens, i: int, k: int, value: str) -> Element | None:
    w = tokens.words
    bound = _bounded(tokens, i)
    end = calendar.skip_dot(tokens, k + 1)
    if w[k].value == "month":
        part = calendar.day_part(LAST_DAY, 0, numbered=True) if bound and value == "end" else calendar.month_part(0)
        return Element("parts", i, end, [part], "edge of the month")
    if bound and value == "end":
        return Element("parts", i, end, [calendar.day_part(31, 12)], "end of the year")
    return None


def _month_of_section(tokens: Tokens, i: int) -> Element | None:
    """«месяц» after «в течение» or «весь»: the month of the section row."""
    w = tokens.words
    j = i + (w[i].kind in ("in", "on"))
    j += w[j].kind == "course"
    j += w[j].kind in ("whole", "this")
    return Element("parts", i, j + 1, [calendar.month_part(0)], "within the month") if j > i and w[j].value == "month" else None


def _this_year(tokens: Tokens, i: int) -> Element | None:
    """«текущего года», «т.г.», «следующего года»: no year is printed, so it says nothing."""
    w = tokens.words
    j = calendar.skip_dot(tokens, i + 1)
    if w[i].kind not in ("this", "report") or w[j].kind != "unit":
        return None
    return Element("skip", i, calendar.skip_dot(tokens, j + 1), rule="year without a number")


def _then(tokens: Tokens, i: int) -> Element | None:
    w = tokens.words
    j = i + (w[i].kind == "in" or w[i].kind == "and")
    return Element("then", i, j + 1, rule="далее") if w[j].kind == "then" else None


def _inclusive(tokens: Tokens, i: int) -> Element | None:
    return Element("inclusive", i, i + 1, rule="включительно") if tokens.words[i].kind == "inclusive" else None


def _including(tokens: Tokens, i: int) -> Element | None:
    """«включая каникулярный период»: says what is not left out, which changes nothing."""
    w = tokens.words
    if w[i].kind != "including":
        return None
    j = i + 1
    while w[j].kind not in ("end", "close", "line", "comma"):
        j += 1
    return Element("skip", i, j, rule="включая")


def _except(tokens: Tokens, i: int) -> Element | None:
    """«кроме выходных и праздничных дней» leaves Monday to Friday; any other exception is left over, with all its words."""
    w = tokens.words
    j = i + (w[i].kind == "for")
    if w[j].kind != "except":
        return None
    end = j + 1
    while w[end].kind not in ("end", "close", "line"):
        end += 1
    if w[j + 1].kind == "weekend":
        return Element("weekdays", i, end, [(0, day) for day in range(5)], "except weekends")
    return Element("left", i, end, rule="exception")


def _reported_year(tokens: Tokens, i: int) -> Element | None:
    """«(за 2022 год)» after a date says what is reported on, not when."""
    found = calendar.years(tokens, i + 1) if i and tokens.words[i].kind == "for" else None
    return Element("left", i, found.last, rule="year reported on") if found else None


def _numbered_paper(tokens: Tokens, i: int) -> Element:
    """«№ 12» numbers a paper: no day of a month."""
    return Element("left", i, i + 1 + (tokens.words[i + 1].kind == "number"), rule="number of a paper")


def _hours(tokens: Tokens, i: int) -> Element | None:
    """A time of day («в 14 часов», «в 10 ч. 30 мин.», «с 9 до 18 час.», «с 10-00 до 12-30») belongs to no column."""
    w = tokens.words
    j = i + (w[i].kind in ("in", "from", "to"))
    if w[j].kind == "number" and w[j + 1].kind == "unit" and w[j + 1].value == "hour":
        end = calendar.skip_dot(tokens, j + 2)
        if w[end].kind == "number" and w[end + 1].kind == "unit" and w[end + 1].value == "minute":
            end = calendar.skip_dot(tokens, end + 2)
        return Element("skip", i, end, rule="time of day")
    return clock(tokens, i)


def _stage(tokens: Tokens, i: int) -> Element | None:
    """«(1 этап)», «(этап II)» beside a date numbers a stage and says nothing of time."""
    w = tokens.words
    inner = w[i + 1 : i + 3]
    stage = any(marked(word, "stage") for word in inner) and any(word.kind in ("number", "roman", "ordinal") for word in inner)
    return Element("skip", i, i + 4, rule="stage") if stage and w[i + 3].kind == "close" else None


def _year_word(tokens: Tokens, i: int) -> Element | None:
    word = tokens.words[i]
    return (
        Element("skip", i, calendar.skip_dot(tokens, i + 1), rule="unit word")
        if word.kind == "unit" and word.value in ("year", "month")
        else None
    )


_NUMBER: tuple[Recogniser, ...] = (
    frequencies.report,
    frequencies.count,
    numeric,
    calendar.numbered_unit,
    frequencies.weekdays,
    calendar.years,
    calendar.day_of_month,
)
_YEAR: tuple[Recogniser, ...] = (numeric, calendar.years)

RECOGNISERS: dict[str, tuple[Recogniser, ...]] = {
    "number": _NUMBER,
    "roman": (calendar.numbered_unit,),
    "ordinal": (frequencies.report, calendar.numbered_unit, frequencies.weekdays, calendar.day_of_month),
    "count": (frequencies.count,),
    "twice": (frequencies.count,),
    "times": (frequencies.count,),
    "atleast": (frequencies.count,),
    "as": (frequencies.count,),
    "month": (calendar.named_month,),
    "season": (calendar.season,),
    "quote": (calendar.day_of_month,),
    "often": (frequencies.often,),
    "every": (frequencies.every,),
    "weekday": (frequencies.weekdays,),
    "workday": (frequencies.weekdays,),
    "weekend": (frequencies.weekdays,),
    "always": (extents.always,),
    "not": (frequencies.count, terms.event, _bound),
    "number_sign": (_numbered_paper,),
    "report": (frequencies.report, _this_year),
    "reported": (frequencies.report,),
    "this": (_this_year, extents.school_year),
    "then": (_then,),
    "inclusive": (_inclusive,),
    "including": (_including,),
    "except": (_except,),
    "unit": (frequencies.report, _year_word),
    "span": (frequencies.report, conditions.vacation, extents.through, conditions.condition),
    "beginning": (_bound,),
    "whole": (_month_of_section, extents.through, occasions.stretch),
    "course": (conditions.vacation, terms.event, _month_of_section, occasions.stretch, occasions.during, extents.through),
    "school": (extents.school_year,),
    "edge": (conditions.condition, _edge),
    "word": (conditions.vacation, conditions.condition, occasions.doing),
    "plan": (conditions.condition,),
    "time": (conditions.condition,),
    "in": (
        _then,
        conditions.vacation,
        extents.always,
        terms.event,
        _month_of_section,
        occasions.stretch,
        occasions.during,
        extents.through,
        conditions.condition,
        occasions.set_term,
        _hours,
        _edge,
        extents.school_year,
    ),
    "and": (_then,),
    "open": (_stage,),
    "after": (_bound, conditions.condition),
    "on": (conditions.vacation, extents.always, occasions.stretch, extents.through, conditions.condition, _edge),
    "for": (_except, extents.through, terms.event, _reported_year),
    "by": (conditions.condition, frequencies.count, frequencies.weekdays, _bound),
    "to": (terms.event, _hours, _bound),
    "toward": (conditions.condition, terms.event, _bound),
    "from": (conditions.condition, _hours, _bound),
}

_JOINS = frozenset({"dash", "comma", "slash", "and", "line"})
_SILENT = frozenset({"bullet", "dot", "colon", "quote", "filler", "open", "close"})


def scan(tokens: Tokens) -> list[Element]:
    """Every token of an item in exactly one element, in order. Raises Impossible for a date that does not exist."""
    elements: list[Element] = []
    i, size = 0, len(tokens)
    while i < size:
        element = _at(tokens, i)
        elements.append(element)
        i = element.last
    return elements


def _at(tokens: Tokens, i: int) -> Element:
    kind = tokens.words[i].kind
    recognisers = _YEAR if kind == "number" and calendar.is_year(tokens.words[i]) else RECOGNISERS.get(kind, ())
    for recogniser in recognisers:
        if element := recogniser(tokens, i):
            return element
    if kind in _JOINS:
        return Element("join", i, i + 1, kind, "separator")
    if kind in _SILENT:
        return Element(kind if kind in ("open", "close") else "skip", i, i + 1, rule="punctuation" if kind != "filler" else "filler")
    if kind == "blank":
        return Element("blank", i, i + 1, rule="blank to be filled in")
    if kind in ("in", "on", "for", "of", "filler", "span"):
        return Element("skip", i, i + 1, rule="preposition")
    return Element("left", i, i + 1, rule="left over")
