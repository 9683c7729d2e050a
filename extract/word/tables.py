"""Tables of a Word document, walked over their elements: rows and cells may sit inside content controls and tracked changes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from extract.grid import Merge, Placed, assemble
from extract.lines import Content
from extract.word.columns import aligned, without_slivers
from extract.word.inline import ALTERNATIVE
from extract.word.names import VAL, by_tag, integer, is_on, w
from extract.xml import Element, children
from records.document import Table

_WRAPPERS = frozenset(w(name) for name in ("sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo"))
_GONE = frozenset((w("del"), w("moveFrom")))
_MAX_SPAN = 1000
_ROWS, _CELLS = (w("tr"),), (w("tc"),)
_ROW_PROPERTIES, _CELL_PROPERTIES = w("trPr"), w("tcPr")
_GRID, _GRID_COLUMN, _GRID_BEFORE, _GRID_AFTER, _GRID_SPAN = w("tblGrid"), w("gridCol"), w("gridBefore"), w("gridAfter"), w("gridSpan")
_CELL_WIDTH, _WIDTH, _TYPE = w("tcW"), w("w"), w("type")
_MERGE_ACROSS, _VERTICAL, _CELL_MERGE, _CELL_DELETED, _HEADER = w("hMerge"), w("vMerge"), w("cellMerge"), w("cellDel"), w("tblHeader")
_MERGED = frozenset((_GRID_SPAN, _MERGE_ACROSS, _VERTICAL, _CELL_MERGE, _CELL_DELETED))  # what makes a cell more or less than one place
_TRACKED_MERGES: dict[str, Merge] = {"rest": "restart", "cont": "continue"}

# The child elements of a properties element, by their tags.
Properties = dict[str, Element]

ReadCell = Callable[[Sequence[Element]], Content]


def unwrapped(parent: Element, tags: tuple[str, ...]) -> list[Element]:
    """The children of these tags, also those inside content controls, custom XML and insertions, in order."""
    return unwrapped_of(children(parent), tags)


def unwrapped_of(elements: Iterable[Element], tags: tuple[str, ...]) -> list[Element]:
    """The same of elements that are children of one parent."""
    found: list[Element] = []
    for child in elements:
        tag = child.tag
        if tag in tags:
            found.append(child)
        elif tag in _WRAPPERS:
            found += unwrapped(child, tags)
        elif tag == ALTERNATIVE and len(child):
            found += unwrapped(child[0], tags)
    return found


def read_table(element: Element, read_cell: ReadCell, depth: int) -> Table:
    """The grid of a `w:tbl`; `read_cell` gives the content of a cell from what its `w:tc` holds beside its properties, and is called
    in document order, once a cell."""
    rows: list[list[Placed]] = []
    header_rows = 0
    held = children(element)
    grid = _grid(_first(held, _GRID))
    merged = frozenset(mark.getparent() for mark in element.iter(*_MERGED))
    for row in unwrapped_of(held, _ROWS):
        parts = children(row)
        cells = unwrapped_of(parts, _CELLS)
        properties = by_tag(None if cells == parts else _first(parts, _ROW_PROPERTIES))
        if not _GONE.isdisjoint(properties):
            continue
        if header_rows == len(rows) and _is_header(properties):
            header_rows += 1
        rows.append(_read_row(cells, properties, grid, merged, read_cell))
    return assemble(without_slivers(rows, grid), header_rows=header_rows, depth=depth)


def _grid(element: Element | None) -> list[int]:
    """The widths of the grid columns in twentieths of a point, 0 where one is not stated."""
    columns = [] if element is None else [child for child in children(element) if child.tag == _GRID_COLUMN]
    return [max(integer(column.get(_WIDTH)), 0) for column in columns]


def _read_row(
    cells: list[Element], properties: Properties, grid: list[int], merged: frozenset[Element | None], read_cell: ReadCell
) -> list[Placed]:
    """The cells of a row; `merged` are the properties of cells (`w:tcPr`) that may make theirs more or less than one place."""
    placed: list[Placed] = []
    stated: list[Element | None] = []
    column = _span(properties, _GRID_BEFORE, 0)
    for cell in cells:
        held = children(cell)
        own = held.pop(0) if held and held[0].tag == _CELL_PROPERTIES else None
        plain = own not in merged  # nearly every cell
        settings = {} if plain else by_tag(own)
        if not plain and _CELL_DELETED in settings:
            continue
        span = 1 if plain else _span(settings, _GRID_SPAN, 1)
        content = read_cell(held)
        if not plain and placed and _merge(settings, _MERGE_ACROSS) == "continue":
            last = placed[-1]
            placed[-1] = Placed(last.column, last.width + span, last.content.with_more(content), last.merge)
        else:
            placed.append(Placed(column, span, content, "" if plain else _merge_down(settings)))
            stated.append(own)
        column += span
    if column < len(grid) and not _span(properties, _GRID_AFTER, 0):
        return aligned(placed, [_width(by_tag(own)) for own in stated], grid)
    return placed


def _first(elements: list[Element], tag: str) -> Element | None:
    return next((element for element in elements if element.tag == tag), None)


def _width(settings: Properties) -> int:
    """`w:tcW` in twentieths of a point; 0 where it is given in another unit or not at all."""
    width = settings.get(_CELL_WIDTH)
    return 0 if width is None or width.get(_TYPE, "dxa") != "dxa" else max(integer(width.get(_WIDTH)), 0)


def _span(properties: Properties, name: str, least: int) -> int:
    element = properties.get(name)
    return least if element is None else min(max(integer(element.get(VAL), least), least), _MAX_SPAN)


def _merge(settings: Properties, name: str) -> Merge:
    """`w:vMerge` or `w:hMerge`: an element without a value continues the merge."""
    element = settings.get(name)
    if element is None:
        return ""
    return "restart" if element.get(VAL) == "restart" else "continue"


def _merge_down(settings: Properties) -> Merge:
    """The merge as it will be: a tracked change of merging counts like an insertion."""
    tracked = settings.get(_CELL_MERGE)
    return _merge(settings, _VERTICAL) if tracked is None else _TRACKED_MERGES.get(tracked.get(_VERTICAL, ""), "")


def _is_header(properties: Properties) -> bool:
    mark = properties.get(_HEADER)
    return mark is not None and is_on(mark)
