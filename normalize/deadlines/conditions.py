"""Conditions: «по отдельному графику», «по мере необходимости», «в течение 5 рабочих дней со дня …», with their kind and bound.

The words are data (`conditions.yaml`), compared lemma by lemma. A condition runs on through ordinary words up to a bracket, a
line end, or the next thing that speaks of time.
"""

from __future__ import annotations

from normalize.deadlines.calendar_words import is_year, school_words, year_words
from normalize.deadlines.condition_words import LONGEST, base, phrases
from normalize.deadlines.elements import Condition, Element
from normalize.deadlines.tokens import Tokens, is_adverb, marked
from records.meaning import Bound, ConditionKind

_NOUNS = frozenset({"word", "plan", "running"})
_ADVERBIAL = ("ый", "ую", "ое", "ые")  # «каждую неделю» says when; «каждого квартала» belongs to the noun before it
_REPEATED = frozenset({"weekday", "workday", "weekend"})
_DATE_KINDS = frozenset({"month", "number", "roman", "season"})


def condition(tokens: Tokens, i: int) -> Element | None:
    """The condition that opens at token `i`, if one does; its value is (kind, bound)."""
    known = phrases()
    if base(tokens.words[i]) in known.first:  # most words open no condition
        lemmas = tuple(base(word) for word in tokens.words[i : i + LONGEST])
        for size in range(LONGEST, 0, -1):
            kind = known.phrases.get(lemmas[:size])
            if kind and tokens.words[i].kind == "from" and tokens.words[i + size - 1].kind == "edge" and is_year(tokens.words[i + size]):
                continue  # «с начала 2022 года» is a date
            if kind and (not marked(tokens.words[i + size - 1], "stretch") or tokens.words[i + size].kind in ("word", "running")):
                return spanned(tokens, i, i + size, kind, _own_bound(tokens, i), "condition phrase")
        for size in range(3, 0, -1):
            if lemmas[:size] in known.openers and (kind := head_kind(tokens, i + size)):
                return spanned(tokens, i, i + size, kind, None, "reference")
    if tokens.words[i].kind == "on" and base(tokens.words[i + 1]) in known.occasions:
        return spanned(tokens, i, i + 2, "event", None, "occasion")
    return None


def vacation(tokens: Tokens, i: int) -> Element | None:
    """«в каникулярный период», «осенние каникулы», «летний период»."""
    end = _vacation(tokens, i)
    return spanned(tokens, i, end, "vacation", None, "vacation") if end else None


def _vacation(tokens: Tokens, i: int) -> int | None:
    """The index after «(в) (период) (осенних) каникул», «(в) каникулярный период», «летний период»."""
    w, known = tokens.words, phrases()
    if w[i].lemma in known.before:
        return None
    for k in range(i, i + 6):
        lemma = base(w[k])
        if lemma.startswith(known.vacation_stems):
            return k + 1
        if lemma in known.vacation_adjectives:
            noun = k + 1 + (w[k + 1].kind == "word" and base(w[k + 1]) not in known.vacation_nouns)
            if base(w[noun]) in known.vacation_nouns:
                return noun + 1
        if (
            w[k].kind not in ("in", "on", "span", "time", "word", "unit", "whole", "course", "comma", "and")
            or w[i].kind in ("comma", "and")
            or (w[k].kind == "unit" and w[k].value != "day")
        ):
            return None
    return None


def _own_bound(tokens: Tokens, i: int) -> Bound | None:
    kind = tokens.words[i].kind
    if kind == "from":
        return "after"
    return "before" if kind == "toward" or base(tokens.words[i]) in phrases().before else None


def head_kind(tokens: Tokens, i: int) -> ConditionKind | None:
    """The kind of the first head noun of a reference, looked for up to the end of the phrase."""
    known = phrases()
    for k in range(i, min(i + 8, len(tokens))):
        word = tokens.words[k]
        if word.kind in ("open", "close", "line", "comma") and k > i and word.kind != "comma":
            return None
        lemma = base(word)
        if pair := known.pairs.get((lemma, base(tokens.words[k + 1]))):
            return pair
        if lemma in known.heads:
            return known.heads[lemma]
        if lemma.startswith(known.vacation_stems):
            return "vacation"
        if word.kind in _DATE_KINDS or word.kind in _REPEATED or word.kind in ("often", "times", "unit"):
            return None
    return None


def spanned(tokens: Tokens, i: int, j: int, kind: ConditionKind, bound: Bound | None, rule: str) -> Element:
    """The condition that opens at `i` and whose own words go up to `j`, run on to its end."""
    end = _end(tokens, j, kind)
    return Element("condition", i, end, Condition(kind, bound), rule)


