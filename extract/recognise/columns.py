"""The header of a table: which rows it takes and what each column holds, by what the headings say."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from operator import is_

from extract.recognise.grid import Row, printed
from extract.recognise.headings import Meaning, heading_lemmas, meaning_of, mend, roles_in
from extract.recognise.numbering import is_column_numbers, is_number
from extract.recognise.times import time_of, with_year
from extract.recognise.vocabulary import lemmas, words
from records.document import Cell

_SEARCHED_ROWS = 60  # a header stands at the top, or lower where another table is glued on top
_HEADER_HEIGHT = 4
_LAST_RANK = 100
_BRACKETS = re.compile(r"\([^()]*\)")
_PARTS = re.compile(r"[,;/\n]|\sи\s")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the body: grid places `start` to `end` (exclusive), its full heading, and what it holds.

    `roles` are fields of an activity (two in a combined column, none in a further column); `time` is the printed quarter,
    month or year of a column of marks; `known` says that the heading is in our lists although it is no field; `by_cells` that its
    cells and not its heading told the role.
    """

    start: int
    end: int
    heading: str
    roles: tuple[str, ...] = ()
    rank: int = 0
    time: str | None = None
    known: bool = False
    kind: str | None = None
    by_cells: bool = False


Leaf = tuple[int, int, tuple[str, ...]]  # the places of a column, `start` to `end`, and its headings from top to bottom


