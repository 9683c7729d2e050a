"""D: deadlines against the plan's period, the day of approval and each other. Meaning comes from the normaliser, spelling from the cell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import lru_cache, partial

from normalize.deadlines import read_deadline
from records.finding import Finding, Severity
from records.meaning import DeadlineContext, DeadlineItem
from records.order import Head, Plan
from review.subject import Row, Subject
from review.wording import wording

_WHOLE_YEAR = re.compile(r"[^X]*\d{4}")  # of an EDTF, whose unknown digits are X
_YEAR = re.compile(r"(?:19|20)\d\d")
_LONG_YEAR = 366
_REPORTING = timedelta(days=130)  # a year is summed up in its following spring
_FEW = 4  # deadlines of a plan from which most of them tell something
_ABOUT_TWO_YEARS = 740


def outside_period(subject: Subject) -> Iterator[Finding]:
    """D201: an interval with printed years, open ones («до 1 мая 2020 г.») too, that ends before the order was signed, or leaves the
    plan's period. Where most of them leave it, the period in the title is the slip: told once."""
    head = subject.order.head
    signed = None if _changes_an_act(head) else head.date  # deadlines of the first edition may be over
    for plan in subject.plans:
        dated = [(row, item) for row, item in _items(plan.rows) if (item.start or item.end) and _prints_year(item)]
        dated = [(row, item) for row, item in dated if not _names_school_year(item, plan.plan)]
        late = [(row, item) for row, item in dated if signed and item.end and item.end < signed]
        for row, item in late:
            yield _deadline(row, "D201", f"Срок «{item.raw}» прошёл до подписания документа ({signed:%d.%m.%Y}).", item)
        dated = [(row, item) for row, item in dated if (row, item) not in late and not _sums_up(row, item, plan.plan)]
        outside = [(row, item, where) for row, item in dated if (where := _outside(item, plan.plan))]
        if len(outside) >= _FEW and len(outside) > len(dated) / 2:
            message = (
                f"Сроки большинства строк ({len(outside)} из {len(dated)}) не в периоде плана ({_period(plan.plan)}): проверьте его годы."
            )
            yield plan.finding("D201", message, _period(plan.plan), "period")
            continue
        for row, item, where in outside:
            weight: Severity | None = "W" if item.start is None else None  # «до 1 ноября» before the period may be its preparation
            yield _deadline(row, "D201", f"Срок «{item.raw}» {where} ({_period(plan.plan)}).", item, weight)


def _changes_an_act(head: Head) -> bool:
    """Whether an order gives another one's plan a new wording."""
    return any(wording().matches("changes an act", text) for text in (head.title or "", *(clause.text for clause in head.clauses[:1])))


def _sums_up(row: Row, item: DeadlineItem, plan: Plan) -> bool:
    """Whether a row reports on the plan itself soon after its end, as such reports must."""
    last = plan.period_end
    soon = last is not None and item.end is not None and last < item.end <= last + _REPORTING and (item.start or last) <= item.end
    return soon and wording().matches("reports on the plan", row.activity.title)


def _outside(item: DeadlineItem, plan: Plan) -> str | None:
    """How an interval leaves a plan's period, None where it does not."""
    if _is_around_school_year(item, plan):
        return None
    if plan.period_start and item.end and item.end < plan.period_start:
        return "заканчивается до начала плана"
    if plan.period_start and item.start and item.start < plan.period_start:
        return "начинается до периода плана"
    last = item.end or item.start  # «с сентября 2030 г.» has no end where it begins after the plan
    return "выходит за период плана" if plan.period_end and last and last > plan.period_end else None


def _names_school_year(item: DeadlineItem, plan: Plan) -> bool:
    """«2019-2020 гг.» in a plan of the school year 2019/20: whole years say no more than that."""
    if not (plan.school_year and plan.period_start and plan.period_end and re.fullmatch(r"[\d/]+", item.edtf or "")):
        return False
    return plan.period_start.year <= int((item.edtf or "")[:4]) and int((item.edtf or "")[-4:]) <= plan.period_end.year


