"""OpenDocument texts (.odt, .ott, and .fodt in one XML file) as a Document."""

from __future__ import annotations

from collections.abc import Iterator

from extract.limits import BoundedZip
from extract.odf.names import q
from extract.odf.numbering import Numbering
from extract.odf.story import Story
from extract.odf.styles import StyleSheet
from extract.xml import Element, parse_xml
from records.document import Block, Document, ParagraphKind
from records.errors import BrokenFile, PasswordProtected

_MEDIA_TYPE = "application/vnd.oasis.opendocument.text"
_NO_CONTENT = "В файле нет самого текста документа (content.xml). Запросите файл ещё раз или сохраните его заново."
_FIRST_PAGE = "Standard"


def read_odt(data: bytes, document_id: str, archive: BoundedZip | None = None) -> Document:
    """The paragraphs and tables of an .odt file (`archive`: the file, where somebody has opened it already).

    Raises BrokenFile, TooLarge or PasswordProtected (`records.errors`).
    """
    archive = archive or BoundedZip(data)
    manifest = "META-INF/manifest.xml"
    if manifest in archive and b"encryption-data" in archive.read(manifest):
        raise PasswordProtected
    if "content.xml" not in archive:
        raise BrokenFile(_NO_CONTENT)
    roots = tuple(parse_xml(archive.read(name)) for name in ("styles.xml", "content.xml") if name in archive)
    return _document(roots, document_id, _MEDIA_TYPE)


def read_fodt(data: bytes, document_id: str) -> Document:
    """The paragraphs and tables of a flat OpenDocument file. Raises BrokenFile."""
    return _document((parse_xml(data),), document_id, _MEDIA_TYPE + "-flat-xml")


def _document(roots: tuple[Element, ...], document_id: str, media_type: str) -> Document:
    body = roots[-1].find(f"{q('office:body')}/{q('office:text')}")
    if body is None:
        raise BrokenFile(_NO_CONTENT)
    styles = StyleSheet(roots)
    story = Story(styles, Numbering(roots))
    pages = [page for root in roots for page in _pages(root, styles)]
    blocks = (
        *_beside(pages, ("style:header-first", "style:header"), "header", story),
        *story.blocks(body),
        *_beside(pages, ("style:footer-first", "style:footer"), "footer", story),
    )
    return Document(document_id, media_type, "odt", blocks)


def _pages(root: Element, styles: StyleSheet) -> Iterator[Element]:
    """The page masters in use: the first page's, and those that a style calls for."""
    used = {_FIRST_PAGE, *styles.master_pages()}
    for page in root.iterdescendants(q("style:master-page")):
        if page.get(q("style:name")) in used:
            yield page


def _beside(pages: list[Element], names: tuple[str, ...], kind: ParagraphKind, story: Story) -> Iterator[Block]:
    """Headers or footers, each text once."""
    seen: set[str] = set()
    for page in pages:
        for name in names:
            for element in page.iterchildren(q(name)):
                text = "".join(map(str, element.itertext())).strip()
                if text and text not in seen:
                    seen.add(text)
                    yield from story.blocks(element, kind, 1)
