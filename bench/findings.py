"""How much of what a careful reader found does the checker find? Recall by severity and code, and the checker's other findings.

    python bench/findings.py [--code R405] [--extra]

A labelled finding counts as reported where a finding of the same code stands on the same plan and row (a label over several rows:
on any of them; a label on a plan or on the document: on it or on any of its rows). The labels lie beside the project.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
DATA = Path(os.environ.get("DORKARTA_DATA", ROOT.parent / "shared" / "data"))

from corpus.contents import open_document  # noqa: E402
from pipeline_journey import read_order  # noqa: E402
from records.finding import Finding  # noqa: E402
from records.order import Order  # noqa: E402


def found_in(name: str) -> tuple[Order, tuple[Finding, ...]]:
    """A document beside the project, and all findings of it."""
    from normalize.order import understand
    from review.findings import findings_of

    document, order = read_order(open_document(DATA / "docs" / name))
    return order, findings_of(document, order, understand(order))


def rows_of(label: dict[str, Any], numbers: list[str]) -> set[int]:
    """Ordinals of the rows a label speaks of; empty where it is on the whole plan."""
    plain = [number.rstrip(".") for number in numbers]
    text = label["row"]
    for left, right in re.findall(r"([\d.]+)\s*[–-]\s*([\d.]+)", text):
        ends = [plain.index(part.rstrip(".")) for part in (left, right) if part.rstrip(".") in plain]
        if len(ends) == 2:
            return set(range(ends[0] + 1, ends[1] + 2))
    parts = [part.rstrip(".") for part in re.split(r"[/→,\s]+", text)]
    return {n for n, number in enumerate(plain, start=1) if number in parts}


def is_reported(label: dict[str, Any], found: dict[str, list[Finding]], order: Order) -> list[Finding]:
    """The findings that say what the label says."""
    same = found[label["code"]]
    if label["plan"] is None:
        return same
    plan = int(label["plan"])
    rows = rows_of(label, [activity.number for activity in order.plans[plan - 1].activities])
    return [one for one in same if one.plan in (plan, None) and (not rows or one.activity is None or one.activity in rows)]


def main() -> None:
    """Prints recall by severity and by code; with --extra what is reported and not labelled."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--code", help="only this code, with every label that is missed")
    parser.add_argument("--extra", action="store_true", help="list findings that have no label, for a person to judge")
    chosen = parser.parse_args()
    order, findings = found_in("kstovo.docx")
    found: dict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        found[finding.code].append(finding)
    labels = [json.loads(line) for line in (DATA / "gold" / "kstovo.findings.jsonl").read_text(encoding="utf-8").splitlines()]
    hits, total, used = Counter[str](), Counter[str](), set[Finding]()
    for label in labels:
        reported = is_reported(label, found, order)
        used |= set(reported)
        for key in (label["severity"], label["code"]):
            total[key] += 1
            hits[key] += bool(reported)
        if not reported and chosen.code == label["code"]:
            print("missed", label["id"], label["severity"], label["plan"], label["row"], label["what"])
    for key in sorted(total):
        print(f"{key:5} {hits[key]:3} of {total[key]:3}   reported in all: {len(found[key]) if len(key) > 1 else ''}")
    extra = [finding for finding in findings if finding not in used and finding.code[0] != "X"]
    print("without a label:", dict(Counter(finding.severity for finding in extra)))
    if chosen.extra:
        for finding in extra:
            if chosen.code in (None, finding.code):
                print(finding.code, finding.severity, finding.plan, finding.activity, finding.message)


if __name__ == "__main__":
    main()
