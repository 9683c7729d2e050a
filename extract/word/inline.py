"""The text of a paragraph: its runs as a reader of the finished document sees them.

Counted: inserted and moved-in text, results of fields, symbols, formulas, text in content controls and hyperlinks. Not counted:
deleted and moved-away text, hidden text, instructions of fields, marks of notes and comments. Text boxes and notes are handed up.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from extract.lines import PAGE_BREAK
from extract.word.embedded import OBJECT, PICTURES
from extract.word.forms import form_text
from extract.word.names import COMPATIBILITY, MATH, w
from extract.word.styles import PLAIN_RUN, RunProperties, StyleSheet, run_properties
from extract.word.symbols import is_private_use, symbol
from extract.xml import Element, children

LINE_BREAK = "\n"

TEXT_BOX = w("txbxContent")
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


class Inline:
    """What a paragraph holds: `pieces` of text with their boldness, and what stands outside its line of text: text boxes, notes,
    insertions (pictures and objects)."""

    __slots__ = ("boxes", "insertions", "notes", "pieces")

    def __init__(self) -> None:
        """Written out and no dataclass: each paragraph makes one, and the factories of fields cost more than the lists."""
        self.pieces: list[tuple[str, bool]] = []
        self.boxes: list[Element] = []
        self.insertions: list[Element] = []
        self.notes: list[tuple[str, str]] = []

    @property
    def size(self) -> int:
        """How much it holds: grows with everything that is read."""
        return len(self.pieces) + len(self.boxes) + len(self.insertions)

    @property
    def text(self) -> str:
        return self.pieces[0][0] if len(self.pieces) == 1 else "".join([text for text, _ in self.pieces])

    @property
    def bold(self) -> bool:
        """Whether all visible characters are bold (and there are any)."""
        if len(self.pieces) == 1:
            text, bold = self.pieces[0]
            return bold and not text.isspace()
        visible = [bold for text, bold in self.pieces if not text.isspace()]
        return bool(visible) and all(visible)


class InlineReader:
    """Reads the paragraphs of one story in order: a field may begin in one paragraph and end in another."""

    def __init__(self, styles: StyleSheet) -> None:
        self._styles = styles
        # One entry for each open field: whether its result has begun; None where the result is known without it.
        self._fields: list[bool | None] = []

    def plain(self, held: Sequence[Element], base: RunProperties) -> tuple[str, bool] | None:
        """What `read` makes of a `w:p` that holds nothing or one run of one text, as nearly all in cells do: the text and whether it is
        bold. None where there is more to it."""
        if self._fields or len(held) > 1 or (held and held[0].tag != _RUN):
            return None
        if not held:
            return "", False
        inner = children(held[0])
        if len(inner) == 2 and inner[0].tag == _RUN_PROPERTIES:
            base = self._formatted(inner.pop(0), base)
        if len(inner) != 1 or inner[0].tag != _TEXT or base.hidden:
            return None
        text = inner[0].text or ""
        return None if is_private_use(text) else (text, bool(base.bold) and not text.isspace())

    def read(self, held: Sequence[Element], base: RunProperties, inline: Inline) -> Inline:
        """What a `w:p` holds whose style formats its runs as `base`, added to `inline`."""
        self._elements(held, base, inline)
        # An instruction ends within its paragraph; one that does not is damaged, and must not swallow the rest of the document.
        if self._fields:
            self._fields = [has_result for has_result in self._fields if has_result]
        return inline

    def _children(self, parent: Element, base: RunProperties, inline: Inline) -> None:
        self._elements(children(parent), base, inline)

    def _elements(self, elements: Sequence[Element], base: RunProperties, inline: Inline) -> None:
        for child in elements:
            tag = child.tag
            if tag == _RUN:
                self._run(child, base, inline)
            elif tag not in IGNORED:
                self._inside(child, tag, base, inline)

    def _inside(self, element: Element, tag: str, base: RunProperties, inline: Inline) -> None:
        handler = _HANDLERS.get(tag)
        if handler is not None:
            handler(self, element, base, inline)
        elif tag in _FIXED:
            self._add(_FIXED[tag], base, inline)
        else:
            self._children(element, base, inline)

    def _run(self, run: Element, base: RunProperties, inline: Inline) -> None:
        for child in children(run):
            tag = child.tag
            if tag == _TEXT:
                self._text(child, base, inline)
            elif tag == _RUN_PROPERTIES:
                base = self._formatted(child, base)
                if base.hidden:
                    self._hidden(run)
                    return
            elif tag in _NOTE_MARKS:
                inline.notes.append((tag, child.get(_ID, "")))
                if child.get(_CUSTOM_MARK) in ("1", "true", "on"):
                    return  # the rest of the run is the mark itself
            elif tag not in IGNORED:
                self._inside(child, tag, base, inline)

    def _formatted(self, element: Element, base: RunProperties) -> RunProperties:
        """Direct formatting before that of the run's style before that of the paragraph's style."""
        own = run_properties(element)
        return own.over(base if own.style is None else self._styles[own.style].run.over(base))

    def _hidden(self, run: Element) -> None:
        """Hidden text does not count, but a field that begins or ends in it does."""
        for mark in run.iterchildren(_FIELD_MARK):
            self._field(mark, PLAIN_RUN, Inline())

    def _add(self, text: str, base: RunProperties, inline: Inline) -> None:
        if not base.hidden and (not self._fields or all(self._fields)):
            inline.pieces.append((text, bool(base.bold)))

    def _text(self, element: Element, base: RunProperties, inline: Inline) -> None:
        text = element.text or ""
        if is_private_use(text):
            fonts = next(element.itersiblings(_RUN_PROPERTIES, preceding=True), element).find(_FONTS)
            font = None if fonts is None else fonts.get(_FONT_NAME)
            text = "".join(symbol(font, ord(char)) for char in text)
        self._add(text, base, inline)

    def _break(self, element: Element, base: RunProperties, inline: Inline) -> None:
        self._add(PAGE_BREAK if element.get(_TYPE) == "page" else LINE_BREAK, base, inline)

    def _symbol(self, element: Element, base: RunProperties, inline: Inline) -> None:
        try:
            code = int(element.get(w("char"), "0"), 16)
        except ValueError:
            return
        self._add(symbol(element.get(w("font")), code), base, inline)

    def _field(self, element: Element, base: RunProperties, inline: Inline) -> None:
        kind = element.get(_FIELD_KIND)
        if kind == "begin":
            text = form_text(element)
            self._add(text, base, inline)
            self._fields.append(None if text else False)
        elif self._fields and kind == "separate" and self._fields[-1] is not None:
            self._fields[-1] = True
        elif self._fields and kind == "end":
            self._fields.pop()

    def _insertion(self, element: Element, base: RunProperties, inline: Inline) -> None:
        """A picture or object; a drawing may hold text boxes, too."""
        boxes = len(inline.boxes)
        if element.tag != OBJECT:
            self._children(element, base, inline)
        if len(inline.boxes) == boxes:
            inline.insertions.append(element)

    def _box(self, element: Element, base: RunProperties, inline: Inline) -> None:
        inline.boxes.append(element)

    def _alternative(self, element: Element, base: RunProperties, inline: Inline) -> None:
        """The same content for newer and older programs: the first choice that says something, otherwise the fallback."""
        for branch in element:
            before = inline.size
            self._children(branch, base, inline)
            if inline.size != before:
                return

    def _fraction(self, element: Element, base: RunProperties, inline: Inline) -> None:
        """A fraction of a formula in one line: numerator, slash, denominator."""
        for part in element.iterchildren(_NUMERATOR, _DENOMINATOR):
            if part.tag == _DENOMINATOR:
                self._add("/", base, inline)
            self._children(part, base, inline)


_TEXT = w("t")
_ID, _TYPE, _FONTS, _FONT_NAME, _CUSTOM_MARK = w("id"), w("type"), w("rFonts"), w("ascii"), w("customMarkFollows")
_FIELD_MARK, _FIELD_KIND = w("fldChar"), w("fldCharType")
_NOTE_MARKS = (w("footnoteReference"), w("endnoteReference"))
_NUMERATOR = f"{{{MATH}}}num"
_DENOMINATOR = f"{{{MATH}}}den"
Handler = Callable[[InlineReader, Element, RunProperties, Inline], None]
_HANDLERS: dict[str, Handler] = {
    _TEXT: InlineReader._text,
    f"{{{MATH}}}t": InlineReader._text,
    f"{{{MATH}}}f": InlineReader._fraction,
    w("br"): InlineReader._break,
    w("sym"): InlineReader._symbol,
    _FIELD_MARK: InlineReader._field,
    TEXT_BOX: InlineReader._box,
    **dict.fromkeys((OBJECT, *PICTURES), InlineReader._insertion),
    ALTERNATIVE: InlineReader._alternative,
}
