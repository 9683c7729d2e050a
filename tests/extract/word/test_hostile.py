"""Word files that are damaged, cut or made to do harm: each ends quickly with an error of its own, or is read."""

from __future__ import annotations

import random
import struct
import time
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from builder import NAMESPACES, cell, definition, docx, item, level, numbered, packed, paragraph, row, table

from extract import limits
from extract.read import read_document
from records.document import Document, Paragraph
from records.errors import BrokenFile, DocumentError, NoTextLayer, PasswordProtected, TooLarge

NOTE = '<w:footnote w:id="2"><w:p><w:r><w:t>Сноска</w:t></w:r></w:p></w:footnote>'
SAMPLE = docx(
    paragraph("Об утверждении плана", '<w:pStyle w:val="A"/>')
    + item("Первый пункт")
    + table(
        row("№", "Мероприятие"),
        row(cell(item("")), cell("Совещание")),
        row(cell(item("")), cell(table(row("внутри", "ещё")) + paragraph())),
    ),
    numbering=definition(level(0, "%1."), level(1, "%1.%2.")) + numbered(),
    styles='<w:style w:styleId="A"><w:rPr><w:b/></w:rPr></w:style>',
    footnotes=NOTE,
)
MACRO = "application/vnd.ms-word.document.macroEnabled.main+xml"
TEMPLATE = "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"
BOMB = '<!DOCTYPE b [<!ENTITY a "ха"><!ENTITY b "' + "&a;" * 50 + '"><!ENTITY c "' + "&b;" * 50 + '">]>'
OUTSIDE = '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/hostname">]>'


def body(content: str) -> str:
    return f"<w:document {NAMESPACES}><w:body>{content}</w:body></w:document>"


def with_document(xml: str) -> bytes:
    return packed(entries(SAMPLE) | {"word/document.xml": xml.encode()})


def entries(data: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def without(*names: str) -> bytes:
    return packed({name: data for name, data in entries(SAMPLE).items() if name not in names})


def texts(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Paragraph)]


@pytest.mark.parametrize(
    ("data", "error"),
    [
        pytest.param(SAMPLE[: len(SAMPLE) // 2], BrokenFile, id="cut in the middle"),
        pytest.param(SAMPLE[:-10], BrokenFile, id="cut at the end"),
        pytest.param(without("word/document.xml"), BrokenFile, id="no main part"),
        pytest.param(with_document("<w:document"), BrokenFile, id="main part is no XML"),
        pytest.param(with_document(f"<w:document {NAMESPACES}/>"), BrokenFile, id="no body"),
        pytest.param(with_document("<html><body/></html>"), BrokenFile, id="main part is something else"),
        pytest.param(with_document(BOMB + body("&c;")), BrokenFile, id="entities that multiply"),
        pytest.param(with_document(OUTSIDE + body("&x;")), BrokenFile, id="entity that fetches a file"),
        pytest.param(with_document(f"<w:document {NAMESPACES}><w:body>{'<w:sdt>' * 5000}"), BrokenFile, id="depth without end"),
        pytest.param(packed(entries(SAMPLE) | {"word/numbering.xml": b"<w:numbering"}), BrokenFile, id="numbering is no XML"),
        pytest.param(packed(entries(SAMPLE) | {"word/_rels/document.xml.rels": b"<"}), BrokenFile, id="relationships are no XML"),
    ],
)  # fmt: skip
def test_refused(data: bytes, error: type[DocumentError]) -> None:
    with pytest.raises(error):
        read_document(data, "d")


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(SAMPLE, id="as it is"),
        pytest.param(without("[Content_Types].xml"), id="no content types"),
        pytest.param(without("_rels/.rels"), id="no package relationships"),
        pytest.param(without("word/styles.xml", "word/footnotes.xml"), id="parts that are missing"),
        pytest.param(packed({name.upper(): data for name, data in entries(SAMPLE).items()}), id="names in capitals"),
        pytest.param(packed({name.replace("/", "\\"): data for name, data in entries(SAMPLE).items()}), id="names with backslashes"),
        pytest.param(packed(entries(SAMPLE) | {"../../evil.sh": b"rm"}), id="entry that climbs out"),
        pytest.param(SAMPLE + b"\x00" * 50, id="bytes after the end"),
    ],
)
def test_read_all_the_same(data: bytes) -> None:
    document = read_document(data, "d")
    assert texts(document)[:2] == ["Об утверждении плана", "Первый пункт"]
    assert [len(read.cells) for _, read in document.tables()] == [6, 2]


@pytest.mark.parametrize(
    ("main_type", "media_type"),
    [
        pytest.param(MACRO, "application/vnd.ms-word.document.macroEnabled.12", id="docm"),
        pytest.param(TEMPLATE, "application/vnd.openxmlformats-officedocument.wordprocessingml.template", id="dotx"),
    ],
)
def test_siblings_of_docx(main_type: str, media_type: str) -> None:
    document = read_document(docx(paragraph("Приказ"), main_type=main_type, extra={"word/vbaProject.bin": b"\xd0\xcf"}), "d")
    assert (texts(document), document.media_type, document.extractor) == (["Приказ"], media_type, "word")


