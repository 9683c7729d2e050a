"""Plain text as a Document. Tables that strokes draw (`|`, `+---+`, box-drawing characters) are read by these (`extract.flat.drawn`).

In what is left two ways of writing a table down are known, and it is read by the one that it uses most.

- A row is a line, its cells are parted by tabs (`extract.flat.rows`): what one gets from copying a page or from a converter of PDF.
- A cell is a line that a tab opens (`extract.flat.cells`): what one gets from converters of Word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.encodings import decoded
from extract.flat.cells import read_cells
from extract.flat.drawn import table_of
from extract.flat.rows import read_rows
from extract.flat.strokes import drawings
from extract.flat.wrapped import vocabulary_of
from records.document import Block, Document, Paragraph
from records.text import clean_cell

_BREAKS = re.compile(r"\r\n?|[\u2028\u2029\v\f]")
# Marks that converters leave: of bookmarks, and of notes with their text («[footnoteRef:1] [1:  The text]»).
_BOOKMARK = re.compile(r"\[bookmark: [^\]\n]*\]")
_NOTE = re.compile(r"\[(?:foot|end)noteRef:\d+\](?:\s*\[\d+:([^\]\n]*)\])?")


def read_flat(data: bytes, document_id: str) -> Document:
    """The paragraphs of a text and the tables that it shows (a text without any is all paragraphs); its notes stand at the end."""
    text = _BOOKMARK.sub("", _BREAKS.sub("\n", decoded(data).lstrip("\ufeff")))
    notes = [Paragraph(note, kind="footnote") for found in _NOTE.findall(text) if (note := clean_cell(found))]
    lines = _NOTE.sub("", text).split("\n")
    return Document(document_id, "text/plain", "text", (*_blocks(lines), *notes))


def _blocks(lines: list[str]) -> Iterator[Block]:
    """The tables that strokes draw, and what stands between them."""
    found = drawings(lines)
    vocabulary = vocabulary_of(line.replace("|", " ") for drawing in found for line in drawing.lines)
    position = 0
    for drawing in found:
        yield from _between(lines[position : drawing.first])
        yield from (Paragraph(clean_cell(mark), kind="footer") for mark in drawing.marks)
        yield table_of(drawing, vocabulary)
        position = drawing.after
    yield from _between(lines[position:])


def _between(lines: list[str]) -> Iterator[Block]:
    """The paragraphs of lines that draw nothing, and the tables that their tabs show."""
    opening = sum(line.startswith("\t") and "\t" not in line.lstrip("\t") for line in lines)
    parting = sum("\t" in line.strip("\t") for line in lines)
    return read_cells(lines) if opening > parting else read_rows(lines)
