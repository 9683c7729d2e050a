"""Heading rows that nobody merged: a number and a title, or a title alone, that stand out among the rows around them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extract.recognise.casing import is_capitals
from extract.recognise.columns import Header
from extract.recognise.grid import printed
from extract.recognise.numbering import is_number, is_roman, opens_with_dash, path_of, split_number
from extract.recognise.rows import BodyRow
from extract.recognise.sections import month_of, opens_with_section_word

_LONGEST_HEADING = 200
_Level = tuple[int, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Neighbours:
    """What the rows with content have in common, counted once for all of them.

    `last` is the position of the last of them, `levels` are the places in the numbering where they stand, and `following` is
    for each row the number of the next numbered row below it.
    """

    rows: int
    bold: int
    numbered: int
    roman: bool
    capitals: bool
    last: int
    levels: frozenset[_Level]
    following: tuple[tuple[int, ...], ...]


def neighbours_of(rows: Sequence[BodyRow]) -> Neighbours:
    """Look over the rows of a table once."""
    full = [(position, row) for position, row in enumerate(rows) if row.has_content()]
    following: list[tuple[int, ...]] = []
    below: tuple[int, ...] = ()
    for row in reversed(rows):
        following.append(below)
        below = path_of(row.number) if row.number else below
    return Neighbours(
        rows=len(full),
        bold=sum(row.bold for _, row in full),
        numbered=sum(bool(row.number) for _, row in full),
        roman=any(is_roman(row.number) for _, row in full if row.number),
        capitals=any(is_capitals(row.title) for _, row in full),
        last=full[-1][0] if full else -1,
        levels=frozenset(_level(path) for _, row in full if (path := path_of(row.number))),
        following=tuple(reversed(following)),
    )


def _level(path: tuple[int, ...]) -> _Level:
    return len(path), path[:-1]


def plain_headings(rows: Sequence[BodyRow], header: Header) -> frozenset[int]:
    """The rows of a table (by their indices in it) that are headings though nobody merged them, see `is_plain_heading`."""
    bare = [position for position, row in enumerate(rows) if len(row.filled) == 1 or not row.has_content()]
    if not bare:  # then nobody need look around
        return frozenset()
    around = neighbours_of(rows)
    return frozenset([rows[position].index for position in bare if is_plain_heading(rows[position], position, around, header)])


def is_plain_heading(row: BodyRow, position: int, around: Neighbours, header: Header) -> bool:
    """Whether an unmerged row with nothing but number and title is a heading rather than an activity that is not filled in.

    An activity stays one unless something speaks for a heading: the numbering of the rows below it, its word («Раздел»), a month,
    roman among arabic numerals, capitals, bold type that its neighbours do not have, or no number where all others have one.
    """
    text = row.title or (printed(row.filled[0]) if len(row.filled) == 1 else "")
    own = any(printed(cell).endswith(text) for cell in row.filled)  # a title merged from above heads nothing
    if not text or not own or (row.has_content() and not _is_lone_month(row, text)):
        return False
    if month_of(text)[0] or opens_with_section_word(text):
        return True
    in_number_column = _in_number_column(row, header)
    if opens_with_dash(text) or (not row.title and not in_number_column):
        return False
    return in_number_column or _has_children(row, around.following[position], around) or _stands_out(row, position, text, around)


def _is_lone_month(row: BodyRow, text: str) -> bool:
    """A month that is the only text of its row, in whatever column."""
    return len(row.filled) == 1 and printed(row.filled[0]) == text and month_of(text)[0] is not None


def _in_number_column(row: BodyRow, header: Header) -> bool:
    """A heading typed into the number column."""
    return bool(header.with_role("number")) and len(row.filled) == 1 and bool(row.number) and not row.title and not is_number(row.number)


def _has_children(row: BodyRow, following: tuple[int, ...], around: Neighbours) -> bool:
    """The next numbered row is one level below («1.» before «1.1»), and no sister of this row is a full activity."""
    path = path_of(row.number or split_number(row.title).number)
    is_parent = bool(path) and len(following) > len(path) and following[: len(path)] == path
    return is_parent and _level(path) not in around.levels


def _stands_out(row: BodyRow, position: int, text: str, around: Neighbours) -> bool:
    """The row looks like a heading among its neighbours: bold, roman, capitals, or the only one without a number."""
    if around.last <= position:
        return False
    if row.bold and around.bold <= 0.2 * around.rows:
        return True
    if row.number and is_roman(row.number) and not around.roman:
        return True
    if is_capitals(text) and not around.capitals:
        return True
    heading = split_number(text).rest or text
    unnumbered = not row.number and around.numbered >= 0.8 * around.rows
    return unnumbered and heading[0].isupper() and len(text) <= _LONGEST_HEADING and not text.endswith(":")
