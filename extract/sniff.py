"""What a file is by its content: municipalities rename files freely, so neither the name nor the extension is ever asked."""

from __future__ import annotations

import re
from typing import Literal

from extract.encodings import BYTE_ORDER_MARKS, decoded, wide_encoding
from extract.limits import BoundedZip
from extract.ole import ole_format
from records.errors import BrokenFile, EmptyFile, UnsupportedFormat

Format = Literal["docx", "pdf", "odt", "fodt", "xlsx", "html", "mhtml", "doc", "rtf", "wordxml", "text", "image"]

_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_IMAGES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF87a", b"GIF89a", b"II*\x00", b"MM\x00*", b"BM", b"RIFF", b"\x00\x00\x00\x0cjP  ")
# Readers of PDF accept the mark anywhere in the first kilobyte (ISO 32000-1, annex H, 3.4.1).
_PDF_WINDOW = 1024
_HEAD = 4096
# The frame of a page anywhere at the beginning, or a piece of a page that begins with a tag (a text may well mention one).
_HTML = re.compile(
    r"<!doctype\s+html|<(?:html|head|body|meta)[\s>]|\A<(?:table|div|p|ol|ul|h[1-6]|center|font|span|b|title)[\s>]", re.IGNORECASE
)
_MHTML = re.compile(r"(?:MIME-Version|From|Content-Type):", re.IGNORECASE)
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")

_SPREADSHEET_OLD = "Это книга Excel старого вида (.xls). Сохраните её как .xlsx или документ Word (DOCX)."
_ARCHIVE = "Это архив ZIP, а не документ. Распакуйте его и передайте сами документы."
_PRESENTATION = "Это презентация. Сохраните документ как DOCX или PDF."
_BLANK = "В файле нет ничего, кроме пустого места. Запросите документ у отправителя ещё раз."
_UNKNOWN_ODF = "Это документ OpenDocument, но не текст (.odt). Сохраните его как DOCX или PDF."


def opened(data: bytes) -> BoundedZip | None:
    """The zip archive that a file is, opened once for all who ask it; None where it is none. Raises BrokenFile, TooLarge."""
    return BoundedZip(data) if data.startswith(_ZIP) else None


def sniff(data: bytes, archive: BoundedZip | None = None) -> Format:
    """The format of a file (`archive`: what `opened` gave of it). Raises EmptyFile, BrokenFile (a cut or damaged package),
    PasswordProtected, UnsupportedFormat."""
    if not data.strip(b"\x00 \t\r\n"):
        raise EmptyFile(_BLANK if data else None)
    if data.startswith(_ZIP):
        return _packed(archive or BoundedZip(data))
    if data.startswith(_OLE):
        return _compound(data)
    if data.startswith(b"{\\rtf"):
        return "rtf"
    if b"%PDF-" in data[:_PDF_WINDOW]:
        return "pdf"
    if data.startswith(_IMAGES):
        return "image"
    return _written(data)


def _packed(archive: BoundedZip) -> Format:
    if "word/document.xml" in archive:
        return "docx"
    if "mimetype" in archive:
        return _open_document(archive)
    names = {name.replace("\\", "/").partition("/")[0].lower() for name in archive.names()}
    if "xl" in names:
        return "xlsx"
    if "ppt" in names:
        raise UnsupportedFormat(_PRESENTATION)
    # A package without its main part is still a Word file, and its reader says what is missing.
    if "word" in names or "[content_types].xml" in names:
        return "docx"
    if not names:
        raise BrokenFile
    raise UnsupportedFormat(_ARCHIVE)


def _open_document(archive: BoundedZip) -> Format:
    if b"opendocument.text" in archive.read("mimetype"):
        return "odt"
    raise UnsupportedFormat(_UNKNOWN_ODF)


def _compound(data: bytes) -> Format:
    if ole_format(data) == "workbook":
        raise UnsupportedFormat(_SPREADSHEET_OLD)
    return "doc"


def _written(data: bytes) -> Format:
    """Formats that are text: markup by its first tags, otherwise plain text, if it is text at all."""
    head = decoded(data[:_HEAD]).lstrip("\ufeff \t\r\n")
    if head.startswith("<?xml") or head.startswith("<office:document") or head.startswith("<w:wordDocument"):
        if "<w:wordDocument" in head or 'progid="Word.Document"' in head or "<pkg:package" in head:
            return "wordxml"
        if "<office:document" in head:
            return "fodt"
    if _MHTML.match(head) and "multipart/related" in head.lower():
        return "mhtml"
    if _HTML.search(head):
        return "html"
    marked = data.startswith(tuple(mark for mark, _ in BYTE_ORDER_MARKS)) or wide_encoding(data[:_HEAD])
    if _CONTROL.search(data[:_HEAD]) and not marked:
        raise UnsupportedFormat
    return "text"
