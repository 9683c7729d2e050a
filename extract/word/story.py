"""Blocks of a Word document in reading order: the body, cells, headers, notes and text boxes are all made of the same content."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from extract.lines import Content, Line, content_of, inner_lines, paragraph_of
from extract.word.embedded import ALT_CHUNK, OBJECT, Embedded
from extract.word.inline import Inline, InlineReader
from extract.word.names import w
from extract.word.numbering import Numbering
from extract.word.styles import NO_STYLE, PLAIN_PARAGRAPH, ParagraphProperties, StyleSheet, paragraph_properties
from extract.word.tables import read_table, unwrapped, unwrapped_of
from extract.xml import Element, children
from records.document import Block, ParagraphKind, Table
from records.errors import TooLarge

_PARAGRAPH = w("p")
_TABLE = w("tbl")
_PROPERTIES = w("pPr")
_NOT_NUMBERED = "0"
CONTENT = (_PARAGRAPH, _TABLE, ALT_CHUNK)
_RUNNING = ("header", "footer")
_PAGE_NUMBER = re.compile(r"\W*(?:(?:стр(?:аница|\.)?|с\.|лист|л\.)\s*)?\d{1,4}(?:\s*(?:из|/)\s*\d{1,4})?\W*", re.IGNORECASE)
# Word itself allows about this many; deeper ones are made to exhaust a program.
_MAX_DEPTH = 30

NoteKey = tuple[str, str]


@dataclass(slots=True)
class _Flow:
    """One run of content: its open fields, the text of deleted paragraph marks that joins the next paragraph, its pictures, and the
    blocks that follow. Cells of its tables share it: nothing of it is left open where a cell begins or ends."""

    reader: InlineReader
    kind: ParagraphKind
    depth: int
    carried: Inline | None = None
    pictures: list[Element] = field(default_factory=list)
    after: list[Block] = field(default_factory=list)


class Story:
    """Reads blocks; automatic numbers count on from one block to the next, so everything is read once and in document order."""

    def __init__(self, styles: StyleSheet, numbering: Numbering, notes: dict[NoteKey, Element], embedded: Embedded) -> None:
        self._styles = styles
        self._numbering = numbering
        self._notes = notes
        self._embedded = embedded

    def blocks(
        self, elements: Iterable[Element], kind: ParagraphKind = "body", depth: int = 0, *, break_before: bool = False
    ) -> Iterator[Block]:
        """The blocks of `w:p` and `w:tbl` elements; what they refer to (nested tables, text boxes, notes) follows each.

        Raises TooLarge where they are nested beyond reason.
        """
        if depth > _MAX_DEPTH:
            raise TooLarge
        flow = _Flow(InlineReader(self._styles), kind, depth)
        for part in self._parts(elements, flow):
            if isinstance(part, Line):
                paragraph, break_before = paragraph_of(part, kind, break_before)
                yield from [paragraph] if paragraph and not (kind in _RUNNING and _PAGE_NUMBER.fullmatch(paragraph.printed)) else []
            elif part.tag == ALT_CHUNK:
                yield from self._embedded.chunk(part)
            else:
                yield self._table(part, flow)
                break_before = False
            yield from flow.after
            yield from self._pictures(flow)
            flow.after = []

    def _parts(self, elements: Iterable[Element], flow: _Flow) -> Iterator[Line | Element]:
        """Paragraphs as they are read, tables as elements. A paragraph whose mark is deleted goes on in the next one, if one follows."""
        for element in elements:
            if element.tag != _PARAGRAPH:
                yield from self._rest(flow)
                yield element
            elif (line := self._line(element, flow)) is not None:
                yield line
        if flow.carried is not None:
            yield from self._rest(flow)

    def _rest(self, flow: _Flow) -> Iterator[Line]:
        if flow.carried is not None:
            self._asides(flow.carried, flow)
            yield Line(flow.carried.text, bold=flow.carried.bold)
            flow.carried = None

    def _table(self, element: Element, flow: _Flow) -> Table:
        return read_table(element, lambda held: self._cell(held, flow), flow.depth)

    def _cell(self, held: Sequence[Element], flow: _Flow) -> Content:
        """The content of a cell that holds these elements."""
        content = content_of(self._lines(held, flow))
        if flow.pictures:
            flow.after += self._pictures(flow, in_cell=True, alone=not content.text)
        return content

    def _lines(self, held: Sequence[Element], flow: _Flow) -> list[Line]:
        """The lines of a cell; its nested tables are read now, for the sake of their numbers, and stand after the outer table."""
        if len(held) == 1 and held[0].tag == _PARAGRAPH:  # nearly every cell
            line = self._line(held[0], flow)
            return list(self._rest(flow)) if line is None else [line]
        lines: list[Line] = []
        for part in self._parts(unwrapped_of(held, CONTENT), flow):
            if isinstance(part, Line):
                lines.append(part)
            else:
                nested = list(self.blocks([part], flow.kind, flow.depth + 1))
                stacked = inner_lines(nested)
                lines += stacked
                flow.after += [] if stacked else nested
        return lines

    def _pictures(self, flow: _Flow, *, in_cell: bool = False, alone: bool = False) -> list[Block]:
        """What was recognised on pictures and in objects since this was last asked."""
        found: list[Block] = []
        # Pictures of headers and notes are emblems and signs, and their ids are of another part.
        for element in flow.pictures if flow.kind in ("body", "textbox") else ():
            blocks = self._embedded.ole(element) if element.tag == OBJECT else self._embedded.picture(element, only_one=alone)
            found += [replace(block, depth=flow.depth + 1) if in_cell and isinstance(block, Table) else block for block in blocks]
        flow.pictures = []
        return found

    def _line(self, paragraph: Element, flow: _Flow) -> Line | None:
        """The paragraph with its number; None where it is hidden or where its mark is deleted, so that it joins the next one."""
        held = children(paragraph)
        own = paragraph_properties(held.pop(0)) if held and held[0].tag == _PROPERTIES else PLAIN_PARAGRAPH
        style = NO_STYLE if own.style is None else self._styles[own.style]
        stated = own if own.style is None else own.over(style.paragraph)
        plain = None if own.mark or flow.carried else flow.reader.plain(held, style.run)
        if plain is not None:
            return self._numbered(stated, plain[0], plain[1])
        inline = flow.reader.read(held, style.run, flow.carried or Inline())
        flow.carried = None
        if own.mark == "deleted":
            flow.carried = inline
            return None
        if own.mark == "hidden" and not inline.text and not inline.boxes:
            return None
        line = self._numbered(stated, inline.text, inline.bold)
        self._asides(inline, flow)
        return line

    def _numbered(self, stated: ParagraphProperties, text: str, bold: bool) -> Line:
        label = self._label(stated) if stated.number_id else ""
        return Line(text, label, bold, stated.align, bool(stated.page_break_before))

    def _label(self, stated: ParagraphProperties) -> str:
        if stated.number_id is None or stated.number_id == _NOT_NUMBERED:
            return ""
        lineage = () if stated.style is None or stated.level is not None else self._styles.lineage(stated.style)
        # Word shows no number where the list is not defined.
        return self._numbering.label(stated.number_id, stated.level, lineage) or ""

    def _asides(self, inline: Inline, flow: _Flow) -> None:
        if not (inline.boxes or inline.notes or inline.insertions):
            return
        flow.pictures += inline.insertions
        for box in inline.boxes:
            flow.after += self.blocks(unwrapped(box, CONTENT), "textbox", flow.depth + 1)
        for key in inline.notes:
            note = self._notes.pop(key, None)
            if note is not None:
                flow.after += self.blocks(unwrapped(note, CONTENT), "footnote", flow.depth + 1)
