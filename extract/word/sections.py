"""Sections of a Word document: which headers and footers they bring, and whether they begin on a new page (17.6)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from extract.word.names import RELATIONSHIPS, child, is_on, value, w
from extract.word.package import WordPackage
from extract.word.story import CONTENT
from extract.word.tables import unwrapped
from extract.xml import Element

_SECTION = w("sectPr")
_RELATIONSHIP = f"{{{RELATIONSHIPS}}}id"
_SAME_PAGE = ("continuous", "nextColumn")


@dataclass(frozen=True, slots=True)
class Section:
    """The `w:p` and `w:tbl` elements of a section, and the same of each header and footer that it brings itself."""

    elements: tuple[Element, ...]
    headers: tuple[tuple[Element, ...], ...] = ()
    footers: tuple[tuple[Element, ...], ...] = ()
    new_page: bool = False


def sections(body: Element, package: WordPackage) -> Iterator[Section]:
    """The sections of a `w:body` in order; a header that a section inherits or repeats is given only once."""
    seen: set[str] = set()
    for number, (elements, properties) in enumerate(_split(body)):
        new_page = number > 0 and value(properties, w("type")) not in _SAME_PAGE
        headers = tuple(_stories(properties, w("headerReference"), package, seen))
        footers = tuple(_stories(properties, w("footerReference"), package, seen))
        yield Section(elements, headers, footers, new_page)


def _split(body: Element) -> Iterator[tuple[tuple[Element, ...], Element | None]]:
    """Elements up to each `w:sectPr`: those of earlier sections stand in their last paragraph, the last one in the body."""
    ends = {holder: mark for mark in body.iterdescendants(_SECTION) if (holder := _paragraph_closed_by(mark)) is not None}
    elements: list[Element] = []
    for element in unwrapped(body, CONTENT):
        elements.append(element)
        if element in ends:
            yield tuple(elements), ends[element]
            elements = []
    yield tuple(elements), body.find(_SECTION)


def _paragraph_closed_by(mark: Element) -> Element | None:
    """None for the mark of the body itself, and for an earlier state that a tracked change keeps."""
    parent = mark.getparent()
    return parent.getparent() if parent is not None and parent.tag == w("pPr") else None


def _stories(properties: Element | None, name: str, package: WordPackage, seen: set[str]) -> Iterator[tuple[Element, ...]]:
    """The headers or footers that the section's pages show."""
    references = {} if properties is None else {mark.get(w("type"), "default"): mark for mark in properties.iterchildren(name)}
    for kind in _kinds(properties, package, "even" in references):
        root = package.by_id(references[kind].get(_RELATIONSHIP, "")) if kind in references else None
        text = "" if root is None else "".join(map(str, root.itertext())).strip()
        if root is not None and text and text not in seen:
            seen.add(text)
            yield tuple(unwrapped(root, CONTENT))


def _kinds(properties: Element | None, package: WordPackage, has_even: bool) -> list[str]:
    """The first page has a header of its own only where the section says so, even pages only where the document does."""
    title_page = child(properties, w("titlePg"))
    settings = package.related("settings") if has_even else None
    even = child(settings, w("evenAndOddHeaders"))
    kinds = ["first"] if title_page is not None and is_on(title_page) else []
    return [*kinds, "default", "even"] if even is not None and is_on(even) else [*kinds, "default"]
