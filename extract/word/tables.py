"""Tables of a Word document, walked over their elements: rows and cells may sit inside content controls and tracked changes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from extract.grid import Merge, Placed, assemble, joined
from extract.word.inline import ALTERNATIVE
from extract.word.names import VAL, integer, is_on, value, w
from extract.xml import Element
from records.document import Cell, Table

_WRAPPERS = frozenset(w(name) for name in ("sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo"))
_GONE = (w("del"), w("moveFrom"))
_MAX_SPAN = 1000

ReadCell = Callable[[Element], Cell]


def unwrapped(parent: Element, tags: tuple[str, ...]) -> Iterator[Element]:
    """The children of these tags, also those inside content controls, custom XML and insertions, in order."""
    for child in parent:
        if child.tag in tags:
            yield child
        elif child.tag in _WRAPPERS:
            yield from unwrapped(child, tags)
        elif child.tag == ALTERNATIVE and len(child):
            yield from unwrapped(child[0], tags)


def read_table(element: Element, read_cell: ReadCell, depth: int) -> Table:
    """The grid of a `w:tbl`; `read_cell` gives the content of one `w:tc` and is called in document order, once a cell."""
    rows: list[list[Placed]] = []
    header_rows = 0
    for row in unwrapped(element, (w("tr"),)):
        properties = row.find(w("trPr"))
        if _is_deleted(properties):
            continue
        if header_rows == len(rows) and _is_header(properties):
            header_rows += 1
        rows.append(_read_row(row, properties, read_cell))
    return assemble(rows, header_rows=header_rows, depth=depth)


def _read_row(row: Element, properties: Element | None, read_cell: ReadCell) -> list[Placed]:
    placed: list[Placed] = []
    column = _span(properties, w("gridBefore"), 0)
    for cell in unwrapped(row, (w("tc"),)):
        settings = cell.find(w("tcPr"))
        if settings is not None and settings.find(w("cellDel")) is not None:
            continue
        width = _span(settings, w("gridSpan"), 1)
        content = read_cell(cell)
        if placed and _merge(settings, w("hMerge")) == "continue":
            last = placed[-1]
            placed[-1] = replace(last, width=last.width + width, content=joined(last.content, content))
        else:
            placed.append(Placed(column, width, content, _vertical_merge(settings)))
        column += width
    return placed


def _span(properties: Element | None, name: str, least: int) -> int:
    return min(max(integer(value(properties, name), least), least), _MAX_SPAN)


def _merge(settings: Element | None, name: str) -> Merge:
    """`w:vMerge` or `w:hMerge`: an element without a value continues the merge."""
    element = None if settings is None else settings.find(name)
    if element is None:
        return ""
    return "restart" if element.get(VAL) == "restart" else "continue"


def _vertical_merge(settings: Element | None) -> Merge:
    """The merge as it will be: a tracked change of merging counts like an insertion."""
    tracked = None if settings is None else settings.find(w("cellMerge"))
    if tracked is None:
        return _merge(settings, w("vMerge"))
    return {"rest": "restart", "cont": "continue"}.get(tracked.get(w("vMerge"), ""), "")  # type: ignore[return-value]


def _is_deleted(properties: Element | None) -> bool:
    return properties is not None and any(properties.find(mark) is not None for mark in _GONE)


def _is_header(properties: Element | None) -> bool:
    mark = None if properties is None else properties.find(w("tblHeader"))
    return mark is not None and is_on(mark)
