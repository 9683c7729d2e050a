"""Rows of two municipalities set side by side by what they are about (`output.matching`), each at most once."""

from __future__ import annotations

from collections.abc import Sequence

from output.diff.sides import SideRow
from output.matching.counterparts import counterparts
from output.matching.facets import Profile
from output.matching.measure import measure_of
from output.matching.reason import reason


def align_by_likeness(old: Sequence[SideRow], new: Sequence[SideRow]) -> list[tuple[int, int, str]]:
    """Pairs of rows by their positions, with the reason; the most alike first taken."""
    if not old or not new:
        return []
    profiles = [_profile(row) for row in (*old, *new)]
    places = [0] * len(old) + [1] * len(new)
    pairs = counterparts(profiles, range(len(profiles)), places)
    used: set[int] = set()
    found = []
    for pair in sorted(pairs, key=lambda pair: (-pair.score, pair.first, pair.second)):
        if not used & {pair.first, pair.second}:
            used |= {pair.first, pair.second}
            found.append((pair.first, pair.second - len(old), reason(profiles[pair.first], profiles[pair.second], pair.action)))
    return sorted(found)


def _profile(row: SideRow) -> Profile:
    one = row.activity
    return Profile(measure_of(one["title"]), one["activity_type"] or "", tuple(one["directions"]))
