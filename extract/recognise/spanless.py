"""Headers of text dumps: merged cells have lost their spans, and a footnote's mark may have cut the row of years in two."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from extract.recognise.grid import Row, printed

YEAR = re.compile(r"^(20\d\d)\s*(?:г\.?|год[а-я]*|гг\.?)?(?:\s*\(?(?:план|факт|прогноз|оценка)\w*\)?)?\*?$", re.IGNORECASE)
_HEADER_HEIGHT = 4  # years stand in one of the first rows


def with_spans(rows: list[Row]) -> list[Row]:
    """The rows with the header of years put right, where the shape leaves no doubt; else the rows as they are.

    No row is taken out: the second half of a cut row leaves an empty one.
    """
    header = rows[:_HEADER_HEIGHT]
    if len({len(row.cells) for row in header}) == 1:
        return rows
    # the last cell of a short row fills the table's width
    if any(cell.row_span > 1 or (cell.column_span > 1 and cell is not row.cells[-1]) for row in header for cell in row.cells):
        return rows
    return _with_labels_reaching_down(_with_headings_spread(_with_years_joined(rows)))


def _with_years_joined(rows: list[Row]) -> list[Row]:
    """A row of years cut in two is one row again."""
    for upper, lower in pairwise(rows[:_HEADER_HEIGHT]):
        if not lower.cells or not upper.cells or not all(YEAR.match(text) for text in lower.texts()):
            continue
        width = max((len(row.cells) for row in rows[lower.index + 1 :]), default=0)
        if len(upper.cells) + len(lower.cells) not in (width - 1, width):
            continue
        if YEAR.match(printed(upper.cells[-1])):
            shifted = [replace(cell, row=upper.index, column=cell.column + len(upper.cells), column_span=1) for cell in lower.cells]
            whole = Row(upper.index, (*upper.cells[:-1], replace(upper.cells[-1], column_span=1), *shifted))
            return [*rows[: upper.index], whole, Row(lower.index, ()), *rows[lower.index + 1 :]]
    return rows


def _with_headings_spread(rows: list[Row]) -> list[Row]:
    """Headings above a row of blanks and years: those beyond the blanks share the years evenly, three headings over nine years."""
    for upper, lower in pairwise(rows[: _HEADER_HEIGHT - 1]):
        blanks = next((place for place, cell in enumerate(lower.cells) if printed(cell)), 0)
        years = lower.cells[blanks:]
        headings = upper.cells[blanks:]
        if not blanks or not headings or len(years) < 2 or not all(YEAR.match(printed(cell)) for cell in years):
            continue
        width, rest = divmod(len(years), len(headings))
        if width < 2 or rest:
            continue
        spread = [replace(cell, column=blanks + place * width, column_span=width) for place, cell in enumerate(headings)]
        below = Row(lower.index, tuple(replace(cell, column_span=1) for cell in lower.cells))
        return [*rows[: upper.index], Row(upper.index, (*upper.cells[:blanks], *spread)), below, *rows[lower.index + 1 :]]
    return rows


def _with_labels_reaching_down(rows: list[Row]) -> list[Row]:
    """Labels beside the years with nothing below them were merged with the cells beside the figures."""
    for upper, lower in pairwise(rows[:_HEADER_HEIGHT]):
        labels = tuple(cell for cell in upper.cells if not YEAR.match(printed(cell)))
        years, figures = upper.cells[len(labels) :], lower.cells[len(labels) :]
        is_label = all(printed(cell) for cell in labels) and not any(printed(cell) for cell in lower.cells[: len(labels)])
        if not labels or not is_label or len(years) < 2 or len(figures) != len(years) or not all(printed(cell) for cell in figures):
            continue
        if all(YEAR.match(printed(cell)) for cell in years):
            reaching = tuple(replace(cell, row_span=2) for cell in labels)
            whole = [Row(upper.index, (*reaching, *years)), Row(lower.index, (*reaching, *figures))]
            return [*rows[: upper.index], *whole, *rows[lower.index + 1 :]]
    return rows
