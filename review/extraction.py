"""Findings about the reading itself: what was not understood, and rows that do not add up.

Readers and recognition report their own (`Document.notes`, `Order.findings`); here is what shows only when all is read.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache

import ontology
from output.rows import Status
from records.document import Document
from records.finding import Finding
from records.morphology import is_known
from records.order import Activity, Order, Plan
from records.understood import ActivityMeaning, Meaning
from review.codes import code_of

_WORD = re.compile(r"[А-Яа-яЁё]+(?:-[а-яё]+)*")
_QUOTED = re.compile(r"[«\"“„][^»\"”“]*[»\"”“]?")
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
    """Whether a name is made of words of the dictionary alone, so that nothing in it need be checked: two or more («Районная
    ветеринарная станция «Заря»»; a name in quotes is none), or those in quotes behind a legal form («МБУ «Дорожное хозяйство»»)."""
    forms = ontology.load().grammar.forms
    outside = _WORD.findall(_QUOTED.sub(" ", name))
    if outside and all(word in forms for word in outside):
        return all(map(_is_spoken, _WORD.findall(" ".join(_QUOTED.findall(name))) or ("",)))
    words = [word for word in outside if len(word) > 2]
    return len(words) > 1 and all(map(_is_spoken, words))


def _is_spoken(word: str) -> bool:
    """Whether the dictionary has a word, or the adjective that a compound begins with («туристско-информационный»)."""
    first, _, rest = word.rpartition("-")
    begins = not first or is_known(first) or is_known(f"{first[:-1]}ий") or is_known(f"{first[:-1]}ый")
    return bool(word) and not (word.isupper() and len(word) > 1) and begins and is_known(rest)


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
