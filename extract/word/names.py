"""Names of WordprocessingML (ISO/IEC 29500-1, part 17) and the way its values are written."""

from __future__ import annotations

from typing import Final

from extract.xml import Element, children

WORD: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
MATH: Final = "http://schemas.openxmlformats.org/officeDocument/2006/math"
COMPATIBILITY: Final = "http://schemas.openxmlformats.org/markup-compatibility/2006"
RELATIONSHIPS: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
DRAWING: Final = "http://schemas.openxmlformats.org/drawingml/2006/main"
VML: Final = "urn:schemas-microsoft-com:vml"
OFFICE: Final = "urn:schemas-microsoft-com:office:office"
# ISO/IEC 29500 Strict names the same elements in another namespace.
STRICT: Final = "http://purl.oclc.org/ooxml/"
TRANSITIONAL_OF: Final = {
    STRICT + "wordprocessingml/main": WORD,
    STRICT + "officeDocument/math": MATH,
    STRICT + "drawingml/main": DRAWING,
    STRICT + "officeDocument/relationships": RELATIONSHIPS,
}


def w(name: str) -> str:
    """`w:name` in lxml's notation."""
    return f"{{{WORD}}}{name}"


VAL: Final = w("val")


def value(parent: Element | None, name: str) -> str | None:
    """`w:val` of the child `name` (lxml's notation) of `parent`; None where either is missing."""
    return val(child(parent, name))


def child(parent: Element | None, name: str) -> Element | None:
    """The first child element of this name (lxml's notation); None where there is none, or no parent."""
    return None if parent is None else next((element for element in children(parent) if element.tag == name), None)


def val(element: Element | None) -> str | None:
    """`w:val` of an element; None where the element or the attribute is missing."""
    return None if element is None else element.get(VAL)


def by_tag(parent: Element | None) -> dict[str, Element]:
    """The child elements by their tags (of equal ones the last); empty where `parent` is missing."""
    return {} if parent is None else {child.tag: child for child in children(parent)}


def is_on(element: Element) -> bool:
    """An on/off property (17.17.4) that is present: on unless it says otherwise."""
    return element.get(VAL, "1") not in ("0", "false", "off")


def integer(text: str | None, default: int = 0) -> int:
    """A whole number as Word reads it (some programs write «12.0»): a missing or damaged one is the default."""
    if text is None:
        return default
    try:
        return int(float(text))
    except (ValueError, OverflowError):
        return default
