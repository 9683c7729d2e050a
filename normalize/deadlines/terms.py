"""Terms and events: «в течение 5 рабочих дней со дня …», «за 10 дней до …», «до прибытия …», «к началу …»."""

from __future__ import annotations

from normalize.deadlines.calendar_words import years
from normalize.deadlines.condition_words import base, phrases
from normalize.deadlines.conditions import spanned
from normalize.deadlines.elements import Condition, Element
from normalize.deadlines.tokens import Tokens, marked
from records.meaning import Bound


def event(tokens: Tokens, i: int) -> Element | None:
    """Terms and open events: «в течение 3 дней (после …)», «не позднее 5 дней после …», «за 10 дней до …», «до прибытия …»."""
    w = tokens.words
    j, bound = i, None
    if short := _short_term(tokens, i):
        return short
    if w[j].kind == "in" and w[j + 1].kind == "course":
        j += 2
    elif w[j].kind == "course":
        j += 1
    elif w[j].kind == "not" and w[j + 1].kind == "later":
        j, bound = j + 2, "before"
        j += w[j].kind == "comma"
        j += w[j].kind == "than"
        j += w[j].kind == "for" or marked(w[j], "through")
    elif w[j].kind == "for":
        j, bound = j + 1, "before"
    else:
        return _open_event(tokens, i)
    end = duration(tokens, j)
    if end is None:
        return None
    if w[i].kind == "for" and w[end].kind != "to":
        return None
    if i and end == j + 1 == len(tokens):  # «09.05, в течение дня»
        return Element("skip", i, end, rule="time of day")
    return spanned(tokens, i, end, "event", bound, "term")  # type: ignore[arg-type]


def _short_term(tokens: Tokens, i: int) -> Element | None:
    """«в 10-дневный срок», «в трехдневный срок», «в месячный срок», «не позднее 10-дневного срока»."""
    w = tokens.words
    j = i + 1
    bound: Bound | None = None
    if w[i].kind == "not" and w[j].kind == "later":
        j, bound = j + 1, "before"
    elif w[i].kind != "in":
        return None
    if w[j].kind == "number" and w[j + 1].kind == "dash":
        j += 2
    if not base(w[j]).endswith(phrases().term_endings) or w[j].kind == "often" or w[j + 1].kind != "span":
        return None
    return spanned(tokens, i, j + 2, "event", bound, "term")


def duration(tokens: Tokens, i: int) -> int | None:
    """The index after «5 рабочих дней», «двух недель», «суток», «24 часов», «месяца со дня»; None where there is none."""
    w = tokens.words
    j = i
    while (j < i + 6 and w[j].kind in ("number", "count", "dash", "workday", "and", "slash")) or (
        j < i + 6 and base(w[j]) in phrases().term_adjectives
    ):
        j += 1
    counted = any(word.kind in ("number", "count") for word in w[i:j])
    if w[j].kind == "unit" and w[j].value in ("day", "hour", "week", "month", "year") and counted:
        if any(word.kind == "number" and len(word.text) > 3 for word in w[i:j]):
            return None
        return j + 1
    follows = w[j].kind == "unit" and (w[j + 1].kind in ("from", "after", "to") or base(w[j + 1]) in phrases().term_starts)
    if follows and j == i:
        return j + 1
    alone = w[j].kind == "unit" and w[j].value == "day" and (j == i or w[j - 1].kind == "workday")
    return j + 1 if alone else None


def _open_event(tokens: Tokens, i: int) -> Element | None:
    """«до прибытия скорой помощи», «ко Дню учителя», «не позднее начала занятий»: an event where no date follows."""
    w = tokens.words
    j = i + 1
    if w[i].kind == "not" and w[j].kind == "later":
        j += 1
    elif w[i].kind not in ("to", "toward"):
        return None
    if w[j].kind == "edge":
        after = w[j + 1]
        if w[j].value == "start" and (found := years(tokens, j + 1)) and found.value.school:
            return Element("condition", i, found.last, Condition("event", "before"), "before a school year")
        if not (after.kind in ("word", "school", "weekday") or (after.kind == "this" and w[j + 2].kind == "school")):
            return None
    elif w[j].kind not in ("word", "running", "plan") and not (w[j].kind == "unit" and w[j].value == "day"):
        return None
    return spanned(tokens, i, j + 1, "event", "before", "before an event")
