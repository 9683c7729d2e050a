"""The columns of a table that has no header, guessed from what its cells look like; a guess is marked as one."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from extract.recognise.columns import Column, Header, coverage
from extract.recognise.grid import Row, printed
from extract.recognise.headings import meaning_of
from extract.recognise.numbering import is_number
from extract.recognise.parting import part_roles
from extract.recognise.wordings import is_body, is_deadline

_LEAST_ROWS = 2
_LEAST_COLUMNS = 3
_SHARE = 0.6  # of a column's filled cells that must look like a role


def guess_header(rows: Sequence[Row]) -> Header | None:
    """Columns of a table without header: None unless one column holds deadlines and another, the wordiest left, can be the title.

    A table whose first row reads like headings has a header, only none of a plan: nothing is guessed. The header stands above the
    first row (`first` and `last` are one less than its index): no row is taken out.
    """
    full = [row for row in rows if len(row.filled()) >= _LEAST_COLUMNS]
    widths = [len(row.cells) for row in full]
    width = max(set(widths), key=widths.count, default=0)
    same = [row for row in full if len(row.cells) == width]
    if width < _LEAST_COLUMNS or len(same) < max(_LEAST_ROWS, 0.5 * sum(bool(row.filled()) for row in rows)) or _is_headings(full[0]):
        return None
    texts = [[printed(row.cells[place]) for row in same] for place in range(width)]
    roles = _roles(texts)
    if roles is None:
        return None
    columns = tuple(
        Column(cell.column, cell.column + cell.column_span, "", roles.get(place, ()), known=True)
        for place, cell in enumerate(same[0].cells)
    )
    return Header(rows[0].index - 1, rows[0].index - 1, columns)


def _is_headings(row: Row) -> bool:
    """At least two cells say no more than headings do."""
    return sum(meaning_of(text) is not None and coverage(text) >= 0.5 for cell in row.filled() if (text := printed(cell))) >= 2


def _roles(texts: list[list[str]]) -> dict[int, tuple[str, ...]] | None:
    """Column → roles; deadlines and a title must be there. A column of deadlines that people follow holds both."""
    places = list(range(len(texts)))
    number = 0 if _share(texts[0], is_number) >= _SHARE else None
    both = [place for place in places if place != number and _share(texts[place], _is_parted) >= _SHARE]
    dated = [place for place in places if place not in (number, *both) and _share(texts[place], is_deadline) >= _SHARE]
    left = [place for place in places if place not in (number, *dated, *both)]
    bodies = [place for place in left if _share(texts[place], is_body) >= _SHARE]
    titles = [place for place in left if place not in bodies and sum(map(bool, texts[place])) >= _SHARE * len(texts[place])]
    if not (dated or both) or not titles:
        return None
    title = max(titles, key=lambda place: _length(texts[place]))
    roles: dict[int, tuple[str, ...]] = {title: ("title",)}
    roles |= {dated[0]: ("deadline",)} if dated else {both[0]: ("deadline", "body")}
    if number is not None:
        roles[number] = ("number",)
    body = next((place for place in bodies if place != title), None)
    if body is not None:
        roles[body] = ("body",)
    return roles


def _is_parted(text: str) -> bool:
    """Whether a text is a deadline and a body side by side."""
    parts = part_roles(text, ("deadline", "body"))
    return bool(parts["deadline"]) and bool(parts["body"]) and is_body(parts["body"])


def _share(texts: list[str], test: Callable[[str], bool]) -> float:
    filled = [text for text in texts if text]
    return sum(map(test, filled)) / len(filled) if filled else 0.0


def _length(texts: list[str]) -> float:
    return sum(map(len, texts)) / len(texts)
