"""Word documents (.docx and its siblings: .docm without its macros, .dotx, .dotm) as a Document."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from extract.limits import BoundedZip
from extract.word.embedded import Embedded
from extract.word.names import child, w
from extract.word.numbering import Numbering
from extract.word.package import WordPackage
from extract.word.sections import sections
from extract.word.story import NoteKey, Story
from extract.word.styles import StyleSheet
from extract.xml import Element
from records.document import Block, Document, Paragraph
from records.errors import BrokenFile, NoTextLayer

_ONLY_PICTURES = "В документе Word нет текста, только изображения (скан). Запросите исходный файл с текстом."
_OPEN_XML = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_MEDIA_TYPES = (
    (b"application/vnd.ms-word.document.macroEnabled", "application/vnd.ms-word.document.macroEnabled.12"),
    (b"application/vnd.ms-word.template.macroEnabled", "application/vnd.ms-word.template.macroEnabled.12"),
    (b"wordprocessingml.template", _OPEN_XML + "template"),
)
_NOTES = (("footnotes", "footnote"), ("endnotes", "endnote"))


def read_word(
    data: bytes,
    document_id: str,
    level: int = 0,
    office: Path | None = None,
    tesseract: Path | None = None,
    archive: BoundedZip | None = None,
) -> Document:
    """The paragraphs and tables of a Word file, with automatic numbers, merges and nested tables as a reader sees them.

    `level`: how many Word files it is embedded in; `office` and `tesseract`: the programs that read what is embedded in other
    formats and in pictures (None: they are looked for); `archive`: the file, where somebody has opened it already. Raises
    BrokenFile, TooLarge, PasswordProtected or NoTextLayer (`records.errors`).
    """
    package = WordPackage(archive or BoundedZip(data))
    body = child(package.document(), w("body"))
    if body is None:
        raise BrokenFile
    styles = StyleSheet(lambda: package.related("styles"))
    numbering = Numbering(package.related("numbering"), styles)
    embedded = Embedded(package, document_id, level, office, tesseract)
    story = Story(styles, numbering, _notes(package, body), embedded)
    blocks = tuple(_body(package, body, story))
    if not any(_says_something(block) for block in blocks) and package.has_pictures():
        raise NoTextLayer(_ONLY_PICTURES)
    return Document(document_id, _media_type(package), "word", blocks, notes=tuple(embedded.notes))


def _says_something(block: Block) -> bool:
    return bool(block.printed) if isinstance(block, Paragraph) else any(cell.printed for cell in block.cells)


def _body(package: WordPackage, body: Element, story: Story) -> Iterator[Block]:
    """The sections one after the other, each between its headers and its footers."""
    for section in sections(body, package):
        for header in section.headers:
            yield from story.blocks(header, "header", 1)
        yield from story.blocks(section.elements, break_before=section.new_page)
        for footer in section.footers:
            yield from story.blocks(footer, "footer", 1)


def _notes(package: WordPackage, body: Element) -> dict[NoteKey, Element]:
    """Footnotes and endnotes by (tag of the reference, id); their parts are read only where the body refers to them."""
    notes: dict[NoteKey, Element] = {}
    for kind, tag in _NOTES:
        reference = w(tag + "Reference")
        root = package.related(kind) if next(body.iterdescendants(reference), None) is not None else None
        if root is not None:
            notes |= {(reference, note.get(w("id"), "")): note for note in root.iterchildren(w(tag))}
    return notes


def _media_type(package: WordPackage) -> str:
    types = package.content_types()
    return next((name for mark, name in _MEDIA_TYPES if mark in types), _OPEN_XML + "document")
