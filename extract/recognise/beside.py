"""Tables that stand side by side in one: «№ | Мероприятие | Срок | № | Мероприятие | Срок». Each half is read on its own, left to right."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from extract.recognise.columns import Column, Header
from extract.recognise.grid import Row, overlap, printed
from extract.recognise.sections import month_of, number_and_title
from records.order import LedgerRow, RowFate, Section
from records.text import clean_line

Fate = tuple[RowFate, str | None]


@dataclass(frozen=True, slots=True)
class Half:
    """One of the tables that stand side by side: its header, its rows, and what is printed above its columns alone."""

    header: Header
    rows: list[Row]
    heading: Section | None = None


def halves(header: Header, body: list[Row], above: Row | None = None) -> Iterator[Half]:
    """The tables under a header, one as a rule. Rows that go over all of them part them into runs: each run is read from left to right.

    `above` is the row above the header: what it prints over one half alone («I полугодие | II полугодие») heads that half.
    """
    parts = _parted(header.columns)
    if len(parts) < 2:
        yield Half(header, body)
        return
    headings: Sequence[Section | None] = _headings(parts, above)
    run: list[Row] = []
    for row in body:
        if not _crosses(row, parts):
            run.append(row)
            continue
        yield from _beside(header, parts, headings, run)
        yield Half(header, [row])
        run, headings = [], [None] * len(parts)
    yield from _beside(header, parts, headings, run)


def merged_fate(one: Fate | None, other: Fate) -> Fate:
    """The fate of a row that is read in two halves: an activity in either wins, then a heading, then what is not empty."""
    rank = {"activity": 0, "section": 1, "ignored": 2}
    return other if one is None or (rank[other[0]], other[1] == "empty") < (rank[one[0]], one[1] == "empty") else one


def without_shared_places(sections: Sequence[Section], ledger: Sequence[LedgerRow]) -> list[Section]:
    """Sections beside which the other half has an activity: the row counts as that, so the section has no row of its own."""
    taken = {(entry.table, entry.row) for entry in ledger if entry.fate == "activity"}
    return [
        replace(section, place=None) if section.place and (section.place.table, section.place.row_first) in taken else section
        for section in sections
    ]


def _parted(columns: Sequence[Column]) -> list[list[Column]]:
    """The columns of each table: a new one begins where a heading comes again. One part where they are not as many whole tables."""
    parts: list[list[Column]] = [[]]
    met: set[tuple[tuple[str, ...], str]] = set()
    for column in columns:
        own = (column.roles, _lower(column))
        if own in met:
            parts.append([])
            met.clear()
        if column.roles:
            met.add(own)
        parts[-1].append(column)
    if len(parts) == 1:
        return parts
    titles = [next((column for column in part if "title" in column.roles), None) for part in parts]
    whole = all(title and not title.time for title in titles) and all(len(_fields(part)) >= 2 for part in parts)
    alike = all(_lower(title) == _lower(titles[0]) for title in titles if title and titles[0])
    return parts if whole and alike else [list(columns)]


def _lower(column: Column | None) -> str:
    return column.heading.rsplit(" / ", maxsplit=1)[-1].lower() if column else ""


def _fields(columns: Sequence[Column]) -> set[str]:
    return {role for column in columns for role in column.roles} - {"number"}


def _headings(parts: Sequence[Sequence[Column]], above: Row | None) -> list[Section | None]:
    """What is printed above each half alone, in the header or in the row above it."""
    names = [_upper(part) or _over(part, above) for part in parts]
    if len(set(names)) < len(names):
        return [None] * len(parts)
    found = [number_and_title(name) for name in names]
    return [Section(number or None, title, *month_of(title)) if title else None for number, title in found]


def _upper(part: Sequence[Column]) -> str:
    """The heading over all columns of a half («I полугодие / №», «I полугодие / Срок»)."""
    uppers = {column.heading.rpartition(" / ")[0] for column in part}
    return uppers.pop() if len(uppers) == 1 else ""


def _over(part: Sequence[Column], above: Row | None) -> str:
    """The text of the row above that stands over this half and no other."""
    start, end = part[0].start, part[-1].end
    cells = [cell for cell in above.filled() if overlap(cell, start, end)] if above else []
    return clean_line(printed(cells[0])) if len(cells) == 1 and overlap(cells[0], start, end) == cells[0].column_span else ""


def _crosses(row: Row, parts: Sequence[Sequence[Column]]) -> bool:
    """Whether a text of the row goes over more than one half."""
    return any(sum(overlap(cell, part[0].start, part[-1].end) > 0 for part in parts) > 1 for cell in row.filled())


def _beside(header: Header, parts: Sequence[Sequence[Column]], headings: Sequence[Section | None], run: list[Row]) -> Iterator[Half]:
    for part, heading in zip(parts, headings, strict=True) if run else ():
        rows = [Row(row.index, tuple(cell for cell in row.cells if overlap(cell, part[0].start, part[-1].end))) for row in run]
        yield Half(replace(header, columns=tuple(part)), rows, heading)
