"""The counterparts of activities in other municipalities: profiles are compared, then a bounded number of pairs of activities is chosen.

Bounds (`limits` in `matching.yaml`): so many counterparts of an activity in one other municipality, of those near the best one there, and
so many in all. Where thousands of activities are alike, each takes those that follow it in the order of ids, so that all get some.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from output.matching.candidates import candidate_pairs
from output.matching.facets import Facets, Ints, Profile, facets_of
from output.matching.likeness import Likenesses, compare
from output.matching.rules import rules

_PAIRS = 200_000  # compared at a time


@dataclass(frozen=True, slots=True)
class Group:
    """The activities (by index, rising) that share a profile, and the municipality of each."""

    members: tuple[int, ...]
    municipalities: frozenset[int]


class Pair(NamedTuple):
    """Two activities by index, the first one first; profiles of both and how alike they are."""

    first: int
    second: int
    profiles: tuple[int, int]
    score: float
    subject: float
    action: int
    same: bool


class _Neighbour(NamedTuple):
    profile: int
    score: float
    subject: float
    action: int
    same: bool


def counterparts(profiles: Sequence[Profile], profile_of: Sequence[int], municipality_of: Sequence[int]) -> list[Pair]:
    """The pairs of activities of different municipalities that count, in the order of the activities.

    `profile_of[n]` and `municipality_of[n]` are the numbers of activity n's profile and municipality.
    """
    if not profiles:
        return []
    groups = _groups(len(profiles), profile_of, municipality_of)
    facets = facets_of(profiles)
    neighbours = _neighbours(facets, groups)
    best = _Best(neighbours, groups)
    pairs: dict[tuple[int, int], Pair] = {}
    for activity, profile in enumerate(profile_of):
        for other, found in _chosen(activity, neighbours.get(profile, ()), groups, municipality_of):
            key = (min(activity, other), max(activity, other))
            if key not in pairs and found.score >= rules().limits["near_other"] * best.score(found.profile, municipality_of[activity]):
                both = (profile_of[key[0]], profile_of[key[1]])
                pairs[key] = Pair(*key, both, found.score, found.subject, found.action, found.same)
    return [pairs[key] for key in sorted(pairs)]


class _Best:
    """The best score of a profile in each municipality, worked out when it is asked for."""

    def __init__(self, neighbours: Mapping[int, Sequence[_Neighbour]], groups: Sequence[Group]) -> None:
        self._neighbours, self._groups = neighbours, groups
        self._known: dict[int, dict[int, float]] = {}

    def score(self, profile: int, municipality: int) -> float:
        """The best score of a counterpart of `profile` in `municipality`; 0 where it has none."""
        if profile not in self._known:
            known = self._known[profile] = {}
            for neighbour in self._neighbours.get(profile, ()):
                for place in self._groups[neighbour.profile].municipalities:
                    known.setdefault(place, neighbour.score)
        return self._known[profile].get(municipality, 0.0)


def _groups(count: int, profile_of: Sequence[int], municipality_of: Sequence[int]) -> list[Group]:
    members: list[list[int]] = [[] for _ in range(count)]
    for activity, profile in enumerate(profile_of):
        members[profile].append(activity)
    return [Group(tuple(own), frozenset(municipality_of[one] for one in own)) for own in members]


def _neighbours(facets: Facets, groups: Sequence[Group]) -> Mapping[int, list[_Neighbour]]:
    """For every profile the related ones (itself among them, where several municipalities have it), the nearest first."""
    limits = rules().limits
    home = np.array([next(iter(group.municipalities)) if len(group.municipalities) == 1 else -1 for group in groups], dtype=np.int64)
    shared = np.flatnonzero(home < 0)
    left, right = candidate_pairs(facets.unit, home, int(limits["candidates"]), int(limits["common"]))
    found: dict[int, list[_Neighbour]] = defaultdict(list)
    for likeness in _compared(facets, np.concatenate([shared, left]), np.concatenate([shared, right])):
        for n in np.flatnonzero(likeness.related):
            one, other = int(likeness.left[n]), int(likeness.right[n])
            facts = (float(likeness.score[n]), float(likeness.subject[n]), int(likeness.action[n]), bool(likeness.same[n]))
            found[one].append(_Neighbour(other, *facts))
            if one != other:
                found[other].append(_Neighbour(one, *facts))
    for own in found.values():
        own.sort(key=lambda neighbour: (-neighbour.score, neighbour.profile))
    return found


def _compared(facets: Facets, left: Ints, right: Ints) -> Iterator[Likenesses]:
    for start in range(0, len(left), _PAIRS):
        yield compare(facets, left[start : start + _PAIRS], right[start : start + _PAIRS])


def _chosen(
    activity: int, neighbours: Sequence[_Neighbour], groups: Sequence[Group], municipality_of: Sequence[int]
) -> Iterator[tuple[int, _Neighbour]]:
    """The counterparts of one activity, within all bounds."""
    limits, taken = rules().limits, 0
    best: dict[int, float] = {}
    count: dict[int, int] = defaultdict(int)
    for neighbour in neighbours:
        members = groups[neighbour.profile].members
        start = bisect_right(members, activity)
        for other in (*members[start:], *members[:start]):
            place = municipality_of[other]
            near = neighbour.score >= limits["near_best"] * best.get(place, 0.0)
            if place == municipality_of[activity] or not near or count[place] >= limits["per_municipality"]:
                continue
            best.setdefault(place, neighbour.score)
            count[place] += 1
            taken += 1
            yield other, neighbour
            if taken >= limits["per_activity"]:
                return
