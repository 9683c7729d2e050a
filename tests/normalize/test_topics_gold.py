"""Measures against the labelled activities. Half of the rows were looked at while the vocabulary was written, half were not
(parity of a hash of the title); `docs/topics.md` says what both gave."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from normalize.results import read_results
from normalize.topics import classify, plan_direction

pytestmark = pytest.mark.gold


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def labelled(gold: Path, document: str) -> Iterator[tuple[dict[str, Any], dict[str, Any], dict[str, Any]]]:
    """(label, activity, plan) of each labelled row of a document."""
    seen: Counter[int] = Counter()
    activities = {}
    for activity in lines(gold / f"{document}.activities.jsonl"):
        seen[activity["plan"]] += 1
        activities[activity["plan"], seen[activity["plan"]]] = activity
    plans = json.loads((gold / f"{document}.plans.json").read_text(encoding="utf-8"))
    for label in lines(gold / "activities_labels.jsonl"):
        if label["doc"] == document:
            yield label, activities[label["plan"], label["row"]], plans[label["plan"] - 1]


@pytest.mark.parametrize(
    ("document", "direction", "directions", "kind", "results"),
    [("kstovo", 1.0, 0.88, 0.97, 0.88), ("kizlyar", 0.93, 0.72, 0.95, 0.93)],
)
def test_labelled_rows(data: Path, document: str, direction: float, directions: float, kind: float, results: float) -> None:
    hits: Counter[str] = Counter()
    for label, row, plan in labelled(data / "gold", document):
        topic = classify(row["title"], row["result"], row["section_title"], plan["title"], plan["code"], plan["direction_printed"])
        hits["rows"] += 1
        hits["direction"] += topic.directions[0] == label["directions"][0]
        hits["directions"] += set(topic.directions) == set(label["directions"])
        hits["kind"] += topic.activity_type == label["activity_type"]
        hits["results"] += {item.result_type for item in read_results(row["result"], ())} == set(label["result_types"])
    assert hits["rows"] > 70
    shares = {name: hits[name] / hits["rows"] for name in ("direction", "directions", "kind", "results")}
    wanted = {"direction": direction, "directions": directions, "kind": kind, "results": results}
    assert all(shares[name] >= wanted[name] for name in wanted), shares


def test_codes_of_the_plans(data: Path) -> None:
    plans = json.loads((data / "gold" / "kstovo.plans.json").read_text(encoding="utf-8"))
    assert [plan_direction(plan["title"], plan["code"], plan["direction_printed"]) for plan in plans] == [p["code_norm"] for p in plans]
    assert [plan_direction(plan["title"], None, plan["direction_printed"]) for plan in plans] == [p["code_norm"] for p in plans]