def _is_around_school_year(item: DeadlineItem, plan: Plan) -> bool:
    """August before a school year is its preparation, the summer after it its summing up: both have a place in its plan."""
    if not (plan.school_year and plan.period_start and plan.period_end and item.start and item.end):
        return False
    return date(plan.period_start.year, 8, 1) <= item.start and item.end <= date(plan.period_end.year, 8, 31)


def without_year(subject: Subject) -> Iterator[Finding]:
    """D202: «май», «в течение года» in a plan of more than a year: which one is not said. «Ежегодно» says it."""
    for plan in subject.plans:
        for row, item in _items(plan.rows) if _days(plan.plan) > _LONG_YEAR else ():
            yearless = item.extent in ("year", "school_year") or (item.kind == "date" and (item.edtf or "").startswith("XXXX"))
            if yearless and not item.rrule and not item.condition_kind and not _prints_year(item):
                yield _deadline(row, "D202", f"В сроке «{item.raw}» нет года, а план рассчитан на {_period(plan.plan)}.", item)


def without_deadline(subject: Subject) -> Iterator[Finding]:
    """D203: the cell is empty or has only a dash; where no row has a deadline, the plan as a whole."""
    for plan in subject.plans:
        rows = [row for row in plan.rows if not row.empty]
        without = [row for row in rows if "missing" in [item.kind for item in row.meaning.deadlines]]
        if len(without) == len(rows) > 1:
            yield plan.finding("D203", "Сроков нет ни у одного мероприятия плана.", field="deadline_raw")
        else:
            yield from (row.finding("D203", "Срок не указан.", row.activity.deadline, "deadline_raw") for row in without)


def beyond_end(subject: Subject) -> Iterator[Finding]:
    """D204: a repetition that the plan's period cuts, or «далее – ежегодно» where there is no further year worth the word."""
    for plan in subject.plans:
        end, short = plan.plan.period_end, _days(plan.plan) <= _ABOUT_TWO_YEARS
        if end is None:
            continue
        for row, item in _items(plan.rows):
            if _is_cut(item, end):
                message = f"Последний повтор срока «{item.raw}» заканчивается после конца плана ({end:%d.%m.%Y})."
                yield _deadline(row, "D204", message, item, "W")
            elif short and item.rrule and wording().matches("onwards", item.raw):
                message = f"«{item.raw}»: план действует только до {end:%d.%m.%Y}, повторы выходят за его период."
                yield _deadline(row, "D204", message, item)


def _is_cut(item: DeadlineItem, end: date) -> bool:
    """Whether a plan ends within one of the months that a repetition names: «раз в полугодие» is no promise for those after the end."""
    if "BYMONTH" not in (item.rrule or ""):
        return False
    return any(one.start and one.end and one.in_plan_period and one.start <= end < one.end for one in item.occurrences)


def no_calendar(subject: Subject) -> Iterator[Finding]:
    """D205: a schedule, a curriculum or the whole period instead of days, and nothing else in the cell says when."""
    for row in subject.rows:
        items = row.meaning.deadlines
        vague = [item for item in items if (item.condition_kind and item.start is None) or item.extent == "plan_period"]
        if not vague or any(item.kind in ("date", "recurring", "missing", "unparsed") and item.condition_kind is None for item in items):
            continue
        for item in vague:
            if item.condition_kind and item.start is None:
                weight: Severity | None = "I" if item.condition_kind == "need" else None
                yield _deadline(row, "D205", f"По сроку «{item.raw}» нельзя сказать, когда ждать исполнения.", item, weight)
            else:
                yield _deadline(row, "D205", f"«{item.raw}»: весь период плана, без дат и этапов.", item, "I")


