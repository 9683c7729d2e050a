"""How high a row must be for its texts to be seen whole: line breaks are counted with the widths of Arial's letters.

The unit of widths is that of Excel's columns, the width of a digit. The heights are a first guess for programs that do not measure rows
themselves; Excel and LibreOffice may adjust them, since they are not marked as set by hand.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from openpyxl.worksheet.dimensions import RowDimension
from openpyxl.worksheet.worksheet import Worksheet

from output.exports.words import export_words

LINE = 12.2  # points, Arial 9
HIGHEST = 409.0  # Excel's limit
_PADDING = 3.0
_MARGIN = 0.94  # of a column's width; the rest is the play of programs and fonts
_SPACE = 0.5


class GrowingRow(RowDimension):  # type: ignore[misc] # openpyxl has no types
    """A row whose height is a proposal: programs adjust it to its texts, also later, when somebody edits them."""

    @property
    def customHeight(self) -> bool:  # noqa: N802 (openpyxl's name)
        """Whether the height was set by hand."""
        return False


@lru_cache(maxsize=1)
def _letters() -> Mapping[str, float]:
    """The width of each letter that is not as wide as most."""
    declared: Mapping[float, str] = export_words()["letter_widths"]
    return {letter: width for width, letters in declared.items() for letter in letters}


@lru_cache(maxsize=4096)
def _width(word: str) -> float:
    letters, other = _letters(), float(export_words()["other_letters"])
    return sum(letters.get(letter, other) for letter in word)


def lines_of(text: str, width: float) -> int:
    """How many lines a text takes in a column of this width; a word that is longer than a line is broken."""
    return sum(_lines_of_paragraph(line, width * _MARGIN) for line in text.split("\n"))


def _lines_of_paragraph(text: str, width: float) -> int:
    lines, used = 1, 0.0
    for word in text.split(" "):
        size = _width(word)
        if used and used + _SPACE + size > width:
            lines, used = lines + 1, 0.0
        used += size + (_SPACE if used else 0)
        if used > width:
            broken = int(used // width)
            lines, used = lines + broken, used - broken * width
    return lines


def height_of(lines: int) -> float:
    """The height of a row of so many lines, points."""
    return min(HIGHEST, lines * LINE + _PADDING)


def set_height(sheet: Worksheet, row: int, lines: int) -> None:
    """Proposes the height of a row."""
    sheet.row_dimensions[row] = GrowingRow(sheet, index=row, ht=height_of(lines))
