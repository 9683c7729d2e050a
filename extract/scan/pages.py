"""The pages of a PDF that have no text, or one that lies, are recognised from their pictures; all others stay as they are.

A recognised page is taken only where it makes more sense than what the file holds: the decision is measured on the words.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pypdfium2 as pdfium

from extract.pdf.second_opinion import Reading, reading_of
from extract.scan.sense import sense_of
from records.errors import DocumentError, NoTextLayer, OcrFailed, TesseractMissing
from records.finding import Finding

if TYPE_CHECKING:  # both load OpenCV, which few documents need
    from extract.scan.tesseract import Tesseract

SCANNED = 0.5  # a picture over this part of the page is the page itself
PICTURED = 0.2  # a picture over this part of the page may be meant to be read
FEW_LETTERS = 40  # beside a scan: a stamp or a page number that was added later
GAIN = 1.3  # a recognised page must know so many times the words of the text layer
AS_GOOD = 0.9  # where it adds a table, it may know a few words less
MAX_VAIN = 3  # pages of one document that are recognised without gain; then its text is as it should be

Reason = Literal["no text", "text lies", "table in the picture"]


@dataclass(slots=True)
class Recognition:
    """OCR for the pages of one open PDF that need it. `program` is Tesseract's (None: it is looked for where it usually is)."""

    document: pdfium.PdfDocument
    program: Path | None = None
    read: list[int] = field(default_factory=list)
    unread: dict[int, tuple[Reason, DocumentError]] = field(default_factory=dict)
    wordless: list[int] = field(default_factory=list)
    vain: int = 0
    _found: Tesseract | None = None

    def better(self, reading: Reading) -> Reading:
        """The reading of a page itself, or that of its picture where the page needs it and it makes more sense."""
        reason = reason_of(reading)
        if reason is None or (reason != "no text" and self.vain >= MAX_VAIN):
            return reading
        try:
            other = self._recognised(reading, reason)
        except (OcrFailed, TesseractMissing) as error:
            self.unread[reading.page.number] = (reason, error)
            return reading
        if other is None or not is_better(other, reading, reason):
            self.vain += reason != "no text"
            if reason == "no text" and reading.page.image_share > PICTURED:
                self.wordless.append(reading.page.number)
            return reading
        self.read.append(reading.page.number)
        return other

    def _recognised(self, reading: Reading, reason: Reason) -> Reading | None:
        """The page read from its picture; None where nothing is on it, or not the table that was looked for."""
        from extract.scan.picture import has_ink, rendered
        from extract.scan.reader import has_table, read_scan

        picture = rendered(self.document, reading.page.number - 1)
        if not has_ink(picture) or (reason == "table in the picture" and not has_table(picture)):
            return None
        return reading_of(read_scan(picture, reading.page.number, self._tesseract()))

    def _tesseract(self) -> Tesseract:
        from extract.scan.tesseract import found_tesseract

        if self._found is None:
            self._found = found_tesseract(self.program)
        return self._found

    def notes(self) -> Iterator[Finding]:
        """Which pages were recognised, and which could not be read."""
        if self.read:
            pages = numbers_in_words(self.read)
            yield Finding("X912", "I", f"Страницы без текстового слоя прочитаны распознаванием (OCR): {pages}.", page=self.read[0])
        if self.wordless:
            pages = numbers_in_words(self.wordless)
            yield Finding("X907", "W", f"На страницах {pages} только изображения; текста на них не распознано.", page=self.wordless[0])
        for number, (reason, error) in self.unread.items():
            if reason == "no text":
                message = f"Страница не прочитана: на ней нет текста, только изображение. {error.message}"
                yield Finding("X907", "E", message, page=number)
            else:
                message = f"Текст страницы похож на испорченный, или таблица на ней нарисована; проверить нечем. {error.message}"
                yield Finding("X907", "W", message, page=number)

    def error(self) -> DocumentError:
        """Why a document of which no page could be read is not readable."""
        return next((error for _, error in self.unread.values()), NoTextLayer())


def reason_of(reading: Reading) -> Reason | None:
    """Why a page has to be read from its picture, if it has."""
    page = reading.page
    letters = sum(len(run.text) for run in page.runs if not run.text.isspace())
    if letters == 0 or (letters < FEW_LETTERS and page.image_share > SCANNED):
        return "no text"
    if sense_of(page.runs).lies:
        return "text lies"
    return "table in the picture" if page.image_share > SCANNED and not reading.fragments else None


def is_better(other: Reading, reading: Reading, reason: Reason) -> bool:
    """Whether the recognised page is to be taken instead of the text layer."""
    ours, theirs = sense_of(other.page.runs), sense_of(reading.page.runs)
    if reason == "table in the picture":
        return bool(other.fragments) and ours.known >= AS_GOOD * theirs.known
    if reason == "no text" and not theirs.words:
        return bool(other.page.runs)
    return ours.known > GAIN * theirs.known and not ours.lies


def numbers_in_words(numbers: list[int]) -> str:
    """Page numbers with runs shortened: [1, 2, 3, 7] → «1–3, 7»."""
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)