def test_a_scan_pasted_into_word_is_named_as_one() -> None:
    with pytest.raises(NoTextLayer, match="Word"):
        read_document(docx(paragraph() + table(row("")), extra={"word/media/image1.jpeg": b"\xff\xd8"}), "d")


def test_an_empty_document_is_read() -> None:
    assert read_document(docx(paragraph()), "d").blocks == ()


def test_a_file_without_a_table_is_read() -> None:
    assert list(read_document(docx(paragraph("Только текст")), "d").tables()) == []


def test_strict_open_xml() -> None:
    strict = {
        name: data.replace(b"http://schemas.openxmlformats.org/wordprocessingml/2006/main", b"http://purl.oclc.org/ooxml/wordprocessingml/main")
        .replace(b"http://schemas.openxmlformats.org/officeDocument/2006/relationships", b"http://purl.oclc.org/ooxml/officeDocument/relationships")
        for name, data in entries(SAMPLE).items()
    }  # fmt: skip
    assert read_document(packed(strict), "d").blocks == read_document(SAMPLE, "d").blocks


def test_utf_16_parts() -> None:
    parts = entries(SAMPLE)
    xml = parts["word/document.xml"].decode()
    parts["word/document.xml"] = f'<?xml version="1.0" encoding="UTF-16"?>{xml}'.encode("utf-16")
    assert read_document(packed(parts), "d").blocks == read_document(SAMPLE, "d").blocks


def bomb(size: int) -> bytes:
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * size)
    return stream.getvalue()


def lying(data: bytes) -> bytes:
    """The same archive, whose headers say that its entry unpacks to one byte."""
    place = data.index(b"PK\x01\x02") + 24
    return data[:place] + struct.pack("<I", 1) + data[place + 4 :]


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(bomb(30_000_000), id="ratio"),
        pytest.param(packed({f"word/{number}.xml": b"" for number in range(limits.MAX_ENTRIES + 1)}), id="entries"),
    ],
)
def test_zip_bombs(data: bytes) -> None:
    with pytest.raises(TooLarge):
        read_document(data, "d")


def test_a_bomb_that_lies_about_its_size() -> None:
    with pytest.raises(DocumentError):
        read_document(lying(bomb(30_000_000)), "d")


def test_total_size_counts_over_all_entries(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_TOTAL_BYTES", 1500)
    with pytest.raises(TooLarge):
        read_document(SAMPLE, "d")


def test_encrypted_entries() -> None:
    data = bytearray(SAMPLE)
    # Bit 0 of the general purpose flags, in the central directory.
    place = data.index(b"PK\x01\x02")
    while place >= 0:
        data[place + 8] |= 1
        place = data.find(b"PK\x01\x02", place + 4)
    with pytest.raises(PasswordProtected):
        read_document(bytes(data), "d")


def mutated(seed: int) -> bytes:
    """The sample with bytes changed, a part taken away, a part's XML garbled or its values replaced, or an end cut off."""
    chance = random.Random(seed)  # noqa: S311 - mutants, not secrets
    parts = entries(SAMPLE)
    name = chance.choice(sorted(parts))
    match seed % 5:
        case 0:
            data = bytearray(SAMPLE)
            for _ in range(chance.randint(1, 30)):
                data[chance.randrange(len(data))] = chance.randrange(256)
            return bytes(data)
        case 1:
            del parts[name]
        case 2:
            garbled = bytearray(parts[name])
            for _ in range(chance.randint(1, 5)):
                garbled[chance.randrange(len(garbled))] = chance.choice(b'<>"&/=\x00a9-')
            parts[name] = bytes(garbled)
        case 3:
            pieces = parts[name].split(b'"')
            for _ in range(3):
                pieces[chance.randrange(len(pieces) // 2) * 2 + 1 if len(pieces) > 1 else 0] = chance.choice(
                    [b"-1", b"", b"99999999999999999999", b"1e400", b"\xd0\xb0", b"w:p", b"../../x", b"NaN"]
                )
            parts[name] = b'"'.join(pieces)
        case _:
            return SAMPLE[: chance.randrange(len(SAMPLE))]
    return packed(parts)


@pytest.mark.parametrize("group", range(10))
def test_mutants_are_read_or_refused(group: int) -> None:
    for seed in range(group * 20, group * 20 + 20):
        started = time.process_time()
        try:
            read_document(mutated(seed), "d")
        except DocumentError as error:
            assert error.code, seed
        assert time.process_time() - started < 2, seed


def test_the_archive_is_opened_once(monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[BytesIO] = []

    def counted(stream: BytesIO) -> ZipFile:
        opened.append(stream)
        return ZipFile(stream)

    monkeypatch.setattr(limits, "ZipFile", counted)
    read_document(SAMPLE, "d")
    assert len(opened) == 1
