"""Tables cut by a page end become one table again: same column positions, repeated header dropped, the cut row joined."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import takewhile

from extract.pdf.cells import DraftCell, Fragment

ALIGN = 4.0  # column positions of one table differ by less than this over its pages (points)
GUESSED_ALIGN = 20.0  # the same for columns that were guessed
MAX_SHIFT = 60.0  # mirrored margins move a table sideways by no more than this
RAGGED_COLUMNS, RAGGED_SHARE = 3, 0.6  # inner positions that rows of uneven widths must share to be one table
MAX_HEADER = 4  # rows of a repeated header
STRIP_GAP = 12.0  # a header drawn as a table of its own stands no further above its body than this (points)
ROOM_LINES = 2.9  # a page end leaves no more than this many empty lines in a cut cell (Word keeps two lines together)
NUMBERED_SHARE = 0.5
ENOUGH_ROWS = 4  # from which a habit of filling a column can be seen
USUAL_SHARE = 0.9

_NUMBER = re.compile(r"^\(?(?:\d{1,3}|[IVXLСХІ]+)(?:[.\-]\d{1,3})*[.)]*$")  # «3.04.2024» is a date
_NUMBERED_TEXT = re.compile(r"^\d{1,3}(?:\.\d{1,3})*[.)][^\W\d_]")
_NUMBER_SIGN = re.compile(r"^(?:№|N\s?п|#)")
_UNFINISHED = ",-–"
_ENDED = re.compile(r"[.;!?:»)]$")
_OPENED = re.compile(r"^[а-яёa-z(«,;.)»–-]")


def continues(table: Fragment, part: Fragment) -> bool:
    """Whether `part`, first on the next page, has the column positions of `table` and no header of its own."""
    part = _on_guessed_columns(table, part)
    if part.page_first != table.page_last + 1 or part.depth != table.depth or shift_of(table.xs, part.xs, is_ragged(table, part)) is None:
        return False
    return repeated_rows(table, part) > 0 or not _has_own_header(table, part)


def stands_on(header: Fragment, body: Fragment) -> bool:
    """Whether a header was drawn as a table of its own, with a narrow strip of paper between it and the body below, on one page.
    Call for neighbours with nothing between them."""
    near = header.page_first == body.page_first and 0 <= body.top - header.bottom <= STRIP_GAP
    alike = header.depth == body.depth and header.guessed == body.guessed and header.columns == body.columns
    if not near or not alike or header.rows > MAX_HEADER or header.columns == 1:
        return False
    return all(abs(x - y) <= ALIGN for x, y in zip(header.xs, body.xs, strict=True)) and not _has_own_header(header, body)


def on_body(header: Fragment, body: Fragment) -> Fragment:
    """One table of a header and the body that it stands on."""
    moved = tuple(replace(cell, row=cell.row + header.rows) for cell in body.cells)
    rows, boxes = header.rows + body.rows, header.boxes + body.boxes
    return replace(body, rows=rows, cells=header.cells + moved, boxes=boxes, top=header.top)


def _on_guessed_columns(table: Fragment, part: Fragment) -> Fragment:
    """`part` with the column positions of `table` where both were guessed from white strips, which lie a little otherwise on each page."""
    if not (table.guessed and part.guessed) or table.columns != part.columns:
        return part
    near = all(abs(x - y) <= GUESSED_ALIGN for x, y in zip(table.xs[:-1], part.xs[:-1], strict=True))
    return replace(part, xs=table.xs) if near else part


def is_ragged(*parts: Fragment) -> bool:
    """Whether rows have their column lines at different places: no row has a cell for each column."""
    for part in parts:
        rows = Counter(cell.row for cell in part.cells)
        if rows and max(rows.values()) < part.columns:
            return True
    return False


def shift_of(xs: Sequence[float], other: Sequence[float], ragged: bool = False) -> float | None:
    """How far `other` lies to the right of `xs`, if both are the columns of one table: equal edges, and the inner
    positions of the poorer one (a page of merged rows shows fewer) all among those of the richer one (most of
    them where `ragged`). None otherwise."""
    if abs((xs[-1] - xs[0]) - (other[-1] - other[0])) > ALIGN and not (ragged and _sticks_out(xs, other)):
        return None
    shift = other[0] - xs[0]
    if abs(shift) > (MAX_SHIFT if min(len(xs), len(other)) > 3 else ALIGN):
        return None
    rich, poor = (xs, [x - shift for x in other]) if len(xs) >= len(other) else ([x - shift for x in other], xs)
    common = sum(min(abs(x - y) for y in rich) <= ALIGN for x in poor)
    enough = ragged and common - 2 >= RAGGED_COLUMNS and common >= RAGGED_SHARE * len(poor)
    return shift if common == len(poor) or enough else None


def _sticks_out(xs: Sequence[float], other: Sequence[float]) -> bool:
    """Whether both begin alike and the right edge of one is an inner position of the other, where a row is wider than the rest."""
    ends = ((xs[-1], other), (other[-1], xs))
    return abs(xs[0] - other[0]) <= ALIGN and any(min(abs(end - x) for x in inner) <= ALIGN for end, inner in ends)


def _has_own_header(table: Fragment, part: Fragment) -> bool:
    """A first row that opens with «№», or is all in bold over a body that is not, as the table's own first row is."""
    first = next((cell.text for cell in part.cells if cell.row == 0), "")
    has_header = table.rows > MAX_HEADER or any(_NUMBER_SIGN.match(cell.text) for cell in table.cells if cell.column == 0)
    if part.rows > 1 and has_header and _NUMBER_SIGN.match(first):  # without one, the page end cut the header itself
        return True
    return part.rows > 1 and _is_bold_row(part, 0) and _is_bold_row(table, 0) and not _is_bold_row(part, part.rows - 1)


