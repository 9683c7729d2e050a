"""The labelled documents: every row, plan, figure and clause."""

from __future__ import annotations

import json
from collections import Counter
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

from extract.recognise import recognise
from records.order import Order

pytestmark = pytest.mark.gold
DOCUMENTS = ("kstovo", "kizlyar")


@lru_cache(maxsize=4)
def order_of(path: Path) -> Order:
    if path.suffix == ".pdf":
        from extract.pdf import read_pdf

        return recognise(read_pdf(path.read_bytes(), "0" * 16))
    from extract.read import read_document

    return recognise(read_document(path.read_bytes(), "0" * 16))


def gold(data: Path, name: str) -> Any:
    text = (data / "gold" / name).read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()] if name.endswith(".jsonl") else json.loads(text)


def flat(text: str | None) -> str:
    return " ".join((text or "").split())


def rows_right(data: Path, document: str, suffix: str) -> tuple[int, int, int]:
    """(rows exactly right with plan and section, rows of the gold, rows found)"""
    same = flat if suffix == ".pdf" else (lambda text: text or "")
    order = order_of(data / "docs" / f"{document}{suffix}")
    found = []
    for number, plan in enumerate(order.plans, start=1):
        for row in plan.activities:
            section = plan.sections[row.section].title if row.section is not None else None
            texts = (row.number, row.title, row.deadline, row.body, row.result)
            found.append((number, *map(same, texts), flat(section)))
    want = [
        (row["plan"], *map(same, (row["number"], row["title"], row["deadline"], row["body"], row["result"])), flat(row["section_title"]))
        for row in gold(data, f"{document}.activities.jsonl")
    ]
    return sum(left == right for left, right in zip(want, found, strict=False)), len(want), len(found)


@pytest.mark.parametrize("document", DOCUMENTS)
def test_rows_of_the_word_files(data: Path, document: str) -> None:
    right, all_rows, found = rows_right(data, document, ".docx")
    assert (right, found) == (all_rows, all_rows)


def test_rows_of_the_pdf_files(data: Path) -> None:
    counts = [rows_right(data, document, ".pdf") for document in DOCUMENTS]
    assert sum(right for right, _, _ in counts) >= 282
    assert [found for _, _, found in counts] == [all_rows for _, all_rows, _ in counts]


@pytest.mark.parametrize("suffix", [".docx", ".pdf"])
@pytest.mark.parametrize("document", DOCUMENTS)
def test_plans(data: Path, document: str, suffix: str) -> None:
    keys = ("appendix", "code", "title", "direction_printed", "period_start", "period_end", "approved_by_printed")
    want = [
        {**{key: flat(plan[key]) for key in keys}, "sections": [(s["number"], flat(s["title"])) for s in plan["sections"]]}
        for plan in gold(data, f"{document}.plans.json")
    ]
    found = [
        {
            "appendix": flat(plan.appendix),
            "code": flat(plan.code),
            "title": flat(plan.title),
            "direction_printed": flat(plan.direction_printed),
            "period_start": str(plan.period_start),
            "period_end": str(plan.period_end),
            "approved_by_printed": flat(plan.approved_by),
            "sections": [(section.number, flat(section.title)) for section in plan.sections],
        }
        for plan in order_of(data / "docs" / f"{document}{suffix}").plans
    ]
    assert found == want


@pytest.mark.parametrize("suffix", [".docx", ".pdf"])
def test_the_order_itself(data: Path, suffix: str) -> None:
    head = order_of(data / "docs" / f"kstovo{suffix}").head
    want = gold(data, "kstovo.order.json")
    assert (head.issuer, head.kind, head.number, str(head.date), head.title) == tuple(
        want[key] for key in ("issuer", "kind", "number", "date", "title")
    )
    assert [(clause.number, clause.text, clause.appendix) for clause in head.clauses] == [
        (clause["number"], clause["text"], clause["appendix"]) for clause in want["clauses"]
    ]
    assert [(act.kind, act.issuer, act.number, str(act.date), act.title) for act in head.basis] == [
        tuple(act[key] for key in ("kind", "issuer", "number", "date", "title")) for act in want["basis"]
    ]
    assert (head.control, head.signatory_post, head.signatory_name) == (
        want["control"],
        want["signatory"]["post"],
        want["signatory"]["name"],
    )


@pytest.mark.parametrize("path", ["docs/kizlyar.docx", "sources/kizlyar.txt"])
def test_indicators(data: Path, path: str) -> None:
    found = {(n, item.number.rstrip(".")): item for n, plan in enumerate(order_of(data / path).plans, 1) for item in plan.indicators}
    want = gold(data, "indicators.json")
    assert len(found) == len(want)
    for item in want:
        read = found[item["plan"], item["number"]]
        assert (flat(read.name), flat(read.definition), read.unit) == (flat(item["name"]), flat(item["definition"]), item["unit"])
        assert (read.scale_best, read.scale_worst) == (item["scale_best"], item["scale_worst"])
        values = {(value.kind, value.year, value.qualifier): value.value for value in read.values}
        expected = {("target", int(year), None): value for year, value in item["targets"].items()}
        assert values == expected | {("current", None, current["qualifier"]): current["value"] for current in item["current"]}


@pytest.mark.parametrize("path", ["docs/kizlyar.docx", "docs/kizlyar.pdf", "sources/kizlyar.txt"])
def test_statistics(data: Path, path: str) -> None:
    plans = order_of(data / path).plans
    found = Counter(
        (n, flat(s.subject), s.year, s.value, s.percent, flat(s.raw)) for n, plan in enumerate(plans, 1) for s in plan.statistics
    )
    assert found == Counter(
        (s["plan"], flat(s["subject"]), s["year"], s["value"], s["percent"], flat(s["raw"])) for s in gold(data, "statistics.json")
    )
