"""What a table is, by what it says: activities, indicator definitions, indicator targets, current state, layout, or not understood."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from extract.recognise.cards import find_card
from extract.recognise.columns import Column, Header, bottom_of, find_header, heading_of, leaves, names_activity
from extract.recognise.dated_column import find_dated_header, with_dated_column
from extract.recognise.grid import Row, printed, rows_of
from extract.recognise.headings import heading_lemmas, meaning_of
from extract.recognise.matrix import find_matrix, matrix_of
from extract.recognise.numbering import is_number
from extract.recognise.spanless import YEAR, with_spans
from extract.recognise.value_columns import kind_of, lone_pair, school_year, year_of
from extract.recognise.vocabulary import alternatives, lemmas, word_list, words
from records.document import Table

TableKind = Literal["activities", "targets", "definitions", "statistics", "layout", "empty", "other"]
_YEAR_ROWS = 4  # years stand in one of the first rows
_NO_VALUES = ("deadline", "deadline_end", "body", "note")  # what a column under a heading of values may say instead
_DEFINING = frozenset({"definition", "scale", "best", "worst"})
_UNDATED = frozenset({"name", "unit", "target"})  # «Показатель | Ед. изм. | Значение»
_VALUE = re.compile(r"[-–—]|\d[\d\s]*(?:[.,]\d+)?\s*%?(?:\s*\(.*\))?", re.DOTALL)
_INITIALS = re.compile(r"[А-ЯЁ]\.\s?(?:[А-ЯЁ]\.)?\s?[А-ЯЁ][а-яё]+|[А-ЯЁ][а-яё]+\s[А-ЯЁ]\.\s?[А-ЯЁ]\.")
_DATE = re.compile(r"\d{1,2}\.\d{2}\.\d{4}|«?_*\d*_*»?\s*_+|\b\d{1,2}\s[а-я]+\s20\d\d|№\s*[\d_]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class DataColumn:
    """A column of an indicator or statistics table: its role there, its year, and its headings from top to bottom."""

    column: Column
    role: str | None
    year: int | None
    path: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TableReading:
    """A table with its kind. `header` is there for activities, `data` and `body_first` for the tables of figures."""

    ordinal: int
    table: Table
    rows: tuple[Row, ...]
    kind: TableKind
    header: Header | None = None
    data: tuple[DataColumn, ...] = ()
    body_first: int = 0
    foreign: int = 0  # rows of another table that is glued on top, read on their own
    guessed: bool = False  # there is no header, `header` is guessed from the cells
    cards: bool = False  # fields stand in rows, activities in columns (see `cards`)
    listed: bool = False  # no table at all: a list of paragraphs (see `listed`)


def understand(ordinal: int, table: Table) -> list[TableReading]:
    """Tell what a table is; a table that nobody knows has the kind «other».

    One reading as a rule; two where a table of another kind is glued on top of an activity table (nothing stood between them).
    """
    rows = with_spans(rows_of(table))
    reading = _reading(ordinal, table, rows)
    above = max(reading.header.first, 0) if reading.header else 0
    if not _holds_rows(rows[:above]):
        return [reading]
    return [_reading(ordinal, table, rows[:above]), replace(reading, rows=reading.rows[above:], foreign=above)]


def _holds_rows(above: list[Row]) -> bool:
    """Rows above a header that are no title: one of three cells, or two of two."""
    widths = [len(row.filled()) for row in above]
    return max(widths, default=0) >= 3 or sum(width > 1 for width in widths) >= 2


def _reading(ordinal: int, table: Table, rows: list[Row]) -> TableReading:
    filled = [row for row in rows if row.filled()]
    if not filled:
        return TableReading(ordinal, table, tuple(rows), "empty")
    top = filled[0].index
    bottom = bottom_of(rows, top)
    data = _data_columns(rows, top, bottom)
    if not any(column.year for column in data) and (lowest := _lowest_years(rows, top)) > bottom:
        deeper = _data_columns(rows, top, lowest)
        if any(column.role == "name" and column.year is None for column in deeper):  # else the years stand in the wrong columns
            bottom, data = lowest, deeper
    if card := find_card(rows):
        return TableReading(ordinal, table, tuple(rows), "activities", card, cards=True)
    if found := find_header(rows):
        block, whole = found
        header: Header | None = matrix_of(block, rows) or with_dated_column(whole, rows)
    else:
        header = find_matrix(rows) or find_dated_header(rows)
    kind = _kind(rows, header, data)
    if kind in ("targets", "definitions", "statistics"):
        body = bottom + 1 if _has_header(data) else top
        return TableReading(ordinal, table, tuple(rows), kind, None, data, body)
    return TableReading(ordinal, table, tuple(rows), kind, header if kind == "activities" else None)


def _lowest_years(rows: list[Row], top: int) -> int:
    """The lowest of the first rows that holds two years or more: the header of a table of figures reaches down to it."""
    dated = [row.index for row in rows[top : top + _YEAR_ROWS] if sum(_is_dated(printed(cell)) for cell in row.own()) >= 2]
    return dated[-1] if dated else top


def _is_dated(text: str) -> bool:
    """A year, or a year in words; a bare date may be a cell of the body."""
    return "20" in text and (bool(YEAR.match(text)) or (year_of(text) is not None and any(map(str.isalpha, text))))


def _is_plain_year(text: str) -> bool:
    """A year or a school year with no word of plan or fact."""
    return bool(YEAR.match(text)) or (school_year(text) is not None and year_of(text) is not None and kind_of((text,)) is None)


def _data_columns(rows: list[Row], top: int, bottom: int) -> tuple[DataColumn, ...]:
    """The columns with the roles that they have in tables of figures."""
    found = _with_school_years([_data_column(*leaf) for leaf in leaves(rows, top, bottom)])
    return _with_unheaded_number(_with_said_kinds(_with_one_name(tuple(found))), rows[bottom + 1 :])


@lru_cache(maxsize=4_000)
def _data_column(start: int, end: int, path: tuple[str, ...]) -> DataColumn:
    """What a column of a table of figures holds, from its headings."""
    years = [year for text in path if (year := year_of(text.strip()))]
    return DataColumn(Column(start, end, heading_of(path)), _data_role(path), years[-1] if years else None, path)


def _with_school_years(data: list[DataColumn]) -> list[DataColumn]:
    """Columns «2023-2024», «2024-2025» are school years: the years of a plan would not come twice."""
    pairs = [lone_pair(item.path[-1]) if item.path and item.year is None else None for item in data]
    if {pair[0] for pair in pairs if pair}.isdisjoint(pair[1] for pair in pairs if pair):
        return data
    return [replace(item, year=pair[1]) if pair else item for item, pair in zip(data, pairs, strict=True)]


def _data_role(path: tuple[str, ...]) -> str | None:
    """The role of a column by its headings, the lowest first; «Базовый период / Дата» holds no value, whatever stands above."""
    if path and (said := meaning_of(path[0])) and said.role == "number":
        return "number"
    for text in reversed(path):
        other, meaning = meaning_of(text), meaning_of(text, "indicator")
        if meaning and other and other.role == "body" and other.position < meaning.position:
            return None  # «Орган, ответственный за достижение значений показателя»
        if meaning and (meaning.role not in ("current", "target") or not _compares(text)):
            return meaning.role
        if other and other.role in _NO_VALUES and year_of(text) is None:
            return "until" if other.role.startswith("deadline") and kind_of(path) != "current" else None
        if _compares(text):
            return None
    return None


def _compares(heading: str) -> bool:
    return not words("no_values").isdisjoint(heading_lemmas(heading))


def _with_one_name(data: tuple[DataColumn, ...]) -> tuple[DataColumn, ...]:
    """Of «Критерий» and «Показатель» the more telling one names the indicator, the other column is one that nobody knows.

    A lone «Показатели на 2024 год» is the column of names; «Показатель 2023», «Показатель 2024» and «Показатели по годам» above the
    years hold values.
    """
    said = [item for item in data if item.role == "name" and item.year is not None and _is_name(item)]
    if len(said) == 1:
        data = tuple(replace(item, year=None) if item is said[0] else item for item in data)
    if any(item.role == "name" and item.year is not None for item in data):
        data = tuple(replace(item, role=None) if item.role == "name" and item.year is not None else item for item in data)
        if all(item.role != "name" for item in data):
            return tuple(replace(item, role="name") if _is_title(item) else item for item in data)
    named = [item for item in data if item.role == "name"]
    if len(named) < 2:
        return data
    chosen = min(named, key=lambda item: (_rank(item), item.column.start))
    return tuple(replace(item, role=None) if item in named and item is not chosen else item for item in data)


def _is_name(item: DataColumn) -> bool:
    """Whether the lowest heading itself says that it names indicators."""
    meaning = meaning_of(item.path[-1], "indicator") if item.path else None
    return meaning is not None and meaning.role == "name"


def _is_title(item: DataColumn) -> bool:
    """«Наименование», which says of what only beside a heading of indicators."""
    meaning = meaning_of(item.path[-1]) if item.path else None
    return item.role is None and meaning is not None and meaning.role == "title"


def _rank(item: DataColumn) -> int:
    meanings = [meaning for text in reversed(item.path) if (meaning := meaning_of(text, "indicator"))]
    return meanings[0].rank if meanings else 0


def _with_said_kinds(data: tuple[DataColumn, ...]) -> tuple[DataColumn, ...]:
    """Columns of years that say «факт» or «базовый» hold current values; where all do, the table may be one of the current state."""
    dated = [item for item in data if item.year is not None and item.role in (None, "current", "target")]
    current = [item for item in dated if kind_of(item.path) == "current"]
    if len(current) == len(dated):
        return data
    return tuple(replace(item, role="current") if item in current else item for item in data)


def _with_unheaded_number(data: tuple[DataColumn, ...], body: list[Row]) -> tuple[DataColumn, ...]:
    """A first column of numbers has no heading, or a text dump's header no cell for it: there columns go by order."""
    if data and not data[0].path and data[0].role is None and _holds_numbers(data[0].column, body):
        return (replace(data[0], role="number"), *data[1:])
    if not data or data[0].role != "name":
        return data
    filled = [row for row in body if row.filled()]
    shifted = [row for row in filled if len(row.cells) == len(data) + 1 and is_number(row.texts()[0])]
    if not filled or len(shifted) < 0.6 * len(filled):
        return data
    number = DataColumn(Column(0, 1, ""), "number", None, ())
    moved = [replace(item, column=replace(item.column, start=place, end=place + 1)) for place, item in enumerate(data, start=1)]
    return (number, *moved)


