"""Matching over a dataset: its activities become profiles, pairs become rows of the table `matches`."""

from __future__ import annotations

import hashlib
from array import array
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from output.arrow import read_table
from output.matching.counterparts import Pairs, counterparts
from output.matching.editions import editions
from output.matching.facets import Profile
from output.matching.likeness import ACTIONS
from output.matching.measure import Measure, measure_of
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
    places = _places(activities)
    profiles, profile_of = _profiles(activities, documents)
    pairs = counterparts(profiles, profile_of, places)
    twice = _repeats(folder, activities, documents, places)
    matched = np.unique(np.concatenate([pairs.first, pairs.second]))
    rows = _rows(activities.column("activity_id"), profiles, pairs, twice)
    return Matched(rows, len(activities), len(set(places)), len(matched))


def _places(activities: pa.Table) -> list[int]:
    """The number of each activity's municipality."""
    numbers: dict[str, int] = {}
    columns = zip(activities.column("municipality_id").to_pylist(), activities.column("document_id").to_pylist(), strict=True)
    return [numbers.setdefault(municipality or document, len(numbers)) for municipality, document in columns]


def _profiles(activities: pa.Table, documents: dict[str, Any]) -> tuple[list[Profile], list[int]]:
    """The different profiles, and the number of each activity's."""
    numbers: dict[bytes, int] = {}
    profiles: list[Profile] = []
    profile_of = []
    names = ("title", "activity_type", "directions", "document_id")
    for title, kind, directions, document in zip(*(activities.column(name).to_pylist() for name in names), strict=True):
        measure = measure_of(title, documents[document]["municipality"] or "")
        key = _key(measure, kind, directions)
        if key not in numbers:
            numbers[key] = len(profiles)
            profiles.append(Profile(measure, kind or "", tuple(directions)))
        profile_of.append(numbers[key])
    return profiles, profile_of


def _key(measure: Measure, kind: str | None, directions: Sequence[str]) -> bytes:
    """A profile in 16 bytes: a quarter of a million of them are kept in mind."""
    people = sorted(measure.audiences)
    text = repr((list(measure.terms.items()), people, sorted(measure.disciplines), measure.deeds, kind, directions))
    return hashlib.blake2b(text.encode(), digest_size=16).digest()


def _repeats(folder: Path, activities: pa.Table, documents: dict[str, Any], places: Sequence[int]) -> list[Repeat]:
    """Repeated measures, each pair once."""
    titles = activities.column("title").to_pylist()
    planned = _planned(
        folder, activities, editions(documents.values(), zip(activities.column("document_id").to_pylist(), titles, strict=True))
    )
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


def _planned(folder: Path, activities: pa.Table, edition_of: Mapping[str, str]) -> Callable[[int], Planned]:
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
        cells = (row["deadline_raw"], row["body_raw"], row["result_raw"])
        return Planned(row["title"], row["document_id"], edition_of[row["document_id"]], cells, tuple(spans()[row["activity_id"]]))

    return planned


def _rows(ids: pa.ChunkedArray, profiles: Sequence[Profile], pairs: Pairs, twice: Sequence[Repeat]) -> pa.Table:
    """The rows of `matches`; a pair is written once, the activity that stands first in the dataset first. Reasons are a dictionary
    column: a few sentences serve many pairs."""

    @cache
    def why(one: int, other: int, action: int) -> str:
        return reason(profiles[one], profiles[other], action)

    words, links = rules().words["repeat"], pairs.links
    reasons: dict[str, int] = {}
    codes = array("i", (reasons.setdefault(why(*pair.profiles, pair.action), len(reasons)) for pair in pairs))
    codes.extend(reasons.setdefault(words[one.how], len(reasons)) for one in twice)
    first, second = (
        np.concatenate([column, [one[side] for one in twice]]).astype(np.int64) for side, column in enumerate((pairs.first, pairs.second))
    )
    scores = [one.score for one in twice]
    columns = {
        "activity_a": ids.take(pa.array(first)),
        "activity_b": ids.take(pa.array(second)),
        "grade": np.where(np.concatenate([links.same[pairs.link], [True] * len(twice)]).astype(bool), "same", "related"),
        "score": np.concatenate([links.score[pairs.link], scores]).round(3),
        "reason": pa.DictionaryArray.from_arrays(pa.array(codes, pa.int32()), pa.array(list(reasons), pa.string())),
        "subject": np.concatenate([links.subject[pairs.link], scores]).round(3),
        "action": np.array(ACTIONS)[np.concatenate([links.action[pairs.link], [0] * len(twice)]).astype(int)],
        "repeated": np.arange(len(first)) >= len(pairs),
    }
    return pa.table(columns)
