"""What the letter says: facts read, what must be mended, what is to be looked at, what is advised. No form yet, only words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from output.findings import names_of
from output.words import plural
from review.codes import code_of

Row = Mapping[str, Any]
_UNREAD = "X"


@dataclass(frozen=True, slots=True)
class Point:
    """One remark of the letter: what is wrong, where it stands («план 1.2, строка 3; …»), what to do."""

    text: str
    places: tuple[str, ...]
    advice: str


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the letter with its opening sentence."""

    opening: str
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter about one document. `facts` are pairs of a name and a number."""

    addressee: str
    subject: str
    opening: str
    facts: tuple[tuple[str, str], ...]
    parts: tuple[Part, ...]
    closing: str


def letters_of(read: Iterable[Mapping[str, Any]], findings: Sequence[Row]) -> list[Letter]:
    """A letter about each document; `read`: the tables of each document (pyarrow, by name), `findings`: those to be told."""
    letters = []
    for tables in read:
        rows = {name: tables[name].to_pylist() if name in tables else [] for name in ("documents", "plans", "activities")}
        for document in rows["documents"]:
            told = [row for row in findings if row["document_id"] == document["document_id"]]
            letters.append(letter_of(document, rows["plans"], rows["activities"], told))
    return letters


def letter_of(document: Row, plans: Sequence[Row], activities: Sequence[Row], findings: Sequence[Row]) -> Letter:
    """The letter about one document from its rows of the dataset (`documents`, `plans`, `activities`, `findings`)."""
    names = _names(plans, activities)
    by_weight = {weight: [row for row in findings if row["severity"] == weight and row["code"][0] != _UNREAD] for weight in "EWI"}
    unread = [row for row in findings if row["code"][0] == _UNREAD and row["severity"] != "I"]
    parts = (
        Part("Необходимо устранить:", _each(by_weight["E"], names)),
        Part("Просим проверить и при необходимости исправить:", _by_code(by_weight["W"], names)),
        Part("Рекомендуем поправить оформление:", _by_code(by_weight["I"], names)),
        Part("При обработке не удалось однозначно прочитать; просим сверить с оригиналом:", _by_code(unread, names)),
    )
    return Letter(
        _addressee(document),
        "О результатах рассмотрения плана мероприятий («дорожной карты»)",
        f"Рассмотрен документ: {_named(document)}. {_verdict(document, findings)}",
        _facts(plans, activities, findings),
        tuple(part for part in parts if part.points),
        _closing(by_weight["E"]),
    )


def _addressee(document: Row) -> str:
    return str(document["issuer"] or document["municipality"] or "Разработчику документа")


def _named(document: Row) -> str:
    parts = [f"«{document['title']}»" if document["title"] else "без названия"]
    if document["date"]:
        parts.append(f"от {document['date']:%d.%m.%Y}")
    if document["number"]:
        parts.append(f"№ {document['number']}")
    return f"{' '.join(parts)} (файл «{document['path'].rpartition('/')[2]}»)"


def _verdict(document: Row, findings: Sequence[Row]) -> str:
    if document["status"] == "failed":
        return f"Прочитать документ не удалось. {document['error_message'] or ''}".strip()
    if not findings:
        return "Замечаний нет."
    return "По итогам рассмотрения сообщаем следующее."


def _facts(plans: Sequence[Row], activities: Sequence[Row], findings: Sequence[Row]) -> tuple[tuple[str, str], ...]:
    counts = {weight: sum(row["severity"] == weight for row in findings) for weight in "EWI"}
    told = f"{counts['E']} — устранить, {counts['W']} — проверить, {counts['I']} — к сведению"
    return (("Планов", str(len(plans))), ("Мероприятий", str(len(activities))), ("Замечаний", told))


def _names(plans: Sequence[Row], activities: Sequence[Row]) -> dict[str, str]:
    """How the letter calls a plan («план 1.2») and a row of it («1.10»), by id."""
    called = {plan["plan_id"]: f"план {_bare(plan['code'] or plan['appendix'] or plan['plan'])}" for plan in plans}
    return names_of((), activities) | called


def _bare(number: object) -> str:
    """A number inside a sentence: without the dot that ends it in its cell."""
    return str(number).rstrip(".")


def _places(rows: Iterable[Row], names: Mapping[str, str]) -> tuple[str, ...]:
    """Where the findings stand, plan by plan: «план 1.2, строки 3, 5 (с. 4)»."""
    by_plan: dict[str, dict[str, None]] = {}
    for row in rows:
        plan = names.get(row["plan_id"] or "", "документ в целом")
        line = names.get(row["activity_id"] or "", "")
        page = f" (с. {row['page']})" if row["page"] else ""
        by_plan.setdefault(plan, {})[f"{line}{page}" if line else page.strip()] = None
    return tuple(_told(plan, [line for line in lines if line]) for plan, lines in by_plan.items())


def _told(plan: str, lines: Sequence[str]) -> str:
    if not lines:
        return plan
    if lines[0].startswith("("):  # only pages: the findings speak of the whole plan
        return f"{plan} {', '.join(lines)}"
    return f"{plan}, {'строка' if len(lines) == 1 else 'строки'} {', '.join(lines)}"


def _each(rows: Sequence[Row], names: Mapping[str, str]) -> tuple[Point, ...]:
    """Every finding by itself; the same words on several places are said once."""
    grouped: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        grouped.setdefault((row["code"], row["message"]), []).append(row)
    return tuple(Point(message, _places(found, names), code_of(code).advice) for (code, message), found in grouped.items())


def _by_code(rows: Sequence[Row], names: Mapping[str, str]) -> tuple[Point, ...]:
    """One point a code, with its places; a single finding keeps its own words."""
    points = []
    for code, group in groupby(sorted(rows, key=lambda row: row["code"]), key=lambda row: row["code"]):
        found = list(group)
        kind = code_of(code)
        title = f"{kind.title[:1].upper()}{kind.title[1:]}"
        text = found[0]["message"] if len(found) == 1 else f"{title} — {plural(len(found), 'случай', 'случая', 'случаев')}."
        points.append(Point(text, _places(found, names), kind.advice))
    return tuple(points)


def _closing(errors: Sequence[Row]) -> str:
    if errors:
        return "Просим внести изменения и направить исправленный документ повторно."
    return "Просим учесть изложенное в работе."
