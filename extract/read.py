"""A file's bytes become a Document: the format is found by content, and its reader is called.

This is the one place where the failure of a reader is turned into an error of the document: a run over thousands of files goes
on, and the report names the file with a code and a remedy.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

from extract.limits import MAX_FILE_BYTES
from extract.sniff import Format, opened, sniff
from records.document import Document
from records.errors import BrokenFile, DocumentError, TooLarge, UnsupportedFormat

Reader = Callable[..., Document]
OnPage = Callable[[int, int], None]

# Readers are imported when the first file of their format comes: each brings libraries that others do not need.
_READERS: dict[Format, tuple[str, str]] = {
    "docx": ("extract.word", "read_word"),
    "pdf": ("extract.pdf", "read_pdf"),
    "html": ("extract.html", "read_html"),
    "mhtml": ("extract.mhtml", "read_mhtml"),
    "odt": ("extract.odf", "read_odt"),
    "text": ("extract.flat", "read_flat"),
    "xlsx": ("extract.xlsx", "read_xlsx"),
    "fodt": ("extract.odf", "read_fodt"),
    "image": ("extract.scan.image", "read_image"),
}


# What readers may call beside themselves: Tesseract page by page, and the programs that read what a Word file holds; and the archive
# that was opened to see what it is.
_NEEDS: dict[Format, tuple[str, ...]] = {
    "pdf": ("tesseract", "on_page"),
    "image": ("tesseract", "on_page"),
    "docx": ("office", "tesseract", "archive"),
    "odt": ("archive",),
}
# Formats whose lines are not paragraphs that a person typed: their readers find tables by lines, boxes or strokes themselves.
_DRAWN: tuple[Format, ...] = ("pdf", "image", "text", "xlsx")


def read_document(
    data: bytes, document_id: str, office: Path | None = None, tesseract: Path | None = None, on_page: OnPage | None = None
) -> Document:
    """The Document of a file's content, whatever its name is.

    `office` is LibreOffice's program for old formats, `tesseract` the one for scans (None: they are looked for where they usually
    are); `on_page` is told after each page of a PDF or image how many of how many are read (a scanned page takes seconds).
    Raises only subclasses of `records.errors.DocumentError`, each with a stable code and a Russian remedy.
    """
    if len(data) > MAX_FILE_BYTES:
        raise TooLarge
    try:
        archive = opened(data)
        found = sniff(data, archive)
        document = _read(data, document_id, found, {"office": office, "tesseract": tesseract, "on_page": on_page, "archive": archive})
        return document if found in _DRAWN else _with_typed_tables(document)
    except DocumentError:
        raise
    except (RecursionError, MemoryError) as error:
        raise TooLarge from error
    except Exception as error:
        # Whatever a library stumbles over in a damaged file; the cause stays in the chain for the log.
        raise BrokenFile from error


def _read(data: bytes, document_id: str, found: Format, helpers: dict[str, Any]) -> Document:
    if found == "doc" or found == "rtf" or found == "wordxml":
        from extract.office import read_office

        return read_office(data, document_id, found, helpers["office"], helpers["tesseract"])
    if found not in _READERS:
        raise UnsupportedFormat
    module, name = _READERS[found]
    reader: Reader = getattr(import_module(module), name)
    return reader(data, document_id, **{need: helpers[need] for need in _NEEDS.get(found, ())})


def _with_typed_tables(document: Document) -> Document:
    """Tables that someone typed with strokes into the paragraphs of a document are tables too."""
    from extract.flat.typed import with_drawn_tables

    return with_drawn_tables(document)
