"""Recognisers of occasions that no list of phrases holds: «в отопительный период», «в течение месячника», «при введении режима»."""

from __future__ import annotations

from normalize.deadlines.calendar_words import is_year
from normalize.deadlines.condition_words import base, phrases
from normalize.deadlines.conditions import head_kind, spanned
from normalize.deadlines.elements import Condition, Element
from normalize.deadlines.tokens import Tokens
from records.morphology import is_known

_LONGEST = 6  # words from the opening one to the noun


def stretch(tokens: Tokens, i: int) -> Element | None:
    """«в отопительный период», «в течение купального сезона»: an event, as «в период отопительного сезона» is.

    A season of the year alone («в осенне-зимний период») names no days and is none; nor does a bare «отопительный период» say when.
    """
    w, known = tokens.words, phrases().stretches
    j = i
    while j < i + 3 and w[j].kind in ("in", "on", "course", "whole"):
        j += 1
    if w[j].kind != "word":
        return None
    telling = False
    for k in range(j, j + _LONGEST):
        if w[k].kind in ("dash", "and") and k > j:
            continue
        lemma = base(w[k])
        if lemma in known.nouns:
            if telling and is_year(w[k + 1]):
                return Element("condition", i, k + 1, Condition("event"), "named stretch")  # its year says when: «… период 2022 года»
            return spanned(tokens, i, k + 1, "event", None, "named stretch") if telling else None
        season = lemma.startswith(known.seasons)
        if w[k].kind != "word" or lemma in known.pointing or not (season or lemma.endswith(known.adjectives)):
            return None
        telling |= not season
    return None


def during(tokens: Tokens, i: int) -> Element | None:
    """«в течение месячника», «в течение всего конкурса»: an event, as «в ходе конкурса» is; an unknown word («в течение гда») is none."""
    w = tokens.words
    j = i + (w[i].kind == "in")
    if w[j].kind != "course":
        return None
    j += 1 + (w[j + 1].kind in ("whole", "this"))
    noun = w[j].kind == "word" and is_known(w[j].text) and not base(w[j]).endswith(phrases().stretches.adjectives)
    return spanned(tokens, i, j + 1, "event", None, "during") if noun else None


def doing(tokens: Tokens, i: int) -> Element | None:
    """«при введении режима», «при заключении договоров»: whatever is done, when it is done."""
    known = phrases().doing
    if base(tokens.words[i]) not in known.openers or tokens.words[i + 1].kind not in ("word", "running"):
        return None
    lemma = base(tokens.words[i + 1])
    done = lemma in known.nouns or (lemma.endswith(known.endings) and lemma not in known.none)
    return spanned(tokens, i, i + 2, "event", None, "occasion") if done else None


def set_term(tokens: Tokens, i: int) -> Element | None:
    """«в установленные законом сроки», «в сроки, определенные учредителем»: by what is named there, else a regulation."""
    w, known = tokens.words, phrases()
    if w[i + 1].kind not in ("word", "span"):
        return None
    if base(w[i + 1]) in known.set_adjectives:
        for k in range(i + 2, i + _LONGEST):
            if base(w[k]) == known.set_noun:
                return spanned(tokens, i, k + 1, head_kind(tokens, i + 2) or "regulation", None, "set term")
            if w[k].kind != "word":
                return None
    j = i + 2 + (w[i + 2].kind == "comma")
    if base(w[i + 1]) == known.set_noun and base(w[j]) in known.set_adjectives:
        return spanned(tokens, i, j + 1, head_kind(tokens, j + 1) or "regulation", None, "set term")
    return None
