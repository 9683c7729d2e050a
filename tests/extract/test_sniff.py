"""Formats found by content: files come with the wrong name, or with none."""

from __future__ import annotations

import struct
from io import BytesIO
from zipfile import ZipFile

import pytest

from extract.encodings import decoded
from extract.read import read_document
from extract.sniff import sniff
from records.errors import BrokenFile, DocumentError, EmptyFile, PasswordProtected, UnsupportedFormat

ODF = "application/vnd.oasis.opendocument."


def zipped(**entries: str) -> bytes:
    """An archive with these entries; «__» in a name stands for a slash, a leading «types» for the list of content types."""
    stream = BytesIO()
    with ZipFile(stream, "w") as archive:
        for name, text in entries.items():
            archive.writestr(name.replace("__", "/").replace("types", "[Content_Types].xml"), text)
    return stream.getvalue()


def compound(*names: str, flags: int = 0) -> bytes:
    """An OLE file with streams of these names, each beginning in the sector after the directory."""
    header = bytearray(512)
    header[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    struct.pack_into("<H", header, 30, 9)
    struct.pack_into("<I", header, 48, 0)
    directory = b""
    for name in ("Root Entry", *names):
        entry = bytearray(128)
        encoded = name.encode("utf-16-le")
        entry[: len(encoded)] = encoded
        struct.pack_into("<HB", entry, 64, len(encoded) + 2, 5 if name == "Root Entry" else 2)
        struct.pack_into("<I", entry, 116, 1)
        directory += entry
    fib = struct.pack("<HHHHHH", 0xA5EC, 193, 0, 0, 0, flags).ljust(512, b"\x00")
    return bytes(header) + directory.ljust(512, b"\x00") + fib


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        pytest.param(zipped(word__other=""), "docx", id="package with a folder word"),
        pytest.param(zipped(types="", xl__workbook=""), "xlsx", id="workbook"),
        pytest.param(zipped(mimetype=ODF + "text"), "odt", id="OpenDocument text"),
        pytest.param(zipped(mimetype=ODF + "text-template"), "odt", id="OpenDocument template"),
        pytest.param(b"%PDF-1.4\n", "pdf", id="PDF"),
        pytest.param(b"\r\n junk %PDF-1.7\n", "pdf", id="PDF after junk"),
        pytest.param(b"{\\rtf1\\ansi}", "rtf", id="RTF"),
        pytest.param(compound("WordDocument", "1Table"), "doc", id="old Word"),
        pytest.param(b"<!DOCTYPE html><html>", "html", id="HTML"),
        pytest.param("\ufeff\n<HTML><body>Приказ".encode(), "html", id="HTML with a byte order mark"),
        pytest.param("<p>Приказ</p><table border=1><tr>".encode("cp1251"), "html", id="HTML without a head, Windows-1251"),
        pytest.param("<html>".encode("utf-16"), "html", id="HTML in UTF-16"),
        pytest.param(b'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="x"\n', "mhtml", id="web archive"),
        pytest.param("From: Начальник\nТекст письма".encode(), "text", id="text that begins like a message"),
        pytest.param(b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:wordDocument>', "wordxml", id="Word 2003 XML"),
        pytest.param(b'<?xml version="1.0"?><office:document xmlns:office="x">', "fodt", id="flat OpenDocument"),
        pytest.param("ПРИКАЗ\n1.\tУтвердить".encode(), "text", id="text"),
        pytest.param("ПРИКАЗ об утверждении".encode("cp1251"), "text", id="text in Windows-1251"),
        pytest.param("ПРИКАЗ".encode("utf-16"), "text", id="text in UTF-16"),
        pytest.param(b"\x89PNG\r\n\x1a\n....", "image", id="PNG"),
        pytest.param(b"\xff\xd8\xff\xe0....", "image", id="JPEG"),
        pytest.param(b"GIF89a....", "image", id="GIF"),
        pytest.param(b"II*\x00....", "image", id="TIFF"),
        pytest.param(b"MM\x00*....", "image", id="TIFF, big-endian"),
        pytest.param(b"BM\x36\x00\x00\x00\x00\x00\x00\x00....", "image", id="BMP"),
    ],
)
def test_format(data: bytes, expected: str) -> None:
    assert sniff(data) == expected


@pytest.mark.parametrize(
    ("data", "error"),
    [
        pytest.param(b"", EmptyFile, id="no bytes"),
        pytest.param(b" \r\n\x00\x00", EmptyFile, id="nothing but blanks"),
        pytest.param(b"PK\x03\x04" + b"\x00" * 100, BrokenFile, id="zip that is cut"),
        pytest.param(zipped(a="b"), UnsupportedFormat, id="archive of other things"),
        pytest.param(zipped(types="", ppt__presentation=""), UnsupportedFormat, id="presentation"),
        pytest.param(zipped(mimetype=ODF + "spreadsheet"), UnsupportedFormat, id="OpenDocument spreadsheet"),
        pytest.param(compound("EncryptionInfo", "EncryptedPackage"), PasswordProtected, id="DOCX with a password"),
        pytest.param(compound("WordDocument", flags=0x0100), PasswordProtected, id="old Word with a password"),
        pytest.param(compound("Workbook"), UnsupportedFormat, id="old Excel"),
        pytest.param(compound("Other"), UnsupportedFormat, id="some other OLE file"),
        pytest.param(compound("WordDocument")[:800], BrokenFile, id="OLE file that is cut"),
        pytest.param(compound()[:100], BrokenFile, id="OLE header that is cut"),
        pytest.param(b"\x7fELF\x02\x01\x01\x00" + bytes(range(20)), UnsupportedFormat, id="program"),
    ],
)
def test_refusal(data: bytes, error: type[DocumentError]) -> None:
    with pytest.raises(error) as caught:
        sniff(data)
    assert caught.value.message.endswith((".", ").")), "every message tells what to do"


def test_every_error_has_a_code_of_its_own() -> None:
    kinds = [EmptyFile, BrokenFile, PasswordProtected, UnsupportedFormat]
    assert len({kind.code for kind in kinds}) == len(kinds)


@pytest.mark.parametrize("data", [pytest.param(b"\x89PNG\r\n\x1a\n....", id="PNG"), pytest.param(b"\xff\xd8\xff\xe0....", id="JPEG")])
def test_a_damaged_image_is_refused_with_a_remedy(data: bytes) -> None:
    with pytest.raises(BrokenFile, match="PNG"):
        read_document(data, "d")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1251"])
def test_decoded(encoding: str) -> None:
    assert decoded("Срок: до 1 сентября — «ежегодно»".encode(encoding)) == "Срок: до 1 сентября — «ежегодно»"


def test_a_letter_cut_by_the_end_of_the_window_is_no_other_encoding() -> None:
    assert decoded("Приказ".encode()[:-1]) == "Прика"
