"""How well matching agrees with readers, and where its weights come from: `python bench/matching.py [--fit]`.

The labelled pairs of plans are those of `tests/output/matching`; the real documents count where they lie beside the project. Printed for
each pair: pairs that are right (labelled same, related or tolerable), and counterparts found (rows that have one labelled same or related).
With `--fit` also the weights that a logistic regression over all labelled pairs gives for `output/matching/matching.yaml`.
"""

from __future__ import annotations

import argparse
import csv
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
DATA = Path(os.environ.get("DORKARTA_DATA", ROOT.parent / "shared" / "data")) / "docs"

import numpy as np  # noqa: E402
from sklearn.linear_model import LogisticRegression  # noqa: E402

from corpus.contents import open_document  # noqa: E402
from normalize.order import understand  # noqa: E402
from normalize.topics import classify  # noqa: E402
from output.matching.counterparts import counterparts  # noqa: E402
from output.matching.facets import Profile, facets_of  # noqa: E402
from output.matching.likeness import compare  # noqa: E402
from output.matching.measure import measure_of  # noqa: E402
from output.matching.rules import Rules, rules  # noqa: E402
from pipeline_journey import read_order  # noqa: E402

LABELS = ROOT / "tests" / "output" / "matching"
WEIGHED = ("evidence", "deed", "direction", "people")  # the parts of the rules that are weights; `start` and `most` are none


@dataclass(frozen=True, slots=True)
class Pair:
    """Two plans: names and profiles of their rows, and for each row of the first one how its counterparts in the second are labelled."""

    name: str
    first: dict[str, Profile]
    second: dict[str, Profile]
    labels: dict[str, dict[str, str]]


def main() -> None:
    """Prints a line for each pair of plans, and a line for each weight."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--fit", action="store_true", help="print the weights that all labels together give")
    asked = parser.parse_args()
    pairs = [*invented(), *real()]
    for pair in pairs:
        print(agreement(pair))
    if asked.fit:
        for name, now, fitted in fit(pairs):
            print(f"{name:<28}{now:6.1f}{fitted:8.1f}")


def invented() -> Iterator[Pair]:
    """The pairs of invented plans."""
    for path in sorted(LABELS.glob("*_pair.tsv")):
        rows = table(path)
        sides = {side: {row["row"]: of_title(row["title"]) for row in rows if row["side"] == side} for side in ("a", "b")}
        yield Pair(path.stem, sides["a"], sides["b"], labels([row for row in rows if row["side"] == "a"]))


def real() -> Iterator[Pair]:
    """The real documents, read anew; none where they are not beside the project."""
    path = LABELS / "kizlyar_kstovo.tsv"
    first, second = path.stem.split("_")
    if (DATA / f"{first}.docx").exists():
        yield Pair(path.stem, of_document(first), of_document(second), labels(table(path)))


def table(path: Path) -> list[dict[str, str]]:
    """The rows of a labelled file."""
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader((line for line in stream if not line.startswith("#")), delimiter="\t", quoting=csv.QUOTE_NONE))


def labels(rows: list[dict[str, str]]) -> dict[str, dict[str, str]]:
    """Row, row of the other plan, and `=` (same), `~` (related) or `?` (tolerable)."""
    return {row["row"]: {one[1:]: one[0] for one in row["counterparts"].split()} for row in rows}


def of_title(title: str) -> Profile:
    """The profile of an activity that is known by its title only."""
    topic = classify(title, "", None, None, None, None)
    return Profile(measure_of(title), topic.activity_type or "", topic.directions)


def of_document(name: str) -> dict[str, Profile]:
    """The profiles of a document's activities by plan and row."""
    _, order = read_order(open_document(DATA / f"{name}.docx"))
    meaning = understand(order)
    return {
        f"{plan_number}.{row}": Profile(
            measure_of(activity.title, meaning.municipality or ""), known.topic.activity_type or "", known.topic.directions
        )
        for plan_number, (plan, of_plan) in enumerate(zip(order.plans, meaning.plans, strict=True), start=1)
        for row, (activity, known) in enumerate(zip(plan.activities, of_plan.activities, strict=True), start=1)
    }


def agreement(pair: Pair) -> str:
    """How many of the pairs that are written are right, and how many of the counterparts are found."""
    names, profiles = [*pair.first, *pair.second], [*pair.first.values(), *pair.second.values()]
    sides = [int(number >= len(pair.first)) for number in range(len(names))]
    found = [
        (names[one.first], pair.labels.get(names[one.first], {}).get(names[one.second]))
        for one in counterparts(profiles, range(len(profiles)), sides)
    ]
    right = sum(label is not None for _, label in found)
    wanted = {row for row, own in pair.labels.items() if set(own.values()) & {"=", "~"}}
    had = {row for row, label in found if label in ("=", "~")}
    shares = f"right {right} of {len(found)} = {right / len(found):.2f}, found {len(had)} of {len(wanted)} = {len(had) / len(wanted):.2f}"
    return f"{pair.name:<16} {shares}"


def fit(pairs: list[Pair]) -> Iterator[tuple[str, float, float]]:
    """Each weight: its name, what it is and what the labels say. Tolerable pairs are neither right nor wrong and are left out."""
    names = [(part, name) for part in WEIGHED for name in getattr(rules(), part) if name not in ("start", "most")]
    columns, told = [], []
    for pair in pairs:
        left, right = (each.ravel() for each in np.meshgrid(range(len(pair.first)), range(len(pair.second)), indexing="ij"))
        own = [pair.labels.get(one, {}).get(other) for one in pair.first for other in pair.second]
        counts = np.array([label != "?" for label in own])
        facets = facets_of([*pair.first.values(), *pair.second.values()])
        alone = np.array([compare(facets, left, right + len(pair.first), only(*name)).score for name in names])
        columns.append((np.log(alone) - np.log1p(-alone))[:, counts])
        told.append(np.array([label is not None for label in own])[counts])
    model = LogisticRegression(max_iter=3000).fit(np.hstack(columns).T, np.hstack(told))
    yield "evidence.start", rules().evidence["start"], float(model.intercept_[0])
    for (part, name), weight in zip(names, model.coef_[0], strict=True):
        yield f"{part}.{name}", getattr(rules(), part)[name], float(weight)


def only(part: str, name: str) -> Rules:
    """The rules with this weight 1 and all others 0: by them the sum of evidence is what the weight is multiplied with."""
    kept = {"most": rules().evidence["most"]}
    silent: dict[str, Any] = {each: dict.fromkeys(getattr(rules(), each), 0.0) | (kept if each == "evidence" else {}) for each in WEIGHED}
    silent[part][name] = 1.0
    return replace(rules(), **silent)


if __name__ == "__main__":
    main()
