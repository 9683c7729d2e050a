"""The selected rows plan by plan, with everything that belongs to an activity at hand: what sheets and calendars are made of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import pyarrow as pa

from output.exports.selection import Selection
from output.rows import Row
from output.vocabulary import Names
from output.words import deadline_in_words

_OF_ACTIVITIES = ("deadlines", "occurrences", "responsibilities", "results")


@dataclass(frozen=True, slots=True)
class ActivityRows:
    """An activity and its rows of other tables, in their order; `section` is None where it stands under none."""

    row: Row
    section: Row | None
    deadlines: Sequence[Row]
    occurrences: Sequence[Row]
    responsibilities: Sequence[Row]
    results: Sequence[Row]
    findings: Sequence[Row]


@dataclass(frozen=True, slots=True)
class PlanRows:
    """A plan, its document and its activities; `findings` are those about the plan itself."""

    row: Row
    document: Row
    activities: Sequence[ActivityRows]
    findings: Sequence[Row]


def plans_of(selection: Selection) -> list[PlanRows]:
    """The plans in the order of municipalities, files and the documents themselves."""
    documents = {row["document_id"]: row for row in _rows(selection, "documents")}
    activities = _activities(selection)
    findings = _grouped((row for row in _rows(selection, "findings") if not row["activity_id"]), "plan_id")
    found = [
        PlanRows(row, documents[row["document_id"]], activities.get(row["plan_id"], ()), findings.get(row["plan_id"], ()))
        for row in _rows(selection, "plans")
    ]
    return sorted(found, key=lambda plan: (plan.document["municipality"] or "", plan.document["path"], plan.row["plan"]))


def document_findings(selection: Selection) -> dict[str, list[Row]]:
    """By document, the findings that speak of no plan."""
    return _grouped((row for row in _rows(selection, "findings") if not row["plan_id"]), "document_id")


def vocabulary(selection: Selection) -> Names:
    """The names of the bodies and concepts of this dataset."""
    bodies = {row["body_id"]: row["short_name"] or row["name"] for row in _rows(selection, "bodies")}
    return Names(bodies, {(row["scheme"], row["concept_id"]): row["pref_label"] for row in _rows(selection, "concepts")})


def body_names(activity: ActivityRows, names: Names) -> list[str]:
    """Who carries an activity, each once: the name of the body or of its class; a mention that is not known in its own words."""
    told = (names.body(one) if one["body_class"] else f"{' '.join(one['raw'].split())} — не опознан" for one in activity.responsibilities)
    return list(dict.fromkeys(told))


def deadline_words(activity: ActivityRows) -> list[str]:
    """The deadline's items in words, with their printed numbers where there are several."""
    items = activity.deadlines
    return [
        f"{item['label']}) {deadline_in_words(item)}" if item["label"] and len(items) > 1 else deadline_in_words(item) for item in items
    ]


def day(value: date | None) -> str:
    """«01.09.2024», nothing for null."""
    return value.strftime("%d.%m.%Y") if value else ""


def period(row: Row) -> str:
    """A plan's period, «01.01.2024 – 31.12.2025»."""
    return " – ".join(filter(None, (day(row["period_start"]), day(row["period_end"]))))


def order_in_words(document: Row) -> str:
    """«№ 17 от 01.03.2021», as far as it is known."""
    number = f"№ {document['number']}" if document["number"] else ""
    return " ".join(filter(None, (number, f"от {day(document['date'])}" if document["date"] else "")))


def file_name(document: Row) -> str:
    """The last part of the path."""
    return str(document["path"]).rpartition("/")[2]


def place(activity: Row) -> str:
    """«с. 3, табл. 2, стр. 5»: page, table and row, counted from 1, as far as they are known."""
    page = f"с. {activity['page_first']}, " if activity["page_first"] else ""
    return f"{page}таблица {activity['table']}, строка {activity['row_first'] + 1}"


def _activities(selection: Selection) -> dict[str, list[ActivityRows]]:
    sections = {row["section_id"]: row for row in _rows(selection, "sections")}
    parts = {name: _grouped(_rows(selection, name), "activity_id") for name in (*_OF_ACTIVITIES, "findings")}
    found: dict[str, list[ActivityRows]] = defaultdict(list)
    for row in sorted(_rows(selection, "activities"), key=lambda one: (one["plan_id"], one["activity"])):
        own = {name: by_activity.get(row["activity_id"], []) for name, by_activity in parts.items()}
        found[row["plan_id"]].append(ActivityRows(row, sections.get(row["section_id"]), **own))
    return found


def _rows(selection: Selection, name: str) -> list[Row]:
    table: pa.Table = selection.tables[name]
    rows: list[Row] = table.to_pylist()
    return rows


def _grouped(rows: Iterator[Row] | Sequence[Row], key: str) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[row[key]].append(row)
    return found
