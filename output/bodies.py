"""The table `bodies` made whole: what an id tells of its body, and a row for every body that another is part of."""

from __future__ import annotations

from collections.abc import Iterable

import ontology
from ontology.body_ids import parent_of, place_of
from output.rows import Row


def complete(bodies: Iterable[Row]) -> list[Row]:
    """Rows of `bodies` with place and parent as their ids tell, and a row for every parent that has none, sorted by id.

    A federal or regional body is so nobody's but its own level's, in whichever document it was seen.
    """
    rows = {row["body_id"]: row | _told(row) for row in bodies}
    for row in list(rows.values()):
        parent = row["parent_id"]
        if parent is not None and parent not in rows:
            rows[parent] = _unseen(parent)
    return [rows[body] for body in sorted(rows)]


def _told(row: Row) -> Row:
    region, municipality = place_of(row["body_id"])
    return {"region_id": region, "municipality_id": municipality, "parent_id": row["parent_id"] or parent_of(row["body_id"])}


def _unseen(body_id: str) -> Row:
    """The row of a body of which only a unit is named."""
    body_class = ontology.load().classes[body_id.rpartition(":")[2]]
    region, municipality = place_of(body_id)
    return {
        "body_id": body_id,
        "body_class": body_class.id,
        "name": body_class.label,
        "short_name": None,
        "region_id": region,
        "municipality_id": municipality,
        "parent_id": None,
        "aliases": [],
    }
