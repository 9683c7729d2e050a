"""Bodies that only the documents know: rows for the table `bodies`, so that every body_id of the dataset has one."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

import pyarrow as pa
import pyarrow.compute as pc

from output.rows import Row

_COLUMNS = ["body_id", "body_class", "raw"]


def seen_bodies(known: Iterable[Row], responsibilities: pa.Table) -> list[Row]:
    """Rows of the bodies that mentions are linked to and the ontology does not hold; named as most documents name them.

    `responsibilities` has at least the columns activity_id, body_id, body_class and raw. Where mentions differ in class, the one with
    the smallest activity_id holds. Place and parent are told by the id (`output.bodies.complete`) and null here.
    """
    ids = pa.array(sorted(body["body_id"] for body in known), pa.string())
    column = responsibilities.column("body_id")
    strange = responsibilities.filter(pc.and_(pc.is_valid(column), pc.invert(pc.is_in(column, value_set=ids))))
    # Grouped by Arrow first: an archive has a million mentions and a thousand spellings.
    grouped = strange.select(["activity_id", *_COLUMNS]).group_by(_COLUMNS).aggregate([("activity_id", "min"), ("activity_id", "count")])
    names: dict[str, Counter[str]] = defaultdict(Counter)
    first: dict[str, Row] = {}
    for row in sorted(grouped.to_pylist(), key=lambda row: row["activity_id_min"]):
        names[row["body_id"]][" ".join(row["raw"].split())] += row["activity_id_count"]
        first.setdefault(row["body_id"], row)
    return [_seen(first[body], names[body]) for body in sorted(names)]


def _seen(mention: Row, names: Counter[str]) -> Row:
    spellings = sorted(names, key=lambda name: (-names[name], name))
    return {
        "body_id": mention["body_id"],
        "body_class": mention["body_class"],
        "name": spellings[0],
        "short_name": None,
        "region_id": None,
        "municipality_id": None,
        "parent_id": None,
        "aliases": sorted(spellings[1:]),
    }
