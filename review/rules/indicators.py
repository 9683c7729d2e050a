"""K: indicators against their own scale, their current value and their dynamics. Numbers only: `measures` compares words."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from records.finding import Finding, Severity
from records.order import Indicator, IndicatorValue, Statistic
from review.subject import PlanRows, Subject
from review.wording import wording

_EPSILON = 1e-9
_INCOMPARABLE = 10  # times: the wholes of two years that are not one
_MANY = 3  # indicators of a plan that are told one by one
_TREND = 4  # years from which a single step back is told from the way of all others


@dataclass(frozen=True, slots=True)
class Given:
    """An indicator in its plan: `up` is true where more is better, None where neither scale nor words tell."""

    plan: PlanRows
    indicator: Indicator
    up: bool | None

    @property
    def label(self) -> str:
        """How a letter calls it: its number, else its name."""
        return self.indicator.number.rstrip(".") or f"«{self.indicator.name}»"

    def values(self, kind: str) -> list[IndicatorValue]:
        """Its values of one kind that are numbers, in the order of their years."""
        known = [value for value in self.indicator.values if value.kind == kind and value.value is not None]
        return sorted(known, key=lambda value: value.year or 0)

    def finding(self, code: str, message: str, severity: Severity | None = None) -> Finding:
        """A finding on this indicator; its place is the plan, its evidence the name."""
        name = f"{self.indicator.number} {self.indicator.name}".strip()
        return self.plan.finding(code, f"Показатель {self.label}: {message}", name, "indicator", severity)


def given(subject: Subject) -> Iterator[Given]:
    """All indicators of a document."""
    for plan in subject.plans:
        yield from indicators_of(plan)


def indicators_of(plan: PlanRows) -> Iterator[Given]:
    """The indicators of a plan."""
    return (Given(plan, indicator, _upwards(indicator)) for indicator in plan.plan.indicators)


def _upwards(indicator: Indicator) -> bool | None:
    """Which way is better: by the scale, else by the words of the name and the definition."""
    best, worst = indicator.scale_best, indicator.scale_worst
    if best is not None and worst is not None and best != worst:
        return best > worst
    if best == 0:
        return False
    text = f"{indicator.name} {indicator.definition or ''}".lower()
    less, more = (wording().patterns[name].search(text) for name in ("less is better", "more is better"))
    if less and more:  # «участников, не преодолевших порог» is one thing, «прошедших диагностику дефицитов» leaves it open
        return False if less[0].startswith("не ") or less.start() <= more.start() < less.end() else None
    return False if less else True if more else None


def decimal(value: float) -> str:
    """A number as Russian texts write it."""
    return f"{value:g}".replace(".", ",")


def wrong_way(subject: Subject) -> Iterator[Finding]:
    """K501: a target is worse than the one of the year before; a warning where only the other years tell which way is better."""
    for one in given(subject):
        targets = [value for value in one.values("target") if value.year and not _is_impossible(one, value)]
        up = one.up if one.up is not None else _trend([*one.values("current")[-1:], *targets])
        weight: Severity = "W" if one.up is None else "E"
        for before, after in pairwise(targets):
            if up is not None and before.qualifier == after.qualifier and _worse(after, before, up):
                message = f"цель {after.year} года ({after.raw}) хуже цели {before.year} года ({before.raw})."
                yield one.finding("K501", message, weight)


def _trend(targets: Sequence[IndicatorValue]) -> bool | None:
    """Which way values go, where all steps but one go it and the last value is beyond the first."""
    steps = [(after.value or 0.0) - (before.value or 0.0) for before, after in pairwise(targets)]
    rises, falls = sum(step > 0 for step in steps), sum(step < 0 for step in steps)
    if len(targets) < _TREND or min(rises, falls) != 1:
        return None
    up = rises > falls
    return up if _worse(targets[0], targets[-1], up) else None


def _worse(one: IndicatorValue, other: IndicatorValue, up: bool) -> bool:
    left, right = one.value or 0.0, other.value or 0.0
    return left < right - _EPSILON if up else left > right + _EPSILON


def impossible_percent(subject: Subject) -> Iterator[Finding]:
    """K503: a share above a hundred or below nothing. Growth and ratios may exceed a hundred."""
    for one in given(subject):
        for value in one.indicator.values:
            if _is_impossible(one, value):
                yield one.finding("K503", f"доля не может быть равна {value.raw.rstrip(' %')} %.")


def _is_impossible(one: Given, value: IndicatorValue) -> bool:
    if one.indicator.unit != "%" or value.value is None or 0 <= value.value <= 100:
        return False
    text = one.indicator.name if wording().matches("share", one.indicator.name) else f"{one.indicator.name} {one.indicator.definition}"
    return not wording().matches("growth", text) and not _is_count_in_percent(one.indicator)


def percentages_of_the_state(subject: Subject) -> Iterator[Finding]:
    """K503: «18 (183 %)» in a table of the current state; percentages of one measure that are shares of quite different wholes."""
    for plan in subject.plans:
        measures: dict[tuple[str, str], list[Statistic]] = defaultdict(list)
        for entry in plan.plan.statistics:
            if entry.percent is not None and not wording().matches("growth", entry.measure):
                measures[entry.subject, entry.measure].append(entry)
        for (_, name), entries in measures.items():
            wrong = [entry for entry in entries if (entry.percent or 0.0) > 100]
            for entry in wrong:
                yield plan.finding("K503", f"«{name}»: доля не может быть такой: «{entry.raw}».", name, "statistics")
            wholes = [100 * entry.value / entry.percent for entry in entries if entry.value and entry.percent]
            if not wrong and wholes and max(wholes) > _INCOMPARABLE * min(wholes):
                told = "; ".join(entry.raw for entry in entries)
                message = f"«{name}»: проценты разных лет считались от разного целого и несопоставимы: {told}."
                yield plan.finding("K503", message, name, "statistics", "W")


def unit_and_scale(subject: Subject) -> Iterator[Finding]:
    """K504: per cent on a scale of 0 to 1 or beyond 100; a share counted in pieces; people and pieces in fractions."""
    for one in given(subject):
        indicator, numbers = one.indicator, [value.value for value in one.indicator.values if value.value is not None]
        ends = [end for end in (indicator.scale_best, indicator.scale_worst) if end is not None]
        if indicator.unit == "%" and ends and max(ends) == 1 and numbers and max(numbers) > 1:
            yield one.finding("K504", f"единица — проценты, а шкала кончается на 1 при значениях до {decimal(max(numbers))}.")
        elif indicator.unit == "%" and ends and max(ends) > 100:
            yield one.finding("K504", f"единица — проценты, а шкала доходит до {decimal(max(ends))}.")
        elif _is_count_in_percent(indicator):
            yield one.finding("K504", "это количество, а единица — проценты.")
        elif indicator.unit and wording().matches("pieces", indicator.unit) and _is_share(indicator):
            yield one.finding("K504", f"доля измеряется в «{indicator.unit}».")
        elif (
            indicator.unit
            and not _is_ratio(indicator)
            and wording().matches("people", indicator.unit)
            and any(number % 1 for number in numbers)
        ):
            yield one.finding("K504", f"единица — «{indicator.unit}», а значения дробные.")


def _is_count_in_percent(indicator: Indicator) -> bool:
    """Whether the unit is the slip (K504): no share is impossible (K503) that is none."""
    counted = indicator.unit == "%" and is_count(indicator.definition or indicator.name)
    return counted and not wording().matches("share", indicator.name)


def is_count(text: str) -> bool:
    """Whether a text names a count: it begins with the word and sets it against nothing."""
    return wording().matches("count", text) and not wording().matches("denominator", text.lower())


def _is_ratio(indicator: Indicator) -> bool:
    return wording().matches("ratio", f"{indicator.name} {indicator.definition or ''}")


def _is_share(indicator: Indicator) -> bool:
    return wording().matches("share", indicator.definition or indicator.name)


def first_target(subject: Subject) -> Iterator[Finding]:
    """K505: the first target is worse than what there already is, or only repeats it (which K509 says of all of them)."""
    for one in given(subject):
        current, targets = one.values("current"), one.values("target")
        up = one.up if one.up is not None else _trend([*current[-1:], *targets])
        if up is None or not current or not targets:
            continue
        worst_now = min(current, key=lambda value: (value.value or 0.0) * (1 if up else -1))
        if _worse(targets[0], worst_now, up):
            yield one.finding("K505", f"первая цель ({targets[0].raw}) хуже достигнутого ({worst_now.raw}).")


def out_of_scale(subject: Subject) -> Iterator[Finding]:
    """K508: a target beyond the ends of the scale that the document itself gives."""
    for one in given(subject):
        ends = [end for end in (one.indicator.scale_best, one.indicator.scale_worst) if end is not None]
        beyond = [value for value in one.values("target") if len(ends) == 2 and not min(ends) <= (value.value or 0.0) <= max(ends)]
        if beyond:
            shown = ", ".join(value.raw for value in beyond)
            yield one.finding("K508", f"цели вне шкалы {decimal(min(ends))}–{decimal(max(ends))}: {shown}.")


def no_dynamics(subject: Subject) -> Iterator[Finding]:
    """K509: all targets are one number, and it is not the best there is."""
    for one in given(subject):
        numbers = [value.value for value in one.values("target")]
        current = [value.value for value in one.values("current")]
        if len(numbers) > 2 and len(set(numbers)) == 1 and numbers[0] != one.indicator.scale_best:
            weight: Severity = "W" if current and current[0] == numbers[0] else "I"
            yield one.finding("K509", f"цели всех лет одинаковы ({decimal(numbers[0] or 0.0)}).", weight)


def without_data(subject: Subject) -> Iterator[Finding]:
    """K511: no current value, or no number where a target should stand; many indicators of a plan that lack the same are told at once.

    A dash beside other targets may mean that nothing is planned for the year: a remark only.
    """
    for plan in subject.plans:
        lacking: dict[tuple[str, Severity], list[Given]] = defaultdict(list)
        for one in indicators_of(plan):
            for gap in _gaps(one):
                lacking[gap].append(one)
        for (what, weight), found in lacking.items():
            if len(found) > _MANY:
                labels = ", ".join(one.label for one in found)
                yield plan.finding("K511", f"У {len(found)} показателей плана {what}: {labels}.", labels, "indicator", weight)
            for one in found if len(found) <= _MANY else ():
                yield one.finding("K511", f"{what}.", weight)


def _gaps(one: Given) -> Iterator[tuple[str, Severity]]:
    """What an indicator lacks, and of what weight that is."""
    kinds = {value.kind for value in one.indicator.values}
    if not one.indicator.values:
        yield "нет ни текущего значения, ни целей", "W"
    elif "current" not in kinds:
        yield "не указано текущее значение", "W"
    elif not one.values("current"):
        yield f"нет числа: {', '.join(_when(value) for value in one.indicator.values if value.kind == 'current')}", "W"
    empty = [value for value in one.indicator.values if value.kind == "target" and value.value is None]
    if empty:
        planned = all(re.fullmatch(r"\W*", value.raw) for value in empty) and bool(one.values("target"))
        yield f"нет числа: {', '.join(map(_when, empty))}", "I" if planned else "W"


def _when(value: IndicatorValue) -> str:
    name = f"цель {value.year} года" if value.kind == "target" else "текущее значение"
    return f"{name} («{value.raw}»)" if value.raw else name


def notation(subject: Subject) -> Iterator[Finding]:
    """K512: decimal points and commas mixed in one indicator; signs stuck to the number."""
    for one in given(subject):
        raws: Sequence[str] = [value.raw for value in one.indicator.values]
        points, commas = ([raw for raw in raws if re.search(rf"\d{sign}\d", raw)] for sign in (r"\.", ","))
        if points and commas:
            yield one.finding("K512", f"дробная часть отделена то точкой ({points[0]}), то запятой ({commas[0]}).")
        elif odd := next((raw for raw in raws if re.search(r"[а-яёa-z]\s?[-–]\s?\d|\d[а-яё]|\d\s+\d", raw, re.IGNORECASE)), None):
            yield one.finding("K512", f"число записано с посторонними знаками: «{odd}».")


RULES = (
    wrong_way,
    impossible_percent,
    percentages_of_the_state,
    unit_and_scale,
    first_target,
    out_of_scale,
    no_dynamics,
    without_data,
    notation,
)
