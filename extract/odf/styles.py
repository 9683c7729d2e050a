"""Formatting of OpenDocument paragraphs and spans: automatic styles, named ones, and what they inherit (ODF 1.3 part 3, 16)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from extract.odf.names import q
from extract.xml import Element
from records.document import Align

_ALIGNMENTS: dict[str | None, Align] = {
    **{"start": "left", "left": "left", "center": "center", "end": "right", "right": "right", "justify": "justify"},
}
_TEXT, _PARAGRAPH = q("style:text-properties"), q("style:paragraph-properties")


@dataclass(frozen=True, slots=True)
class Style:
    """What we use of a style; None: not stated."""

    bold: bool | None = None
    hidden: bool | None = None
    align: Align | None = None
    break_before: bool | None = None
    master_page: str | None = None


class StyleSheet:
    """The paragraph and text styles of a document by family and name."""

    def __init__(self, roots: tuple[Element, ...]) -> None:
        self._elements: dict[tuple[str, str], Element] = {}
        for root in roots:
            for element in root.iterdescendants(q("style:style")):
                self._elements[element.get(q("style:family"), ""), element.get(q("style:name"), "")] = element
        self._resolved: dict[tuple[str, str | None], Style] = {}

    def paragraph(self, name: str | None) -> Style:
        """The style of a `text:p` or `text:h`, with everything that it inherits."""
        return self._style("paragraph", name)

    def span(self, name: str | None) -> Style:
        """The style of a `text:span`, with everything that it inherits."""
        return self._style("text", name)

    def master_pages(self) -> Iterator[str]:
        """The names of the page masters that styles call for."""
        for element in self._elements.values():
            if name := element.get(q("style:master-page-name")):
                yield name

    def _style(self, family: str, name: str | None) -> Style:
        key = (family, name)
        if key not in self._resolved:
            self._resolved[key] = self._resolve(family, name)
        return self._resolved[key]

    def _resolve(self, family: str, name: str | None) -> Style:
        style = Style()
        seen: set[str] = set()
        while name is not None and name not in seen and (family, name) in self._elements:
            seen.add(name)
            element = self._elements[family, name]
            own = _own(element)
            style = Style(
                bold=own.bold if style.bold is None else style.bold,
                hidden=own.hidden if style.hidden is None else style.hidden,
                align=style.align or own.align,
                break_before=own.break_before if style.break_before is None else style.break_before,
                master_page=style.master_page or own.master_page,
            )
            name = element.get(q("style:parent-style-name"))
        return style


def _own(element: Element) -> Style:
    text, paragraph = element.find(_TEXT), element.find(_PARAGRAPH)
    weight = None if text is None else text.get(q("fo:font-weight"))
    display = None if text is None else text.get(q("text:display"))
    page_break = None if paragraph is None else paragraph.get(q("fo:break-before"))
    return Style(
        bold=None if weight is None else weight in ("bold", "600", "700", "800", "900"),
        hidden=None if display is None else display == "none",
        align=None if paragraph is None else _ALIGNMENTS.get(paragraph.get(q("fo:text-align"))),
        break_before=None if page_break is None else page_break == "page",
        master_page=element.get(q("style:master-page-name")) or None,
    )
