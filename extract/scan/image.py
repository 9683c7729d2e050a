"""Image files (PNG, JPEG, TIFF and the like): each frame is a scanned page, and the pages become a Document as those of a PDF do."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from PIL import Image

from extract.pdf.reader import OnPage, document_of, reconciled, told
from extract.pdf.second_opinion import Reading, reading_of
from extract.scan.picture import frame_count, frames_of
from extract.scan.reader import read_scan
from extract.scan.tesseract import found_tesseract
from records.document import Document
from records.errors import NoTextLayer


def read_image(data: bytes, document_id: str, tesseract: Path | None = None, on_page: OnPage | None = None) -> Document:
    """The pages of an image file as a Document with extractor `ocr`, a confidence for every cell, boxes in points of the sheet.

    `tesseract` is the program (None: it is looked for); `on_page` is told after each page how many of how many are read.
    Raises TesseractMissing, OcrFailed, BrokenFile, TooLarge, and NoTextLayer where nothing could be recognised.
    """
    image_format, frames = frame_count(data)
    program = found_tesseract(tesseract)

    def readings() -> Iterator[Reading]:
        for number, picture in enumerate(frames_of(data), start=1):
            yield reading_of(read_scan(picture, number, program))

    reads, notes = reconciled(b"", told(readings(), frames, on_page))
    if all(read.empty for read in reads):
        raise NoTextLayer
    return document_of(reads, notes, document_id, Image.MIME.get(image_format, "image/unknown"))