def _holds_numbers(column: Column, body: Sequence[Row]) -> bool:
    texts = [text for row in body for cell in row.own() if cell.column == column.start and (text := printed(cell))]
    return bool(texts) and all(map(is_number, texts))


def _has_header(data: Sequence[DataColumn]) -> bool:
    return any(column.year for column in data) or sum(column.role is not None and column.role != "target" for column in data) >= 2


def _kind(rows: list[Row], header: Header | None, data: tuple[DataColumn, ...]) -> TableKind:
    roles = {column.role for column in data}
    years = sum(column.year is not None for column in data)
    figures = "unit" in roles and years > 1 and not _names_activities(header, data)
    answered = header is not None and "body" in header.roles() and not figures  # someone may answer for a target
    dated = answered or (header is not None and _has_deadline(header, data))
    measured = bool(roles & {"unit", "current", "target"}) or bool(roles & _DEFINING and not _names_activities(header, data))
    named_targets = any(column.role == "name" and kind_of(column.path) == "target" for column in data)
    aimed = "unit" in roles and any(column.role == "target" and (named_targets or kind_of(column.path) == "target") for column in data)
    if not dated and "name" in roles and (((years or "current" in roles) and measured) or (aimed and not _names_activities(header, data))):
        return "targets"
    if not dated and "name" in roles and roles & _DEFINING:
        return "definitions"
    if header:
        return "activities"
    if _is_headerless_definition(rows):
        return "definitions"
    if _share_of_values(rows) >= 0.5 or (roles >= _UNDATED and not years):
        return "statistics"  # the plan around it may make them targets, see `aimed`
    return "layout" if _is_layout(rows) else "other"


