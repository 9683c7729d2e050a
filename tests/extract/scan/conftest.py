"""Tests that recognise text need the real Tesseract with its Russian data; without it they are skipped and say so."""

from __future__ import annotations

import pytest

from extract.scan.tesseract import Tesseract, found_tesseract
from records.errors import TesseractMissing


@pytest.fixture(scope="session")
def tesseract() -> Tesseract:
    try:
        return found_tesseract()
    except TesseractMissing:
        pytest.skip("Tesseract with Russian data is not installed here (tesseract-ocr, tesseract-ocr-rus)")
