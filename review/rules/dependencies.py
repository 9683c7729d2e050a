"""D207: a summary that is due before the work it sums up is over."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import lru_cache

from records.finding import Finding
from review.content import CELLS, contained, content, stem
from review.subject import PlanRows, Row, Subject
from review.wording import wording

_SAME_WORK = 0.75  # share of the words of a summary's subject that the work has
_WORDS = 2
_ALLOWED = timedelta(days=20)  # a report may be due in the last month of the work
_FREQUENT = 20  # rows that share a word, beyond which it tells nothing


def too_early(subject: Subject) -> Iterator[Finding]:
    """D207: within a plan; the work is a row that says nearly all that the summary names as its subject."""
    for plan in subject.plans:
        yield from _of_plan(plan)


def _of_plan(plan: PlanRows) -> Iterator[Finding]:
    summed = [(row, words) for row in plan.rows if (words := _summed_up(row.activity.title)) is not None]
    yield from _of_whole_plan(plan, [row for row, _ in summed])
    told = [(row, words) for row, words in summed if len(words) >= _WORDS]
    theme = _words(plan.plan.title or "") if told else frozenset()
    summaries = [(row, about) for row, words in told if len(about := words - theme) >= _WORDS]
    if not summaries:
        return
    holders: dict[str, set[int]] = defaultdict(set)
    titles = {row.n: _words(row.activity.title) for row in plan.rows}
    for n, found in titles.items():
        for word in found:
            holders[word].add(n)
    for row, about in summaries:
        end = _end(row)
        near = set().union(*(holders[word] for word in about if len(holders[word]) <= _FREQUENT)) - {row.n}
        for n in sorted(near):
            work = plan.rows[n - 1]
            over = _end(work)
            if end and over and end + _ALLOWED < over and contained(about, titles[n]) >= _SAME_WORK and not _is_apart(row, work):
                message = f"Итог подводится раньше, чем закончится работа строки {work.name} ({over:%d.%m.%Y})."
                yield row.finding("D207", message, row.activity.deadline, "deadline_raw")
                break


def _of_whole_plan(plan: PlanRows, summaries: Sequence[Row]) -> Iterator[Finding]:
    """A summary of the plan itself, of no single year, that is due before other rows of the plan are over."""
    for row in summaries:
        title, end = row.activity.title, _end(row)
        if end is None or not wording().matches("sums up the plan", title) or wording().matches("interim", title):
            continue
        ends = [(over, work) for work in plan.rows if work is not row and (over := _end(work))]
        last = max(ends, key=lambda one: one[0], default=None)
        if last and end + _ALLOWED < last[0]:
            message = f"Итоги плана подводятся раньше, чем закончится работа строки {last[1].name} ({last[0]:%d.%m.%Y})."
            yield row.finding("D207", message, row.activity.deadline, "deadline_raw")


def _is_apart(summary: Row, work: Row) -> bool:
    """Whether a row needs not wait for another: it is a summary itself, or the summary is an interim one and the work is not."""
    interim = wording().matches("interim", summary.activity.title) and not wording().matches("interim", work.activity.title)
    return interim or bool(_summed_up(work.activity.title))


@lru_cache(maxsize=CELLS)
def _summed_up(title: str) -> frozenset[str] | None:
    """The words of what a summary is about: those behind «по итогам», «отчёт о», «анализ результатов»; None where it is none."""
    found = wording().place("sums up", title)
    return _words(title[found[1] :]) if found else None


@lru_cache(maxsize=CELLS)
def _words(text: str) -> frozenset[str]:
    idle = wording().words["small"] | wording().words["of summaries"]
    return frozenset(stem(word) for word in content(text) if word not in idle)


def _end(row: Row) -> date | None:
    """The last day of a row's deadlines, where all of them are days of the calendar that do not recur and are not the whole plan."""
    items = row.meaning.deadlines
    ends = [item.end for item in items if item.end and not item.rrule and item.extent is None]
    return max(ends) if ends and len(ends) == len(items) else None


RULES = (too_early,)
