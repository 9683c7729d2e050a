"""What a paragraph or a run gets from its style, followed through `w:basedOn` (ISO/IEC 29500-1, 17.7)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cached_property
from typing import Any, Literal, NamedTuple, TypeVar

from extract.word.names import VAL, is_on, value, w
from extract.xml import Element, children
from records.document import Align

_BOLD, _HIDDEN, _RUN_STYLE, _GONE = w("b"), w("vanish"), w("rStyle"), (w("del"), w("moveFrom"))
_STYLE, _NUMBERING, _ALIGN, _PAGE_BREAK, _MARK = w("pStyle"), w("numPr"), w("jc"), w("pageBreakBefore"), w("rPr")
_NUMBER_ID, _LEVEL = w("numId"), w("ilvl")
_ALIGNMENTS: dict[str | None, Align] = {
    **{"left": "left", "start": "left", "center": "center", "right": "right", "end": "right"},
    **{"both": "justify", "distribute": "justify"},
}


Mark = Literal["", "deleted", "hidden"]


class RunProperties(NamedTuple):
    """What we use of a `w:rPr`; None: not stated."""

    bold: bool | None = None
    hidden: bool | None = None
    style: str | None = None


class ParagraphProperties(NamedTuple):
    """What we use of a `w:pPr`; None: not stated. `mark` is what becomes of the paragraph mark: a
    tracked change deletes it, or it is hidden."""

    style: str | None = None
    align: Align | None = None
    page_break_before: bool | None = None
    number_id: str | None = None
    level: str | None = None
    mark: Mark = ""


class Style(NamedTuple):
    """A style with everything that it inherits."""

    run: RunProperties = RunProperties()
    paragraph: ParagraphProperties = ParagraphProperties()


_Properties = TypeVar("_Properties", RunProperties, ParagraphProperties)


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
    return RunProperties(bold, hidden, style)


def paragraph_properties(element: Element) -> ParagraphProperties:
    """The formatting that a `w:pPr` states itself."""
    style = number_id = level = page_break = None
    align: Align | None = None
    mark: Mark = ""
    for child in children(element):
        tag = child.tag
        if tag == _ALIGN:
            align = _ALIGNMENTS.get(child.get(VAL))
        elif tag == _MARK:
            mark = _mark(child)
        elif tag == _STYLE:
            style = child.get(VAL)
        elif tag == _NUMBERING:
            number_id, level = value(child, _NUMBER_ID), value(child, _LEVEL)
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


def over(own: _Properties, base: _Properties) -> _Properties:
    """`own`, with `base` where it states nothing."""
    gaps: dict[str, Any] = {name: theirs for name, mine, theirs in zip(own._fields, own, base, strict=True) if mine is None}
    return own._replace(**gaps) if gaps else own


class StyleSheet:
    """The styles of a document by id, parsed when first asked for: they are the larger half of many files, and many ask for none."""

    def __init__(self, load: Callable[[], Element | None]) -> None:
        self._load = load
        self._resolved: dict[str, Style] = {}

    def __getitem__(self, style: str) -> Style:
        """A style with everything that it inherits; a style that is not defined states nothing."""
        if style not in self._resolved:
            resolved = Style()
            for element in self._ancestors(style):
                own = _own(element)
                resolved = Style(over(resolved.run, own.run), over(resolved.paragraph, own.paragraph))
            self._resolved[style] = resolved
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


def _own(style: Element) -> Style:
    run, paragraph = style.find(w("rPr")), style.find(w("pPr"))
    return Style(
        RunProperties() if run is None else run_properties(run),
        ParagraphProperties() if paragraph is None else paragraph_properties(paragraph)._replace(style=None),
    )
