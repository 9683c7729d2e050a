"""The part of a dataset that is exported: everything, or the activities of some municipalities and bodies with all that hangs on them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
from rapidfuzz import fuzz, process, utils

from output.arrow import read_table
from output.schema import ForeignKey, tables
from output.write import is_dataset, publication_of
from records.errors import UsageError

UNKNOWN = "none"  # the municipality of documents that name none, as in the views of `dorkarta sql`
_UNKNOWN_NAME = "Муниципалитет не узнан"
_SUGGESTED = 5
_SHORTEST = 4  # «ОО» is a part of everything
_LIKENESS = 50  # of 100; below, a suggestion is noise


@dataclass(frozen=True, slots=True)
class Selection:
    """The tables to export, by name; `subjects` are the names of the municipalities and bodies asked for, none for the whole dataset.

    `publication` counts how often the dataset was changed.
    """

    tables: Mapping[str, pa.Table]
    subjects: tuple[str, ...] = ()
    publication: int = 0
    source: Path = field(default_factory=Path)


def select(folder: Path, municipalities: Sequence[str] = (), bodies: Sequence[str] = ()) -> Selection:
    """What a dataset says of these municipalities and bodies, given by their ids (of several, any; of both kinds, both).

    With bodies only their activities stay, and the plans, sections and documents of these; what names no body (indicators, statistics,
    clauses, findings about a whole plan) goes. The vocabulary stays whole. Raises UsageError for what is no dataset and for an unknown
    id, with the nearest names.
    """
    if not is_dataset(folder):
        raise UsageError(f"{folder} — не набор данных. Укажите папку, которую записала команда dorkarta run.")
    read = {name: read_table(folder, name) for name in tables()}
    chosen = Selection(read, (), publication_of(folder), folder)
    if municipalities:
        chosen = _of_municipalities(chosen, municipalities)
    return _of_bodies(chosen, bodies) if bodies else chosen


def _of_municipalities(chosen: Selection, wanted: Sequence[str]) -> Selection:
    documents = chosen.tables["documents"]
    ids = pc.fill_null(documents.column("municipality_id"), UNKNOWN)
    names = dict.fromkeys(sorted(ids.to_pylist()), _UNKNOWN_NAME)
    names |= {
        one: name or one for one, name in zip(ids.to_pylist(), documents.column("municipality").to_pylist(), strict=True) if one != UNKNOWN
    }
    _refuse_unknown("муниципалитета", wanted, {one: (name,) for one, name in names.items()})
    left = documents.filter(pc.is_in(ids, value_set=pa.array(wanted)))
    return _closed(replace(chosen, subjects=tuple(names[one] for one in wanted)), {"documents": left})


def _of_bodies(chosen: Selection, wanted: Sequence[str]) -> Selection:
    names = {
        row["body_id"]: tuple(filter(None, (row["short_name"], row["name"], *row["aliases"])))
        for row in chosen.tables["bodies"].to_pylist()
    }
    mentions = chosen.tables["responsibilities"]
    named = set(mentions.column("body_id").to_pylist())
    _refuse_unknown("органа", wanted, {one: found for one, found in names.items() if one in named} or names, names)
    own = mentions.filter(pc.is_in(mentions.column("body_id"), value_set=pa.array(wanted))).column("activity_id")
    activities = _among(chosen.tables["activities"], "activity_id", own)
    kept = {"activities": activities}
    for table, column in (("plans", "plan_id"), ("sections", "section_id"), ("documents", "document_id")):
        kept[table] = _among(chosen.tables[table], column, activities.column(column))
    for table in ("indicators", "statistics", "clauses"):
        kept[table] = chosen.tables[table].slice(0, 0)
    findings = chosen.tables["findings"]
    kept["findings"] = findings.filter(pc.is_valid(findings.column("activity_id")))
    return _closed(replace(chosen, subjects=(*chosen.subjects, *(names[one][0] for one in wanted))), kept)


def _closed(chosen: Selection, kept: Mapping[str, pa.Table]) -> Selection:
    """The selection with these tables and, of the others, the rows whose foreign keys lead to rows that stay. Each table of the schema
    is declared after those that it refers to."""
    found = dict(chosen.tables) | dict(kept)
    for name, table in tables().items():
        for key in table.foreign_keys:
            if table.document and tables()[key.table].document and key.table != name:
                found[name] = _referring(found[name], key, found[key.table])
    return replace(chosen, tables=found)


def _referring(rows: pa.Table, key: ForeignKey, target: pa.Table) -> pa.Table:
    """The rows whose key is null or names a row of the target; of a key of several columns the first one decides (an activity's items
    stay or go together)."""
    own = rows.column(key.columns[0])
    return rows.filter(pc.or_(pc.is_null(own), pc.is_in(own, value_set=target.column(key.reference[0]))))


def _among(rows: pa.Table, column: str, values: pa.ChunkedArray) -> pa.Table:
    return rows.filter(pc.is_in(rows.column(column), value_set=values.drop_null()))


def _refuse_unknown(what: str, wanted: Iterable[str], offered: Mapping[str, Collection[str]], known: Collection[str] | None = None) -> None:
    for one in wanted:
        if one not in (known or offered):
            near = nearest(one, offered)
            listed = "\n".join(f"  {code}  {name}" for code, name in near)
            advice = f"Похожие:\n{listed}" if near else "Коды печатает команда dorkarta sql (docs/exports.md)."
            raise UsageError(f"В наборе нет {what} «{one}». Нужен код. {advice}")


def nearest(asked: str, offered: Mapping[str, Collection[str]]) -> list[tuple[str, str]]:
    """Up to five (id, name) whose id or one of whose names is most like what was asked, best first."""
    spellings = [(text, code) for code, names in offered.items() for text in (code, *names) if len(text) >= _SHORTEST]
    ranked = process.extract(
        asked, [text for text, _ in spellings], scorer=fuzz.WRatio, processor=utils.default_process, score_cutoff=_LIKENESS, limit=50
    )
    codes = list(dict.fromkeys(spellings[index][1] for _, _, index in ranked))[:_SUGGESTED]
    return [(code, next(iter(offered[code]), code)) for code in codes]
