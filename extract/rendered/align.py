"""Rows of a document found again among the rows of its rendered pages, by their texts alone.

Both are lists of rows in reading order, a row is a tuple of cell keys (`key_of`). The pages hold more rows than the document
(repeated headers, page numbers, the second half of a row that a page end cut) and sometimes other texts (automatic numbers that the
renderer counts otherwise). Rows that are equal and long are anchors; what stands between two anchors is aligned by dynamic
programming over the letters that agree. Several rendered rows may belong to one row of the document, never the other way round.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from rapidfuzz.distance import LCSseq
from rapidfuzz.fuzz import ratio

Row = Sequence[str]
Pair = tuple[int, int]
Comparison = Callable[[str, str], bool]

ANCHOR = 10  # letters from which an equal row is no accident
FUZZY_FROM, ALIKE = 12, 90.0  # letters from which two texts may differ a little, and how alike they must be (per cent)
LIKENESS = 4  # letters that are only alike count as this much less
MAX_ROWS = 30_000  # of one document: the bit matrix of the anchors takes rows × rows / 8 bytes
MAX_PAIRS, MAX_RESEMBLING = 200_000, 5_000  # of rows between two anchors: beyond that no place, beyond that no likeness
REST, NEAR = 3, 8  # letters of a rest that is no accident, rows above it in which its cell may begin
MAX_CELLS = 40_000  # pairs of cells of two rows: wider rows must be equal

_OTHER = re.compile(r"[\W_]+")


def key_of(text: str) -> str:
    """The letters and digits of a text: what rendering does not change (it does change spaces, hyphens and bullets)."""
    return _OTHER.sub("", text).casefold()


def aligned_rows(rows: Sequence[Row], shown: Sequence[Row]) -> list[list[int]]:
    """For each row of the document the rendered rows that show it, in order; none where it was not found."""
    found: list[list[int]] = [[] for _ in rows]
    if max(len(rows), len(shown)) > MAX_ROWS:
        return found
    start = start_shown = 0
    for end, end_shown in [*_anchors(rows, shown), (len(rows), len(shown))]:
        for index, other in _between(rows[start:end], shown[start_shown:end_shown]):
            found[start + index].append(start_shown + other)
        if end < len(rows):
            found[end].append(end_shown)
        start, start_shown = end + 1, end_shown + 1
    return [_once(row, shown, places) for row, places in zip(rows, found, strict=True)]


def strays(rows: Sequence[Row], shown: Sequence[Row], pairs: Mapping[Pair, Sequence[Pair]]) -> Iterator[tuple[Pair, Pair]]:
    """(row and cell, rendered row and rendered cell) for the rests of cells that a page end cut beside the rest of another row: cells
    merged over rows go on there. `pairs`: the cells found so far, by row and rendered row."""
    missing = {(row, index): len(text) for row, cells in enumerate(rows) for index, text in enumerate(cells) if text}
    taken: set[Pair] = set()
    owner: dict[int, int] = {}
    for (row, other), found in pairs.items():
        owner[other] = row
        for index, place in found:
            missing[row, index] -= len(shown[other][place])
            taken.add((other, place))
    near = 0
    for other, cells in enumerate(shown):
        near = owner.get(other, near)
        for place, text in enumerate(cells):
            if len(text) < REST or (other, place) in taken:
                continue
            around = ((row, index) for row in range(max(near - NEAR, 0), min(near + 2, len(rows))) for index in range(len(rows[row])))
            cell = next((cell for cell in around if missing.get(cell, 0) >= len(text) and _ends_in(rows[cell[0]][cell[1]], text)), None)
            if cell is not None:
                missing[cell] -= len(text)
                yield cell, (other, place)


def _ends_in(text: str, shown: str) -> bool:
    return text.endswith(shown) or (len(shown) >= ANCHOR and shown in text)


def _anchors(rows: Sequence[Row], shown: Sequence[Row]) -> Iterator[Pair]:
    """Equal long rows of a longest common subsequence, in order."""
    keys = [(index, key) for index, row in enumerate(rows) if len(key := "".join(row)) >= ANCHOR]
    others = [(index, key) for index, row in enumerate(shown) if len(key := "".join(row)) >= ANCHOR]
    for block in LCSseq.opcodes([key for _, key in keys], [key for _, key in others]):
        if block.tag == "equal":
            for offset in range(block.src_end - block.src_start):
                yield keys[block.src_start + offset][0], others[block.dest_start + offset][0]


def _between(rows: Sequence[Row], shown: Sequence[Row]) -> Iterator[Pair]:
    """Pairs (row, rendered row) with the greatest sum of agreeing letters, both in order."""
    pairs = len(rows) * len(shown)
    if not pairs or pairs > MAX_PAIRS:
        return
    same = resembles if pairs <= MAX_RESEMBLING else holds
    gains = [[agreement(row, other, same) for other in shown] for row in rows]
    # best[i][j]: the greatest sum over the first i rows and the first j rendered rows.
    best = [[0] * (len(shown) + 1)]
    for gain in gains:
        above, here = best[-1], [0]
        for number, letters in enumerate(gain):
            here.append(max(above[number + 1], here[number] + letters))
        best.append(here)
    yield from reversed(list(_way_back(gains, best)))


def _way_back(gains: Sequence[Sequence[int]], best: Sequence[Sequence[int]]) -> Iterator[Pair]:
    row, other = len(gains), len(best[0]) - 1
    while row and other:
        if best[row][other] == best[row - 1][other]:
            row -= 1
            continue
        other -= 1
        if gains[row - 1][other]:
            yield row - 1, other


def _once(row: Row, shown: Sequence[Row], found: Sequence[int]) -> list[int]:
    """The rendered rows that a row needs to be shown once: a header that pages repeat was found more often."""
    missing = sum(map(len, row))
    needed: list[int] = []
    for index in found:
        if missing > 0:
            needed.append(index)
            missing -= sum(len(shown[index][other]) for _, other in aligned_cells(row, shown[index], resembles))
    return needed


def agreement(row: Row, shown: Row, same: Comparison) -> int:
    """How many letters of a rendered row belong to cells of a row of the document, cell by cell from left to right; likeness counts
    for less than equality. 0 where it may be chance («срок» is a part of many a text): few letters, and the smaller part of the row."""
    pairs = aligned_cells(row, shown, same)
    equal = [len(shown[other]) for index, other in pairs if shown[other] in row[index]]
    alike = sum(len(shown[other]) for _, other in pairs) - sum(equal)
    sure = 2 * (sum(equal) + alike) > sum(map(len, shown)) or max(equal, default=0) >= ANCHOR
    return sum(equal) + -(-alike // LIKENESS) if sure else 0


def aligned_cells(row: Row, shown: Row, same: Comparison) -> list[Pair]:
    """Pairs (cell, rendered cell) whose texts agree; of several cells that of the same place in the row, else the first."""
    if len(row) * len(shown) > MAX_CELLS:
        return [(index, index) for index, text in enumerate(row) if text] if tuple(row) == tuple(shown) else []
    pairs: list[Pair] = []
    start, alike = 0, len(row) == len(shown)
    for other, text in enumerate(shown):
        if not text:
            continue
        order = [other, *range(start, len(row))] if alike and other >= start else range(start, len(row))
        index = next((index for index in order if row[index] and same(row[index], text)), None)
        if index is not None:
            pairs.append((index, other))
            start = index + 1
    return pairs


def holds(text: str, shown: str) -> bool:
    """Whether a rendered text is a cell's text or a part of it (a page end cut it)."""
    return shown in text


def resembles(text: str, shown: str) -> bool:
    """The same, give or take a letter or a number that the renderer counted otherwise."""
    if shown in text:
        return True
    size = len(shown)
    if size < FUZZY_FROM or len(text) < FUZZY_FROM:
        return False
    # A page end cuts a cell's text in two: a part is its beginning or its end.
    return max(ratio(part, shown, score_cutoff=ALIKE) for part in (text, text[:size], text[-size:])) > 0
