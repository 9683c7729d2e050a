"""Writes a laid-out order as a Word file. The same order gives the same bytes: no clock, no random ids in the package."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime
from functools import lru_cache
from xml.sax.saxutils import escape

import docx
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm

from corpus.generator.layout import Printed
from records.document import Cell, Paragraph, Table

_NS = nsdecls("w")
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest time that a ZIP archive can hold
_AUTHOR = 'w:id="1" w:author="dorkarta" w:date="2024-01-01T00:00:00Z"'
_LIST = 77  # id of our automatic list; each table counts anew in a list instance of its own
_WIDTH = {False: 10200, True: 15100}  # of a table in twentieths of a point: portrait, landscape
_MARGIN = Mm(15)


@lru_cache(maxsize=1)
def _template() -> bytes:
    """python-docx's own template without what no order needs: its unused styles are nine tenths of the file."""
    word = docx.Document()
    package = word.part.package
    for part in (word.part, package):
        for key, relation in list(part.rels.items()):
            if relation.reltype.rsplit("/", 1)[-1] in {"stylesWithEffects", "thumbnail", "customXml"}:
                del part.rels[key]
    styles = word.styles.element
    for style in styles.findall(qn("w:style")):
        if style.get(qn("w:styleId")) not in {"Normal", "DefaultParagraphFont", "TableNormal", "NoList"}:
            styles.remove(style)
    if (latent := styles.find(qn("w:latentStyles"))) is not None:
        styles.remove(latent)
    numbering = word.part.numbering_part.element
    for child in list(numbering):
        numbering.remove(child)
    moment = datetime(2024, 1, 1)
    word.core_properties.author = "dorkarta"
    word.core_properties.created = word.core_properties.modified = moment
    buffer = io.BytesIO()
    word.save(buffer)
    return buffer.getvalue()


def _run(text: str, *, bold: bool) -> str:
    look = "<w:rPr><w:b/></w:rPr>" if bold else ""
    return f'<w:r>{look}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def _soft(lines: list[str], *, bold: bool) -> str:
    """Lines parted by soft breaks inside one paragraph."""
    return "<w:r><w:br/></w:r>".join(_run(line, bold=bold) for line in lines)


def _tracked(text: str) -> str:
    """The text as a tracked change: deleted words before it, itself inserted."""
    gone = f'<w:del {_AUTHOR}><w:r><w:delText xml:space="preserve">прежняя редакция </w:delText></w:r></w:del>'
    return f"{gone}<w:ins {_AUTHOR}>{_run(text, bold=False)}</w:ins>"


def _paragraph_xml(content: str, *, align: str | None = None, new_page: bool = False, list_id: int | None = None) -> str:
    properties = "<w:pageBreakBefore/>" if new_page else ""
    if list_id is not None:
        properties += f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{list_id}"/></w:numPr>'
    if align:
        properties += f'<w:jc w:val="{"both" if align == "justify" else align}"/>'
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{content}</w:p>"


def _cell_content(cell: Cell, *, quirks: bool, list_id: int) -> str:
    lines = cell.text.split("\n")
    if cell.labels:
        return _paragraph_xml(_run(cell.text, bold=False) if cell.text else "", list_id=list_id)
    if quirks and len(lines) > 1:
        return _paragraph_xml(_soft(lines, bold=cell.bold))
    if quirks and cell.text and cell.column and not cell.bold and (cell.row + cell.column) % 5 == 0:
        return _paragraph_xml(_tracked(cell.text))
    return "".join(_paragraph_xml(_run(line, bold=cell.bold) if line else "") for line in lines)