def _end(tokens: Tokens, j: int, kind: ConditionKind) -> int:
    w = tokens.words
    j = _reported(tokens, j) if kind in ("result", "event") else j
    while j < len(tokens):
        word = w[j]
        if word.kind == "open" and (close := _aside(tokens, j)):
            j = close + 1
            continue
        if word.kind in ("open", "close", "line", "then") or (word.kind == "slash" and not tokens.glued(j)):
            break
        if word.kind in ("comma", "dash", "dot", "colon", "and") and (
            _speaks_of_time(tokens, j + 1) or (word.kind == "comma" and _opens(tokens, j + 1))
        ):
            break
        if kind == "event" and word.kind == "on" and is_year(w[j + 1]) and w[j - 1].kind in _NOUNS:
            j = _past_year(tokens, j + 1)  # «после утверждения бюджета на 2025 год»
            continue
        if word.kind == "of" and w[j + 1].kind == "number":  # «от 12.08.2021 № 316» names the document
            j += 1
            while w[j].kind in ("number", "dot", "month") or (w[j].kind == "unit" and w[j].value == "year"):
                j += 1
            continue
        if _speaks_of_time(tokens, j) or (tokens.new_line(j) and _opens(tokens, j)) or (kind == "vacation" and is_year(word)):
            break
        j = _past_year(tokens, j) if is_year(word) else j + 1
    while j > 0 and (w[j - 1].kind in ("comma", "dot", "dash", "colon", "line", "and") or marked(w[j - 1], "contrast")):
        j -= 1
    return j


def _past_year(tokens: Tokens, j: int) -> int:
    """The index after a year inside a condition, with its pair («мониторинга 2021/2022 учебного года»)."""
    w = tokens.words
    j += 1
    if w[j].kind in ("slash", "dash") and w[j + 1].kind == "number" and len(w[j + 1].text) in (2, 4):
        j += 2
    return max(school_words(tokens, j), year_words(tokens, j))


def _aside(tokens: Tokens, j: int) -> int:
    """The index of the bracket's end where plain words stand in it («с родителями (законными представителями)»), else 0."""
    w = tokens.words
    k = j + 1
    while w[k].kind in ("word", "and", "comma") and not _opens(tokens, k) and not base(w[k]).startswith(phrases().vacation_stems):
        k += 1
    return k if w[k].kind == "close" and k > j + 1 else 0


def _opens(tokens: Tokens, i: int) -> bool:
    """Whether another condition opens after a comma («по графику, по мере необходимости»)."""
    known = phrases()
    if base(tokens.words[i]) not in known.first:
        return False
    lemmas = tuple(base(word) for word in tokens.words[i : i + LONGEST])
    return any(lemmas[:size] in known.phrases or lemmas[:size] in known.openers for size in range(1, LONGEST + 1))


def _reported(tokens: Tokens, j: int) -> int:
    """Time words straight after «по итогам», «по окончании» say what is summed up, not when: they belong to the condition."""
    w = tokens.words
    while w[j].kind in (
        "number",
        "roman",
        "ordinal",
        "unit",
        "school",
        "month",
        "this",
        "every",
        "whole",
        "dash",
        "slash",
        "reported",
        "of",
    ):
        if w[j].kind == "dash" and w[j + 1].kind not in ("number", "roman", "month", "unit"):
            break
        if (w[j].kind == "number" and _counts(tokens, j)) or (w[j].kind == "every" and w[j].text.lower().endswith(_ADVERBIAL)):
            break  # «в отопительный сезон 2 раза в месяц», «… каждую неделю»
        j += 1
    return j


def _speaks_of_time(tokens: Tokens, j: int) -> bool:
    """Whether something opens at `j` that a condition does not swallow."""
    w = tokens.words
    word, after = w[j], w[j + 1]
    if word.kind in ("often", "always"):
        return is_adverb(word)
    if word.kind in ("month", "times", "twice", "then") or (word.kind in ("number", "count") and _counts(tokens, j)):
        return True
    if (word.kind == "by" and after.kind in _REPEATED) or (word.kind == "every" and word.text.lower().endswith(_ADVERBIAL)):
        return True
    if (
        word.kind == "course"
        or (word.kind == "in" and after.kind in ("course", "month"))
        or (word.kind == "not" and after.kind in ("later", "atleast"))
    ):
        return True
    if word.kind in ("to", "from", "toward", "on", "in", "by", "for"):
        return after.kind == "month" or (after.kind == "number" and _dated(tokens, j + 1))
    return word.kind == "number" and _dated(tokens, j) and w[j - 1].kind not in ("of", "number_sign", "word")


def _counts(tokens: Tokens, j: int) -> bool:
    """Whether «2 раза», «1-2 раза» stands at `j`."""
    w = tokens.words
    return w[j + 1].kind == "times" or (w[j + 1].kind == "dash" and w[j + 3].kind == "times")


def _dated(tokens: Tokens, j: int) -> bool:
    """Whether the number at `j` begins a date, a year or a count."""
    w = tokens.words
    if w[j + 1].kind in ("month", "times") or len(w[j].text) == 4:
        return True
    return (w[j + 1].kind == "dot" and w[j + 2].kind == "number" and tokens.glued(j + 1) and tokens.glued(j + 2)) or w[j + 1].value in (
        "quarter",
        "half",
    )
