"""Blocks of an OpenDocument text in reading order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from extract.grid import Spanned, assemble, spread
from extract.lines import Content, Line, content_of, inner_lines, paragraph_of
from extract.odf.inline import read_inline
from extract.odf.names import count, q
from extract.odf.numbering import Count, Numbering, start_of
from extract.odf.styles import StyleSheet
from extract.xml import Element
from records.document import Block, ParagraphKind, Table
from records.errors import TooLarge

_PARAGRAPH, _HEADING, _LIST, _TABLE = q("text:p"), q("text:h"), q("text:list"), q("table:table")
_ITEM, _LIST_HEADER = q("text:list-item"), q("text:list-header")
_ROW, _HEADER_ROWS, _CELL, _COVERED = (
    q("table:table-row"),
    q("table:table-header-rows"),
    q("table:table-cell"),
    q("table:covered-table-cell"),
)
_ROW_GROUPS = frozenset(map(q, ("table:table-rows", "table:table-row-group")))
_ROWS_REPEATED, _COLUMNS_REPEATED = q("table:number-rows-repeated"), q("table:number-columns-repeated")
_ROWS_SPANNED, _COLUMNS_SPANNED = q("table:number-rows-spanned"), q("table:number-columns-spanned")
_DISPLAY = q("text:display")
_STYLE_NAME = q("text:style-name")
_NOT_SHOWN = frozenset(map(q, ("text:tracked-changes", "office:annotation", "svg:title", "svg:desc", "office:forms")))
# A repeated row or cell is one element that may claim millions; no roadmap is longer or wider.
_MAX_ROWS, _MAX_COLUMNS, _MAX_CELLS_REPEATED = 20_000, 200, 200_000
_MAX_DEPTH = 30


@dataclass(slots=True)
class _Flow:
    """Where blocks go: their kind and depth, and what follows the block that is being read."""

    kind: ParagraphKind
    depth: int
    after: list[Block] = field(default_factory=list)


class Story:
    """Reads blocks; everything is read once and in document order, since numbers count on."""

    def __init__(self, styles: StyleSheet, numbering: Numbering) -> None:
        self._styles = styles
        self._numbering = numbering

    def blocks(self, parent: Element, kind: ParagraphKind = "body", depth: int = 0) -> Iterator[Block]:
        """The blocks in `parent`; what a block refers to (nested tables, text boxes, notes) follows it. Raises TooLarge."""
        if depth > _MAX_DEPTH:
            raise TooLarge
        flow = _Flow(kind, depth)
        break_before = False
        for part in self._parts(parent, flow):
            if isinstance(part, Table):
                yield part
                break_before = False
            else:
                paragraph, break_before = paragraph_of(part, kind, break_before)
                yield from [paragraph] if paragraph else []
            yield from flow.after
            flow.after.clear()

    def _parts(self, parent: Element, flow: _Flow, counted: Count | None = None, level: int = 0) -> Iterator[Line | Table]:
        """Paragraphs and tables in `parent`, through sections, indexes and lists; `level` is the depth of lists, from 1."""
        numbered = parent.tag == _ITEM
        for child in parent:
            tag = child.tag
            if tag in (_PARAGRAPH, _HEADING):
                yield self._line(child, flow, self._label(child, parent if numbered else None, counted, level))
                numbered = False
            elif tag == _TABLE:
                yield self._table(child, flow)
            elif tag == _LIST:
                yield from self._parts(child, flow, self._numbering.opened(child, counted), level + 1)
            elif tag in (_ITEM, _LIST_HEADER):
                yield from self._parts(child, flow, counted, level)
            elif tag not in _NOT_SHOWN and child.get(_DISPLAY) != "none":
                yield from self._parts(child, flow)

    def _label(self, paragraph: Element, item: Element | None, counted: Count | None, level: int) -> str:
        if item is not None and counted is not None:
            return self._numbering.item(counted, level, start_of(item))
        if paragraph.tag == _HEADING and counted is None:
            return self._numbering.heading(count(paragraph, q("text:outline-level"), 10))
        return ""

    def _line(self, paragraph: Element, flow: _Flow, label: str) -> Line:
        style = self._styles.paragraph(paragraph.get(_STYLE_NAME))
        inline = read_inline(paragraph, style, self._styles)
        for box in inline.boxes:
            flow.after += self.blocks(box, "textbox", flow.depth + 1)
        for note in inline.notes:
            flow.after += self.blocks(note, "footnote", flow.depth + 1)
        return Line(inline.text, label, inline.bold, style.align, bool(style.break_before or style.master_page))

    def _table(self, element: Element, flow: _Flow) -> Table:
        rows: list[list[Spanned]] = []
        header_rows = 0
        for row, is_header in _rows(element):
            header_rows += is_header and header_rows == len(rows)
            cells = self._row(row, flow)
            filled = any(cell.content.text for cell in cells)
            # Empty rows repeated are the rest of a sheet; filled ones beyond the limit are an attack.
            repeats = count(row, _ROWS_REPEATED, _MAX_ROWS + 1 if filled else 1)
            if len(rows) + repeats > _MAX_ROWS or len(cells) * repeats > _MAX_CELLS_REPEATED:
                raise TooLarge
            rows += [cells] * repeats
        return assemble(spread(rows), header_rows=header_rows, depth=flow.depth)

    def _row(self, row: Element, flow: _Flow) -> list[Spanned]:
        cells: list[Spanned] = []
        for element in row.iterchildren(_CELL):
            spanned = Spanned(
                self._cell(element, flow), count(element, _ROWS_SPANNED, _MAX_ROWS), count(element, _COLUMNS_SPANNED, _MAX_COLUMNS)
            )
            cells += [spanned] * count(element, _COLUMNS_REPEATED, max(1, _MAX_COLUMNS - len(cells)))
        return cells

    def _cell(self, element: Element, outer: _Flow) -> Content:
        if outer.depth > _MAX_DEPTH:
            raise TooLarge
        flow = _Flow(outer.kind, outer.depth + 1)
        lines: list[Line] = []
        tables: list[Block] = []
        for part in self._parts(element, flow):
            if isinstance(part, Table):
                nested = [part, *flow.after]
                stacked = inner_lines(nested)
                lines += stacked
                tables += [] if stacked else nested
                flow.after.clear()
            else:
                lines.append(part)
        outer.after += tables + flow.after
        return content_of(lines)


def _rows(parent: Element, is_header: bool = False) -> Iterator[tuple[Element, bool]]:
    """The rows of a table through its groups, each with whether it is of the repeated header."""
    for child in parent:
        if child.tag == _ROW:
            yield child, is_header
        elif child.tag == _HEADER_ROWS:
            yield from _rows(child, True)
        elif child.tag in _ROW_GROUPS:
            yield from _rows(child, is_header)
