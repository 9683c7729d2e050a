"""A body row of an activity table: its cells under their columns, and the fields that they give."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from extract.recognise.columns import Column, Header
from extract.recognise.grid import Row, overlap, printed
from extract.recognise.labelled import labelled
from extract.recognise.numbering import is_number, split_number
from extract.recognise.parting import part_roles, stays_whole
from extract.recognise.vocabulary import words
from records.document import Cell

BEYOND = "Правее таблицы"  # the key in `extra` of a cell that lies beyond all columns of the header
_SECOND = re.compile(r"2\s?[.)]")
_TELLING = ("form", None, "object", "purpose")  # kinds of other columns that may say what is done, the best first
_NONE: frozenset[str] = frozenset()
FIELDS = ("title", "deadline", "body", "result")


@dataclass(slots=True)  # not frozen: one is made for each row of a table, and nobody changes it
class BodyRow:
    """A row read under a header: its fields, further columns (`extra`: heading → text), and how it looks.

    `filled` are the texts of the cells that begin in this row, with the widths of the cells; `bold` says that all of them are bold;
    `whole` is the text of a cell of two roles that could not be parted; `title_from` the heading of the column that says what is
    done where the title's own cell is empty.
    """

    index: int
    number: str
    fields: Mapping[str, str]
    extra: Mapping[str, str]
    filled: tuple[Cell, ...]
    bold: bool
    unknown: frozenset[str] = _NONE
    whole: str = ""
    title_from: str = ""

    @property
    def title(self) -> str:
        return self.fields.get("title", "")

    def has_content(self) -> bool:
        """Whether anything beside number and title is filled."""
        said = self.fields
        return bool(said.get("deadline") or said.get("body") or said.get("result")) or any(self.extra.values())


def read_row(row: Row, header: Header) -> BodyRow:
    """Put a row's cells under their columns and take the fields out one by one; what is left over is `extra`."""
    if _stand_under(row, header.spans):  # nearly every row
        beyond, texts = [], dict(enumerate(row.texts()))
    else:
        placed = place_cells(row, header.columns)
        beyond = _beyond(placed, header)
        told = {place: [text for cell in cells if cell not in beyond and (text := printed(cell))] for place, cells in placed.items()}
        texts = {place: "\n".join(lines) for place, lines in told.items()}
    taken = _Fields(header, texts)
    number = taken.take_number()
    fields = {"title": taken.take("title"), "deadline": taken.take_deadline(), "body": taken.take("body"), "result": taken.take_result()}
    if not fields["body"] or not fields["deadline"]:
        fields |= _named_inside(fields, header)
    if not number and not header.with_role("number"):
        number, fields["title"] = _number_of_title(fields["title"])
        if number and fields["deadline"].startswith(number):
            fields |= _without_number(fields, number)
    title_from = ""
    if not fields["title"] and (fields["deadline"] or fields["body"]):
        title_from, fields["title"] = taken.take_other_title()
    filled = row.filled()
    bold = bool(filled) and filled[0].bold and all(cell.bold for cell in filled)
    extra, unknown = taken.rest()
    if beyond:
        extra[BEYOND] = "\n".join(map(printed, beyond))
        unknown |= {BEYOND}
    return BodyRow(row.index, number, fields, extra, filled, bold, unknown, taken.whole, title_from)


def _named_inside(fields: Mapping[str, str], header: Header) -> dict[str, str]:
    """The fields that the header has no column for where title or deadline names them itself («Семинар. Отв.: Попова А.А.»)."""
    lacking = {role for role in ("deadline", "body", "result") if role not in header.roles() and not fields[role]}
    if not lacking or "time" in header.roles():
        return {}
    for source in ("title", "deadline"):
        found = labelled(fields[source]) if fields[source] else None
        if found and found.head and found.fields and found.fields.keys() <= lacking:
            return {source: found.head, **found.fields}
    return {}


def _beyond(placed: Mapping[int, list[Cell]], header: Header) -> list[Cell]:
    """Filled cells to the right of all columns that would otherwise be joined to the text of the last one."""
    return [
        cell
        for cells in placed.values()
        for cell in cells
        if cell.column >= header.width and printed(cell) and any(printed(other) for other in cells if other.column < header.width)
    ]


def place_cells(row: Row, columns: tuple[Column, ...]) -> dict[int, list[Cell]]:
    """Column position → cells. By the grid where every column gets one cell; by order where the spans of body and header differ."""
    if _stand_under(row, [(column.start, column.end) for column in columns]):
        return {place: [cell] for place, cell in enumerate(row.cells)}
    by_grid: dict[int, list[Cell]] = {}
    for cell in row.cells:
        best = max(range(len(columns)), key=lambda place: (overlap(cell, columns[place].start, columns[place].end), -place))
        if overlap(cell, columns[best].start, columns[best].end) == 0:
            best = min(range(len(columns)), key=lambda place: abs(columns[place].start - cell.column))
        by_grid.setdefault(best, []).append(cell)
    crowded = any(sum(bool(printed(cell)) for cell in cells) > 1 for cells in by_grid.values())
    shifted = len(by_grid) < len(row.cells)
    ordered = _without_stray_end(row.cells, len(columns))
    if (crowded or shifted) and len(ordered) == len(columns):
        return {place: [cell] for place, cell in enumerate(ordered)}
    return by_grid


