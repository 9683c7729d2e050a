"""What a paragraph or a run gets from its style, followed through `w:basedOn` (ISO/IEC 29500-1, 17.7)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, replace
from functools import cached_property

from extract.word.names import toggle, value, w
from extract.xml import Element
from records.document import Align

_ALIGNMENTS: dict[str, Align] = {
    "left": "left", "start": "left", "center": "center", "right": "right", "end": "right", "both": "justify", "distribute": "justify",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Formatting:
    """What we use of a style or of direct formatting; None: not stated. `number_id` is `w:numId`, `level` is `w:ilvl`."""

    bold: bool | None = None
    hidden: bool | None = None
    align: Align | None = None
    page_break_before: bool | None = None
    number_id: str | None = None
    level: str | None = None

    def over(self, base: Formatting) -> Formatting:
        """This formatting, with `base` where it states nothing."""
        gaps = {field.name: getattr(base, field.name) for field in fields(self) if getattr(self, field.name) is None}
        return replace(self, **gaps)


PLAIN = Formatting()


def run_formatting(properties: Element | None) -> Formatting:
    """The formatting that a `w:rPr` states itself."""
    return Formatting(bold=toggle(properties, w("b")), hidden=toggle(properties, w("vanish")))


def paragraph_formatting(properties: Element | None) -> Formatting:
    """The formatting that a `w:pPr` states itself (that of its paragraph mark left out)."""
    if properties is None:
        return PLAIN
    numbering = properties.find(w("numPr"))
    return Formatting(
        align=_ALIGNMENTS.get(value(properties, w("jc")) or ""),
        page_break_before=toggle(properties, w("pageBreakBefore")),
        number_id=value(numbering, w("numId")),
        level=value(numbering, w("ilvl")),
    )


class StyleSheet:
    """The styles of a document by id, parsed when first asked for: they are the larger half of many files, and many ask for none."""

    def __init__(self, load: Callable[[], Element | None]) -> None:
        self._load = load
        self._resolved: dict[str, Formatting] = {}

    def __getitem__(self, style: str) -> Formatting:
        """The formatting of a style with everything that it inherits; a style that is not defined states nothing."""
        if style not in self._resolved:
            formatting = PLAIN
            for element in self._ancestors(style):
                formatting = formatting.over(_own(element))
            self._resolved[style] = formatting
        return self._resolved[style]

    def lineage(self, style: str) -> tuple[str, ...]:
        """The ids of the style itself, of the one that it is based on, and so on."""
        return tuple(element.get(w("styleId"), "") for element in self._ancestors(style))

    @cached_property
    def _elements(self) -> dict[str, Element]:
        root = self._load()
        return {} if root is None else {element.get(w("styleId"), ""): element for element in root.iterchildren(w("style"))}

    def _ancestors(self, style: str) -> Iterator[Element]:
        seen: set[str] = set()
        following: str | None = style
        while following in self._elements and following not in seen:
            seen.add(following)
            element = self._elements[following]
            yield element
            following = value(element, w("basedOn"))


def style_id(properties: Element) -> str | None:
    """The id of the style in a `w:pPr`."""
    return value(properties, w("pStyle"))


def _own(style: Element) -> Formatting:
    return run_formatting(style.find(w("rPr"))).over(paragraph_formatting(style.find(w("pPr"))))
