"""What Word documents hold in other formats, forms that are filled in, and pictures in place of text."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import openpyxl
import pytest
from builder import NAMESPACES, cell, docx, paragraph, row, run, table
from PIL import Image

from extract.read import read_document
from records.document import Document, Paragraph, Table
from records.errors import TesseractMissing

A_PICTURE = '<a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:blip r:embed="rId7"/></a:graphic>'
INLINE = 'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
HALF_PAGE = (470, 500)


def with_part(body: str, name: str, data: bytes, kind: str = "aFChunk", more: str = "") -> bytes:
    """A file whose part `rId7` is `data`."""
    stream = io.BytesIO()
    target = (
        f'<Relationship Id="rId7" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" Target="{name}"{more}/>'
    )
    with zipfile.ZipFile(io.BytesIO(docx(body))) as source, zipfile.ZipFile(stream, "w") as archive:
        for entry in source.namelist():
            old = source.read(entry)
            new = old.replace(b"</Relationships>", target.encode() + b"</Relationships>") if "document.xml.rels" in entry else old
            archive.writestr(entry, new)
        archive.writestr(f"word/{name}", data)
    return stream.getvalue()


def drawing(width: int, height: int) -> str:
    """A run with a picture of this size in points."""
    extent = f'<wp:extent {INLINE} cx="{width * 12700}" cy="{height * 12700}"/>'
    return f"<w:r><w:drawing><wp:inline {INLINE}>{extent}{A_PICTURE}</wp:inline></w:drawing></w:r>"


def old_picture(width: int, height: int) -> str:
    """The same as older versions of Word write it."""
    style = f"position:absolute;width:{width}pt;height:{height}.5pt"
    return f'<w:r><w:pict><v:shape style="{style}"><v:imagedata r:id="rId7"/></v:shape></w:pict></w:r>'


def workbook() -> bytes:
    book = openpyxl.Workbook()
    book.active.append(["Показатель", "Значение"])
    book.active.append(["Доля школ", 12.5])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def png() -> bytes:
    stream = io.BytesIO()
    Image.new("L", (40, 40), 255).save(stream, "PNG")
    return stream.getvalue()


def texts(document: Document) -> list[str]:
    return [
        block.printed if isinstance(block, Paragraph) else " | ".join(cell.printed for cell in block.cells) for block in document.blocks
    ]


def notes(document: Document) -> list[tuple[str, str]]:
    return [(note.code, note.severity) for note in document.notes]


OBJECT = (
    '<w:r><w:object><v:shape style="width:10pt;height:10pt"><v:imagedata r:id="rId9"/></v:shape>'
    '<o:OLEObject xmlns:o="urn:schemas-microsoft-com:office:office" Type="Embed" ProgID="{program}" r:id="rId7"/></w:object></w:r>'
)
CHUNK = paragraph("До") + '<w:altChunk r:id="rId7"/>' + paragraph("После")
HTML = "<html><body><p>Из сети</p><table><tr><td>1</td><td>два</td></tr></table></body></html>".encode()


@pytest.mark.parametrize(
    ("name", "data", "expected"),
    [
        pytest.param("chunk.html", HTML, ["До", "Из сети", "1 | два", "После"], id="html"),
        pytest.param("chunk.docx", docx(paragraph("Внутри")), ["До", "Внутри", "После"], id="word"),
        pytest.param(
            "chunk.docx", docx(paragraph("Внутри") + table(row("а", "б"))), ["До", "Внутри", "а | б", "После"], id="word with a table"
        ),
        pytest.param("chunk.txt", "Строка письма".encode(), ["До", "Строка письма", "После"], id="text"),
    ],
)
def test_parts_in_other_formats_stand_where_word_shows_them(name: str, data: bytes, expected: list[str]) -> None:
    document = read_document(with_part(CHUNK, name, data), "d")
    assert texts(document) == expected
    assert notes(document) == []


def test_a_part_in_a_cell_follows_its_table() -> None:
    inside = table(row("№", cell(paragraph("Текст") + '<w:altChunk r:id="rId7"/>')))
    assert texts(read_document(with_part(inside, "chunk.html", HTML), "d")) == ["№ | Текст", "Из сети", "1 | два"]


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(with_part(CHUNK, "chunk.bin", bytes(range(256)) * 4), id="unknown format"),
        pytest.param(with_part(CHUNK, "chunk.html", HTML, more=' TargetMode="External"'), id="part outside of the file"),
        pytest.param(docx(CHUNK), id="part that is not there"),
        pytest.param(with_part(CHUNK, "chunk.docx", docx("")[:200]), id="damaged part"),
    ],
)
def test_a_part_that_cannot_be_read_is_named(data: bytes) -> None:
    document = read_document(data, "d")
    assert texts(document) == ["До", "После"]
    assert notes(document) == [("X914", "W")]


def test_a_file_within_itself_comes_to_an_end() -> None:
    data = docx(CHUNK)
    for _ in range(6):
        data = with_part(CHUNK, "chunk.docx", data)
    document = read_document(data, "d")
    assert texts(document).count("До") == 4
    assert ("X914", "W") in notes(document)


@pytest.mark.parametrize(
    ("program", "data", "expected", "noted"),
    [
        pytest.param(
            "Excel.Sheet.12", workbook(), ["Таблица:", "Показатель | Значение | Доля школ | 12,5"], [("X914", "I")], id="workbook"
        ),
        pytest.param("Equation.3", b"\xd0\xcf", ["Таблица:"], [("X914", "I")], id="formula"),
        pytest.param("Visio.Drawing.11", b"\x00\x01", ["Таблица:"], [("X914", "W")], id="drawing"),
    ],
)
def test_embedded_objects(program: str, data: bytes, expected: list[str], noted: list[tuple[str, str]]) -> None:
    body = paragraph(run("Таблица:") + OBJECT.format(program=program))
    document = read_document(with_part(body, "embeddings/object.bin", data, "oleObject"), "d")
    assert texts(document) == expected
    assert notes(document) == noted


@pytest.mark.parametrize(
    ("body", "noted"),
    [
        pytest.param(paragraph(run("Герб") + drawing(60, 70)), [], id="coat of arms"),
        pytest.param(paragraph(run("Скан") + drawing(*HALF_PAGE)), [("X914", "W")], id="table pasted as a picture"),
        pytest.param(paragraph(run("Скан") + old_picture(*HALF_PAGE)), [("X914", "W")], id="the same in an old file"),
        pytest.param(paragraph(run("Скан") + drawing(590, 800)), [("X914", "E")], id="scanned page"),
        pytest.param(table(row("1", cell(paragraph(drawing(100, 90))))), [("X914", "I")], id="picture in a cell without text"),
        pytest.param(table(row("1", cell(paragraph(run("да") + drawing(100, 90))))), [], id="picture beside text"),
        pytest.param(table(row("1", cell(paragraph(drawing(12, 12))))), [], id="tick drawn as a picture"),
    ],
)
def test_pictures_in_place_of_text_are_named(body: str, noted: list[tuple[str, str]], monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(*_: object, **__: object) -> Document:
        raise TesseractMissing

    monkeypatch.setattr("extract.scan.image.read_image", missing)
    document = read_document(with_part(body, "media/image.png", png(), "image"), "d")
    assert notes(document) == noted


@pytest.mark.parametrize("inner", [False, True], ids=["in the document", "in a document within"])
def test_the_users_tesseract_reads_pictures_too(inner: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Path | None] = []

    def found(program: Path | None = None) -> None:
        asked.append(program)
        raise TesseractMissing

    monkeypatch.setattr("extract.scan.image.found_tesseract", found)
    data = with_part(paragraph(drawing(*HALF_PAGE)) + paragraph(run("Скан")), "media/image.png", png(), "image")
    program = Path("their") / "tesseract"
    read_document(with_part(CHUNK, "part.docx", data) if inner else data, "d", tesseract=program)
    assert asked == [program]


def test_what_is_recognised_on_a_picture_stands_where_it_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    scanned = Document("d", "image/png", "ocr", (Paragraph("С картинки", page=1), Table(1, 1, (), page=1)))
    monkeypatch.setattr("extract.scan.image.read_image", lambda *_, **__: scanned)
    body = paragraph("До") + paragraph(drawing(*HALF_PAGE)) + paragraph("После")
    document = read_document(with_part(body, "media/image.png", png(), "image"), "d")
    assert texts(document) == ["До", "С картинки", "", "После"]
    assert all(block.page is None for block in document.blocks)
    assert notes(document) == [("X914", "W")]


def field(data: str, instruction: str = "FORMCHECKBOX", result: str = "") -> str:
    shown = f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run(result)}' if result else ""
    return (
        f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData>{data}</w:ffData></w:fldChar></w:r>'
        f'<w:r><w:instrText>{instruction}</w:instrText></w:r>{shown}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


LIST = '<w:ddList><w:result w:val="{}"/><w:listEntry w:val="ежегодно"/><w:listEntry w:val="один раз"/></w:ddList>'
CONTROL = (
    '<w:sdt><w:sdtPr><w14:checkbox xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml">'
    '<w14:checked w14:val="1"/></w14:checkbox>'
    "</w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>"
)


@pytest.mark.parametrize(
    ("content", "text"),
    [
        pytest.param(field("<w:checkBox><w:checked/></w:checkBox>") + run(" да"), "☑ да", id="ticked"),
        pytest.param(field('<w:checkBox><w:default w:val="0"/></w:checkBox>') + run(" да"), "☐ да", id="not ticked"),
        pytest.param(field('<w:checkBox><w:default w:val="1"/></w:checkBox>'), "☑", id="ticked from the beginning"),
        pytest.param(field('<w:checkBox><w:default w:val="1"/><w:checked w:val="0"/></w:checkBox>'), "☐", id="tick taken out"),
        pytest.param(field(LIST.format(1), "FORMDROPDOWN"), "один раз", id="chosen entry"),
        pytest.param(field(LIST.format(1), "FORMDROPDOWN", "один раз"), "один раз", id="chosen entry with a stored result"),
        pytest.param(field(LIST.format(7), "FORMDROPDOWN"), "", id="entry that is not there"),
        pytest.param(field("<w:textInput/>", "FORMTEXT", "май"), "май", id="text field"),
        pytest.param(CONTROL.format(run("☒")) + run(" да"), "☒ да", id="content control"),
    ],
)
def test_forms_as_they_are_filled_in(content: str, text: str) -> None:
    document = read_document(docx(table(row("1", cell(paragraph(content))))), "d")
    assert next(table for _, table in document.tables()).cells[1].text == text


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        pytest.param("2", False, id="number"),
        pytest.param("- 12 -", False, id="number between dashes"),
        pytest.param("Страница 2 из 10", False, id="in words"),
        pytest.param("Приложение 2", True, id="appendix"),
        pytest.param("2021-2022", True, id="years"),
    ],
)
def test_headers_of_a_page_number_only_say_nothing(text: str, kept: bool) -> None:
    body = paragraph("Текст") + '<w:sectPr><w:headerReference w:type="default" r:id="header1"/></w:sectPr>'
    found = texts(read_document(docx(body, header1=paragraph(text)), "d"))
    assert found == ([text, "Текст"] if kept else ["Текст"])


def test_formulas_are_read_as_a_line() -> None:
    formula = "<m:oMath><m:f><m:num><m:r><m:t>A</m:t></m:r></m:num><m:den><m:r><m:t>B</m:t></m:r></m:den></m:f></m:oMath>"
    assert "xmlns:m" in NAMESPACES
    assert texts(read_document(docx(paragraph(run("Доля = ") + formula)), "d")) == ["Доля = A/B"]
