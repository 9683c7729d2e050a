"""The text of a paragraph: its runs as a reader of the finished document sees them.

Counted: inserted and moved-in text, results of fields, symbols, formulas, text in content controls and hyperlinks. Not counted:
deleted and moved-away text, hidden text, instructions of fields, marks of notes and comments. Text boxes and notes are handed up.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from extract.word.names import COMPATIBILITY, MATH, value, w
from extract.word.styles import PLAIN, Formatting, StyleSheet, run_formatting
from extract.word.symbols import is_private_use, symbol
from extract.xml import Element

LINE_BREAK = "\n"
# A page break is a line break too; the form feed keeps its place until the paragraph is put together.
PAGE_BREAK = "\f"

TEXT_BOX = w("txbxContent")
CHOICE = f"{{{COMPATIBILITY}}}Choice"
ALTERNATIVE = f"{{{COMPATIBILITY}}}AlternateContent"
_RUN = w("r")
_RUN_PROPERTIES = w("rPr")

# Content that a finished document does not show, and marks that belong to the page and not to the text.
_DELETED = ("del", "moveFrom", "delText", "delInstrText")
_PROPERTIES = ("pPr", "rPr", "sdtPr", "sdtEndPr", "customXmlPr", "smartTagPr", "rubyPr")
_MARKS = (
    *("commentReference", "annotationRef", "footnoteRef", "endnoteRef", "separator", "continuationSeparator", "lastRenderedPageBreak"),
    *("bookmarkStart", "bookmarkEnd", "proofErr", "commentRangeStart", "commentRangeEnd"),
)
_UNSEEN = ("instrText", "rt", "softHyphen")
IGNORED = frozenset(w(name) for name in (*_DELETED, *_PROPERTIES, *_MARKS, *_UNSEEN))
_FIXED = {w("tab"): "\t", w("ptab"): "\t", w("cr"): LINE_BREAK, w("noBreakHyphen"): "-"}


@dataclass(slots=True)
class Inline:
    """What a paragraph holds: `pieces` of text with their boldness, and what stands outside its line of text."""

    pieces: list[tuple[str, bool]] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(text for text, _ in self.pieces)

    @property
    def bold(self) -> bool:
        """Whether all visible characters are bold (and there are any)."""
        visible = [bold for text, bold in self.pieces if not text.isspace()]
        return bool(visible) and all(visible)


class InlineReader:
    """Reads the paragraphs of one story in order: a field may begin in one paragraph and end in another."""

    def __init__(self, styles: StyleSheet) -> None:
        self._styles = styles
        # One entry for each open field: whether its result has begun.
        self._fields: list[bool] = []

    def read(self, paragraph: Element, formatting: Formatting, inline: Inline) -> Inline:
        """The content of a `w:p` whose own and style formatting is `formatting`, added to `inline`."""
        self._children(paragraph, formatting, inline)
        return inline

    def _children(self, parent: Element, formatting: Formatting, inline: Inline) -> None:
        for child in parent:
            tag = child.tag
            if tag == _RUN:
                self._run(child, formatting, inline)
            elif tag not in IGNORED:
                self._inside(child, tag, formatting, inline)

    def _inside(self, element: Element, tag: str, formatting: Formatting, inline: Inline) -> None:
        handler = _HANDLERS.get(tag)
        if handler is not None:
            handler(self, element, formatting, inline)
        elif tag in _FIXED:
            self._add(_FIXED[tag], formatting, inline)
        else:
            self._children(element, formatting, inline)

    def _run(self, run: Element, formatting: Formatting, inline: Inline) -> None:
        properties = run.find(_RUN_PROPERTIES)
        if properties is not None:
            formatting = self._run_formatting(properties).over(formatting)
            if formatting.hidden:
                self._hidden(run)
                return
        for child in run:
            tag = child.tag
            if tag == _TEXT:
                self._text(child, formatting, inline)
            elif tag in _NOTE_MARKS:
                inline.notes.append((tag, child.get(w("id"), "")))
                if child.get(w("customMarkFollows")) in ("1", "true", "on"):
                    return  # the rest of the run is the mark itself
            elif tag not in IGNORED:
                self._inside(child, tag, formatting, inline)

    def _run_formatting(self, properties: Element) -> Formatting:
        own = run_formatting(properties)
        style = value(properties, w("rStyle"))
        return own if style is None else own.over(self._styles[style])

    def _hidden(self, run: Element) -> None:
        """Hidden text does not count, but a field that begins or ends in it does."""
        for mark in run.iterchildren(w("fldChar")):
            self._field(mark, PLAIN, Inline())

    def _add(self, text: str, formatting: Formatting, inline: Inline) -> None:
        if all(self._fields):
            inline.pieces.append((text, bool(formatting.bold)))

    def _text(self, element: Element, formatting: Formatting, inline: Inline) -> None:
        text = element.text or ""
        if is_private_use(text):
            run = element.getparent()
            fonts = None if run is None else run.find(f"{_RUN_PROPERTIES}/{w('rFonts')}")
            font = None if fonts is None else fonts.get(w("ascii"))
            text = "".join(symbol(font, ord(char)) for char in text)
        self._add(text, formatting, inline)

    def _break(self, element: Element, formatting: Formatting, inline: Inline) -> None:
        self._add(PAGE_BREAK if element.get(w("type")) == "page" else LINE_BREAK, formatting, inline)

    def _symbol(self, element: Element, formatting: Formatting, inline: Inline) -> None:
        try:
            code = int(element.get(w("char"), "0"), 16)
        except ValueError:
            return
        self._add(symbol(element.get(w("font")), code), formatting, inline)

    def _field(self, element: Element, formatting: Formatting, inline: Inline) -> None:
        kind = element.get(w("fldCharType"))
        if kind == "begin":
            self._fields.append(False)
        elif self._fields and kind == "separate":
            self._fields[-1] = True
        elif self._fields and kind == "end":
            self._fields.pop()

    def _box(self, element: Element, formatting: Formatting, inline: Inline) -> None:
        inline.boxes.append(element)

    def _alternative(self, element: Element, formatting: Formatting, inline: Inline) -> None:
        """The same content for newer and older programs: the first choice that says something, otherwise the fallback."""
        for branch in element:
            before = len(inline.pieces), len(inline.boxes)
            self._children(branch, formatting, inline)
            if (len(inline.pieces), len(inline.boxes)) != before:
                return

    def _fraction(self, element: Element, formatting: Formatting, inline: Inline) -> None:
        """A fraction of a formula in one line: numerator, slash, denominator."""
        for part in element.iterchildren(_NUMERATOR, _DENOMINATOR):
            if part.tag == _DENOMINATOR:
                self._add("/", formatting, inline)
            self._children(part, formatting, inline)


_TEXT = w("t")
_NOTE_MARKS = (w("footnoteReference"), w("endnoteReference"))
_NUMERATOR = f"{{{MATH}}}num"
_DENOMINATOR = f"{{{MATH}}}den"
Handler = Callable[[InlineReader, Element, Formatting, Inline], None]
_HANDLERS: dict[str, Handler] = {
    _TEXT: InlineReader._text,
    f"{{{MATH}}}t": InlineReader._text,
    f"{{{MATH}}}f": InlineReader._fraction,
    w("br"): InlineReader._break,
    w("sym"): InlineReader._symbol,
    w("fldChar"): InlineReader._field,
    TEXT_BOX: InlineReader._box,
    ALTERNATIVE: InlineReader._alternative,
}