def frequencies(subject: Subject) -> Iterator[Finding]:
    """D206: one unlabelled cell names two rhythms («ежемесячно, 1 раз в квартал»). «Ежегодно» beside another is no contradiction."""
    for row in subject.rows:
        items = [item for item in row.meaning.deadlines if item.rrule and item.label is None]
        if not items:
            continue
        between = {_frequency(item.rrule) for item in items}
        if len(between) > 1 or any(len(_rhythms(item.raw)) > 1 for item in items):
            message = f"В сроке названы две разные периодичности: «{row.activity.deadline}»."
            yield row.finding("D206", message, row.activity.deadline, "deadline_raw")


@lru_cache(maxsize=5_000)
def _rhythms(text: str) -> frozenset[str]:
    """The rhythms, those of whole years left out, that the parts of a text name each by itself."""
    parts = [part for part in re.split(r"[,;/]", text) if part.strip()]
    if len(parts) < 2:
        return frozenset()
    read = (item for part in parts for item in read_deadline(part.strip(), DeadlineContext()))
    return frozenset(_frequency(item.rrule) for item in read if item.rrule and "YEARLY" not in item.rrule and "BY" not in item.rrule)


def counts(subject: Subject) -> Iterator[Finding]:
    """D208: deadlines and results are both listed by number, and there are not as many of them, whichever way one counts."""
    for row in subject.rows:
        deadlines, results = row.meaning.deadlines, row.meaning.results
        left = [item.label for item in deadlines if item.label]
        right = [item.label for item in results if item.label] if left else []
        if right and _ways(left, len(deadlines), row.activity.deadline).isdisjoint(_ways(right, len(results), row.activity.result)):
            message = f"Сроков по пунктам {len(left)}, результатов {len(right)}: не ясно, какой к чему относится."
            yield row.finding("D208", message, row.activity.deadline, "deadline_raw")


def _ways(labels: Sequence[str], items: int, text: str) -> frozenset[int]:
    """How many points a cell has: by its numbers, the highest of them, its items, its lines that begin like a point. One may have lost its
    number («…;\\n2. …»), which R406 tells."""
    numbers = [int(found[0]) for label in labels if (found := re.search(r"\d+", label))]
    lines = sum(bool(re.match(r"\s*[А-ЯЁ\d]", line)) for line in text.splitlines())
    return frozenset({len(labels), items, max(numbers, default=0), lines if lines > 1 else 0}) - {0}


def spelling(subject: Subject) -> Iterator[Finding]:
    """D209: signs lost or added in the cell, which a careful reader mends."""
    for text, slips in subject.where(partial(wording().slips, "deadline"), "deadline_raw"):
        for name, found in slips:
            yield text.finding("D209", f"{name}: «{found}».", text.value)


def _items(rows: Sequence[Row]) -> Iterator[tuple[Row, DeadlineItem]]:
    return ((row, item) for row in rows if not row.empty for item in row.meaning.deadlines)


def _deadline(row: Row, code: str, message: str, item: DeadlineItem, severity: Severity | None = None) -> Finding:
    return row.finding(code, message, item.raw, "deadline_raw", severity)


def _prints_year(item: DeadlineItem) -> bool:
    return bool((item.edtf and _WHOLE_YEAR.match(item.edtf)) or _YEAR.search(item.raw))


@lru_cache(maxsize=1_000)
def _frequency(rrule: str | None) -> str:
    found = re.search(r"FREQ=(\w+)(?:.*?(INTERVAL=\d+))?", rrule or "")
    return " ".join(filter(None, found.groups())) if found else ""


def _days(plan: Plan) -> int:
    return (plan.period_end - plan.period_start).days + 1 if plan.period_start and plan.period_end else 0


def _period(plan: Plan) -> str:
    ends = [f"{day:%d.%m.%Y}" if day else "…" for day in (plan.period_start, plan.period_end)]
    return "–".join(ends)


RULES = (outside_period, without_year, without_deadline, beyond_end, no_calendar, frequencies, counts, spelling)
