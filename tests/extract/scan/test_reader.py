"""Drawn pages are read back through every mishap of a scanner."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import pytest
from PIL import Image

from extract.pdf.page import Page
from extract.pdf.second_opinion import reading_of
from extract.scan.image import read_image
from extract.scan.picture import frames_of
from extract.scan.reader import read_scan
from extract.scan.tesseract import Tesseract
from records.document import Document
from records.text import clean_line
from tests.extract.scan.paper import (
    ROWS,
    TITLE,
    UPENDED_BODY,
    UPENDED_HEADER,
    noisy,
    page,
    pale,
    photographed,
    png,
    skewed,
    stamped,
    upended,
)

WORDS_RIGHT = 0.95
Mishap = Callable[[Image.Image], Image.Image]


def cells(document: Document) -> list[tuple[str, ...]]:
    ((_, table),) = document.tables()
    return [tuple(clean_line(cell.text) if cell else "" for cell in row) for row in table.grid()]


def share_right(rows: list[tuple[str, ...]]) -> float:
    """The share of words that stand in their own cell."""
    right = total = 0
    for row, read in zip(ROWS, rows, strict=True):
        for cell, found in zip(row, read, strict=True):
            total += len(cell.split())
            right += sum((Counter(cell.split()) & Counter(found.split())).values())
    return right / total


@pytest.mark.parametrize(
    "mishap",
    [
        pytest.param(lambda image: image, id="clean"),
        pytest.param(lambda image: skewed(image, 1.2), id="crooked"),
        pytest.param(lambda image: skewed(image, -3.1), id="very crooked"),
        pytest.param(lambda image: skewed(image, 5), id="as crooked as can be"),
        pytest.param(noisy, id="noisy"),
        pytest.param(pale, id="pale"),
        pytest.param(stamped, id="stamped"),
        pytest.param(photographed, id="photographed"),
        pytest.param(lambda image: photographed(image.rotate(180)), id="photographed upside down"),
        pytest.param(lambda image: noisy(skewed(image, 0.7)), id="noisy and crooked"),
        pytest.param(lambda image: image.rotate(180), id="upside down"),
        pytest.param(lambda image: image.transpose(Image.Transpose.ROTATE_90), id="lying on its left side"),
        pytest.param(lambda image: noisy(image.transpose(Image.Transpose.ROTATE_270)), id="lying on its right side, noisy"),
        pytest.param(lambda image: image.resize((image.width * 3 // 4, image.height * 3 // 4), Image.Resampling.LANCZOS), id="150 dpi"),
    ],
)
def test_a_table_is_read_back(tesseract: Tesseract, mishap: Mishap) -> None:
    image = mishap(page())
    rows = cells(read_image(png(image, dpi=round(200 * max(image.size) / 2339)), "scan"))
    assert share_right(rows) >= WORDS_RIGHT, rows
    assert [row[0].rstrip(".") for row in rows[1:]] == [row[0] for row in ROWS[1:]]


@pytest.mark.parametrize("turn", [pytest.param(90, id="upwards"), pytest.param(270, id="downwards")])
def test_a_header_that_runs_up_or_down(tesseract: Tesseract, turn: int) -> None:
    document = read_image(png(noisy(upended(turn))), "scan")
    assert cells(document) == [UPENDED_HEADER, *UPENDED_BODY]
    assert all(cell.confidence is not None for _, table in document.tables() for cell in table.cells)


@pytest.mark.parametrize(
    "options",
    [
        pytest.param({"rule": 1}, id="hairlines"),
        pytest.param({"rule": 5}, id="fat rules"),
        pytest.param({"ink": 170}, id="pale rules"),
        pytest.param({"shade": 200}, id="shaded header"),
        pytest.param({"size": 8}, id="small print"),
        pytest.param({"size": 13}, id="large print"),
    ],
)
def test_tables_of_many_looks(tesseract: Tesseract, options: dict[str, int]) -> None:
    rows = cells(read_image(png(noisy(page(**options))), "scan"))
    assert share_right(rows) >= WORDS_RIGHT, rows


def test_the_document_says_how_it_was_read(tesseract: Tesseract) -> None:
    document = read_image(png(page()), "scan")
    ((_, table),) = document.tables()
    assert (document.extractor, document.media_type, document.pages) == ("ocr", "image/png", 1)
    assert all(cell.confidence is not None and 0.5 < cell.confidence <= 1 for cell in table.cells)
    assert any(getattr(block, "text", "") == TITLE for block in document.blocks)


def page_of(image: Image.Image, tesseract: Tesseract) -> Page:
    (picture,) = frames_of(png(image))
    return read_scan(picture, 1, tesseract)


@pytest.mark.parametrize(
    ("mishap", "turn"),
    [
        pytest.param(lambda image: image, 0, id="upright"),
        pytest.param(lambda image: skewed(image, 2), 0, id="crooked"),
        pytest.param(photographed, 0, id="photographed"),
        pytest.param(lambda image: image.rotate(180), 180, id="upside down"),
        pytest.param(lambda image: image.transpose(Image.Transpose.ROTATE_90), 90, id="on its side"),
    ],
)
def test_boxes_lead_back_to_the_sheet(tesseract: Tesseract, mishap: Mishap, turn: int) -> None:
    """The table's box on the sheet as it was scanned is where its ink is."""
    image = mishap(page(title=""))
    read = page_of(image, tesseract)
    (fragment,) = reading_of(read).fragments
    (box,) = fragment.boxes
    drawn = image.convert("L").point(lambda grey: 255 if grey < 60 else 0).getbbox()
    assert drawn is not None
    found = [value * 200 / 72 for value in (box.x0, box.top, box.x1, box.bottom)]
    tolerance = 12 if read.skew == 0 and not read.warp else 60  # a crooked table's upright hull is larger than the table
    assert read.turn == turn
    assert all(abs(a - b) < tolerance for a, b in zip(found, drawn, strict=True))


def test_a_blank_sheet_has_nothing(tesseract: Tesseract) -> None:
    assert page_of(noisy(Image.new("L", (1654, 2339), 255)), tesseract).runs == ()
