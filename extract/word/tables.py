"""Tables of a Word document, walked over their elements: rows and cells may sit inside content controls and tracked changes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from extract.grid import Merge, Placed, assemble, joined
from extract.word.columns import aligned, without_slivers
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
    grid = _grid(element)
    for row in unwrapped(element, (w("tr"),)):
        properties = row.find(w("trPr"))
        if _is_deleted(properties):
            continue
        if header_rows == len(rows) and _is_header(properties):
            header_rows += 1
        rows.append(_read_row(row, properties, grid, read_cell))
    return assemble(without_slivers(rows, grid), header_rows=header_rows, depth=depth)


def _grid(element: Element) -> list[int]:
    """The widths of the grid columns in twentieths of a point, 0 where one is not stated."""
    grid = element.find(w("tblGrid"))
    columns = () if grid is None else grid.iterchildren(w("gridCol"))
    return [max(integer(column.get(w("w"))), 0) for column in columns]


def _read_row(row: Element, properties: Element | None, grid: list[int], read_cell: ReadCell) -> list[Placed]:
    placed: list[Placed] = []
    widths: list[int | None] = []
    column = _span(properties, w("gridBefore"), 0)
    for cell in unwrapped(row, (w("tc"),)):
        settings = cell.find(w("tcPr"))
        if settings is not None and settings.find(w("cellDel")) is not None:
            continue
        span = _span(settings, w("gridSpan"), 1)
        content = read_cell(cell)
        widths.append(_width(settings))
        if placed and _merge(settings, w("hMerge")) == "continue":
            last = placed[-1]
            widths[-2:] = [None if None in widths[-2:] else sum(filter(None, widths[-2:]))]
            placed[-1] = replace(last, width=last.width + span, content=joined(last.content, content))
        else:
            placed.append(Placed(column, span, content, _vertical_merge(settings)))
        column += span
    if column < len(grid) and not _span(properties, w("gridAfter"), 0):
        return aligned(placed, widths, grid)
    return placed


def _width(settings: Element | None) -> int | None:
    """`w:tcW` in twentieths of a point; None where it is given in another unit or not at all."""
    width = None if settings is None else settings.find(w("tcW"))
    if width is None or width.get(w("type"), "dxa") != "dxa":
        return None
    return integer(width.get(w("w"))) or None


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
