"""Small plans written in YAML become what a rule looks at: the examples beside the rules, their tests and the page of codes.

A plan is a mapping with `rows`; everything else has a value that no rule minds. Keys of a row: `number`, `title`, `deadline`, `body`,
`result`, `extra` (other columns), `section` (a heading: «1. Название» or «Название»; it holds until another one comes). Keys of a plan:
`title`, `code`, `appendix`, `period` (`2021-09-01/2022-12-31`), `school_year`, `approved_by`, `indicators`, `statistics`, `rows`. A
document has either one plan's keys or `plans`; besides `order` (`issuer`, `number`, `date`, `kind`, `title`, `control`, `clauses` as
`{number: text}`), `prose` (paragraphs) and `header` (the cells of the tables' first row).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from itertools import count
from typing import Any

from normalize.order import understand
from records.document import Block, Cell, Document, Paragraph, Table
from records.order import Activity, Clause, Head, Indicator, IndicatorValue, LedgerRow, Order, Place, Plan, Section, Statistic
from review.subject import Subject

HEADER = ("№ п/п", "Наименование мероприятия", "Срок исполнения", "Ответственный исполнитель", "Результат")
_ISSUER = "Управление образования администрации Лесного муниципального района Нижегородской области"
_TITLES = (
    "Семинар для классных руководителей",
    "Конкурс чтецов",
    "Курсы для вожатых",
    "Мониторинг питания",
    "Слёт туристов",
    "Выставка рисунков",
)
_RESULTS = ("Программа семинара", "Протокол жюри", "Список слушателей", "Справка", "Отчёт о слёте", "Каталог выставки")
_SECTION = re.compile(r"(?:(?P<number>[IVXХ\d]+(?:\.\d+)*\.?)\s+)?(?P<title>.+)", re.S)


def subject_of(example: Mapping[str, Any]) -> Subject:
    """The document that an example describes. Raises KeyError for a key that no example has."""
    plans = [_plan(n, plan) for n, plan in enumerate(example.get("plans", [example]), start=1)]
    header = tuple(example.get("header", HEADER))
    paragraphs = [Paragraph(text) for text in example.get("prose", ())]
    blocks: tuple[Block, ...] = (*paragraphs, *(_table(header, plan) for plan in plans))
    order = Order(_head(example.get("order", {})), tuple(plans), tuple(example.get("prose", ())))
    return Subject(Document("0" * 16, "text/plain", "word", blocks), order, understand(order))


def _head(given: Mapping[str, Any]) -> Head:
    clauses = tuple(_clause(str(number), text) for number, text in given.get("clauses", {}).items())
    day = date.fromisoformat(str(given["date"])) if "date" in given else date(2021, 8, 12)
    return Head(
        "order",
        given.get("kind", "приказ"),
        title=given.get("title"),
        issuer=given.get("issuer", _ISSUER),
        number=given.get("number", "77"),
        date=day,
        clauses=clauses,
        control=given.get("control"),
        signatory_post=given.get("signatory_post"),
        signatory_name=given.get("signatory_name"),
    )


def _clause(number: str, text: str) -> Clause:
    appendix = re.search(r"[Пп]риложени\w+ №?\s*(\d+)", text)
    return Clause(number, text, "approve" if text.startswith("Утвердить") else "other", appendix[1] if appendix else None)


def _plan(n: int, given: Mapping[str, Any]) -> Plan:
    start, end = (date.fromisoformat(day) for day in given.get("period", "2021-09-01/2022-08-31").split("/"))
    sections, activities = _rows(n, given.get("rows", ()))
    ledger = (LedgerRow(n, 0, "ignored", "header"), *(LedgerRow(n, row, "activity") for row in range(1, len(activities) + 1)))
    return Plan(
        given.get("appendix"),
        given.get("code"),
        given.get("title", "План мероприятий («дорожная карта») по воспитанию обучающихся"),
        None,
        start,
        end,
        given.get("approved_by"),
        sections,
        activities,
        ledger,
        tuple(_indicator(one) for one in given.get("indicators", ())),
        tuple(_statistic(one) for one in given.get("statistics", ())),
        school_year=given.get("school_year", False),
    )


def _rows(table: int, given: Sequence[Mapping[str, Any]]) -> tuple[tuple[Section, ...], tuple[Activity, ...]]:
    sections: list[Section] = []
    activities: list[Activity] = []
    for n, row in enumerate(given):
        if "section" in row and (not sections or _section(row["section"]) != sections[-1]):
            sections.append(_section(row["section"]))
        texts = {
            "number": str(row.get("number", n + 1)),
            "title": row.get("title", _TITLES[n % len(_TITLES)]),
            "deadline": row.get("deadline", "октябрь 2021 г."),
            "body": row.get("body", "Управление образования"),
            "result": row.get("result", _RESULTS[n % len(_RESULTS)]),
        }
        place, extra = Place(table, n + 1, n + 1), row.get("extra", {})
        activities.append(Activity(**texts, place=place, section=len(sections) - 1 if sections else None, extra=extra))
    return tuple(sections), tuple(activities)


def _section(text: str) -> Section:
    found = _SECTION.fullmatch(text)
    return Section(found["number"], found["title"]) if found else Section(None, text)


def _indicator(given: Mapping[str, Any]) -> Indicator:
    values = [IndicatorValue(None, "current", None, _number(given["current"]), str(given["current"]))] if "current" in given else []
    values += [IndicatorValue(int(year), "target", None, _number(value), str(value)) for year, value in given.get("targets", {}).items()]
    return Indicator(
        str(given.get("number", 1)),
        given["name"],
        given.get("definition"),
        given.get("scale_best"),
        given.get("scale_worst"),
        given.get("unit"),
        tuple(values),
        defined_as=given.get("defined_as"),
    )


def _statistic(given: Mapping[str, Any]) -> Statistic:
    raw = str(given.get("raw", given.get("value", "")))
    return Statistic(given.get("subject", "всего"), given["measure"], given.get("year"), given.get("value"), given.get("percent"), raw)


def _number(raw: object) -> float | None:
    try:
        return float(str(raw).replace(",", ".").rstrip("%"))
    except ValueError:
        return None


def _table(header: Sequence[str], plan: Plan) -> Table:
    texts = [header, *((a.number, a.title, a.deadline, a.body, a.result) for a in plan.activities)]
    cells = tuple(Cell(row, column, text) for row, line in zip(count(), texts, strict=False) for column, text in enumerate(line))
    return Table(len(texts), len(header), cells, header_rows=1)
