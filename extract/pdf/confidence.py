"""How sure recognised text is: the confidence of a cell, and findings on lines that OCR read unsurely."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extract.pdf.lines import Line
from records.finding import Finding

UNSURE = 0.5  # measured: on a clean scan 4 of 1,099 words are below it (all right); stamps, signatures and stains mostly are


def confidence_of(lines: Sequence[Line]) -> float | None:
    """The mean of the lines' confidence (0 to 1), weighted by their letters; None where no line was recognised."""
    known = [(line.confidence, len(line.text)) for line in lines if line.confidence is not None]
    return round(sum(value * length for value, length in known) / sum(length for _, length in known), 2) if known else None


def unsure_lines(lines: Sequence[Line], page: int) -> Iterator[Finding]:
    """One finding X911 for the unsure lines among `lines` (of a cell, or of a page outside its tables), with their text as it was read."""
    unsure = [line.text for line in lines if line.confidence is not None and line.confidence < UNSURE]
    if unsure:
        message = "Текст распознан с изображения ненадёжно. Сверьте его с оригиналом."
        yield Finding("X911", "W", message, evidence="\n".join(unsure), page=page)