def _has_deadline(header: Header, data: Sequence[DataColumn]) -> bool:
    """Whether a column says by when; «Плановый период» above the years of values does not."""
    years = {item.column.start for item in data if item.year is not None}
    return any(column.start not in years for role in ("deadline", "deadline_start") for column in header.with_role(role))


def _names_activities(header: Header | None, data: Sequence[DataColumn]) -> bool:
    """Whether the title column speaks of activities and another one of indicators: targets are set for each activity."""
    if header is None or not names_activity(header):
        return False
    title = header.with_role("title")[0]
    return all(item.column.start != title.start for item in data if item.role == "name")


def _is_headerless_definition(rows: list[Row]) -> bool:
    """Number, name, and a text that says how the indicator is counted and on what scale; no header above."""
    bodies = [row.texts() for row in rows if row.filled()]
    if not 2 <= len(bodies[0]) <= 4:
        return False
    telling = sum(
        bool(texts) and is_number(texts[0]) and ("шкала" in texts[-1].lower() or bool(alternatives("definitions").match(texts[-1])))
        for texts in bodies
    )
    return telling >= 0.6 * len(bodies)


def _share_of_values(rows: list[Row]) -> float:
    """The share of figures and dashes among the filled cells below years (the years may stand below the first header row)."""
    dated = [row for row in rows[:_YEAR_ROWS] if any(_is_plain_year(printed(cell)) for cell in row.own())]
    if not dated:
        return 0.0
    starts = {cell.column for row in dated for cell in row.own() if _is_plain_year(printed(cell))}
    cells = [printed(cell) for row in rows[dated[-1].index + 1 :] for cell in row.own() if cell.column in starts and printed(cell)]
    figures = sum(bool(_VALUE.fullmatch(text)) and not YEAR.match(text) for text in cells)  # a column of years holds deadlines
    return figures / len(cells) if cells else 0.0


def _is_layout(rows: list[Row]) -> bool:
    """A table that only places text on the page: an approval stamp, date and number of an order, signatures, a sheet of approvals."""
    texts = [text for row in rows for text in row.said()]
    first = lemmas(texts[0])[:1]
    text = " ".join(texts).lower()
    if any(sheet in text for sheet in word_list("words")["approval_sheets"]):
        return True
    if any(token in words("layout_heads") for cell in texts for token in lemmas(cell)[:1]) and len(texts) <= 8:
        return True
    if len(rows) <= 4 and len(text) <= 600 and (_DATE.search(text) or any(_INITIALS.search(cell) for cell in texts)):
        return True
    return len(texts) == 1 or (len(texts) <= 4 and bool(first) and first[0] in words("organs"))
