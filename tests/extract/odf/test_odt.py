"""OpenDocument texts: numbers, merges, repeats, tracked changes, notes, text boxes."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

import pytest

from extract.read import read_document
from records.document import Block, Document, Paragraph, Table
from records.errors import BrokenFile, DocumentError, PasswordProtected, TooLarge

_PREFIXES = ("office", "text", "table", "style")
_NAMESPACES = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in _PREFIXES) + (
    ' xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"'
)
STYLES = """
<text:list-style style:name="L"><text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix="."/>
<text:list-level-style-number text:level="2" style:num-format="1" text:display-levels="2" style:num-suffix=")"/></text:list-style>
<text:list-style style:name="R">
<text:list-level-style-number text:level="1" style:num-format="А, Б, .., Аа, Бб, ..." style:num-suffix="."/></text:list-style>
<text:list-style style:name="B"><text:list-level-style-bullet text:level="1" text:bullet-char="–"/></text:list-style>
<text:list-style style:name="S"><text:list-level-style-bullet text:level="1" text:bullet-char="&#xf0b7;"><style:text-properties
 style:font-name="Symbol"/></text:list-level-style-bullet></text:list-style>
<style:style style:name="Bold" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>
<style:style style:name="Hidden" style:family="text"><style:text-properties text:display="none"/></style:style>
<style:style style:name="Title" style:family="paragraph"><style:paragraph-properties fo:text-align="center" fo:break-before="page"/>
<style:text-properties fo:font-weight="bold"/></style:style>
<style:style style:name="Sub" style:family="paragraph" style:parent-style-name="Title"/>
"""


def odt(body: str, manifest: str = "", styles: str = STYLES, master: str = "") -> bytes:
    """An .odt with this content of `office:text`."""
    stream = BytesIO()
    with ZipFile(stream, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("META-INF/manifest.xml", f"<manifest>{manifest}</manifest>")
        archive.writestr(
            "content.xml",
            f"<office:document-content {_NAMESPACES}><office:automatic-styles>{styles}</office:automatic-styles>"
            f"<office:body><office:text>{body}</office:text></office:body></office:document-content>",
        )
        archive.writestr("styles.xml", f"<office:document-styles {_NAMESPACES}>{master}</office:document-styles>")
    return stream.getvalue()


def read(body: str) -> Document:
    return read_document(odt(body), "d")


def p(text: str, style: str = "") -> str:
    return f'<text:p text:style-name="{style}">{text}</text:p>'


def items(*texts: str, style: str = "L", more: str = "") -> str:
    return f'<text:list text:style-name="{style}" {more}>{"".join(item(p(text)) for text in texts)}</text:list>'


def item(content: str, more: str = "") -> str:
    return f"<text:list-item {more}>{content}</text:list-item>"


def cell(text: str, more: str = "") -> str:
    return f"<table:table-cell {more}>{text if text.startswith('<') else p(text)}</table:table-cell>"


def row(*cells: str, more: str = "") -> str:
    return f"<table:table-row {more}>{''.join(text if text.startswith('<') else cell(text) for text in cells)}</table:table-row>"


def table(*rows: str) -> str:
    return f"<table:table>{''.join(rows)}</table:table>"


LEVELS = f'<text:list text:style-name="L">{item(p("А") + "<text:list>" + item(p("Б")) + "</text:list>")}{item(p("В"))}</text:list>'
COVERED = "<table:covered-table-cell/>"
CONTINUED = 'text:continue-numbering="true"'


def shown(block: Block) -> str:
    if isinstance(block, Table):
        return " | ".join("/".join("-" if place is None else place.printed for place in line) for line in block.grid())
    return f"{block.kind}: {block.printed}" if block.kind != "body" else block.printed


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param(
            p("Один <text:s text:c='3'/>два<text:tab/>три<text:line-break/>четыре"), ["Один два три\nчетыре"], id="spaces and breaks"
        ),
        pytest.param(p("Видно<text:span text:style-name='Hidden'>скрыто</text:span>"), ["Видно"], id="hidden"),
        pytest.param(p("Есть<office:annotation><text:p>Заметка</text:p></office:annotation>"), ["Есть"], id="comment"),
        pytest.param(
            "<text:tracked-changes><text:changed-region><text:deletion><text:p>Ушло</text:p></text:deletion></text:changed-region>"
            "</text:tracked-changes>" + p("Осталось<text:change text:change-id='1'/>"),
            ["Осталось"],
            id="deleted",
        ),
        pytest.param(
            p(
                "2022<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>Итогом</text:p></text:note-body></text:note>"
            ),
            ["2022", "footnote: Итогом"],
            id="footnote",
        ),
        pytest.param(
            p("Рядом<draw:frame><draw:text-box><text:p>УТВЕРЖДЕНО</text:p></draw:text-box></draw:frame>"),
            ["Рядом", "textbox: УТВЕРЖДЕНО"],
            id="text box",
        ),
        pytest.param(f"<text:section>{p('В разделе')}</text:section>", ["В разделе"], id="section"),
        pytest.param(f"<text:section text:display='none'>{p('Скрыто')}</text:section>", [], id="hidden section"),
        pytest.param(items("А", "Б"), ["1. А", "2. Б"], id="list"),
        pytest.param(items("А") + p("между") + items("Б", more=CONTINUED), ["1. А", "между", "2. Б"], id="list that goes on"),
        pytest.param(items("А") + p("между") + items("Б"), ["1. А", "между", "1. Б"], id="new list"),
        pytest.param(
            '<text:list xml:id="x" text:style-name="L"><text:list-item><text:p>А</text:p></text:list-item></text:list>'
            + items("Б")
            + items("В", more='text:continue-list="x"'),
            ["1. А", "1. Б", "2. В"],
            id="list that another one interrupts",
        ),
        pytest.param(
            LEVELS,
            ["1. А", "1.1) Б", "2. В"],
            id="levels",
        ),
        pytest.param(
            f'<text:list text:style-name="L"><text:list-item text:start-value="7">{p("А")}{p("и ещё")}</text:list-item></text:list>',
            ["7. А", "и ещё"],
            id="start value, second paragraph of an item",
        ),
        pytest.param(items("А", "Б", style="R"), ["А. А", "Б. Б"], id="russian letters"),
        pytest.param(items("А", style="B"), ["– А"], id="bullets"),
        pytest.param(items("А", style="S"), ["• А"], id="bullets of a symbol font"),
        pytest.param(table(row("а", "б"), row("в", "г")), ["а/б | в/г"], id="table"),
        pytest.param(table(row(cell("а", 'table:number-columns-spanned="2"'), COVERED), row("б", "в")), ["а/а | б/в"], id="across"),
        pytest.param(
            table(row(cell("а", 'table:number-rows-spanned="2"'), "б"), f"<table:table-row>{COVERED}{cell('в')}</table:table-row>"),
            ["а/б | а/в"],
            id="down",
        ),
        pytest.param(
            table(row("а", cell("", 'table:number-columns-repeated="2"')), row("б", "в", "г")), ["а// | б/в/г"], id="repeated cells"
        ),
        pytest.param(table(row("а", more='table:number-rows-repeated="3"')), ["а | а | а"], id="repeated rows"),
        pytest.param(table(row("а"), row("", more='table:number-rows-repeated="1048576"')), ["а | "], id="repeated empty rows"),
        pytest.param(table(row("а", cell(table(row("внутри", "ещё")) + p("рядом")))), ["а/рядом", "внутри/ещё"], id="nested table"),
        pytest.param(table(row("а", cell(table(row("внутри"), row("ниже")) + p("рядом")))), ["а/внутри\nниже\nрядом"], id="nested stack"),
        pytest.param(table(row(cell(items("")), "б"), row(cell(items("", more=CONTINUED)), "в")), ["1./б | 2./в"], id="numbers in cells"),
    ],
)
def test_blocks(body: str, expected: list[str]) -> None:
    assert [shown(block) for block in read(body).blocks] == expected


def test_header_rows_and_depth() -> None:
    document = read(table(f"<table:table-header-rows>{row('№', 'Срок')}</table:table-header-rows>", row("1", cell(table(row("в", "г"))))))
    assert [(read.header_rows, read.depth) for _, read in document.tables()] == [(1, 0), (0, 1)]


def test_formatting() -> None:
    (block,) = read(p("План", "Sub")).blocks
    assert isinstance(block, Paragraph)
    assert (block.bold, block.align, block.page_break_before) == (True, "center", True)


def test_headings_with_numbers() -> None:
    outline = (
        '<text:outline-style><text:outline-level-style text:level="1" style:num-format="I" style:num-suffix="."/></text:outline-style>'
    )
    data = odt('<text:h text:outline-level="1">Цели</text:h><text:h text:outline-level="1">Меры</text:h>', styles=outline)
    assert [shown(block) for block in read_document(data, "d").blocks] == ["I. Цели", "II. Меры"]


def test_headers_of_the_page() -> None:
    master = (
        "<office:master-styles>"
        f'<style:master-page style:name="Standard"><style:header>{p("Приложение 1")}</style:header></style:master-page>'
        f'<style:master-page style:name="Unused"><style:header>{p("Черновик")}</style:header></style:master-page>'
        "</office:master-styles>"
    )
    document = read_document(odt(p("Текст"), master=master), "d")
    assert [shown(block) for block in document.blocks] == ["header: Приложение 1", "Текст"]


def test_flat_open_document() -> None:
    text = f"<office:body><office:text>{p('Текст')}</office:text></office:body>"
    data = f'<?xml version="1.0"?><office:document {_NAMESPACES}>{text}</office:document>'
    document = read_document(data.encode(), "d")
    assert ([shown(block) for block in document.blocks], document.extractor) == (["Текст"], "odt")


WIDE_ROWS = row(cell("а", 'table:number-columns-repeated="200"'), more='table:number-rows-repeated="5000"')
CLOSED = "</table:table-cell></table:table-row></table:table>"


@pytest.mark.parametrize(
    ("data", "error"),
    [
        pytest.param(odt(p("х"), "<encryption-data/>"), PasswordProtected, id="password"),
        pytest.param(odt("<text:p>"), BrokenFile, id="no XML"),
        pytest.param(odt(p("х"))[:300], BrokenFile, id="cut"),
        pytest.param(odt(table(row("а", more='table:number-rows-repeated="9999999"'))), TooLarge, id="rows without end"),
        pytest.param(odt(table(*[WIDE_ROWS] * 3)), TooLarge, id="cells without end"),
        pytest.param(odt("<table:table><table:table-row><table:table-cell>" * 40 + CLOSED * 40), TooLarge, id="tables in tables"),
        pytest.param(odt("<text:section>" * 300 + "</text:section>" * 300), BrokenFile, id="depth without end"),
    ],
)
def test_refused(data: bytes, error: type[DocumentError]) -> None:
    with pytest.raises(error):
        read_document(data, "d")
