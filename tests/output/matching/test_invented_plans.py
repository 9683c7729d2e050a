"""Plans that were invented and labelled before matching had seen them: how many pairs are right, how many counterparts are found."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from normalize.topics import classify
from output.matching.counterparts import counterparts
from output.matching.facets import Profile
from output.matching.measure import measure_of

HERE = Path(__file__).parent


def read(name: str) -> list[dict[str, str]]:
    """The rows of a labelled file."""
    with (HERE / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader((line for line in stream if not line.startswith("#")), delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.mark.parametrize("name", sorted(path.name for path in HERE.glob("*_pair.tsv")))
def test_pairs_are_right_and_counterparts_found(name: str) -> None:
    rows = read(name)
    profiles = []
    for row in rows:
        topic = classify(row["title"], "", None, None, None, None)
        profiles.append(Profile(measure_of(row["title"]), topic.activity_type or "", topic.directions))
    pairs = counterparts(profiles, range(len(rows)), [int(row["side"] == "b") for row in rows])
    labels = {row["row"]: {one[1:]: one[0] for one in row["counterparts"].split()} for row in rows if row["side"] == "a"}
    found = [labels[rows[pair.first]["row"]].get(rows[pair.second]["row"]) for pair in pairs]
    wanted = {row for row, own in labels.items() if set(own.values()) & {"=", "~"}}
    had = {rows[pair.first]["row"] for pair, label in zip(pairs, found, strict=True) if label in ("=", "~")}
    assert sum(label is not None for label in found) / len(found) >= 0.90
    assert len(had & wanted) / len(wanted) >= 0.70
