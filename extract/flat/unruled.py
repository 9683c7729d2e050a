"""Rows of a drawn table that has no rules between them: told by their numbers, by blank lines, or by cells that are all filled."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extract.flat.cutting import Cut

_NUMBER = re.compile(r"(?:№\s*)?(?:\d{1,3}(?:\.\d{1,3})*|[IVXХІ]{1,6})\s*[.)]?")
_ROWS_A_BAND = 1.5  # numbers for each band of lines between rules, from which on the rules do not part the rows


def without_rules(bands: Sequence[Sequence[Cut]]) -> bool:
    """Whether a table's rows are not parted by rules: its bands hold several numbers each, or all but its header is one band."""
    numbers = [sum(map(_is_numbered, band)) for band in bands]
    numbered = [number for number in numbers if number]
    if sum(numbered) >= 2:
        return sum(numbered) > _ROWS_A_BAND * len(numbered)
    return len(bands) <= 2 and len(list(rows_of_band(bands[-1]))) > 1 if bands else False


def rows_of_band(lines: Sequence[Cut]) -> Iterator[list[Cut]]:
    """The rows of a run of lines without a rule."""
    starts = _starts(lines)
    row: list[Cut] = []
    for line, starts_row in zip(lines, starts, strict=True):
        if starts_row and any(cut.filled() for cut in row):
            yield row
            row = []
        row.append(line)
    if any(cut.filled() for cut in row):
        yield row


def _starts(lines: Sequence[Cut]) -> list[bool]:
    if any(map(_is_numbered, lines)):
        headings = [_is_heading(line) for line in lines]
        after_heading = [place > 0 and headings[place - 1] and not headings[place] for place in range(len(lines))]
        first = next(place for place, line in enumerate(lines) if _is_numbered(line))
        full = [place > first and len(line.filled()) == len(line.slices) for place, line in enumerate(lines)]
        return [_is_numbered(line) or _is_row(line) or any(told) for line, *told in zip(lines, headings, after_heading, full, strict=True)]
    blank = [not line.filled() for line in lines]
    if any(blank[:-1]):
        return [place > 0 and blank[place - 1] for place in range(len(lines))]
    full = [len(line.filled()) == len(line.slices) for line in lines]
    opened = [bool(line.texts[0]) and not line.texts[0][0].islower() for line in lines]
    agree = all(full[place] for place, opens in enumerate(opened) if opens)
    return opened if agree else [False] * len(lines)


def rows_of_lines(lines: Sequence[Cut]) -> Iterator[list[Cut]]:
    """The rows of a table with a row a line; a line without a number that only fills up the cells above goes on with them."""
    row: list[Cut] = []
    for line in lines:
        if row and (line.texts[0] or _is_row(line) or _is_lone_title(line)):
            yield row
            row = []
        row.append(line)
    if row:
        yield row


def _is_lone_title(line: Cut) -> bool:
    return len(line.filled()) == 1 and len(line.texts) > 1 and bool(line.texts[1]) and not line.texts[1][0].islower()


def _is_numbered(line: Cut) -> bool:
    return bool(_NUMBER.fullmatch(line.texts[0]))


def _is_heading(line: Cut) -> bool:
    """A text over all columns: no inner stroke."""
    return len(line.slices) > 1 and not any(line.walls) and bool(line.filled())


def _is_row(line: Cut) -> bool:
    """A row without a number: all its other cells are filled and none of them goes on in a small letter."""
    others = line.texts[1:]
    return not line.texts[0] and len(others) > 1 and all(text and not text[0].islower() for text in others)
