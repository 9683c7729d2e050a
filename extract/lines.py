"""Paragraphs of a cell or a page before they are put together: the same for every format that knows paragraphs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from records.document import Align, Cell, Paragraph, ParagraphKind
from records.text import clean_cell

# A page break inside a paragraph is a line break that is also the end of a page.
PAGE_BREAK = "\f"


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph as read: `raw` still has its odd spaces, and its page breaks as form feeds."""

    raw: str
    label: str = ""
    bold: bool = False
    align: Align | None = None
    page_break_before: bool = False


def cell_of(lines: Sequence[Line]) -> Cell:
    """Paragraphs joined to the content of a cell; its place is set when the table is put together.

    The number of an empty paragraph goes to the line below it, which a reader sees beside it; in a cell without any text all
    numbers stay (a number cell often holds nothing else).
    """
    texts: list[str] = []
    labels: list[tuple[int, str]] = []
    waiting: list[str] = []
    count = 0
    for line in lines:
        text = clean_cell(line.raw)
        if not text:
            waiting += [line.label] if line.label else []
            continue
        label = line.label or (waiting[-1] if waiting else "")
        labels += [(count, label)] if label else []
        waiting = []
        texts.append(text)
        count += text.count("\n") + 1
    if not texts:
        labels = [(0, label) for label in waiting]
    bold = [line.bold for line in lines if line.raw.strip()]
    return Cell(0, 0, "\n".join(texts), labels=tuple(labels), bold=bool(bold) and all(bold))


def paragraph_of(line: Line, kind: ParagraphKind, break_before: bool) -> tuple[Paragraph | None, bool]:
    """The paragraph (None where it is empty and has no number) and whether a page break stands between it and the next block."""
    text = clean_cell(line.raw)
    breaks = line.raw if PAGE_BREAK in line.raw else ""
    starts_page = break_before or line.page_break_before or PAGE_BREAK in breaks[: len(breaks) - len(breaks.lstrip())]
    if not text and not line.label:
        return None, starts_page
    paragraph = Paragraph(text, line.label, kind, bold=line.bold, align=line.align, page_break_before=starts_page)
    return paragraph, bool(text) and PAGE_BREAK in breaks[len(breaks.rstrip()) :]
