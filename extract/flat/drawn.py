"""A drawn table as a Table: its lines cut into columns, the lines between two rules taken together, merged cells found by the
strokes that are missing.

A rule that leaves some columns out (`|    +----+----+    |`) ends a row only where it lies: the cells beside it go on below. An
upright stroke that no line of a row has merges the cells beside it. Where lines have their strokes in other places than the rest
(Markdown, text that was edited), their order counts and not their position.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from extract.cut_words import Vocabulary
from extract.flat.cutting import Cut, Ruling, cut_lines
from extract.flat.strokes import Drawing, is_markdown
from extract.flat.unruled import rows_of_band, rows_of_lines, without_rules
from extract.flat.wrapped import joined
from extract.grid import Placed, assemble
from extract.lines import Content
from records.document import Table
from records.text import clean_line


class Band(NamedTuple):
    """Lines between two rules, and which columns the rule below them closes."""

    lines: tuple[Cut, ...]
    closed: tuple[bool, ...]
    new_page: bool = False


def table_of(drawing: Drawing, vocabulary: Vocabulary, cut: Callable[[Sequence[str]], Ruling] = cut_lines) -> Table:
    """The table of a drawing; texts that the cells' width broke are whole again, as far as the document or the dictionary knows them.

    `cut` puts lines into columns (see `extract.flat.cutting`).
    """
    ruling = cut(drawing.lines)
    bands = list(_bands(ruling, frozenset(drawing.breaks)))
    if is_markdown(drawing.lines):
        bands = [part for band in bands for part in _parted(band, rows_of_lines(band.lines))]
    elif without_rules([band.lines for band in bands]):
        bands = [part for band in bands for part in _parted(band, rows_of_band(band.lines))]
    bands = _with_cut_rows_whole(bands)
    rows: list[list[Placed]] = []
    for place, band in enumerate(bands):
        rows.append(_placed(band, bands[place - 1] if place else None, ruling, vocabulary, rows))
    return assemble(rows)


def _bands(ruling: Ruling, breaks: frozenset[int]) -> Iterable[Band]:
    """The lines between rules; a page break alone ends no row where a row is written over several lines."""
    lines: list[Cut] = []
    new_page = False
    for number, line in enumerate(ruling.lines):
        if number in breaks and lines and any(map(any, (cut.rules for cut in ruling.lines[number : number + 1]))):
            yield Band(tuple(lines), (True,) * ruling.columns, new_page)
            lines, new_page = [], False
        new_page = new_page or number in breaks
        if not any(line.rules):
            lines.append(line)
            continue
        if lines:
            # What a rule leaves out may hold a line of text.
            yield Band((*lines, line.without_rules()), line.rules, new_page)
            lines, new_page = [], False
    if any(line.filled() for line in lines):
        yield Band(tuple(lines), (True,) * ruling.columns, new_page)


def _parted(band: Band, rows: Iterable[list[Cut]]) -> Iterable[Band]:
    for lines in rows:
        yield Band(tuple(lines), (True,) * len(band.closed), band.new_page)


def _with_cut_rows_whole(bands: list[Band]) -> list[Band]:
    """A row that a page cut, below a header printed again: its first cell is empty and its texts go on in small letters."""
    if not any(band.new_page for band in bands):
        return bands
    header = [_texts(band) for band in bands[:2]]
    whole: list[Band] = []
    last_row = 0
    fresh = False
    for band in bands:
        texts = _texts(band)
        fresh = fresh or band.new_page
        again = bool(whole) and texts in header
        if fresh and not again and whole and _goes_on(texts) and len(whole[last_row].lines) > 0:
            whole[last_row] = Band((*whole[last_row].lines, *band.lines), whole[last_row].closed)
            fresh = False
            continue
        whole.append(band)
        if not again:
            last_row, fresh = len(whole) - 1, False
    return whole


def _texts(band: Band) -> tuple[str, ...]:
    return tuple(clean_line(" ".join(line.texts[column] for line in band.lines)) for column in range(len(band.closed)))


def _goes_on(texts: Sequence[str]) -> bool:
    filled = [text for text in texts if text]
    return not texts[0] and bool(filled) and filled[0][0].islower()


def _placed(band: Band, above: Band | None, ruling: Ruling, vocabulary: Vocabulary, rows: list[list[Placed]]) -> list[Placed]:
    """The cells of a band from left to right; one that no rule parts from the cell above goes on with it."""
    found = []
    for start, end in _spans(band):
        width = sum(ruling.widths[start:end]) + end - start - 1
        pieces = ["".join(line.slices[start:end]) for line in band.lines]
        content = Content(joined(pieces, width, vocabulary))
        goes_on = above is not None and not any(above.closed[start:end]) and (start, end) in _spans(above)
        open_below = not any(band.closed[start:end])
        found.append(Placed(start, end - start, content, "continue" if goes_on else "restart" if open_below else ""))
    return found


def _spans(band: Band) -> list[tuple[int, int]]:
    """The columns `start` to `end` (exclusive) of each cell: a boundary counts where any line of the band shows it."""
    columns = len(band.closed)
    edges = [0, *(n for n in range(1, columns) if any(line.walls[n - 1] for line in band.lines) or _parts(band, n)), columns]
    return [(start, end) for start, end in pairwise(edges) if end > start]


def _parts(band: Band, column: int) -> bool:
    """Whether a boundary that no line shows was only left out: there is text on both its sides, a gap where it should stand, and
    other strokes beside it."""
    if not any(any(line.walls) for line in band.lines):
        return False
    left = any(line.texts[column - 1] for line in band.lines)
    right = any(line.texts[column] for line in band.lines)
    return left and right and all(line.gaps[column - 1] for line in band.lines if line.filled())
