"""K502, K506, K507, K510: what an indicator measures, told by its words: in both tables of a plan, in its definition, in the text."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache

from rapidfuzz import fuzz

from normalize.topics.words import words
from records.finding import Finding
from records.morphology import lemma
from records.order import Statistic
from review.content import contained, content, stem
from review.rules.indicators import Given, decimal, given, indicators_of, is_count
from review.subject import Subject
from review.wording import wording

_SAME_MEASURE = 0.75  # of the words of two names together, those that both have
_SAME_TEXT = 92  # of 100: letters of two names that are one
_MISPRINT = 95  # of 100: letters of two names that differ by a slip of the pen
_WORDS = 3  # words of its own from which an indicator is recognised in a text
_OTHERS = 0.8  # share of the words of another indicator's name in a definition
_HALF = 0.5  # a text or a table may round to a whole number
_EPSILON = 1e-9
_NUMBER = r"(?<![\d.,–-])(\d+(?:[.,]\d+)?)"


def measured(text: str) -> frozenset[str]:
    """What a name, a definition or a heading counts: its words without the unit, the whole that it is a share of, and «доля»."""
    return frozenset(stem(word) for word in content(_without_unit(text)) if word not in wording().words["of measures"])


def _without_unit(text: str) -> str:
    return wording().patterns["denominator"].regex.split(text.lower())[0]


def against_statistics(subject: Subject) -> Iterator[Finding]:
    """K502: the current value differs from every figure of the table of the same measure."""
    for plan in subject.plans:
        figures = _figures(plan.plan.statistics)
        for one in indicators_of(plan):
            same = sorted({figure for name, found in figures.items() if _is_one_measure(one, name) for figure in found})
            for value in one.values("current"):
                if same and not any(_agree(value.value or 0.0, figure) for figure in same):
                    told = ", ".join(map(decimal, same))
                    yield one.finding("K502", f"текущее значение {value.raw}, а в таблице текущего состояния {told}.")


def _figures(statistics: Sequence[Statistic]) -> dict[str, set[float]]:
    """Measure → its figures in all years; a percentage also as a part of one, since an indicator may be a ratio."""
    figures: dict[str, set[float]] = defaultdict(set)
    for entry in statistics:
        figures[entry.measure] |= {number for number in (entry.value, entry.percent) if number is not None}
    return figures


def _is_one_measure(one: Given, measure: str) -> bool:
    counted = measured(measure)
    names = [name for name in (one.indicator.name, one.indicator.definition) if name]
    return any(_are_one(name, measure, measured(name), counted) for name in names)


def _are_one(name: str, measure: str, mine: frozenset[str], theirs: frozenset[str]) -> bool:
    if len(mine & theirs) < _WORDS - 1:
        return fuzz.ratio(_without_unit(name), _without_unit(measure)) >= _SAME_TEXT
    return len(mine & theirs) >= _SAME_MEASURE * len(mine | theirs)


def _agree(value: float, figure: float) -> bool:
    """Whether two figures are one: a ratio may stand as a percentage, and one of them may be rounded."""
    rounded = (value % 1 == 0) != (figure % 1 == 0) and min(abs(value), abs(figure)) > 1
    return abs(value - figure) <= (_HALF if rounded else _EPSILON) or abs(value * 100 - figure) <= _HALF


def two_names(subject: Subject) -> Iterator[Finding]:
    """K506: the tables of definitions and of targets call one indicator differently, or only the latter knows it."""
    for plan in subject.plans:
        indicators = list(indicators_of(plan))
        joined = [one for one in indicators if one.indicator.values and one.indicator.defined_as]
        for one in joined:
            name, other = one.indicator.name, one.indicator.defined_as or ""
            if _forms(name) != _forms(other):
                slip = fuzz.ratio(name.lower(), other.lower()) >= _MISPRINT
                yield one.finding("K506", f"в таблице целей назван «{name}», в таблице определений — «{other}».", "I" if slip else None)
        for one in indicators:
            if joined and one.indicator.values and one.indicator.definition is None:
                yield one.finding("K506", f"в таблице целей есть «{one.indicator.name}», в таблице определений такого показателя нет.")


def _forms(text: str) -> Counter[str]:
    """The dictionary forms of the words of a name, small ones left out."""
    forms = (lemma(word.text) for word in words(text))
    return Counter(form for form in forms if form not in wording().words["small"])


def other_definition(subject: Subject) -> Iterator[Finding]:
    """K507: the definition counts what the name takes a share of, is that of another name too, or fits another indicator only."""
    for plan in subject.plans:
        indicators = [one for one in indicators_of(plan) if one.indicator.definition]
        yield from _same_definition(indicators)
        for one in indicators:
            name, definition = one.indicator.name, one.indicator.definition or ""
            if (kinds := _kinds(name, definition)) is not None:
                yield one.finding("K507", f"по названию это {kinds[0]}, а определение — {kinds[1]}.")
            elif other := _fits_another(one, indicators):
                yield one.finding("K507", f"определение подходит показателю {other.label} «{other.indicator.name}», а не этому.")
            elif wording().matches("presence", definition) and (many := _beyond_presence(one)):
                yield one.finding("K507", f"по определению это «есть» или «нет» (1 или 0), а значения доходят до {decimal(many)}.")


def _same_definition(indicators: Sequence[Given]) -> Iterator[Finding]:
    groups: dict[str, list[Given]] = defaultdict(list)
    for one in indicators:
        groups[" ".join((one.indicator.definition or "").lower().split())].append(one)
    for group in groups.values():
        names = {frozenset(_forms(one.indicator.name)) for one in group}
        if len(names) > 1:
            labels = ", ".join(one.label for one in group)
            yield group[0].finding("K507", f"одно определение у разных показателей ({labels}): чем они различаются, из него не видно.")


def _kinds(name: str, definition: str) -> tuple[str, str] | None:
    """What the name and what the definition says is measured, where one is a share and the other a count."""
    share, count = (wording().matches("share", text) for text in (name, definition)), (is_count(text) for text in (name, definition))
    match (*share, *count):
        case (True, False, False, True):
            return "доля", "количество"
        case (False, True, True, False):
            return "количество", "доля"
    return None


def _fits_another(one: Given, indicators: Sequence[Given]) -> Given | None:
    """The indicator whose name a definition repeats that has no word of its own name: the cells of two rows were swapped or slid."""
    text = measured(one.indicator.definition or "")
    if len(measured(one.indicator.name)) < 2 or measured(one.indicator.name) & text:
        return None
    others = (other for other in indicators if other is not one and len(measured(other.indicator.name)) >= 2)
    fitting = (other for other in others if contained(measured(other.indicator.name), text) >= _OTHERS)
    return next((other for other in fitting if measured(other.indicator.definition or "") != text), None)


def _beyond_presence(one: Given) -> float | None:
    numbers = [value.value for value in one.indicator.values if value.value is not None]
    return max(numbers) if one.indicator.unit != "%" and any(number > 1 for number in numbers) else None


def against_text(subject: Subject) -> Iterator[Finding]:
    """K510: a text that speaks of an indicator in so many words and names one figure of its unit, which no table has."""
    indicators = list(given(subject))
    texts = [(text, _lemmas(text)) for text in subject.order.prose if re.search(r"\d", text)] if indicators else []
    for one in indicators if texts else ():
        named = (_lemmas(_without_unit(text)) for text in (one.indicator.name, one.indicator.definition or ""))
        own = [names for names in named if len(names) >= _WORDS]
        for text, said in texts:
            if (any(names <= said for names in own) or _is_quoted(one.indicator.name, text)) and (told := _contradicted(one, text)):
                yield one.finding("K510", f"в тексте сказано «{told[0]}», а в таблице {told[1]}.")
                break


def _is_quoted(name: str, text: str) -> bool:
    """Whether a text has a name of several words as it is printed: then fewer words of its own are enough."""
    return len(_lemmas(_without_unit(name))) == _WORDS - 1 and name.lower() in text.lower()


@lru_cache(maxsize=2_000)
def _lemmas(text: str) -> frozenset[str]:
    """The dictionary forms of all words of a text that are no small ones, participles too, without those of every measure."""
    idle = wording().words["small"] | wording().words["of measures"]
    return frozenset(form for word in words(text) if len(word.text) > 2 and (form := lemma(word.text)) not in idle)


def _contradicted(one: Given, text: str) -> tuple[str, str] | None:
    """The figure of a text with its words and the values of the table that it should be one of: those of the years that the text
    names, else the current ones. Any other value of the indicator may be meant too, and then nothing is said."""
    found = list(re.finditer(rf"{_NUMBER}\s*(?:-?(?:х|ти|ми)\s+)?{_unit(one)}\w*", text, re.IGNORECASE))
    years = set(re.findall(r"\b20\d\d\b", text))
    meant = [value for value in one.values("target") if str(value.year) in years] or one.values("current")
    if len(found) != 1 or not meant or wording().matches("no figure of its own", text[: found[0].start()]):
        return None
    number = float(found[0][1].replace(",", "."))
    same = [entry for entry in one.plan.plan.statistics if _is_one_measure(one, entry.measure)]
    known = [value.value for value in one.indicator.values] + [figure for entry in same for figure in (entry.value, entry.percent)]
    if any(_agree(figure, number) for figure in known if figure is not None):
        return None
    return " ".join(found[0][0].split()), ", ".join(dict.fromkeys(value.raw for value in meant))


def _unit(one: Given) -> str:
    """How a text names the unit: per cent, the beginning of the unit's word, of what is counted."""
    unit = (one.indicator.unit or "").lower()
    if unit.startswith(("%", "проц")):
        return r"(?:%|процент)"
    written = [word for word in wording().words["units written out"] if unit and word.startswith(unit.rstrip("."))]
    counted = content(one.indicator.definition or one.indicator.name)
    heads = [word[:4] for word in counted if word not in wording().words["of measures"]][:1]
    return rf"(?:{'|'.join(re.escape(head) for head in (*re.findall(r'^[а-я]{3,4}', unit), *sorted(written), *heads))})"


RULES = (against_statistics, two_names, other_definition, against_text)
