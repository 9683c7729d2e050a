"""The second opinion by camelot-py: rules that are only in a picture, and its borders as our rules."""

from __future__ import annotations

import io

import pypdfium2 as pdfium
import pytest
from PIL import Image, ImageDraw
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from extract.pdf import read_pdf
from extract.pdf.chars_pdfium import read_page
from extract.pdf.lattice import find_grids
from extract.pdf.page import Page
from extract.pdf.second_opinion import _with_camelot_rules, reading_of

XS, YS = (60, 110, 300, 420), (100, 130, 160, 190, 220)
ROWS = [["No", "Activity", "Due"], ["1", "Collect data", "May"], ["2", "Hold a meeting", "June"], ["3", "Report", "July"]]
SCALE = 3  # pixels a point


def ruled_picture() -> Image.Image:
    picture = Image.new("L", (XS[-1] * SCALE + 30, YS[-1] * SCALE + 30), 255)
    draw = ImageDraw.Draw(picture)
    for x in XS:
        draw.line([x * SCALE, YS[0] * SCALE, x * SCALE, YS[-1] * SCALE], fill=0, width=3)
    for y in YS:
        draw.line([XS[0] * SCALE, y * SCALE, XS[-1] * SCALE, y * SCALE], fill=0, width=3)
    return picture


def drawn(picture: Image.Image | None) -> bytes:
    """The table's texts over a picture of its rules, or with rules of its own."""
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=(595, 842))
    if picture is None:
        canvas.grid(list(XS), [842 - y for y in YS])
    else:
        width, height = picture.width / SCALE, picture.height / SCALE
        canvas.drawImage(ImageReader(picture), 0, 842 - height, width, height)
    for y, row in zip(YS, ROWS, strict=False):
        for x, text in zip(XS, row, strict=False):
            canvas.drawString(x + 5, 842 - y - 20, text)
    canvas.save()
    return stream.getvalue()


def first_page(data: bytes) -> Page:
    document = pdfium.PdfDocument(data)
    try:
        return read_page(document, 0)
    finally:
        document.close()


@pytest.mark.parametrize(
    ("picture", "engine"),
    [pytest.param(None, "vector", id="drawn rules"), pytest.param(ruled_picture(), "combined", id="rules in a picture")],
)
def test_borders_of_camelot_make_the_same_grid(picture: Image.Image | None, engine: str) -> None:
    data = drawn(picture)
    page = _with_camelot_rules(data, first_page(data), engine)
    assert page is not None
    (grid,) = find_grids(page.rules)
    assert grid.xs == pytest.approx(XS, abs=2)
    assert grid.ys == pytest.approx(YS, abs=2)


def test_rules_in_a_picture_are_found_by_the_second_opinion() -> None:
    data = drawn(ruled_picture())
    assert reading_of(first_page(data)).doubts
    document = read_pdf(data, "test")
    (table,) = [table for _, table in document.tables()]
    assert [[cell.text if cell else "" for cell in row] for row in table.grid()] == ROWS
    assert ["camelot" in note.message for note in document.notes if note.code == "X907"] == [True]
