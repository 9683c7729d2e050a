"""What a Word document holds in other formats: parts to be shown as text (`w:altChunk`), embedded workbooks, pictures of text.

Each is read by the reader of its format and its blocks stand where it stands; what can't be read is named in a note, never passed over.
"""

from __future__ import annotations

import re
from dataclasses import replace
from importlib import import_module
from pathlib import Path

from extract.word.names import DRAWING, OFFICE, RELATIONSHIPS, VML, integer, w
from extract.word.package import WordPackage
from extract.xml import Element
from records.document import Block, Document, Paragraph, Table
from records.errors import DocumentError
from records.finding import Finding, Severity

ALT_CHUNK, OBJECT, PICTURES = w("altChunk"), w("object"), (w("drawing"), w("pict"))
_OLE, _VML_IMAGE = f"{{{OFFICE}}}OLEObject", f"{{{VML}}}imagedata"
_BLIP, _VML_SHAPES = f"{{{DRAWING}}}blip", (f"{{{VML}}}shape", f"{{{VML}}}rect")
_ID, _EMBED = f"{{{RELATIONSHIPS}}}id", f"{{{RELATIONSHIPS}}}embed"
# Word documents in Word documents, as far as people take it; an archive that holds itself goes on for ever.
_MAX_LEVEL = 3
_MAX_PARTS = 100  # recognising a picture takes seconds
_EMU, _SIZE = 12_700, re.compile(r"(?:^|;)\s*(width|height)\s*:\s*([\d.]+)(pt|in|cm|mm)")  # 20.1.2.1; CSS units as VML writes them
_POINTS = {"pt": 1.0, "in": 72.0, "cm": 28.35, "mm": 2.835}
_PAGE = 595 * 842  # A4 in points²
# Of a page: a picture that may hold text, a scanned page; points: a picture in an empty cell that is no mere tick or bullet.
_PICTURED, _SCANNED, _TICK = 0.2, 0.5, 30.0
_EQUATIONS = ("Equation", "MathType")


class Embedded:
    """Reads the parts of one package; `notes` gathers what it has to say of them. Parameters as in `read_word`."""

    def __init__(
        self, package: WordPackage, document_id: str, level: int, office: Path | None = None, tesseract: Path | None = None
    ) -> None:
        self._package = package
        self._document_id = document_id
        self._level = level
        self._programs = office, tesseract
        self._parts: dict[str, tuple[list[Block], str]] = {}
        self.notes: list[Finding] = []

    def chunk(self, element: Element) -> list[Block]:
        """The blocks of a `w:altChunk`: a whole file (HTML, Word, RTF, text) that Word shows as a part of the document."""
        blocks, reason = self._read(element.get(_ID, ""))
        if reason:
            self._note("W", f"Часть документа вставлена в другом формате и не прочитана. {reason}")
        return blocks

    def ole(self, element: Element) -> list[Block]:
        """The blocks of a `w:object`: a workbook or document that was inserted as an object; a formula or drawing has none."""
        mark = next(element.iter(_OLE), None)
        if mark is None:
            return []
        program = mark.get("ProgID", "")
        if program.startswith(_EQUATIONS):
            self._note("I", "Формула вставлена как объект и не прочитана. Сверьте место с оригиналом.", program)
            return []
        blocks, reason = self._read(mark.get(_ID, ""))
        if reason:
            self._note("W", f"Вставленный объект не прочитан: его содержимого нет в таблицах. {reason}", program)
        else:
            self._note("I", "Вставленный объект прочитан целиком; в документе видна, возможно, лишь его часть.", program)
        return blocks

    def picture(self, element: Element, *, only_one: bool) -> list[Block]:
        """The blocks that were recognised on a picture as large as a table or page; `only_one`: it stands in a cell without text."""
        width, height = size_of(element)
        share = width * height / _PAGE
        relationship = next((mark.get(_EMBED) or mark.get(_ID) for mark in element.iter(_BLIP, _VML_IMAGE)), None)
        if relationship is None:
            return []
        if share < _PICTURED:
            if only_one and min(width, height) >= _TICK:
                self._note("I", "В ячейке таблицы рисунок вместо текста; он не прочитан.")
            return []
        blocks, reason = self._read(relationship)
        if reason:
            self._note("E" if share > _SCANNED else "W", f"На странице рисунок, текст на нём не прочитан. {reason}")
        elif blocks:
            self._note("W", "На странице рисунок; текст на нём распознан и может содержать ошибки. Сверьте его с оригиналом.")
        return blocks

    def _note(self, severity: Severity, message: str, evidence: str = "") -> None:
        self.notes.append(Finding("X914", severity, message, evidence))

    def _read(self, relationship: str) -> tuple[list[Block], str]:
        """The blocks of an internal part without places (they are not those of this document), or why it could not be read."""
        if relationship not in self._parts:
            enough = len(self._parts) >= _MAX_PARTS
            self._parts[relationship] = ([], "Вставок слишком много.") if enough else self._read_part(relationship)
        return self._parts[relationship]

    def _read_part(self, relationship: str) -> tuple[list[Block], str]:
        data = self._package.bytes_by_id(relationship)
        if data is None:
            return [], "Его нет в файле (он лежит отдельно)."
        try:
            found = self._document(data)
        except DocumentError as error:
            return [], error.message
        self.notes += found.notes
        return [_without_place(block) for block in found.blocks], ""

    def _document(self, data: bytes) -> Document:
        # Both build on this package, so they are imported when they are needed.
        if data.startswith(b"PK") and b"word/document.xml" in data:
            if self._level >= _MAX_LEVEL:
                raise DocumentError("Документы вложены друг в друга слишком глубоко.")
            document: Document = import_module("extract.word.reader").read_word(data, self._document_id, self._level + 1, *self._programs)
        else:
            document = import_module("extract.read").read_document(data, self._document_id, *self._programs)
        return document


def size_of(element: Element) -> tuple[float, float]:
    """Width and height of a `w:drawing` or `w:pict` in points; zeros where it states none."""
    for extent in element.iter("{*}extent"):
        return integer(extent.get("cx")) / _EMU, integer(extent.get("cy")) / _EMU
    for shape in element.iter(*_VML_SHAPES):
        sizes = {side: float(number) * _POINTS[unit] for side, number, unit in _SIZE.findall(shape.get("style", ""))}
        if len(sizes) == 2:
            return sizes["width"], sizes["height"]
    return 0.0, 0.0


def _without_place(block: Block) -> Block:
    if isinstance(block, Paragraph):
        return replace(block, page=None, boxes=())
    cells = tuple(replace(cell, page=None, boxes=()) for cell in block.cells)
    return Table(block.rows, block.columns, cells, header_rows=block.header_rows, depth=block.depth)
