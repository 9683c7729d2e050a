"""A file as it was read, before any meaning: paragraphs and tables in reading order, with provenance.

Coordinates are PDF points (1/72 inch) from the top left corner of the page as a reader sees it; pages count from 1,
rows and columns from 0 (the convention of `dorkarta tables`, see docs/).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from records.finding import Finding

ParagraphKind = Literal["body", "header", "footer", "footnote", "textbox"]
Align = Literal["left", "center", "right", "justify"]
Extractor = Literal["word", "pdf", "ocr", "odt", "html", "xlsx", "text"]


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page: points from the top left, `x0 <= x1`, `top <= bottom`."""

    page: int
    x0: float
    top: float
    x1: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table's grid; a merged cell stands once, at its top left corner.

    `text` follows the dataset's convention (`records.text.clean_cell`). `labels` are the automatic list numbers that a
    reader of the document sees although no run of text holds them: (index of the line in `text`, label), for example
    `((0, "1."),)`. A cell can be empty of text and still have the label `(0, "7.")`. `confidence` (0 to 1) is how sure OCR is
    of the text, as the mean over its lines of their weakest words; None where the text comes from the file itself.
    """

    row: int
    column: int
    text: str = ""
    row_span: int = 1
    column_span: int = 1
    labels: tuple[tuple[int, str], ...] = ()
    boxes: tuple[Box, ...] = ()
    page: int | None = None
    bold: bool = False
    confidence: float | None = None

    @property
    def printed(self) -> str:
        """The text as a reader sees it: with the automatic numbers before their lines."""
        if not self.labels:
            return self.text
        lines = self.text.split("\n")
        for index, label in self.labels:
            lines[index] = f"{label} {lines[index]}".strip()
        return "\n".join(lines)


@dataclass(frozen=True, slots=True)
class Table:
    """A grid of cells; `cells` are in row-major order of their top left corners and never overlap.

    A table that goes on over pages is one table. `header_rows` counts the leading rows that the file itself marks as a
    repeated header (0 where it says nothing). `depth` is 0 for a table of the page, 1 for a table inside a cell, and so on;
    a nested table follows the table that holds it.
    """

    rows: int
    columns: int
    cells: tuple[Cell, ...]
    page: int | None = None
    boxes: tuple[Box, ...] = ()
    header_rows: int = 0
    depth: int = 0

    def grid(self) -> list[list[Cell | None]]:
        """`rows` lists of `columns` places, each with the cell that covers it (None where the file has no cell)."""
        places: list[list[Cell | None]] = [[None] * self.columns for _ in range(self.rows)]
        for cell in self.cells:
            for row in range(cell.row, min(cell.row + cell.row_span, self.rows)):
                for column in range(cell.column, min(cell.column + cell.column_span, self.columns)):
                    places[row][column] = cell
        return places


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph outside tables. `text` keeps soft line breaks as `\\n`; `label` is its automatic list number, if any."""

    text: str
    label: str = ""
    kind: ParagraphKind = "body"
    page: int | None = None
    boxes: tuple[Box, ...] = ()
    bold: bool = False
    align: Align | None = None
    page_break_before: bool = False

    @property
    def printed(self) -> str:
        """The text as a reader sees it: with the automatic number before it."""
        return f"{self.label} {self.text}".strip() if self.label else self.text


Block = Paragraph | Table


@dataclass(frozen=True, slots=True)
class Document:
    """One file as it was read. `notes` name what the reader could not do or had to guess."""

    document_id: str
    media_type: str
    extractor: Extractor
    blocks: tuple[Block, ...]
    pages: int | None = None
    notes: tuple[Finding, ...] = field(default=())

    def tables(self) -> Iterator[tuple[int, Table]]:
        """(ordinal from 1, table) in document order: the number that `activities.table` and `dorkarta tables` print."""
        yield from enumerate((block for block in self.blocks if isinstance(block, Table)), start=1)