def _is_bold_row(part: Fragment, row: int) -> bool:
    """Whether a row has a bold text over most columns; a heading row merged over them does not count."""
    cells = [cell for cell in part.cells if cell.row == row]
    return len(cells) > max(1, part.columns // 2) and all(cell.lines and all(line.bold for line in cell.lines) for cell in cells)


def repeated_rows(table: Fragment, part: Fragment) -> int:
    """How many leading rows of `part` repeat leading rows of `table` (its header, or the end of it). A numbered row is none of a header,
    though it may be printed twice."""
    theirs = list(takewhile(lambda key: not _is_numbered(key), (_row_key(part, row) for row in range(min(part.rows, MAX_HEADER)))))
    ours = [_row_key(table, row) for row in range(min(table.rows, MAX_HEADER))]
    if not theirs or not any(theirs[0]) or theirs[0] not in ours:
        return 0
    start = ours.index(theirs[0])
    count = 0
    while count < len(theirs) and start + count < len(ours) and theirs[count] == ours[start + count] and any(theirs[count]):
        count += 1
    return count


def _is_numbered(key: tuple[str, ...]) -> bool:
    """Whether a row opens with a number and is no row of column numbers."""
    if not key or not (_NUMBER.match(key[0]) or _NUMBERED_TEXT.match(key[0])):
        return False
    return not all(_NUMBER.match(text) for text in key if text)


def _row_key(part: Fragment, row: int) -> tuple[str, ...]:
    """The texts of a row without white space and hyphens, which the page may have changed."""
    return tuple(re.sub(r"[\s-]", "", cell.text).lower() for cell in part.cells if cell.row == row)


def stitch(table: Fragment, part: Fragment) -> Fragment:
    """One table of `table` and `part`, its next page. Call only where `continues`."""
    repeated = repeated_rows(table, part)
    part = _without_rows(_on_guessed_columns(table, part), repeated)
    shift = shift_of(table.xs, part.xs, is_ragged(table, part)) or 0.0
    xs = _merged_positions(table.xs, [x - shift for x in part.xs])
    above, below = _on_columns(table.cells, table.xs, xs), _on_columns(part.cells, [x - shift for x in part.xs], xs)
    cut = part.rows > 0 and is_cut(above, table.rows - 1, below)
    return replace(
        table,
        page_last=part.page_last,
        xs=xs,
        rows=table.rows + part.rows - cut,
        cells=_put_together(above, below, table.rows, cut),
        boxes=table.boxes + part.boxes,
        top=part.top,
        bottom=part.bottom,
        header_rows=max(table.header_rows, repeated),
    )


def _without_rows(part: Fragment, count: int) -> Fragment:
    if not count:
        return part
    cells = tuple(replace(cell, row=cell.row - count) for cell in part.cells if cell.row >= count)
    return replace(part, rows=part.rows - count, cells=cells)


def _merged_positions(xs: Sequence[float], other: Sequence[float]) -> tuple[float, ...]:
    extra = [x for x in other if min(abs(x - y) for y in xs) > ALIGN]
    return tuple(sorted([*xs, *extra]))


def _on_columns(cells: Sequence[DraftCell], old: Sequence[float], new: Sequence[float]) -> list[DraftCell]:
    """Cells counted in the columns of `new`, which has every position of `old`."""
    at = [min(range(len(new)), key=lambda index: abs(new[index] - x)) for x in old]
    if at == list(range(len(new))):
        return list(cells)
    return [replace(cell, column=at[cell.column], column_span=at[cell.column + cell.column_span] - at[cell.column]) for cell in cells]


def _put_together(above: Sequence[DraftCell], below: Sequence[DraftCell], rows: int, cut: bool) -> tuple[DraftCell, ...]:
    """All cells in row-major order; a cut row's cells take the pieces of the row that goes on, and merged cells theirs wherever the
    rows beside them end."""
    moved = [replace(cell, row=cell.row + rows - cut) for cell in below]
    first = {cell.column: cell for cell in moved if cell.row == rows - cut}
    joined: list[DraftCell] = []
    for cell in above:
        tail = first.get(cell.column) if cell.row + cell.row_span == rows else None
        if tail is not None and (cut or _merged_on(cell, tail)):
            del first[cell.column]
            cell = replace(cell, row_span=cell.row_span + tail.row_span - cut, pieces=cell.pieces + tail.pieces)
        joined.append(cell)
    later = [cell for cell in moved if cell.row > rows - cut]
    return tuple(sorted([*joined, *first.values(), *later], key=lambda cell: (cell.row, cell.column)))


def _merged_on(head: DraftCell, tail: DraftCell) -> bool:
    """Whether a vertically merged cell goes on below the page end, where a new row begins beside it: nothing is printed there, or the
    end of its sentence."""
    if head.column_span != tail.column_span or max(head.row_span, tail.row_span) == 1 or not head.lines:
        return False
    return not tail.lines or (_OPENED.match(tail.text) is not None and _ENDED.search(head.text) is None and not _has_room(head, tail))


def is_cut(above: Sequence[DraftCell], last_row: int, below: Sequence[DraftCell]) -> bool:
    """Whether the page end cut the last row: the first row below goes on with it instead of being a row of its own."""
    upper = {cell.column: cell for cell in above if cell.row + cell.row_span - 1 == last_row}
    lower = {cell.column: cell for cell in below if cell.row == 0}
    if {c: cell.column_span for c, cell in upper.items()} != {c: cell.column_span for c, cell in lower.items()}:
        return False
    pairs = [(upper[column], lower[column]) for column in sorted(lower)]
    if not any(head.lines for head, _ in pairs) or not any(tail.lines for _, tail in pairs):
        return not any(tail.lines for _, tail in pairs)
    room, reads_on = any(_has_room(head, tail) for head, tail in pairs), _reads_on(pairs)
    if _numbered([*above, *below]) and len(lower) > 1:
        if lower[0].lines:
            return False
        if upper[0].lines:
            return reads_on or not (room or _is_fresh(pairs))
    return (reads_on or _lacks_usual(above, lower)) and not room


def _lacks_usual(above: Sequence[DraftCell], lower: Mapping[int, DraftCell]) -> bool:
    """Whether the row below leaves a column empty that nearly all rows of the table fill."""
    for column, cell in lower.items():
        same = [bool(other.lines) for other in above if other.column == column and other.column_span == cell.column_span]
        if not cell.lines and len(same) >= ENOUGH_ROWS and sum(same) >= USUAL_SHARE * len(same):
            return True
    return False


def _numbered(cells: Sequence[DraftCell]) -> bool:
    """Whether the first column holds numbers in most of the rows where it holds anything but a heading."""
    texts = [cell.text for cell in cells if cell.column == 0 and cell.column_span == 1 and cell.lines and not _NUMBER_SIGN.match(cell.text)]
    return bool(texts) and sum(bool(_NUMBER.match(text.replace(" ", ""))) for text in texts) >= NUMBERED_SHARE * len(texts)


def _has_room(head: DraftCell, tail: DraftCell) -> bool:
    """Whether text that goes on below would still have fitted above: then it does not go on."""
    if not tail.lines or not head.lines or not head.pieces[-1].lines:
        return False
    last = head.pieces[-1].lines[-1]
    return head.pieces[-1].bottom - last.bottom > ROOM_LINES * last.height


def _is_fresh(pairs: Sequence[tuple[DraftCell, DraftCell]]) -> bool:
    """Whether the row below reads as a row of its own that only lacks its number: filled throughout, and nothing goes on."""
    both = [(head.text, tail.text) for head, tail in pairs[1:] if tail.lines]
    return len(both) >= max(3, len(pairs) - 1) and not any(_OPENED.match(tail) or not _ENDED.search(head) for head, tail in both)


def _reads_on(pairs: Sequence[tuple[DraftCell, DraftCell]]) -> bool:
    """Without numbers to go by: more texts go on below (a small letter where the cell itself opens with a capital, or anything after a
    comma or dash) than open afresh, and no cell that was empty above has text."""
    both = [(head.text, tail.text) for head, tail in pairs if head.lines and tail.lines]
    going_on = sum(
        head[-1] in _UNFINISHED or (bool(_OPENED.match(tail)) and not _OPENED.match(head) and head[-1] not in ".;") for head, tail in both
    )
    fresh = sum(not _OPENED.match(tail) and head[-1] not in _UNFINISHED for head, tail in both)
    return going_on > fresh and not any(tail.lines and not head.lines for head, tail in pairs)
