"""Recognisers of what an item runs through: «в течение года», «весь период», «постоянно», «на период реализации Программы»."""

from __future__ import annotations

from normalize.deadlines.calendar_words import is_year, school_words, skip_dot
from normalize.deadlines.elements import Element
from normalize.deadlines.tokens import Tokens, is_adverb, marked
from records.meaning import Extent

_RUN = frozenset({"running", "plan", "span", "time"})
_TIGHT = frozenset({"running", "plan", "whole", "filler", "this"})


def always(tokens: Tokens, i: int) -> Element | None:
    """«постоянно», «систематически», «на постоянной основе», «круглогодично»; the value is (extent, not explicit)."""
    w = tokens.words
    j = i + (w[i].kind in ("on", "in"))
    word = w[j]
    if word.kind != "always":
        return None
    basis = marked(w[j + 1], "basis")
    if not basis and not is_adverb(word):
        return None  # an adjective of something else: «систематическое пополнение банка»
    return Element("extent", i, j + 1 + basis, (word.value, False), "always")


def through(tokens: Tokens, i: int) -> Element | None:
    """«в течение года», «на протяжении учебного года», «весь период реализации», «в период действия программы».

    Before a calendar unit («в течение сентября») only the opening words are taken, as an element `within`.
    """
    w = tokens.words
    j = i + (w[i].kind in ("in", "on", "for"))
    course = w[j].kind == "course"
    j += course
    k = j
    while k < j + 4 and w[k].kind in ("whole", "this", "every", "reported"):
        k += 1
    whole = k > j
    k += marked(w[k], "calendar")
    found = _extent(tokens, k, course, whole)
    if found is None and (course or (whole and (is_year(w[k]) or w[k].kind == "month"))):
        return Element("within", i, k, rule="within")
    if found is None:
        return None
    extent, end = found
    return Element("extent", i, end, (extent, True), "extent")


def _extent(tokens: Tokens, k: int, course: bool, whole: bool) -> tuple[Extent | None, int] | None:
    w = tokens.words
    if (end := school_words(tokens, k)) > k:
        return "school_year", end
    if course and is_year(w[k]):
        return None
    if w[k].kind == "unit":
        return _unit_extent(tokens, k, course, whole)
    if w[k].kind in _RUN and (course or whole or w[k].kind == "span"):
        return _plan_period(tokens, k, course or whole)
    return None


def _unit_extent(tokens: Tokens, k: int, course: bool, whole: bool) -> tuple[Extent | None, int] | None:
    w = tokens.words
    unit, end = w[k].value, skip_dot(tokens, k + 1)
    if unit == "year" and (course or whole):
        return "year", end
    if unit in ("quarter", "half", "week", "day", "term", "trimester") and course:
        return None, end
    return None


def _plan_period(tokens: Tokens, k: int, sure: bool) -> tuple[Extent | None, int] | None:
    """«период (реализации (программы …))»: taken if it is said to run («в течение») or names what a plan does."""
    w = tokens.words
    j = k + (w[k].kind in ("span", "time"))
    if w[j].kind == "reported":
        j += 1
    if (end := school_words(tokens, j)) > j:
        return "school_year", end
    if w[j].kind == "unit" and w[j].value == "year" and sure:
        return "year", skip_dot(tokens, j + 1)
    runs = False
    while w[j].kind in ("running", "plan", "this") or (runs and (w[j].kind in ("quote", "word", "and") and _names_plan(tokens, j))):
        runs = runs or w[j].kind in ("running", "plan")
        j += 1
    return ("plan_period", j) if sure or runs else None


def _names_plan(tokens: Tokens, j: int) -> bool:
    """Whether the words go on naming the plan («реализации муниципальной программы», «проекта «…»»)."""
    w = tokens.words
    for k in range(j, min(j + 6, len(tokens))):
        if w[k].kind == "plan" or w[k].kind == "quote":
            return True
        if w[k].kind not in ("word", "and"):
            return False
    return False


def school_year(tokens: Tokens, i: int) -> Element | None:
    """«учебный год» by itself, «в новом учебном году»: runs through the school year."""
    w = tokens.words
    j = i + (w[i].kind == "in")
    j += w[j].kind in ("this", "report") or marked(w[j], "new")
    end = school_words(tokens, j)
    return Element("extent", i, end, ("school_year", True), "school year") if end > j else None
