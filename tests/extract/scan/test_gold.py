"""The labelled scan: every row found, words in their own cells, the order's number and date, measured against the labelled rows."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from extract.pdf import read_pdf
from extract.recognise import recognise
from extract.scan.tesseract import Tesseract
from records.document import Document
from records.text import clean_line

FIELDS = ("number", "title", "deadline", "body", "result")
ROWS_OF_PLAN = {1: None, 2: 8}  # the scan ends within row 8 of the second appendix
WORDS_RIGHT = 0.97
CELLS_RIGHT = 0.88


@pytest.fixture(scope="module")
def scan(data: Path, tesseract: Tesseract) -> Document:
    return read_pdf((data / "docs" / "kstovo-scan.pdf").read_bytes(), "scan")


def labelled(data: Path) -> list[tuple[str, ...]]:
    lines = (data / "gold" / "kstovo.activities.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    kept = [row for plan, count in ROWS_OF_PLAN.items() for row in [row for row in rows if row["plan"] == plan][:count]]
    return [tuple(clean_line(row[field]) for field in FIELDS) for row in kept]


def right_words(gold: str, read: str) -> int:
    return sum((Counter(gold.split()) & Counter(read.split())).values())


@pytest.mark.gold
def test_rows_and_words(data: Path, scan: Document) -> None:
    gold = labelled(data)
    plans = recognise(scan).plans
    rows = [tuple(map(clean_line, (a.number, a.title, a.deadline, a.body, a.result))) for plan in plans for a in plan.activities]
    assert [len(plan.activities) for plan in plans] == [6, 8]
    pairs = [pair for row, read in zip(gold, rows, strict=True) for pair in zip(row, read, strict=True)]
    assert sum(right_words(*pair) for pair in pairs) >= WORDS_RIGHT * sum(len(cell.split()) for cell, _ in pairs)
    assert sum(cell == read for cell, read in pairs) >= CELLS_RIGHT * len(pairs), [pair for pair in pairs if pair[0] != pair[1]]
    assert [row[0].rstrip(".") for row in rows] == [row[0].rstrip(".") for row in gold]


@pytest.mark.gold
def test_the_order_itself(data: Path, scan: Document) -> None:
    expected = json.loads((data / "gold" / "kstovo.order.json").read_text(encoding="utf-8"))
    head = recognise(scan).head
    assert head.number == expected["number"]
    assert str(head.date) == expected["date"]
    assert [clause.number for clause in head.clauses] == [clause["number"] for clause in expected["clauses"]]


@pytest.mark.gold
def test_how_it_was_read(scan: Document) -> None:
    assert (scan.extractor, scan.pages) == ("ocr", 6)
    assert [note.message for note in scan.notes if note.code == "X912"] == [
        "Страницы без текстового слоя прочитаны распознаванием (OCR): 1–6."
    ]
    assert all(cell.confidence is not None for _, table in scan.tables() for cell in table.cells if cell.text)
