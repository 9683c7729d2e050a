"""The text of an OpenDocument paragraph: what a reader of the finished document sees (ODF 1.3 part 3, 6)."""

from __future__ import annotations

from dataclasses import dataclass, field

from extract.lines import PAGE_BREAK
from extract.odf.names import count, q
from extract.odf.styles import Style, StyleSheet
from extract.xml import Element

_SPAN, _SPACE, _NOTE, _NOTE_BODY = q("text:span"), q("text:s"), q("text:note"), q("text:note-body")
_FIXED = {q("text:tab"): "\t", q("text:line-break"): "\n", q("text:page-break"): PAGE_BREAK}
# Deleted text is kept apart by ODF (text:tracked-changes), so that nothing of it stands in a paragraph.
_IGNORED = frozenset(
    map(
        q,
        (
            "office:annotation",
            "office:annotation-end",
            "text:ruby-text",
            "text:hidden-text",
            "svg:title",
            "svg:desc",
            "text:tracked-changes",
        ),
    )
)
_BLOCKS = frozenset(map(q, ("text:p", "text:h", "text:list", "table:table")))
_MAX_SPACES = 1000


@dataclass(slots=True)
class Inline:
    """What a paragraph holds: pieces of text with their boldness, and the elements that hold blocks of their own."""

    pieces: list[tuple[str, bool]] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    notes: list[Element] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(text for text, _ in self.pieces)

    @property
    def bold(self) -> bool:
        """Whether all visible characters are bold (and there are any)."""
        visible = [bold for text, bold in self.pieces if not text.isspace()]
        return bool(visible) and all(visible)


def read_inline(paragraph: Element, style: Style, styles: StyleSheet) -> Inline:
    """The content of a `text:p` or `text:h` of this style."""
    inline = Inline()
    _walk(paragraph, bool(style.bold), bool(style.hidden), styles, inline)
    return inline


def _walk(parent: Element, bold: bool, hidden: bool, styles: StyleSheet, inline: Inline) -> None:
    def add(text: str | None) -> None:
        # White space in the XML is layout: several characters are one space (6.1.2).
        if text and not hidden:
            inline.pieces.append((text.replace("\n", " ").replace("\t", " "), bold))

    add(parent.text)
    for child in parent:
        tag = child.tag
        if tag == _SPAN:
            style = styles.span(child.get(q("text:style-name")))
            _walk(
                child,
                bold if style.bold is None else style.bold,
                hidden if style.hidden is None else style.hidden,
                styles,
                inline,
            )
        elif tag in _FIXED or tag == _SPACE:
            text = _FIXED.get(tag) or " " * count(child, q("text:c"), _MAX_SPACES)
            inline.pieces += [] if hidden else [(text, bold)]
        elif tag == _NOTE:
            inline.notes += child.iterchildren(_NOTE_BODY)
        elif tag in _IGNORED:
            pass
        elif any(grandchild.tag in _BLOCKS for grandchild in child):
            inline.boxes.append(child)
        else:
            _walk(child, bold, hidden, styles, inline)
        add(child.tail)
