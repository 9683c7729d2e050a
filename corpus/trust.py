"""Is the reading of this run like the archive's own history? Assertions over the whole, each with a margin.

They tell nobody that a document is wrong; they say that something changed: another kind of document, or a rule that broke.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

ENOUGH = 20  # documents on either side: fewer say nothing
_RATES = (  # Russian name, part, whole, how far the share may fall
    ("доля понятых сроков", "deadlines_understood", "deadline_items", 0.05),
    ("доля опознанных ответственных", "mentions_understood", "mentions", 0.05),
)
_LEAST_ROWS = 0.5  # of the activities that a document of the history has
_MOST_FAILED = 0.1  # more failed documents, as a share of all


@dataclass(frozen=True, slots=True)
class Reading:
    """One document's counts, and whether it could not be read."""

    counts: Mapping[str, Any]
    failed: bool = False


def doubts(history: Iterable[Reading], now: Iterable[Reading]) -> list[str]:
    """What differs from the history by more than its margin, in Russian; nothing where either side is small."""
    before, after = list(history), list(now)
    if min(len(before), len(after)) < ENOUGH:
        return []
    found = []
    for name, part, whole, margin in _RATES:
        old, new = _share(before, part, whole), _share(after, part, whole)
        if old is not None and new is not None and new < old - margin:
            found.append(f"{name} упала: было {_percent(old)}, в этом запуске {_percent(new)}.")
    old_rows, new_rows = (_sum(side, "activities") / len(side) for side in (before, after))
    if new_rows < old_rows * _LEAST_ROWS:
        found.append(f"мероприятий на документ стало меньше: было {_number(old_rows)}, в этом запуске {_number(new_rows)}.")
    old_failed, new_failed = (sum(reading.failed for reading in side) / len(side) for side in (before, after))
    if new_failed > old_failed + _MOST_FAILED:
        found.append(f"непрочитанных документов стало больше: было {_percent(old_failed)}, в этом запуске {_percent(new_failed)}.")
    return found


def _share(readings: Iterable[Reading], part: str, whole: str) -> float | None:
    kept = list(readings)
    total = _sum(kept, whole)
    return _sum(kept, part) / total if total else None


def _sum(readings: Iterable[Reading], name: str) -> float:
    return float(sum(reading.counts.get(name, 0) for reading in readings))


def _percent(share: float) -> str:
    return f"{_number(100 * share)} %"


def _number(value: float) -> str:
    return f"{value:.1f}".replace(".", ",")
