"""Paragraphs of a cell or a page before they are put together: the same for every format that knows paragraphs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from records.document import Align, Block, Paragraph, ParagraphKind, Table
from records.text import clean_cell

# A page break inside a paragraph is a line break that is also the end of a page.
PAGE_BREAK = "\f"
_LONGEST_STACK = 1000  # characters of a nested table that may belong to its cell


# Not frozen, though nobody changes them: they are made once a paragraph and once a cell, and frozen ones cost four times as much.
@dataclass(slots=True)
class Line:
    """A paragraph as read: `raw` still has its odd spaces, and its page breaks as form feeds."""

    raw: str
    label: str = ""
    bold: bool = False
    align: Align | None = None
    page_break_before: bool = False


@dataclass(slots=True)
class Content:
    """What a cell holds, before it is known where it stands (see `records.document.Cell`)."""

    text: str = ""
    labels: tuple[tuple[int, str], ...] = ()
    bold: bool = False

    def with_more(self, more: Content) -> Content:
        """This content with that of another cell below it; a text that it holds already is not repeated."""
        if not more.text or more.text in self.text:
            return self if self.labels or self.text else Content(self.text, more.labels, self.bold)
        shift = self.text.count("\n") + 1 if self.text else 0
        labels = self.labels + tuple((index + shift, label) for index, label in more.labels)
        return Content(f"{self.text}\n{more.text}" if self.text else more.text, labels, self.bold)


def content_of(lines: Sequence[Line]) -> Content:
    """Paragraphs joined to the content of a cell.

    The number of an empty paragraph goes to the line below it, which a reader sees beside it; in a cell without any text all
    numbers stay (a number cell often holds nothing else).
    """
    if len(lines) == 1 and not lines[0].label:  # nearly every cell
        text = clean_cell(lines[0].raw)
        return Content(text, (), lines[0].bold and text != "")
    texts: list[str] = []
    labels: list[tuple[int, str]] = []
    waiting: list[str] = []
    count = 0
    bold = True
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
        bold &= line.bold
    if not texts:
        return Content(labels=tuple((0, label) for label in waiting))
    return Content("\n".join(texts), tuple(labels), bold)


def inner_lines(blocks: Sequence[Block]) -> list[Line]:
    """The lines of a nested table of one column: it only stacks the paragraphs of its cell. Empty for any other blocks."""
    table = blocks[0] if len(blocks) == 1 else None
    if not isinstance(table, Table) or table.columns != 1 or sum(len(cell.text) for cell in table.cells) > _LONGEST_STACK:
        return []
    return [Line(cell.printed, bold=cell.bold) for cell in table.cells if cell.printed]


def paragraph_of(line: Line, kind: ParagraphKind, break_before: bool) -> tuple[Paragraph | None, bool]:
    """The paragraph (None where it is empty and has no number) and whether a page break stands between it and the next block."""
    text = clean_cell(line.raw)
    breaks = line.raw if PAGE_BREAK in line.raw else ""
    starts_page = break_before or line.page_break_before or PAGE_BREAK in breaks[: len(breaks) - len(breaks.lstrip())]
    if not text and not line.label:
        return None, starts_page
    paragraph = Paragraph(text, line.label, kind, bold=line.bold, align=line.align, page_break_before=starts_page)
    return paragraph, bool(text) and PAGE_BREAK in breaks[len(breaks.rstrip()) :]
