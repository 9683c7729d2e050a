"""One side of a comparison: the plans, rows and indicators of a document, or of a municipality in a dataset."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow.compute as pc

from output.arrow import read_table
from output.rows import Row, Rows
from output.schema import tables
from output.write import is_dataset
from records.errors import UsageError

SEPARATOR = "#"  # НАБОР#муниципалитет
_ID_LENGTH = 16
_TABLES = ("plans", "sections", "activities", "indicators", "indicator_values")
_MOST_NAMED = 20


@dataclass(frozen=True, slots=True)
class SideRow:
    """A row of an activity table with the title of its section; `place` is its position among all rows of the side."""

    activity: Row
    section: str
    place: int


@dataclass(frozen=True, slots=True)
class SidePlan:
    """A plan with its rows and its indicators (each with its values)."""

    plan: Row
    rows: tuple[SideRow, ...]
    indicators: tuple[tuple[Row, tuple[Row, ...]], ...]


@dataclass(frozen=True, slots=True)
class Side:
    """What is compared. `label` names it for people, `source` is its first file; `municipality` is its code (None: not known)."""

    label: str
    source: str
    municipality: str | None
    plans: tuple[SidePlan, ...]


def is_of_dataset(name: str) -> bool:
    """Whether an argument names a dataset or a part of one, and not a document."""
    folder, _ = _parted(name)
    return is_dataset(folder)


def side_of_dataset(name: str) -> Side:
    """A side from `НАБОР` or `НАБОР#what`, where `what` is the code or the name of a municipality or the code of a document.

    Raises UsageError where nothing or more than one thing is meant; the message names the choices.
    """
    folder, wanted = _parted(name)
    chosen = _chosen(read_table(folder, "documents").to_pylist(), wanted, folder)
    return side_of_rows({"documents": chosen} | {table: _of_documents(folder, table, chosen) for table in _TABLES}, _label(chosen))


def side_of_rows(rows: Rows, label: str | None = None) -> Side:
    """A side from the rows of documents, by table."""
    documents = rows["documents"]
    sections = {section["section_id"]: section for section in rows.get("sections", ())}
    activities, indicators, values = (
        _by(rows.get(table, ()), key)
        for table, key in (("activities", "plan_id"), ("indicators", "plan_id"), ("indicator_values", "indicator_id"))
    )
    plans, place = [], 0
    for plan in rows.get("plans", ()):
        own = []
        for activity in activities[plan["plan_id"]]:
            own.append(SideRow(activity, _section(sections.get(activity["section_id"])), place))
            place += 1
        measured = tuple((one, tuple(values[one["indicator_id"]])) for one in indicators[plan["plan_id"]])
        plans.append(SidePlan(plan, tuple(own), measured))
    municipality = next((document["municipality_id"] for document in documents if document["municipality_id"]), None)
    return Side(label or _label(documents), documents[0]["path"].rpartition("/")[2], municipality, tuple(plans))


def _parted(name: str) -> tuple[Path, str]:
    """Folder and what is wanted of it; a folder whose own name holds the separator is taken as it is."""
    if Path(name).exists() or SEPARATOR not in name:
        return Path(name), ""
    folder, _, wanted = name.rpartition(SEPARATOR)
    return Path(folder), wanted.strip()


def _chosen(documents: Sequence[Row], wanted: str, folder: Path) -> list[Row]:
    found = [document for document in documents if not wanted or _is_meant(document, wanted)]
    if not found:
        raise UsageError(f"В наборе {folder} нет «{wanted}». Есть: {_choices(documents)}.")
    exact = [document for document in found if wanted in (document["municipality_id"], document["document_id"], document["municipality"])]
    found = exact or found
    if len({document["municipality_id"] or document["document_id"] for document in found}) > 1:
        raise UsageError(f"Уточните, что сравнить: {folder}{SEPARATOR}код. Есть: {_choices(found)}.")
    return sorted(found, key=lambda document: (document["date"] is None, document["date"], document["document_id"]))


def _is_meant(document: Row, wanted: str) -> bool:
    codes = (document["municipality_id"], document["document_id"])
    return wanted in codes or _plain(wanted) in _plain(document["municipality"] or "")


def _plain(name: str) -> str:
    return name.casefold().replace("ё", "е")


def _choices(documents: Sequence[Row]) -> str:
    names = sorted({f"{document['municipality_id'] or document['document_id']} ({_name(document)})" for document in documents})
    return ", ".join(names[:_MOST_NAMED]) + (" …" if len(names) > _MOST_NAMED else "")


def _label(documents: Sequence[Row]) -> str:
    """The name of a side: its document, or its municipality and how many documents of it there are."""
    if len(documents) == 1:
        document = documents[0]
        act = f"№ {document['number']}" if document["number"] else ""
        day = document["date"].strftime("от %d.%m.%Y") if document["date"] else ""
        return " ".join(filter(None, (_name(document), act, day)))
    return f"{_name(documents[0])} (документов: {len(documents)})"


def _name(document: Row) -> str:
    return str(document["municipality"] or document["title"] or Path(document["path"]).name)


def _of_documents(folder: Path, table: str, documents: Sequence[Row]) -> list[Row]:
    """The rows of some documents, in the order of the documents; within one as they stand in it."""
    rows = read_table(folder, table)
    owner = pc.utf8_slice_codeunits(rows.column(tables()[table].document), 0, _ID_LENGTH)
    return [row for document in documents for row in rows.filter(pc.equal(owner, document["document_id"])).to_pylist()]


def _section(section: Row | None) -> str:
    return " ".join(filter(None, (section["number"], section["title"]))) if section else ""


def _by(rows: Sequence[Row], key: str) -> Mapping[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[row[key]].append(row)
    return found
