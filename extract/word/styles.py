"""What a paragraph or a run gets from its style, followed through `w:basedOn` (ISO/IEC 29500-1, 17.7)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

from extract.word.names import VAL, by_tag, is_on, val, value, w
from extract.xml import Element, children
from records.document import Align

_BOLD, _HIDDEN, _RUN_STYLE, _GONE = w("b"), w("vanish"), w("rStyle"), (w("del"), w("moveFrom"))
_STYLE, _NUMBERING, _ALIGN, _PAGE_BREAK, _RUN, _PARAGRAPH = w("pStyle"), w("numPr"), w("jc"), w("pageBreakBefore"), w("rPr"), w("pPr")
_NUMBER_ID, _LEVEL, _DEFINITION, _BASE = w("numId"), w("ilvl"), w("style"), w("basedOn")
_ALIGNMENTS: dict[str | None, Align] = {
    **{"left": "left", "start": "left", "center": "center", "right": "right", "end": "right"},
    **{"both": "justify", "distribute": "justify"},
}


Mark = Literal["", "deleted", "hidden"]


# Not frozen, though nobody changes them: many a paragraph and run makes one, and frozen ones cost four times as much.
@dataclass(slots=True)
class RunProperties:
    """What we use of a `w:rPr`; None: not stated."""

    bold: bool | None = None
    hidden: bool | None = None
    style: str | None = None

    def over(self, base: RunProperties) -> RunProperties:
        """These, with those of `base` where they state nothing."""
        if self is PLAIN_RUN or base is PLAIN_RUN:  # nearly always
            return base if self is PLAIN_RUN else self
        bold = base.bold if self.bold is None else self.bold
        hidden = base.hidden if self.hidden is None else self.hidden
        return RunProperties(bold, hidden, base.style if self.style is None else self.style)


@dataclass(slots=True)
class ParagraphProperties:
    """What we use of a `w:pPr`; None: not stated. `mark` is what becomes of the paragraph mark: a
    tracked change deletes it, or it is hidden."""

    style: str | None = None
    align: Align | None = None
    page_break_before: bool | None = None
    number_id: str | None = None
    level: str | None = None
    mark: Mark = ""

    def over(self, base: ParagraphProperties) -> ParagraphProperties:
        """These, with those of `base` where they state nothing."""
        return ParagraphProperties(
            base.style if self.style is None else self.style,
            base.align if self.align is None else self.align,
            base.page_break_before if self.page_break_before is None else self.page_break_before,
            base.number_id if self.number_id is None else self.number_id,
            base.level if self.level is None else self.level,
            self.mark,
        )


# What nobody states: of a paragraph or run without properties, and of a style that is not defined.
PLAIN_RUN, PLAIN_PARAGRAPH = RunProperties(), ParagraphProperties()


@dataclass(frozen=True, slots=True)
class Style:
    """A style with everything that it inherits."""

    run: RunProperties
    paragraph: ParagraphProperties


NO_STYLE = Style(PLAIN_RUN, PLAIN_PARAGRAPH)


def run_properties(element: Element) -> RunProperties:
    """The formatting that a `w:rPr` states itself."""
    bold = hidden = style = None
    for child in children(element):
        tag = child.tag
        if tag == _BOLD:
            bold = is_on(child)
        elif tag == _HIDDEN:
            hidden = is_on(child)
        elif tag == _RUN_STYLE:
            style = child.get(VAL)
    return PLAIN_RUN if bold is None and hidden is None and style is None else RunProperties(bold, hidden, style)


def paragraph_properties(element: Element) -> ParagraphProperties:
    """The formatting that a `w:pPr` states itself."""
    style = number_id = level = page_break = None
    align: Align | None = None
    mark: Mark = ""
    for child in children(element):
        tag = child.tag
        if tag == _ALIGN:
            align = _ALIGNMENTS.get(child.get(VAL))
        elif tag == _RUN:
            mark = _mark(child)
        elif tag == _STYLE:
            style = child.get(VAL)
        elif tag == _NUMBERING:
            stated = by_tag(child)
            number_id, level = val(stated.get(_NUMBER_ID)), val(stated.get(_LEVEL))
        elif tag == _PAGE_BREAK:
            page_break = is_on(child)
    return ParagraphProperties(style, align, page_break, number_id, level, mark)


def _mark(properties: Element) -> Mark:
    for child in children(properties):
        if child.tag in _GONE:
            return "deleted"
        if child.tag == _HIDDEN and is_on(child):
            return "hidden"
    return ""


class StyleSheet:
    """The styles of a document by id, parsed when first asked for: they are the larger half of many files, and many ask for none."""

    def __init__(self, load: Callable[[], Element | None]) -> None:
        self._load = load
        self._resolved: dict[str, Style] = {}

    def __getitem__(self, style: str) -> Style:
        """A style with everything that it inherits; a style that is not defined states nothing."""
        if style not in self._resolved:
            resolved = NO_STYLE
            for element in self._ancestors(style):
                own = _own(element)
                resolved = Style(resolved.run.over(own.run), resolved.paragraph.over(own.paragraph))
            self._resolved[style] = resolved
        return self._resolved[style]

    def lineage(self, style: str) -> tuple[str, ...]:
        """The ids of the style itself, of the one that it is based on, and so on."""
        return tuple(element.get(w("styleId"), "") for element in self._ancestors(style))

    @cached_property
    def _elements(self) -> dict[str, Element]:
        root = self._load()
        return {} if root is None else {element.get(w("styleId"), ""): element for element in root.iterchildren(_DEFINITION)}

    def _ancestors(self, style: str) -> Iterator[Element]:
        seen: set[str] = set()
        following: str | None = style
        while following in self._elements and following not in seen:
            seen.add(following)
            element = self._elements[following]
            yield element
            following = value(element, _BASE)


def _own(style: Element) -> Style:
    stated = by_tag(style)
    run, paragraph = stated.get(_RUN), stated.get(_PARAGRAPH)
    return Style(
        PLAIN_RUN if run is None else run_properties(run),
        PLAIN_PARAGRAPH if paragraph is None else replace(paragraph_properties(paragraph), style=None),
    )
