"""Which pages of a PDF are recognised, and what is said where they can't be."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import numpy as np
import pypdfium2 as pdfium
import pytest

from extract.pdf import read_pdf
from extract.pdf.page import Run
from extract.scan.image import read_image
from extract.scan.pages import numbers_in_words
from extract.scan.sense import sense_of
from extract.scan.tesseract import Tesseract, found_tesseract
from records.document import Paragraph
from records.errors import NoTextLayer, OcrFailed, TesseractMissing
from tests.extract.pdf.drawing import Sheet, pdf
from tests.extract.scan.paper import ROWS, page, png, scan_pdf

GARBAGE = "OTAeJI o6pa3oBaHl4fl pafroHa yTBep)KAaeT nJlaH MeponpuflTlli4 4Jrf rrrKoJr cen,cKI4x caAoB"
TEXT = "Отдел образования района утверждает план мероприятий для школ и детских садов на новый учебный год"
NOWHERE = Path("no-such-program")


def text_pdf(text: str = TEXT) -> bytes:
    sheet = Sheet()
    sheet.lines(60, 80, [text, text])
    return pdf(sheet)


def joined(*files: bytes) -> bytes:
    whole = pdfium.PdfDocument.new()
    for data in files:
        part = pdfium.PdfDocument(data)
        whole.import_pages(part)
        part.close()
    stream = io.BytesIO()
    whole.save(stream)
    whole.close()
    return stream.getvalue()


def runs(text: str) -> list[Run]:
    return [Run(word, 10.0 * i, 0, 10.0 * i + 9, 10) for i, word in enumerate(text.split())]


@pytest.mark.parametrize(
    ("text", "lies"),
    [
        pytest.param(TEXT, False, id="Russian"),
        pytest.param("The committee shall publish its report on schools before the end of every year", False, id="English"),
        pytest.param("Le comité publie chaque année un rapport détaillé sur les écoles élémentaires publiques", False, id="French"),
        pytest.param("Liczba ludności według województw, gęstość zaludnienia i źródło danych urzędu głównego", False, id="Polish"),
        pytest.param("Πληθυσμός κατά περιφέρεια και έτος, σύνολο ανδρών και γυναικών της χώρας", False, id="Greek"),
        pytest.param(GARBAGE, True, id="Latin for Cyrillic"),
        pytest.param("ÎÒÄÅË îáðàçîâàíèÿ ðàéîíà óòâåðæäàåò ïëàí ìåðîïðèÿòèé ÄËß ØÊÎË äåòñêèõ", True, id="wrong code page"),
        pytest.param(
            "ĎËŔÍ ěĺđîďđč˙ňčé îáđŕçîâŕíč˙ ňĺđđčňîđčŕëüíîăî îňäĺëŕ äĺňńęčő řęîë đŕéîíŕ ăîäŕ", True, id="wrong Central European code page"
        ),
        pytest.param("лорпа вадлы ыфвап олдж эждлор ячсми тьбю фывапр щзшгн йцуке нгшщз", True, id="Cyrillic garbage"),
        pytest.param("№ 1 – 2", False, id="too little to say"),
        pytest.param("12,4 13,5 100 2022 45 000,00 1 234", False, id="figures only"),
    ],
)
def test_a_text_layer_that_lies(text: str, lies: bool) -> None:
    assert sense_of(runs(text)).lies is lies


@pytest.mark.parametrize(("numbers", "expected"), [([1], "1"), ([1, 2, 3, 7], "1–3, 7"), ([2, 4, 5], "2, 4–5")])
def test_numbers_in_words(numbers: list[int], expected: str) -> None:
    assert numbers_in_words(numbers) == expected


def test_text_pages_need_no_tesseract() -> None:
    document = read_pdf(text_pdf(), "d", tesseract=NOWHERE)
    assert (document.extractor, document.notes) == ("pdf", ())


def test_only_the_scanned_page_is_recognised(tesseract: Tesseract) -> None:
    document = read_pdf(joined(text_pdf(), scan_pdf(page())), "d")
    assert document.extractor == "pdf"
    assert [(note.code, note.severity) for note in document.notes if note.code in ("X907", "X912")] == [("X912", "I")]
    ((_, table),) = document.tables()
    assert (table.rows, table.page) == (len(ROWS), 2)
    assert any(isinstance(block, Paragraph) and block.text.startswith(TEXT) for block in document.blocks)


def test_a_lying_layer_is_replaced_by_the_picture(tesseract: Tesseract) -> None:
    """The picture of a page with a text layer of garbage laid over it, as scanning programs without Russian leave it."""
    scan = pdfium.PdfDocument(scan_pdf(page()))
    layer = pdfium.PdfDocument(text_pdf(GARBAGE))
    sheet = scan[0]
    sheet.insert_obj(layer.page_as_xobject(0, scan).as_pageobject())
    sheet.gen_content()
    stream = io.BytesIO()
    scan.save(stream)
    document = read_pdf(stream.getvalue(), "d")
    assert document.extractor == "ocr"
    ((_, table),) = document.tables()
    assert table.rows == len(ROWS)


def test_a_scan_without_tesseract_names_the_remedy() -> None:
    with pytest.raises(TesseractMissing, match=r"winget install .*sudo apt install tesseract-ocr tesseract-ocr-rus"):
        read_pdf(scan_pdf(page()), "d", tesseract=NOWHERE)
    with pytest.raises(TesseractMissing):
        read_image(png(page()), "d", tesseract=NOWHERE)


def test_a_scanned_page_among_others_without_tesseract_is_named() -> None:
    document = read_pdf(joined(text_pdf(), scan_pdf(page())), "d", tesseract=NOWHERE)
    (note,) = document.notes
    assert (note.code, note.severity, note.page) == ("X907", "E", 2)
    assert "tesseract-ocr-rus" in note.message


def test_a_text_layer_that_may_lie_is_a_warning_where_nothing_can_check_it() -> None:
    (note,) = read_pdf(text_pdf(GARBAGE), "d", tesseract=NOWHERE).notes
    assert (note.code, note.severity, note.page) == ("X907", "W", 1)


def test_a_program_that_is_no_tesseract_is_missing_too() -> None:
    with pytest.raises(TesseractMissing):
        found_tesseract(Path(sys.executable))


@pytest.mark.parametrize("broken", [Tesseract(Path(sys.executable)), Tesseract(NOWHERE)], ids=["fails", "absent"])
def test_a_failing_program(broken: Tesseract) -> None:
    with pytest.raises(OcrFailed):
        broken.words(np.full((50, 50), 255, np.uint8), 6)


def test_a_page_that_takes_too_long(tesseract: Tesseract) -> None:
    hurried = Tesseract(tesseract.program, tesseract.languages, seconds=0.001)
    with pytest.raises(OcrFailed):
        hurried.words(np.full((3000, 2000), 255, np.uint8), 6)


def test_a_blank_page_is_not_worth_a_call() -> None:
    with pytest.raises(NoTextLayer):
        read_pdf(pdf(Sheet()), "d", tesseract=NOWHERE)


def test_progress_is_told_page_by_page() -> None:
    told: list[tuple[int, int]] = []
    read_pdf(joined(text_pdf(), text_pdf()), "d", on_page=lambda done, total: told.append((done, total)))
    assert told == [(1, 2), (2, 2)]