@dataclass(frozen=True, slots=True)
class Header:
    """The header rows `first` to `last` of a table and its columns from left to right.

    `cells` are the places of the columns in which every text is an activity of its own (see `matrix`).
    """

    first: int
    last: int
    columns: tuple[Column, ...]
    cells: tuple[int, ...] = ()
    width: int = field(init=False, repr=False, compare=False)
    spans: tuple[tuple[int, int], ...] = field(init=False, repr=False, compare=False)
    marked: tuple[int, ...] = field(init=False, repr=False, compare=False)
    places: Mapping[str, tuple[int, ...]] = field(init=False, repr=False, compare=False)
    _roles: frozenset[str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Every row asks for them. `width` is the place of the grid after the last column, `spans` are the places of all columns there.

        The columns by their places in `columns`: `places` has those that hold a role, the most telling first, a column of its own
        before a combined one; `marked` are those of a time and no field, where a mark says when.
        """
        columns = self.columns
        places: dict[str, list[int]] = {}
        marked = tuple([place for place, column in enumerate(columns) if column.time and not column.roles])
        for place in sorted(range(len(columns)), key=[(len(column.roles), column.rank) for column in columns].__getitem__):
            for role in columns[place].roles:
                places.setdefault(role, []).append(place)
        object.__setattr__(self, "width", max([column.end for column in columns], default=0))
        object.__setattr__(self, "spans", tuple([(column.start, column.end) for column in columns]))
        object.__setattr__(self, "marked", marked)
        object.__setattr__(self, "places", {role: tuple(found) for role, found in places.items()})
        object.__setattr__(self, "_roles", frozenset([*places, "time"] if marked else places))

    def with_role(self, role: str) -> list[Column]:
        """The columns that hold a role, in the order of `places`."""
        return [self.columns[place] for place in self.places.get(role, ())]

    def roles(self) -> frozenset[str]:
        """All roles of the header; «time» stands for columns of quarters, months or years."""
        return self._roles


def find_header(rows: Sequence[Row]) -> tuple[Header, Header] | None:
    """The first rows that read as the header of an activity table: (as they are printed, as that header); None where there are none."""
    for row in rows[:_SEARCHED_ROWS]:
        if may_be_header(row) and _is_worded_as_header(rows, row.index):
            block = printed_header(rows, row.index)
            if header := _activity_header(block):
                return block, header
    return None


def header_at(rows: Sequence[Row], index: int) -> Header | None:
    """The header of an activity table whose first row is `index`, if that row is one."""
    if not may_be_header(rows[index]) or not _is_worded_as_header(rows, index):
        return None  # nearly every row of a table
    return _activity_header(printed_header(rows, index))


def _activity_header(block: Header) -> Header | None:
    """A printed header as that of an activity table, None where it heads another table."""
    header = _with_speaker(block)
    return header if _is_activity_header(header) else _with_guessed_title(header)


def printed_header(rows: Sequence[Row], index: int) -> Header:
    """The header block that begins at a row, with what each of its headings says, whatever kind of table it heads."""
    bottom = bottom_of(rows, index)
    printed_columns = leaves(rows, index, bottom)
    columns = _with_halves(tuple([_field_column(*leaf) for leaf in printed_columns]), [path for _, _, path in printed_columns])
    return _with_unnamed_number(Header(index, bottom, columns), rows)


def may_be_header(row: Row) -> bool:
    """Whether a row may head a table: two short texts or more, the first of them no row number."""
    filled = row.said()
    if len(filled) < 2:
        return False
    letter = len(filled[0]) == 1 and filled[0].isalpha()  # «N», or what OCR made of «№»
    if is_number(filled[0]) and not letter and not meaning_of(filled[0]):
        return False
    return sum(map(len, filled)) / len(filled) <= 120


def bottom_of(rows: Sequence[Row], top: int) -> int:
    """The last row of a header that starts at `top`: its merged cells say so, or a lower row that only fills divided headings."""
    upper = rows[top].own()
    bottom = min(top + max((cell.row_span for cell in upper), default=1), top + _HEADER_HEIGHT, len(rows)) - 1
    while bottom + 1 < min(top + _HEADER_HEIGHT, len(rows)) and _is_lower_row(rows[top : bottom + 1], rows[bottom + 1]):
        bottom += 1
    return bottom


def _is_lower_row(above: Sequence[Row], row: Row) -> bool:
    """A lower header row that nothing merges: its texts stand only under divided headings, everything else is empty."""
    divided = [cell for upper in above for cell in upper.own() if cell.column_span > 1 and printed(cell)]
    filled = row.filled()
    if not divided or len(filled) < 2 or len(filled) == len(row.cells) > len(divided) * 3:
        return False
    texts = row.said()
    if is_column_numbers(row.texts()) or any(len(text) > 60 for text in texts):
        return False
    inside = all(any(top.column <= cell.column < top.column + top.column_span for top in divided) for cell in filled)
    return inside and len(filled) < len(row.cells) and all(time_of(text) or meaning_of(text) for text in texts)


def leaves(rows: Sequence[Row], top: int, bottom: int) -> list[Leaf]:
    """The columns under a header block: the places of each, and its headings from top to bottom."""
    cover: dict[int, list[Cell]] = defaultdict(list)
    for line, row in enumerate(rows[top : bottom + 1]):
        for cell in row.cells:
            if line and cell.row != row.index:
                continue  # met in the row above
            for place in range(cell.column, cell.column + cell.column_span):
                cover[place].append(cell)
    found: list[Leaf] = []
    group: list[Cell] = []
    for place in sorted(cover):
        cells = cover[place]
        if found and found[-1][1] == place and len(cells) == len(group) and all(map(is_, cells, group)):
            found[-1] = (found[-1][0], place + 1, found[-1][2])
        else:
            found.append((place, place + 1, tuple(dict.fromkeys([text for cell in cells if (text := printed(cell))]))))
            group = cells
    return found


@lru_cache(maxsize=4_000)
def heading_of(path: tuple[str, ...]) -> str:
    """The full heading of a column from its headings (`upper / lower`)."""
    return " / ".join(map(mend, path))


@lru_cache(maxsize=4_000)
def _field_column(start: int, end: int, path: tuple[str, ...]) -> Column:
    """What a column holds, from its headings: the lower one speaks first, unless the upper one closes the question."""
    column = Column(start, end, heading_of(path))
    upper = [meaning for text in path[:-1] if (meaning := meaning_of(text))]
    closed = next((meaning for meaning in upper if meaning.role in ("finance", "mark")), None)
    if closed:
        return replace(column, known=True, kind=closed.role)
    lower = path[-1] if path else ""
    time = time_of(lower)
    if time and not roles_in(lower):
        above = next((roles for text in reversed(path[:-1]) if (roles := roles_in(text))), ())
        roles = above if above and not above[0].startswith("deadline") else ()
        return replace(column, time=with_year(time, path[:-1]), known=True, roles=roles, rank=_LAST_RANK if roles else 0)
    for text in (lower, *reversed(path[:-1])):
        roles, meaning = roles_in(text), meaning_of(text)
        if roles:
            return replace(column, roles=roles, rank=_rank(text, roles, meaning), known=True)
        if meaning:
            return replace(column, known=True, kind=meaning.role)
    return column


def _with_halves(columns: tuple[Column, ...], paths: list[tuple[str, ...]]) -> tuple[Column, ...]:
    """A «Срок» divided into «с» and «по» (or «начало» and anything): its halves are start and end."""
    found = list(columns)
    for place in range(len(columns) - 1):
        lower, upper = paths[place][-1:], paths[place][:-1]
        if not upper or paths[place + 1][:-1] != upper or not all(column.roles[:1] == ("deadline",) for column in found[place : place + 2]):
            continue
        halves = [lemmas(lower[0]), lemmas(paths[place + 1][-1])]
        if halves[0][:1] and halves[0][0] in words("range_from") and halves[1][:1] and halves[1][0] in words("range_to"):
            found[place] = replace(found[place], roles=("deadline_start",))
            found[place + 1] = replace(found[place + 1], roles=("deadline_end",))
    return tuple(found)


def _rank(text: str, roles: tuple[str, ...], meaning: Meaning | None) -> int:
    """The place in the list of headings; a heading that says much else comes after one that says nothing else."""
    rank = meaning.rank if meaning and meaning.role == roles[0] else _LAST_RANK
    return rank if coverage(text) > 0.5 else rank + _LAST_RANK


def _is_activity_header(header: Header) -> bool:
    """A title, and by when, by whom or to what end."""
    roles = header.roles()
    dated = bool(roles & {"deadline", "deadline_start", "deadline_end"})
    if "title" not in roles:
        return False
    financed = any(column.kind == "finance" for column in header.columns)  # the list of activities of a programme
    return dated or "body" in roles or "result" in roles or (("time" in roles or financed) and names_activity(header))


def names_activity(header: Header) -> bool:
    """The title column (there is one) speaks of activities, not only of a «Наименование»."""
    return "мероприятие" in heading_lemmas(header.with_role("title")[0].heading)


def _with_guessed_title(header: Header) -> Header | None:
    """A header that says by when and by whom, but calls its title column something else («Направление деятельности»)."""
    roles = header.roles()
    dated = bool(roles & {"deadline", "deadline_start"})
    controls = "body" in roles and bool(roles & {"result", "result_weak"}) and any("контроль" in lemmas(c.heading) for c in header.columns)
    if "title" in roles or not ((dated and roles & {"body", "result"}) or controls):
        return None
    kinds = (None, "object", "form", "purpose") if dated else ("object", "purpose")
    candidates = [column for column in header.columns if not column.roles and column.heading and column.kind in kinds]
    if not candidates:
        return None
    chosen = min(candidates, key=lambda column: (kinds.index(column.kind), column.start))
    columns = tuple(replace(column, roles=("title",), known=True) if column is chosen else column for column in header.columns)
    return replace(header, columns=columns)


def _with_speaker(header: Header) -> Header:
    """Where nobody else answers, the one who reports on a question does."""
    roles = header.roles()
    speaker = next((column for column in header.columns if column.kind == "speaker" and not column.roles), None)
    if speaker is None or "title" not in roles or "body" in roles:
        return header
    return replace(header, columns=tuple(replace(column, roles=("body",)) if column is speaker else column for column in header.columns))


def _with_unnamed_number(header: Header, rows: Sequence[Row]) -> Header:
    """A first column in which most rows have a number is the number column, where its heading is no field («», «Этап»)."""
    first = header.columns[0]
    if first.roles or first.time or "number" in header.roles():
        return header
    cells = [
        cell
        for row in rows[header.last + 1 :]
        for cell in row.own()
        if cell.column == first.start and cell.column_span <= first.end - first.start
    ]
    numbers = [text for cell in cells if is_number(text := printed(cell)) and (not first.heading or text[0].isdigit())]
    if len(numbers) < max(1, 0.6 * len(cells)):
        return header
    return replace(header, columns=(replace(first, roles=("number",), known=True), *header.columns[1:]))


def _is_worded_as_header(rows: Sequence[Row], top: int) -> bool:
    """At least two headings are mostly made of header words: a body row that merely mentions them is no header."""
    block = rows[top : bottom_of(rows, top) + 1]
    telling = {role for row in block for text in row.said() for role in roles_in(text) if coverage(text) >= 0.5}
    return len(telling) >= 2


@lru_cache(maxsize=20_000)
def coverage(heading: str) -> float:
    """The share of a heading's words that the lists of `headers.yaml` explain (brackets left aside)."""
    tokens = heading_lemmas(_BRACKETS.sub(" ", heading) or heading)
    explained = sum(meaning.length for part in _PARTS.split(heading) if (meaning := meaning_of(part.strip())))
    whole = meaning_of(heading)
    return max(explained, whole.length if whole else 0) / max(len(tokens), 1)
