"""The counterparts of activities in other municipalities: profiles are compared, then a bounded number of pairs of activities is chosen.

Bounds (`limits` in `matching.yaml`): so many counterparts of an activity in one other municipality, of those near the best one there, and
so many in all. Where thousands of activities are alike, each takes those that follow it in the order of ids, so that all get some.
All that grows with the archive is held in arrays, a few bytes a pair.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from output.matching.candidates import candidate_pairs
from output.matching.facets import Bools, Facets, Floats, Ints, Profile, facets_of
from output.matching.likeness import compare
from output.matching.rules import rules

_PAIRS = 200_000  # compared at a time


class Pair(NamedTuple):
    """Two activities by index, the first one first; profiles of both and how alike they are."""

    first: int
    second: int
    profiles: tuple[int, int]
    score: float
    subject: float
    action: int
    same: bool


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs of activities, column by column, in the order of the activities; `link` is the row of `links` that says how alike they are."""

    first: Ints
    second: Ints
    link: Ints
    links: _Links
    profile_of: Sequence[int]

    def __len__(self) -> int:
        return len(self.first)

    def __iter__(self) -> Iterator[Pair]:
        links = self.links
        for first, second, link in zip(self.first.tolist(), self.second.tolist(), self.link.tolist(), strict=True):
            facts = (float(links.score[link]), float(links.subject[link]), int(links.action[link]), bool(links.same[link]))
            yield Pair(first, second, (self.profile_of[first], self.profile_of[second]), *facts)


@dataclass(frozen=True, slots=True)
class _Links:
    """Related profiles. Row n: `left[n]` and `right[n]` and how alike they are. The rows of profile p, the nearest first, are
    `order[start[p]:start[p + 1]]`."""

    left: Ints
    right: Ints
    score: Floats
    subject: Floats
    action: Ints
    same: Bools
    start: Ints
    order: Ints

    def of(self, profile: int) -> Iterator[tuple[int, int, float]]:
        """The related profiles of one, the nearest first: row, profile, score."""
        for row in self.order[self.start[profile] : self.start[profile + 1]].tolist():
            left = int(self.left[row])
            yield row, int(self.right[row]) if left == profile else left, float(self.score[row])


@dataclass(frozen=True, slots=True)
class _Activities:
    """`municipality[a]` and `profile[a]` of activity a; `members[p]`: the activities of profile p, rising; `places[p]`: where they are."""

    municipality: Sequence[int]
    profile: Sequence[int]
    members: list[list[int]]
    places: list[frozenset[int]]


def counterparts(profiles: Sequence[Profile], profile_of: Sequence[int], municipality_of: Sequence[int]) -> Pairs:
    """The pairs of activities of different municipalities that count.

    `profile_of[n]` and `municipality_of[n]` are the numbers of activity n's profile and municipality.
    """
    members: list[list[int]] = [[] for _ in profiles]
    for activity, profile in enumerate(profile_of):
        members[profile].append(activity)
    places = [frozenset(municipality_of[one] for one in own) for own in members]
    activities = _Activities(municipality_of, profile_of, members, places)
    links = _links(facets_of(profiles) if profiles else None, places)
    keys, rows = array("q"), array("q")
    for activity in range(len(profile_of)):
        for row, other, score in _chosen(activity, links, activities):
            if _is_near(score, activities.profile[other], municipality_of[activity], links, activities):
                keys.append(min(activity, other) * len(profile_of) + max(activity, other))
                rows.append(row)
    unique, index = np.unique(np.frombuffer(keys, dtype=np.int64), return_index=True)
    count = max(1, len(profile_of))
    return Pairs(unique // count, unique % count, np.frombuffer(rows, dtype=np.int64)[index], links, profile_of)


def _links(facets: Facets | None, places: Sequence[frozenset[int]]) -> _Links:
    """All related profiles, of one profile in several municipalities also itself."""
    found: dict[str, list[np.ndarray]] = defaultdict(list)
    if facets is not None:
        limits = rules().limits
        home = np.array([next(iter(own)) if len(own) == 1 else -1 for own in places], dtype=np.int64)
        shared = np.flatnonzero(home < 0)
        left, right = candidate_pairs(facets.unit, home, int(limits["candidates"]), int(limits["common"]))
        left, right = np.concatenate([shared, left]), np.concatenate([shared, right])
        for start in range(0, len(left), _PAIRS):
            likeness = compare(facets, left[start : start + _PAIRS], right[start : start + _PAIRS])
            for name, kind in _COLUMNS.items():
                found[name].append(getattr(likeness, name)[likeness.related].astype(kind))
    columns = {name: np.concatenate(found[name]) if found[name] else np.empty(0, kind) for name, kind in _COLUMNS.items()}
    return _Links(**columns, **_adjacency(columns["left"], columns["right"], columns["score"], len(places)))


_COLUMNS = {"left": np.int32, "right": np.int32, "score": np.float32, "subject": np.float32, "action": np.int8, "same": np.bool_}


def _adjacency(left: Ints, right: Ints, score: Floats, profiles: int) -> dict[str, np.ndarray]:
    """Where each profile's rows are: rows sorted by owner, then by falling score, then by the other profile."""
    rows = np.arange(len(left), dtype=np.int32)
    twice = left != right
    owner = np.concatenate([left, right[twice]])
    other = np.concatenate([right, left[twice]])
    row = np.concatenate([rows, rows[twice]])
    order = np.lexsort((other, -score[row], owner))
    return {"start": np.searchsorted(owner[order], np.arange(profiles + 1)), "order": row[order]}


def _chosen(activity: int, links: _Links, activities: _Activities) -> Iterator[tuple[int, int, float]]:
    """The counterparts that one activity would have, within all bounds: row of the links, activity, score."""
    limits, taken = rules().limits, 0
    best: dict[int, float] = {}
    count: dict[int, int] = defaultdict(int)
    for row, profile, score in links.of(activities.profile[activity]):
        members = activities.members[profile]
        start = bisect_right(members, activity)
        for position in range(len(members)):
            other = members[(start + position) % len(members)]
            place = activities.municipality[other]
            near = score >= limits["near_best"] * best.get(place, 0.0)
            if place == activities.municipality[activity] or not near or count[place] >= limits["per_municipality"]:
                continue
            best.setdefault(place, score)
            count[place] += 1
            taken += 1
            yield row, other, score
            if taken >= limits["per_activity"]:
                return


def _is_near(score: float, profile: int, municipality: int, links: _Links, activities: _Activities) -> bool:
    """Whether a counterpart of `profile` in a municipality is not too far from the best one that it has there."""
    limit = score / rules().limits["near_other"]
    for _, other, better in links.of(profile):
        if better <= limit:
            return True
        if municipality in activities.places[other]:
            return False
    return True
