"""Plain text as a Document. Two ways of writing a table down are known, and a text is read by the one that it uses most.

- A row is a line, its cells are parted by tabs (`extract.flat.rows`): what one gets from copying a page or from a converter of PDF.
- A cell is a line that a tab opens (`extract.flat.cells`): what one gets from converters of Word.
"""

from __future__ import annotations

import re

from extract.flat.cells import read_cells
from extract.flat.rows import read_rows
from extract.sniff import decoded
from records.document import Document, Paragraph
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
    opening = sum(line.startswith("\t") and "\t" not in line.lstrip("\t") for line in lines)
    parting = sum("\t" in line.strip("\t") for line in lines)
    blocks = read_cells(lines) if opening > parting else read_rows(lines)
    return Document(document_id, "text/plain", "text", (*blocks, *notes))
