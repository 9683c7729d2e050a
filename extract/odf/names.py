"""Names of OpenDocument (ISO/IEC 26300, OASIS ODF 1.3 part 3) in lxml's notation."""

from __future__ import annotations

from typing import Final

from extract.xml import Element

_OASIS: Final = "urn:oasis:names:tc:opendocument:xmlns:"
_URIS: Final = {
    "office": _OASIS + "office:1.0",
    "text": _OASIS + "text:1.0",
    "table": _OASIS + "table:1.0",
    "style": _OASIS + "style:1.0",
    "draw": _OASIS + "drawing:1.0",
    "svg": _OASIS + "svg-compatible:1.0",
    "fo": _OASIS + "xsl-fo-compatible:1.0",
    "loext": "urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0",
}


def q(name: str) -> str:
    """`prefix:name` in lxml's notation."""
    prefix, _, local = name.partition(":")
    return f"{{{_URIS[prefix]}}}{local}"


def count(element: Element, name: str, most: int) -> int:
    """A count in an attribute: at least 1, at most `most`; a damaged one is 1."""
    text = element.get(name, "1")
    return min(max(int(text), 1), most) if text.isdecimal() and len(text) < 10 else 1
