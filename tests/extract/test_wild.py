"""Eight real documents from elsewhere, counted by a careful reader on their printed pages: no row is lost, merged or split.

Only counts are kept here: how many activities under how many section rows (and without any), and what else the tables hold.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest

from extract.office import find_office
from extract.read import read_document
from extract.recognise import recognise
from extract.scan.tesseract import found_tesseract
from records.errors import TesseractMissing
from records.order import Order

needs_office = pytest.mark.skipif(find_office() is None, reason="LibreOffice is not installed (Debian: apt install libreoffice-writer)")


def _has_tesseract() -> bool:
    try:
        found_tesseract()
    except TesseractMissing:
        return False
    return True


needs_tesseract = pytest.mark.skipif(not _has_tesseract(), reason="Tesseract is not installed (Debian: apt install tesseract-ocr-rus)")


class Count(NamedTuple):
    """What a reader counted: activities of each section row in order (the first number: above any section row), rows that hold
    nothing but their number, other rows that are ignored (headers, totals, blank ones), indicators."""

    sections: tuple[int, ...]
    bare: int = 0
    ignored: int = 1
    indicators: int = 0


MONTHS = (0, 14, 12, 9, 12, 9, 6, 5, 7, 7, 15, 10, 8)

COUNTED = [
    pytest.param("uss_bezopasnost_2019.docx", Count((0, 14, 16, 13, 8, 11, 4, 4)), id="section rows"),
    pytest.param("uss_sluzhba_2019.docx", Count((0, 0, 4, 2, 3, 1, 10, 2, 1)), id="deadline first, columns that shift"),
    pytest.param("uss_terrorizm_2019.doc", Count((0, 13, 5)), id="old Word", marks=needs_office),
    pytest.param("rybinsk_events_2020.docx", Count(MONTHS), id="months as section rows"),
    pytest.param("celinny_fgos_2015.docx", Count((0, 6, 6, 23, 1, 1, 4), 37, 4), id="rows with a number only"),
    pytest.param("rybinsk_vcp_2017_2022.pdf", Count((1, 6, 4, 1, 3, 1, 12), 0, 4, 18), id="programme with finance", marks=needs_tesseract),
    pytest.param("uss_ozdorovlenie_2019_scan.pdf", Count((17,)), id="scan", marks=needs_tesseract),
]


def order_of(data: Path, name: str) -> Order:
    return recognise(read_document((data / "wild" / name).read_bytes(), name))


@pytest.mark.gold
@pytest.mark.parametrize(("name", "count"), COUNTED)
def test_every_row_that_a_reader_sees_is_there(data: Path, name: str, count: Count) -> None:
    (plan,) = order_of(data, name).plans
    sections = [activity.section for activity in plan.activities]
    assert tuple(sections.count(index) for index in (None, *range(len(plan.sections)))) == count.sections
    assert sum(not (row.title or row.deadline or row.body or row.result) for row in plan.activities) == count.bare
    fates = [row.fate for row in plan.ledger]
    assert (fates.count("ignored"), fates.count("activity")) == (count.ignored, sum(count.sections))
    assert len(plan.indicators) == count.indicators


@pytest.mark.gold
def test_a_table_of_something_else_is_whole_and_named(data: Path) -> None:
    """Three header rows and ten rows of five cells over two pages, without the header on the second."""
    name = "dedoc_multipage_table_no_repeat_header.pdf"
    document = read_document((data / "wild" / name).read_bytes(), name)
    ((_, table),) = document.tables()
    assert [len(row) for row in [[cell for cell in table.cells if cell.row == n] for n in range(table.rows)]] == [1, 2, *[5] * 11]
    order = recognise(document)
    assert [finding.code for finding in order.findings][:1] == ["X901"]
