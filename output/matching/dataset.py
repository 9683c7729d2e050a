"""Matching over a dataset: its activities become profiles, pairs become rows of the table `matches`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from output.arrow import read_table, schema_of
from output.matching.counterparts import Pair, counterparts
from output.matching.facets import Profile
from output.matching.likeness import ACTIONS
from output.matching.measure import measure_of
from output.matching.reason import reason
from output.matching.repeats import Planned, Repeat, damaged_copies, repeats
from output.matching.rules import rules

_COLUMNS = [
    "activity_id",
    "document_id",
    "title",
    "activity_type",
    "directions",
    "municipality_id",
    "deadline_raw",
    "body_raw",
    "result_raw",
]
_CELLS = ["deadline_raw", "body_raw", "result_raw"]


@dataclass(frozen=True, slots=True)
class Matched:
    """The matches of a dataset: rows of the table `matches`, how many activities were compared in how many municipalities, and how many of
    them have a counterpart in another one."""

    rows: pa.Table
    activities: int
    municipalities: int
    with_counterpart: int


def find_matches(folder: Path) -> Matched:
    """The matches among all activities of a dataset. A document whose municipality is not known stands for one of its own."""
    activities = read_table(folder, "activities").select(_COLUMNS)
    documents = {row["document_id"]: row for row in read_table(folder, "documents").to_pylist()}
    places = _places(activities, documents)
    profiles, profile_of = _profiles(activities, documents)
    pairs = counterparts(profiles, profile_of, places)
    twice = _repeats(folder, activities, documents, places)
    matched = {index for pair in pairs for index in (pair.first, pair.second)}
    rows = _rows(activities.column("activity_id"), profiles, pairs, twice)
    return Matched(rows, len(activities), len(set(places)), len(matched))


def _places(activities: pa.Table, documents: dict[str, Any]) -> list[int]:
    """The number of each activity's municipality."""
    numbers: dict[str, int] = {}
    columns = zip(activities.column("municipality_id").to_pylist(), activities.column("document_id").to_pylist(), strict=True)
    return [numbers.setdefault(municipality or document, len(numbers)) for municipality, document in columns]


def _profiles(activities: pa.Table, documents: dict[str, Any]) -> tuple[list[Profile], list[int]]:
    """The different profiles, and the number of each activity's."""
    numbers: dict[Any, int] = {}
    profiles: list[Profile] = []
    profile_of = []
    names = ("title", "activity_type", "directions", "document_id")
    for title, kind, directions, document in zip(*(activities.column(name).to_pylist() for name in names), strict=True):
        measure = measure_of(title, documents[document]["municipality"] or "")
        key = (tuple(measure.terms.items()), measure.audiences, measure.forms, kind, tuple(directions))
        if key not in numbers:
            numbers[key] = len(profiles)
            profiles.append(Profile(measure, kind or "", tuple(directions)))
        profile_of.append(numbers[key])
    return profiles, profile_of


def _repeats(folder: Path, activities: pa.Table, documents: dict[str, Any], places: Sequence[int]) -> list[Repeat]:
    """Repeated measures, each pair once."""
    titles = activities.column("title").to_pylist()
    planned = _planned(folder, activities, documents)
    groups: dict[int, list[int]] = defaultdict(list)
    for index, place in enumerate(places):
        groups[place].append(index)
    found = repeats(titles, groups.values(), planned)
    known = {one[:2] for one in found}
    return found + [one for one in damaged_copies(titles, _equal_cells(activities, places), planned) if one[:2] not in known]


def _equal_cells(activities: pa.Table, places: Sequence[int]) -> Iterator[list[int]]:
    """Activities of one municipality whose deadline, body and result are the same and not empty."""
    cells = [activities.column(name) for name in _CELLS]
    filled = pc.and_(pc.and_(*(pc.not_equal(cell, "") for cell in cells[:2])), pc.not_equal(cells[2], ""))
    codes = pc.binary_join_element_wise(pc.cast(pa.array(places), pa.string()), *cells, "\x1f").combine_chunks().dictionary_encode()
    buckets: dict[int, list[int]] = defaultdict(list)
    for index, (code, full) in enumerate(zip(codes.indices.to_pylist(), filled.to_pylist(), strict=True)):
        if full:
            buckets[code].append(index)
    yield from (bucket for bucket in buckets.values() if len(bucket) > 1)


def _planned(folder: Path, activities: pa.Table, documents: dict[str, Any]) -> Callable[[int], Planned]:
    """What is known of an activity, looked up when it is asked for; the deadlines are read at the first question."""

    @cache
    def spans() -> dict[str, list[tuple[Any, Any]]]:
        found: dict[str, list[tuple[Any, Any]]] = defaultdict(list)
        deadlines = read_table(folder, "deadlines").select(["activity_id", "start", "end"])
        dated = deadlines.filter(pc.and_(pc.is_valid(deadlines.column("start")), pc.is_valid(deadlines.column("end"))))
        for activity, start, end in zip(*(column.to_pylist() for column in dated.columns), strict=True):
            found[activity].append((start, end))
        return found

    def planned(index: int) -> Planned:
        row = {name: activities.column(name)[index].as_py() for name in ("activity_id", "document_id", "title", *_CELLS)}
        document = documents[row["document_id"]]
        edition = f"{document['issuer']} {document['number']}" if document["number"] else None
        cells = (row["deadline_raw"], row["body_raw"], row["result_raw"])
        return Planned(row["title"], row["document_id"], edition, cells, tuple(spans()[row["activity_id"]]))

    return planned


def _rows(ids: pa.ChunkedArray, profiles: Sequence[Profile], pairs: Sequence[Pair], twice: Sequence[Repeat]) -> pa.Table:
    """The rows of `matches`; a pair is written once, the activity of the earlier document id first."""

    @cache
    def why(one: int, other: int, action: int) -> str:
        return reason(profiles[one], profiles[other], action)

    names = ids.to_pylist()
    words = rules().words["repeat"]
    columns: dict[str, list[Any]] = {
        "activity_a": [names[pair.first] for pair in pairs] + [names[one.first] for one in twice],
        "activity_b": [names[pair.second] for pair in pairs] + [names[one.second] for one in twice],
        "grade": ["same" if pair.same else "related" for pair in pairs] + ["same"] * len(twice),
        "score": [round(pair.score, 3) for pair in pairs] + [one.score for one in twice],
        "reason": [why(*pair.profiles, pair.action) for pair in pairs] + [words[one.how] for one in twice],
        "subject": [round(pair.subject, 3) for pair in pairs] + [one.score for one in twice],
        "action": [ACTIONS[pair.action] for pair in pairs] + [ACTIONS[0]] * len(twice),
        "repeated": [False] * len(pairs) + [True] * len(twice),
    }
    return pa.table(columns, schema=schema_of("matches"))