def _stand_under(row: Row, spans: Sequence[tuple[int, int]]) -> bool:
    """Whether each cell of a row has the places of one column."""
    if len(row.cells) != len(spans):
        return False
    for cell, (start, end) in zip(row.cells, spans, strict=True):
        if cell.column != start or cell.column + cell.column_span != end:
            return False
    return True


def _without_stray_end(cells: tuple[Cell, ...], width: int) -> tuple[Cell, ...]:
    """A row's cells without surplus empty ones at its end."""
    while len(cells) > width and not printed(cells[-1]):
        cells = cells[:-1]
    return cells


class _Fields:
    """The texts of one row while its fields are taken out; what nobody takes is `extra`."""

    def __init__(self, header: Header, texts: dict[int, str]) -> None:
        self.columns = header.columns
        self.places = header.places
        self.marked = header.marked
        self.texts = texts
        self.left = {place for place, text in texts.items() if text}
        self.whole = ""

    def take(self, role: str) -> str:
        """The text of the best column of a role; of a combined column only that role's part."""
        places = self.places.get(role)
        if not places:
            return ""
        if len(places) > 1 and all(self.columns[place].time for place in places):
            return self._take_dated(sorted(places))
        self.left.discard(places[0])
        text = self.texts.get(places[0], "")
        roles = self.columns[places[0]].roles
        if len(roles) != 2 or any(self.places[other][0] != places[0] for other in roles):
            return text  # a column of its own holds the other role
        parts = part_roles(text, roles)
        self.whole = text if stays_whole(parts) else self.whole
        return parts[role]

    def _take_dated(self, places: list[int]) -> str:
        """One field over several years («Результат / 2021», «Результат / 2022»): a line for each year."""
        self.left -= set(places)
        return "\n".join(f"{self.columns[place].time}: {self.texts[place]}" for place in places if self.texts.get(place))

    def take_number(self) -> str:
        return self.take("number")

    def take_deadline(self) -> str:
        """One deadline text: the column's own, or «start – end» of two columns, or the marked quarters and months."""
        if not self.marked and "deadline_start" not in self.places and "deadline_end" not in self.places:
            return self.take("deadline")
        start, end = self.take("deadline_start"), self.take("deadline_end")
        whole = self.take("deadline")
        marked = self._take_marked(beside=bool(whole or start or end))
        bounds = [part for part in (start, end) if part.strip(" -–—")] or [part for part in (start or end,) if part]
        span = " – ".join(bounds)
        return "\n".join(part for part in (whole, span, marked) if part)

    def _take_marked(self, *, beside: bool) -> str:
        """The headings of the marked time columns; a cell that says more than a mark keeps its text after the heading.

        `beside`: there is a deadline without them, so what is no mark («2023: 50 человек») is no deadline.
        """
        found = []
        for place in self.marked:
            text, time = self.texts.get(place, ""), self.columns[place].time or ""
            if text and (is_mark(text) or not beside):
                self.left.discard(place)
                found.append(time if is_mark(text) else f"{time}: {text}")
        return ", ".join(found)

    def take_other_title(self) -> tuple[str, str]:
        """(heading, text) of the column that says best what is done, after the title's own («Формы работы»); empty where none does."""
        telling = [place for place in sorted(self.left) if self.columns[place].kind in _TELLING and self.columns[place].heading]
        place = min(telling, key=lambda place: _TELLING.index(self.columns[place].kind), default=None)
        if place is None or not any(map(str.isalpha, self.texts[place])):
            return "", ""
        self.left.discard(place)
        return self.columns[place].heading, self.texts[place]

    def take_result(self) -> str:
        """The result column; without one the column that stands for it (Индикатор, Форма отчёта …)."""
        return self.take("result" if "result" in self.places else "result_weak")

    def rest(self) -> tuple[dict[str, str], frozenset[str]]:
        """What nobody took: heading → text, and the headings that are not in our lists."""
        if not self.left:
            return {}, _NONE
        extra: dict[str, str] = {}
        unknown = set()
        for place in sorted(self.left):
            column = self.columns[place]
            heading = column.heading or f"Колонка {place + 1}"
            key = heading if heading not in extra else f"{heading} ({place + 1})"
            extra[key] = self.texts[place]
            if not column.known or self._is_second_title(column):
                unknown.add(heading)
        return extra, frozenset(unknown)

    def _is_second_title(self, column: Column) -> bool:
        """A column with the very heading of the title's: two tables stand side by side."""
        return "title" in column.roles and sum(column.heading == other.heading for other in self.columns) > 1


def is_mark(text: str) -> bool:
    """A cell that only marks its column («+», «х», «√»)."""
    return text.strip().lower() in words("marks")


def _without_number(fields: Mapping[str, str], number: str) -> dict[str, str]:
    """Deadline and body without the number of the activity that both print again, and no other («3) Закупка | 3) май | 3) завхоз»)."""
    texts = {name: fields[name] for name in ("deadline", "body")}
    split = {name: split_number(text) for name, text in texts.items()}
    if any(found.number != number or "\n" in texts[name] for name, found in split.items()):
        return {}
    return {name: found.rest for name, found in split.items()}


def _number_of_title(title: str) -> tuple[str, str]:
    """Without a number column: the number at the head of the title and the title without it; an inner list is left alone."""
    lines = title.split("\n")
    if len(lines) > 1 and is_number(lines[0]):
        return lines[0], "\n".join(lines[1:])
    split = split_number(lines[0])
    if not split.number or any(_SECOND.match(line) for line in lines[1:]):
        return "", title
    return split.number, "\n".join(part for part in (split.rest, *lines[1:]) if part)
