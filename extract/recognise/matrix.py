"""A table with time on one axis: months, quarters or stages head its columns, or begin its rows, and every text inside is an activity.

Schools and methodical services plan so: «Направление | Сентябрь | Октябрь …», «Месяц | Работа с кадрами | Работа с детьми». The
heading of time is the deadline as printed; the heading on the other axis stays in `extra`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from extract.recognise.columns import Column, Header, may_be_header, printed_header
from extract.recognise.grid import Row, overlap, printed
from extract.recognise.headings import heading_lemmas
from extract.recognise.numbering import opens_with_dash, roman_value
from extract.recognise.packed import are_paragraphs, items_of, whole_items
from extract.recognise.rows import BodyRow, is_mark, place_cells, read_row
from extract.recognise.times import time_of
from extract.recognise.vocabulary import lemmas, words
from extract.recognise.wordings import is_body, is_deadline, is_made_of_deadline, says_when
from records.document import Cell
from records.finding import Finding

STRAND = "Графа"  # the key in `extra` of the heading above an activity whose row says when
_SEARCHED_ROWS = 8
_LEAST_TEXTS = 2
_LONGEST_HEADING = 80
_BRACKETS = re.compile(r"\([^()]*\)")
_TIMED_ROWS = 0.8  # of the rows that must begin with a time
_SHARE = 0.6  # of the texts that must look like activities


def find_matrix(rows: Sequence[Row]) -> Header | None:
    """The header of a table with time on one axis, below nothing but titles; None where there is none."""
    first = next((index for index, row in enumerate(rows[:_SEARCHED_ROWS]) if len(row.filled()) > 1), None)
    return matrix_at(rows, first) if first is not None else None


def matrix_at(rows: Sequence[Row], index: int) -> Header | None:
    """The header of a matrix whose first row is `rows[index]`; its `cells` are the columns in which every text is an activity."""
    return matrix_of(printed_header(rows, index), rows) if may_be_header(rows[index]) else None


def matrix_of(header: Header, rows: Sequence[Row]) -> Header | None:
    """A header as it is printed as that of a matrix, None where its columns and the rows below it have no axis of time."""
    body = rows[header.last + 1 :]
    return _timed_columns(header, body) or _timed_rows(header, body)


def _timed_columns(header: Header, body: Sequence[Row]) -> Header | None:
    """Two columns or more are headed by a time, no other says when, and what stands under them are texts, no marks or figures."""
    moments = [_moment(column) for column in header.columns]
    if sum(moment is not None for moment in moments) < 2:
        return None
    columns = tuple(
        replace(column, time=moment, known=True) if moment else column for column, moment in zip(header.columns, moments, strict=True)
    )
    cells = tuple(place for place, column in enumerate(columns) if moments[place] and column.roles in ((), ("title",)))
    taken = frozenset(cells)
    others = [column for place, column in enumerate(columns) if place not in taken]
    if len(cells) < 2 or any(role.startswith("deadline") for column in others for role in column.roles):
        return None
    if any("result_weak" in column.roles or column.kind == "unit" for column in others):
        return None  # the targets of an indicator, in words
    titles = [column for column in others if "title" in column.roles]
    if any(not words("activity_word").isdisjoint(heading_lemmas(column.heading)) for column in titles):
        return None  # what stands under the months tells more of the activity that the row names
    whole = replace(header, columns=columns, cells=cells)
    return whole if _hold_activities(whole, body, strict=bool(titles)) else None


def _timed_rows(header: Header, body: Sequence[Row]) -> Header | None:
    """The rows begin with months or quarters, and the columns beside them are strands of work that no heading of ours names."""
    if header.roles() & {"title", "result", "deadline_start", "deadline_end", "time"}:
        return None
    told = [row for row in body if len(row.filled()) > 1]
    labels = [{cell.column: printed(cell) for cell in reversed(row.cells) if cell.column_span == 1} for row in told]
    times = [column for column in header.columns if column.roles in (("deadline",), ()) and _begins_with_times(column, labels)]
    if len(times) != 1:
        return None
    columns = tuple(replace(column, roles=("deadline",), known=True) if column is times[0] else column for column in header.columns)
    cells = tuple(
        place
        for place, column in enumerate(columns)
        if not column.roles and column.kind in (None, "purpose") and 0 < len(column.heading) <= _LONGEST_HEADING
    )
    whole = replace(header, columns=columns, cells=cells)
    return whole if len(cells) >= 2 and _hold_activities(whole, body, strict=False) else None


def _begins_with_times(column: Column, rows: Sequence[Mapping[int, str]]) -> bool:
    """Whether nearly all rows (texts by column) stand beside a month or quarter in a column, printed there or merged from above."""
    if len(rows) < _LEAST_TEXTS or not any(time_of(row.get(column.start, "")) for row in rows[:_LEAST_TEXTS]):
        return False  # nearly all columns, by a look at their first rows
    labels = [row.get(column.start, "") for row in rows]
    return sum(time_of(label) is not None and _says_more(label) for label in labels) >= _TIMED_ROWS * len(rows)


def _moment(column: Column) -> str | None:
    """The time that heads a column: a quarter or month, other words of time («1-я неделя»), or a stage of the work."""
    if not column.time and column.roles:
        return None
    lower = column.heading.rsplit(" / ", maxsplit=1)[-1]
    if not _says_more(lower):
        return None
    if column.time:
        return column.time
    tokens = lemmas(_BRACKETS.sub(" ", lower))  # «Основной этап (март – май)», «II этап»
    stage = not words("stages").isdisjoint(tokens[-1:] + tokens[:1]) and len(tokens) == 2 and tokens[0] not in words("naming")
    return lower if stage or (is_made_of_deadline(lower) and says_when(lower)) else None


def _says_more(time: str) -> bool:
    """Whether a time is more than a year or a roman numeral: a year alone heads values more often than activities, a numeral groups."""
    tokens = [token for token in lemmas(time) if token.isalpha() and len(token) > 1 and token not in words("years")]
    return any(roman_value(token.upper()) is None for token in tokens)


def _hold_activities(header: Header, body: Sequence[Row], *, strict: bool) -> bool:
    """Whether most texts in the matrix say what is done. `strict`: what may as well be a place or a body does not count."""
    texts = [text for row in body for cell, _ in _cells(row, header) if any(map(str.isalnum, text := printed(cell))) or is_mark(text)]
    told = [text for text in texts if _tells(text) and not (strict and (is_body(text) or len(lemmas(text)) < 2))]
    return len(told) >= max(_LEAST_TEXTS, _SHARE * len(texts))


def _tells(text: str) -> bool:
    told = any(token.isalpha() and len(token) > 3 for token in lemmas(text))
    return told and not is_mark(text) and not is_deadline(text) and sum(map(str.isdigit, text)) < 0.3 * len(text)


def _cells(row: Row, header: Header) -> list[tuple[Cell, list[Column]]]:
    """The filled cells that begin in a row of a matrix, with the columns that each covers."""
    found = []
    for place, cells in place_cells(row, header.columns).items():
        for cell in cells if place in header.cells else ():
            if cell.row == row.index and printed(cell):
                covered = [header.columns[one] for one in header.cells if overlap(cell, header.columns[one].start, header.columns[one].end)]
                found.append((cell, covered or [header.columns[place]]))
    return found


def activities_in(row: Row, header: Header) -> list[BodyRow]:
    """The activities of a row of a matrix from left to right; none where only its label is filled. Dashes and marks beside texts are no
    activities: they stay in `extra` under their headings. A row of marks alone is the activity that its label names."""
    inside = _cells(row, header)
    taken = [cell for cell, _ in inside]
    others = tuple(column for place, column in enumerate(header.columns) if place not in header.cells)
    beside = (
        read_row(Row(row.index, tuple(cell for cell in row.cells if cell not in taken)), replace(header, columns=others))
        if others
        else None
    )
    signs = [(column, printed(cell)) for cell, covered in inside if _is_sign(printed(cell)) for column in covered]
    told = [(cell, covered) for cell, covered in inside if not _is_sign(printed(cell))]
    if beside and not told:
        return _marked(beside, signs)
    label = (_label(beside, others) if beside else {}) | {column.heading: sign for column, sign in signs}
    return [_activity(beside, label, text, covered, row) for cell, covered in told for text in _items(printed(cell))]


def says_nothing(row: Row, header: Header) -> bool:
    """Whether a row is filled inside the matrix, but with nothing that is done (dashes)."""
    return bool(_cells(row, header)) and not activities_in(row, header)


def _is_sign(text: str) -> bool:
    """A dash, or a mark («+», «х»)."""
    return is_mark(text) or not any(map(str.isalnum, text))


def _marked(beside: BodyRow, signs: Sequence[tuple[Column, str]]) -> list[BodyRow]:
    """The label of a row as an activity at the times that are marked; none where nothing is."""
    times = [column.time for column, sign in signs if column.time and is_mark(sign)]
    title = next(filter(None, (beside.title, *beside.extra.values())), "")
    if not times or not title:
        return []
    fields = {**beside.fields, "title": title, "deadline": beside.fields.get("deadline") or ", ".join(times)}
    extra = {heading: text for heading, text in beside.extra.items() if beside.title or text != title}
    return [replace(beside, fields=fields, extra=extra | {column.heading: sign for column, sign in signs if not is_mark(sign)})]


def _label(beside: BodyRow, others: Sequence[Column]) -> dict[str, str]:
    """Number and title of a row of a matrix under their headings: they belong to all of its activities."""
    headings = {role: column.heading for column in others for role in column.roles}
    title = beside.title_from or headings.get("title") or "Название строки"
    return {heading: text for heading, text in ((headings.get("number") or "№", beside.number), (title, beside.title)) if text}


def _activity(beside: BodyRow | None, label: dict[str, str], text: str, covered: Sequence[Column], row: Row) -> BodyRow:
    """One text of a matrix with what its row and its column say."""
    times = [column.time for column in covered if column.time]
    fields = {"title": text, "deadline": " – ".join(dict.fromkeys((times[0], times[-1]))) if times else "", "body": "", "result": ""}
    extra = {} if times else {STRAND: " – ".join(column.heading for column in covered)}
    if beside is None:
        return BodyRow(row.index, "", fields, extra, row.filled(), bold=False)
    fields |= {name: found for name in ("deadline", "body", "result") if (found := beside.fields.get(name, ""))}
    return BodyRow(row.index, "", fields, {**label, **beside.extra, **extra}, row.filled(), bold=False)


def _items(text: str) -> list[str]:
    """The activities of one cell: the items of its list, its paragraphs where each begins something, else the whole."""
    items = items_of(text)
    if items.numbers:
        return whole_items(text)
    if len(items.texts) > 1 and all(map(opens_with_dash, items.texts)):
        return [item[1:].strip() for item in items.texts]
    return list(items.texts) if len(items.texts) > 1 and are_paragraphs(items) else [text]


def note_of_matrix(plan: int, ordinal: int, header: Header, page: int | None) -> Finding:
    """X915: one row of this table is several activities."""
    times = [column.heading for column in header.columns if column.time] or [header.columns[place].heading for place in header.cells]
    message = (
        f"Таблица {ordinal} — сетка по времени: каждый текст в ней прочитан как отдельное мероприятие, сроком считается заголовок его "
        "графы или строки. Сверьте мероприятия с таблицей."
    )
    return Finding("X915", "I", message, " | ".join(times), plan, page=page)