def _cell_xml(cell: Cell, widths: tuple[int, ...], *, quirks: bool, list_id: int) -> str:
    """A cell; every fifth of a document with quirks stands in a content control."""
    width = sum(widths[cell.column : cell.column + cell.column_span])
    properties = f'<w:tcW w:w="{width}" w:type="dxa"/>'
    if cell.column_span > 1:
        properties += f'<w:gridSpan w:val="{cell.column_span}"/>'
    if cell.row_span > 1:
        properties += '<w:vMerge w:val="restart"/>'
    xml = f"<w:tc><w:tcPr>{properties}</w:tcPr>{_cell_content(cell, quirks=quirks, list_id=list_id)}</w:tc>"
    if quirks and cell.row_span == 1 and (cell.row + cell.column) % 5 == 1:
        return f"<w:sdt><w:sdtContent>{xml}</w:sdtContent></w:sdt>"
    return xml


def _covered(widths: tuple[int, ...], column: int) -> str:
    """The lower part of a vertically merged cell."""
    return f'<w:tc><w:tcPr><w:tcW w:w="{widths[column]}" w:type="dxa"/><w:vMerge/></w:tcPr><w:p/></w:tc>'


def _table_xml(table: Table, shares: tuple[float, ...], printed: Printed, list_id: int) -> str:
    widths = tuple(round(share * _WIDTH[printed.look.landscape]) for share in shares)
    borders = "".join(f'<w:{side} w:val="single" w:sz="4"/>' for side in ("top", "left", "bottom", "right", "insideH", "insideV"))
    rows = []
    for at, places in enumerate(table.grid()):
        cells = []
        for column, cell in enumerate(places):
            if cell is None or cell.column != column:
                continue
            if cell.row == at:
                cells.append(_cell_xml(cell, widths, quirks=printed.look.quirks, list_id=list_id))
            else:
                cells.append(_covered(widths, column))
        repeated = "<w:trPr><w:tblHeader/></w:trPr>" if printed.look.repeat_header and at < table.header_rows else ""
        rows.append(f"<w:tr>{repeated}{''.join(cells)}</w:tr>")
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return f"<w:tbl {_NS}><w:tblPr><w:tblBorders>{borders}</w:tblBorders></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"


def _add_lists(word: WordDocument, count: int) -> None:
    """A numbered list definition, and an instance that starts at 1 for each table."""
    numbering = word.part.numbering_part.element
    level = '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/><w:lvlJc w:val="left"/></w:lvl>'
    numbering.append(parse_xml(f'<w:abstractNum {_NS} w:abstractNumId="{_LIST}">{level}</w:abstractNum>'))
    for at in range(1, count + 1):
        restart = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
        numbering.append(parse_xml(f'<w:num {_NS} w:numId="{at}"><w:abstractNumId w:val="{_LIST}"/>{restart}</w:num>'))


def _without_clock(package: bytes) -> bytes:
    """The same package with every entry dated alike."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as source, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0  # the same on Windows as elsewhere
            target.writestr(entry, source.read(name))
    return buffer.getvalue()


def write_word(printed: Printed) -> bytes:
    """The bytes of a `.docx` file with these blocks."""
    word = docx.Document(io.BytesIO(_template()))
    section = word.sections[0]
    short, long = Mm(210), Mm(297)
    section.orientation = WD_ORIENT.LANDSCAPE if printed.look.landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (long, short) if printed.look.landscape else (short, long)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = _MARGIN
    tables = [block for block in printed.blocks if isinstance(block, Table)]
    _add_lists(word, len(tables))

    end = word.element.body[-1]  # w:sectPr, the last child of a body
    shares = dict(zip(map(id, tables), enumerate(printed.widths, start=1), strict=True))
    for block in printed.blocks:
        if isinstance(block, Paragraph):
            content = _run(block.text, bold=block.bold) if block.text else ""
            xml = _paragraph_xml(content, align=block.align, new_page=block.page_break_before)
            end.addprevious(parse_xml(xml.replace("<w:p>", f"<w:p {_NS}>", 1)))
        else:
            list_id, widths = shares[id(block)]
            end.addprevious(parse_xml(_table_xml(block, widths, printed, list_id)))
    buffer = io.BytesIO()
    word.save(buffer)
    return _without_clock(buffer.getvalue())
