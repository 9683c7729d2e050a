"""Findings about the reading itself: what was not understood, and rows that do not add up.

Readers and recognition report their own (`Document.notes`, `Order.findings`); here is what shows only when all is read.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache

from output.rows import Status
from records.document import Document
from records.finding import Finding
from records.morphology import is_known
from records.order import Activity, Order, Plan
from records.understood import ActivityMeaning, Meaning
from review.codes import code_of

_FOLLOW_UP = "Проверьте ячейку; если написано верно, сообщите об этом виде записи разработчикам."


def findings_of(document: Document, order: Order, meaning: Meaning) -> tuple[Finding, ...]:
    """All findings of a document's reading: of its reader, of recognition, and those made here. Raises UnknownCode."""
    made = (*_of_document(order), *_of_cells(order, meaning), *_of_rows(document, order))
    found = tuple(dict.fromkeys((*document.notes, *order.findings, *made)))
    for finding in found:
        code_of(finding.code)
    return found


def status_of(findings: Sequence[Finding]) -> Status:
    """`partial` with the first finding of weight as its reason, else `ok`."""
    for finding in findings:
        error_code = code_of(finding.code).partial
        if error_code and finding.severity == "E":
            return Status("partial", error_code, finding.message)
    return Status()


def _of_document(order: Order) -> Iterator[Finding]:
    if not any(plan.activities for plan in order.plans) and not any(finding.code == "X908" for finding in order.findings):
        yield Finding(
            "X908",
            "E",
            "В документе нет таблицы мероприятий, которую удалось бы узнать. Проверьте, тот ли это файл; "
            "таблицы документа показывает команда «dorkarta tables ФАЙЛ».",
        )


def _of_cells(order: Order, meaning: Meaning) -> Iterator[Finding]:
    for p, (plan, understood) in enumerate(zip(order.plans, meaning.plans, strict=True), start=1):
        for a, (activity, cells) in enumerate(zip(plan.activities, understood.activities, strict=True), start=1):
            if any((activity.title, activity.deadline, activity.body, activity.result)):  # an empty row is N106 already
                yield from _deadline_findings(p, a, activity, cells)
                yield from _body_findings(p, a, activity, cells)


def _deadline_findings(plan: int, n: int, activity: Activity, cells: ActivityMeaning) -> Iterator[Finding]:
    page = activity.place.page_first
    for item in cells.deadlines:
        if item.kind == "unparsed":
            yield Finding("X904", "W", f"Срок не понят. {_FOLLOW_UP}", item.raw, plan, n, "deadline_raw", page=page)
        elif item.leftover:
            message = f"Срок понят, но в нём остались непонятые слова: «{item.leftover}». {_FOLLOW_UP}"
            yield Finding("X904", "I", message, item.raw, plan, n, "deadline_raw", page=page)


def _body_findings(plan: int, n: int, activity: Activity, cells: ActivityMeaning) -> Iterator[Finding]:
    page = activity.place.page_first
    for mention in cells.mentions:
        if mention.method == "none":  # a person or an event has no class and is understood
            plain = _is_plain(mention.raw)
            what = "К какому виду органов относится исполнитель, по имени не видно." if plain else "Исполнитель не опознан. Проверьте имя."
            link = "Если имя верно, свяжите его с органом на странице проверки (dorkarta review)."
            yield Finding("X909", "I" if plain else "W", f"{what} {link}", mention.raw, plan, n, "body_raw", page=page)


@lru_cache(maxsize=1_000)
def _is_plain(name: str) -> bool:
    """Whether a name has two or more words, all of the dictionary and none of initials: a reader sees who it is, so that nothing need
    be checked. Names in quotes and legal forms before them are no words."""
    words = re.findall(r"[А-Яа-яЁё]+", re.sub(r"[«\"“„][^»\"”“]*[»\"”“]?", " ", name))
    spoken = [word for word in words if len(word) > 2]
    return len(spoken) > 1 and not any(word.isupper() for word in spoken) and all(map(is_known, spoken))


def _of_rows(document: Document, order: Order) -> Iterator[Finding]:
    """The row ledger: every row of an activity table has one fate, and the fates are the plan's activities and sections."""
    fates = Counter((row.table, row.row) for plan in order.plans for row in plan.ledger)
    used = {table for table, _ in fates}
    for number, table in document.tables():
        if number not in used:
            continue
        wrong = [row for row in range(table.rows) if fates[number, row] != 1]
        if wrong:
            lines = ", ".join(str(row + 1) for row in wrong)
            yield Finding("X910", "E", f"Таблица {number}: судьба строк {lines} не ясна. Сравните план с документом.", page=table.page)
    for n, plan in enumerate(order.plans, start=1):
        yield from _of_plan(n, plan)


def _of_plan(n: int, plan: Plan) -> Iterator[Finding]:
    fates = {(row.table, row.row): row.fate for row in plan.ledger}
    places = [("activity", activity.place) for activity in plan.activities]
    places += [("section", section.place) for section in plan.sections if section.place]
    for fate, place in places:
        if fates.get((place.table, place.row_first)) != fate:
            message = f"Строка {place.row_first + 1} таблицы {place.table} учтена неверно. Сравните план с документом."
            yield Finding("X910", "E", message, plan=n, page=place.page_first)
