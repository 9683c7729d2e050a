"""HTML pages (saved from a site, from mail or from an office program) as a Document, by the HTML standard's table model."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from lxml import html

from extract.encodings import decoded
from extract.grid import Spanned, assemble, spread
from extract.lines import Line, content_of, paragraph_of
from extract.numerals import numeral
from extract.xml import Element
from records.document import Align, Block, Document, Table
from records.errors import BrokenFile, TooLarge

# Elements that begin and end a line of their own; all others run on within one.
_SECTIONS = "address article aside blockquote body center details div fieldset figure footer form header html main nav section summary"
_LINES = "caption dd dl dt figcaption h1 h2 h3 h4 h5 h6 hr legend li ol p pre tbody tfoot thead title tr ul"
_BLOCKS = frozenset(f"{_SECTIONS} {_LINES}".split())
_UNSEEN = "head script style noscript template select textarea object audio video svg del iframe"
_HEAVY = "b strong th h1 h2 h3 h4 h5 h6"
_NOT_SHOWN, _BOLD = frozenset(_UNSEEN.split()), frozenset(_HEAVY.split())
_ALIGNMENTS: dict[str, Align] = {
    **{"left": "left", "start": "left", "center": "center", "middle": "center", "right": "right", "end": "right", "justify": "justify"},
}
_LIST_FORMATS = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_BULLET = "•"
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?([\w-]+)", re.IGNORECASE)
_WEIGHT = re.compile(r"font-weight\s*:\s*(\w+)")
_ALIGN = re.compile(r"text-align\s*:\s*(\w+)")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all")
_PAGE_BREAK = re.compile(r"(?:page-)?break-before\s*:\s*(?:always|page)")
_BOLD_WEIGHTS = ("bold", "bolder", "600", "700", "800", "900")
_SPACES = re.compile(r"[ \t\r\n\f]+")
_MAX_SPAN, _MAX_ROW_SPAN = 1000, 65_534  # the limits of the HTML standard, 4.9.11
_MAX_DEPTH = 30
_LIMIT = "xcessive depth"


def read_html(data: bytes, document_id: str) -> Document:
    """The paragraphs and tables of an HTML page. Raises BrokenFile where there is no page in it, TooLarge where it is
    nested beyond reason."""
    text = _XML_DECLARATION.sub("", _text_of(data))
    parser = html.HTMLParser(no_network=True, remove_comments=True, remove_pis=True, huge_tree=False)
    try:
        root = html.document_fromstring(text, parser=parser)
    except (ValueError, html.etree.ParserError) as error:
        raise BrokenFile from error
    # Beyond its limits the parser leaves the rest of a page out without a word.
    if any(_LIMIT in entry.message for entry in parser.error_log):
        raise TooLarge
    return Document(document_id, "text/html", "html", tuple(_blocks(root)))


def _text_of(data: bytes) -> str:
    """The page's text: UTF-8 where it is valid (pages often state another encoding), else the encoding that the page states."""
    declared = _CHARSET.search(data[:2048])
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        if declared and not data.startswith((b"\xff\xfe", b"\xfe\xff")) and declared[1].lower() not in (b"utf-8", b"utf-16"):
            try:
                return data.decode(declared[1].decode("ascii"))
            except (LookupError, UnicodeDecodeError):
                pass
    return decoded(data)


@dataclass(frozen=True, slots=True)
class _Context:
    """What an element takes from those around it."""

    bold: bool = False
    align: Align | None = None
    preformatted: bool = False
    depth: int = 0


@dataclass(slots=True)
class _Page:
    """Lines and tables as they come; `pieces` is the line that is being written."""

    parts: list[Line | Table] = field(default_factory=list)
    pieces: list[tuple[str, bool]] = field(default_factory=list)
    label: str = ""
    page_break: bool = False
    labels: dict[Element, str] = field(default_factory=dict)

    def end_line(self, align: Align | None) -> None:
        """Close the line that is being written, if there is anything in it."""
        raw = "".join(text for text, _ in self.pieces)
        if raw.strip() or self.label:
            visible = [bold for text, bold in self.pieces if not text.isspace()]
            self.parts.append(Line(raw, self.label, bool(visible) and all(visible), align, self.page_break))
            self.label, self.page_break = "", False
        self.pieces = []


def _blocks(root: Element) -> Iterator[Block]:
    for part in _parts(root, _Context()):
        if isinstance(part, Table):
            yield part
        else:
            paragraph, _ = paragraph_of(part, "body", False)
            yield from [paragraph] if paragraph else []


def _parts(element: Element, context: _Context) -> list[Line | Table]:
    page = _Page()
    _children(element, context, page)
    page.end_line(context.align)
    return page.parts


def _children(element: Element, context: _Context, page: _Page) -> None:
    _add(element.text, context, page)
    for child in element:
        if isinstance(child.tag, str):
            _element(child, context, page)
        _add(child.tail, context, page)


def _add(text: str | None, context: _Context, page: _Page) -> None:
    if text:
        page.pieces.append((text if context.preformatted else _SPACES.sub(" ", text), context.bold))


def _element(element: Element, outer: _Context, page: _Page) -> None:
    tag, style = element.tag, element.get("style", "").lower()
    if tag in _NOT_SHOWN or element.get("hidden") is not None or _HIDDEN.search(style):
        return
    if tag == "br":
        page.pieces.append(("\n", outer.bold))
        return
    context = _inside(element, outer, style)
    if tag == "table":
        page.end_line(outer.align)
        page.parts += _table(element, context)
        return
    if tag not in _BLOCKS:
        _children(element, context, page)
        return
    page.end_line(outer.align)
    page.page_break |= _PAGE_BREAK.search(style) is not None
    if tag == "ol":
        page.labels |= _item_labels(element)
    elif tag == "li":
        page.label = page.labels.get(element, _BULLET)
    _children(element, context, page)
    page.end_line(context.align)


def _inside(element: Element, outer: _Context, style: str) -> _Context:
    weight, align = _WEIGHT.search(style), _ALIGN.search(style)
    bold = weight[1] in _BOLD_WEIGHTS if weight else outer.bold or element.tag in _BOLD
    stated = align[1] if align else "center" if element.tag == "center" else element.get("align", "").lower()
    return replace(outer, bold=bold, align=_ALIGNMENTS.get(stated, outer.align), preformatted=outer.preformatted or element.tag == "pre")


def _item_labels(ordered: Element) -> dict[Element, str]:
    """The numbers of an `ol`; they go on from its `start` or from the `value` of an item."""
    number_format = _LIST_FORMATS.get(ordered.get("type", ""), "decimal")
    labels: dict[Element, str] = {}
    number = _whole(ordered.get("start"), 1)
    for item in ordered.iterchildren("li"):
        number = _whole(item.get("value"), number)
        labels[item] = f"{numeral(number, number_format)}."
        number += 1
    return labels


def _table(element: Element, context: _Context) -> list[Line | Table]:
    """The caption, the table, and the tables inside its cells."""
    if context.depth > _MAX_DEPTH:
        raise TooLarge
    within = replace(context, align=None, depth=context.depth + 1)
    rows: list[list[Spanned]] = []
    nested: list[Line | Table] = []
    header_rows = 0
    for row, group in _rows(element):
        header_rows += group == "thead" and header_rows == len(rows)
        rows.append([_spanned(cell, within, nested) for cell in row.iterchildren("td", "th")])
    captions = [part for caption in element.iterchildren("caption") for part in _parts(caption, context)]
    return [*captions, assemble(spread(rows), header_rows=header_rows, depth=context.depth), *nested]


def _rows(table: Element) -> Iterator[tuple[Element, str]]:
    """Rows with the group that they stand in, in the order in which they are shown: the footer last."""
    groups = list(table.iterchildren("thead", "tbody", "tfoot", "tr"))
    for group in sorted(groups, key=lambda group: group.tag == "tfoot"):
        if group.tag == "tr":
            yield group, ""
        else:
            for row in group.iterchildren("tr"):
                yield row, group.tag


def _spanned(element: Element, context: _Context, nested: list[Line | Table]) -> Spanned:
    own = _inside(element, context, element.get("style", "").lower())
    parts = _parts(element, own)
    nested += [part for part in parts if isinstance(part, Table)]
    content = content_of([part for part in parts if isinstance(part, Line)])
    # A row span of 0 reaches to the end of the table.
    down = _whole(element.get("rowspan"), 1) or _MAX_ROW_SPAN
    return Spanned(content, min(down, _MAX_ROW_SPAN), min(max(_whole(element.get("colspan"), 1), 1), _MAX_SPAN))


def _whole(text: str | None, default: int) -> int:
    text = (text or "").strip()
    return int(text) if text.isdecimal() and len(text) < 7 else default
