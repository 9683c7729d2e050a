"""Current-state tables: a value for each subject, measure and year, whichever of them stands in rows or in columns.

A column of figures without a year («всего», «отклонение») holds values too, of no year. What carries a figure and fits none of this is
named in a finding: no figure of such a table is lost.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from extract.recognise.figures import counted
from extract.recognise.grid import Row, printed
from extract.recognise.headings import meaning_of, mend
from extract.recognise.numbering import is_column_numbers, is_number
from extract.recognise.plan_rows import place_of
from extract.recognise.tables import TableReading
from extract.recognise.value_columns import counted_to, kind_of, school_year, year_of
from extract.recognise.vocabulary import lemmas, words
from records.document import Cell
from records.finding import Finding
from records.order import Statistic

_YEAR = re.compile(r"(20\d\d)\s*(?:г\.?|год[а-я]*)?\*?", re.IGNORECASE)
_DASH = re.compile(r"[-–—]")
_HEADER_HEIGHT = 4


@dataclass(frozen=True, slots=True)
class _Columns:
    """The places of the grid by what stands in them, each with its headings from top to bottom: all, labels, and values (with a year or
    without). A table may have a hundred thousand columns, so none is sought in a list.

    `named`: the labels that stay labels even where a figure stands in them, the first and codes.
    """

    headings: dict[int, list[str]]
    labels: dict[int, list[str]]
    values: dict[int, list[str]]
    named: frozenset[int]
    body: tuple[Row, ...]
    bare: bool  # nothing but the years stands over the values of years: the rows are the measures

    def year(self, place: int) -> int | None:
        return _year(self.headings.get(place, []))


def statistics_of(table: TableReading) -> Iterator[Statistic]:
    """All figures of a current-state table; a dash or an unreadable figure is a row with null value, «всего» a row with null year."""
    columns = _columns(table)
    label_headings = list(columns.labels.values())
    for row, group in _body(columns):
        label, place = _label(row, columns), place_of(table.ordinal, row)
        for cell in _values(row, columns):
            measure = _measure(columns.headings[cell.column])
            if columns.bare and columns.year(cell.column) is None:
                subject, measure = _named(f"{label} {measure}".strip(), "", label_headings, group)
            else:
                subject, measure = _named(label, measure, label_headings, group)
            value = counted(printed(cell))
            yield Statistic(subject, measure, columns.year(cell.column), value.value, value.percent, printed(cell), place)


def unread_figures(table: TableReading, plan: int) -> Iterator[Finding]:
    """X902 for each cell of a current-state table that carries a figure and is neither value, label nor row number; X919 (`counted_to`)."""
    columns = _columns(table)
    yield from counted_to(table.ordinal, (text for path in columns.values.values() for text in path), plan, table.table.page)
    known = {*columns.labels, *columns.values, *_number_places(columns)}
    valued = {row.index for row, _ in _body(columns) if _values(row, columns)}
    for row in columns.body:
        if is_column_numbers(row.texts()):
            continue
        for cell in row.filled():
            read = cell.column in known and (row.index in valued or cell.column not in columns.labels)
            if not read and re.search(r"\d", printed(cell)):
                message = (
                    f"Таблица {table.ordinal}, строка {row.index + 1}: число в ней не отнесено ни к показателю, ни к году и в набор данных "
                    "не вошло. Проверьте заголовок графы и строки."
                )
                yield Finding("X902", "W", message, printed(cell), plan, page=cell.page or table.table.page)


def _columns(table: TableReading) -> _Columns:
    height = _header_height(table.rows)
    headings, body = _paths(table.rows[:height], table.table.columns), table.rows[height:]
    figures = _columns_of_figures(body)
    places = [place for place, path in headings.items() if not _is_number_heading(path) and not _counts_rows(body, place, path)]
    undated = [place for place in places if _year(headings[place]) is None]
    first = next((place for place in undated if place not in figures), undated[0] if undated else 0)
    labels = {place: headings[place] for place in undated if place <= first or place not in figures or _is_code(headings[place])}
    values = {place: headings[place] for place in places if place not in labels}
    named = frozenset(place for place, path in labels.items() if place == next(iter(labels)) or _is_code(path))
    dated = [path for path in values.values() if _year(path)]
    bare = bool(dated) and not any(map(_measure, dated))
    return _Columns(headings, labels, values, named, body, bare)


def _number_places(columns: _Columns) -> list[int]:
    """The columns of row numbers."""
    return [place for place in columns.headings if place not in columns.labels and place not in columns.values]


def _body(columns: _Columns) -> Iterator[tuple[Row, str]]:
    """The rows with values, each with the heading row above it («Заречный район» over all columns)."""
    group = ""
    for row in columns.body:
        if is_column_numbers(row.texts()):
            continue
        if not _values(row, columns):
            group = _label(row, columns) or group
            continue
        yield row, group


def _values(row: Row, columns: _Columns) -> list[Cell]:
    """The cells of a row that hold values: those of the value columns, and a lone figure among the further labels."""
    stray = columns.labels.keys() - columns.named
    return [cell for cell in row.filled() if cell.column in columns.values or (cell.column in stray and _is_figure(printed(cell)))]


def _is_figure(text: str) -> bool:
    value = counted(text)
    return value.value is not None or value.percent is not None


def _columns_of_figures(body: tuple[Row, ...]) -> frozenset[int]:
    """The columns that hold figures and dashes rather than words."""
    texts = defaultdict[int, list[str]](list)
    for row in body:
        for cell in row.filled():
            texts[cell.column].append(printed(cell))
    return frozenset(place for place, found in texts.items() if _are_figures(found))


def _are_figures(texts: list[str]) -> bool:
    figures = sum(_is_figure(text) for text in texts)
    return figures > 0 and figures + sum(bool(_DASH.fullmatch(text)) for text in texts) >= 0.5 * len(texts)


def _counts_rows(body: tuple[Row, ...], place: int, path: list[str]) -> bool:
    """A first column without heading that counts the rows: 1, 2, 3."""
    if place or path:
        return False
    texts = [printed(cell).strip(" .)") for row in body for cell in row.filled() if cell.column == place and is_number(printed(cell))]
    return bool(texts) and texts == [str(number) for number in range(1, len(texts) + 1)]


def _is_code(path: list[str]) -> bool:
    """Figures that name and do not count («Код ОКТМО»)."""
    return any(token in words("codes") for text in path for token in lemmas(text))


def _header_height(rows: tuple[Row, ...]) -> int:
    """The header ends with the lowest of the first rows that holds years, and with what its merged cells still cover («план», «факт»)."""
    dated = [row for row in rows[:_HEADER_HEIGHT] if _is_dated(row)]
    heading = [row for row in dated if row is dated[0] or not _has_own_label(row)]
    height = (heading[-1].index - rows[0].index if heading else 0) + 1
    while height < min(_HEADER_HEIGHT, len(rows)) and _goes_on(rows[height]):
        height += 1
    return height


def _is_dated(row: Row) -> bool:
    return any(_year_alone(printed(cell)) for cell in row.own())


def _has_own_label(row: Row) -> bool:
    """A row that begins with words of its own before figures that look like years is no header («Учеников | 2035 | 2050»)."""
    first = [cell for cell in row.filled() if not _year_alone(printed(cell)) and not is_number(printed(cell))]
    return bool(first) and first[0].column <= 1


def _goes_on(row: Row) -> bool:
    """A row below the years without a figure whose label was merged from above: the second half of the header."""
    own = row.filled()
    merged = any(cell.row < row.index and printed(cell) for cell in row.cells)
    return merged and bool(own) and not any(re.search(r"\d|^[-–—]$", printed(cell)) for cell in own)


def _paths(rows: tuple[Row, ...], width: int) -> dict[int, list[str]]:
    """The headings over each place of the grid from top to bottom; a cell that runs on below the header is a label, no heading."""
    bottom = rows[-1].index + 1
    over: dict[int, dict[str, None]] = {place: {} for place in range(width)}
    for cell in (cell for row in rows for cell in row.cells if cell.row + cell.row_span <= bottom):
        if text := printed(cell):
            for place in range(cell.column, min(cell.column + cell.column_span, width)):
                over[place][text] = None
    return {place: list(texts) for place, texts in over.items()}


def _year(path: list[str]) -> int | None:
    years = [year for text in path if (year := _year_alone(text))]
    return years[-1] if years else None


def _year_alone(text: str) -> int | None:
    """The year of a heading that says no more than a year or a school year, which is counted to the year in which it ends (X919)."""
    match = _YEAR.fullmatch(text)
    if match:
        return int(match[1])
    return school_year(text) if kind_of((text,)) is None and year_of(text) else None


def _measure(path: list[str]) -> str:
    return " ".join(mend(text) for text in path if not _year_alone(text))


def _is_number_heading(path: list[str]) -> bool:
    meaning = meaning_of(path[0]) if path else None
    return bool(meaning) and meaning.role == "number" if meaning else False


def _label(row: Row, columns: _Columns) -> str:
    """The texts of a row's label columns without the lone figures among them, which are values."""
    cells = [cell for cell in row.cells if cell.column in columns.labels]
    texts = [text for cell in cells if (text := printed(cell)) and (cell.column in columns.named or not _is_figure(text))]
    return " ".join(text.replace("\n", " ") for text in texts)


def _named(label: str, measure: str, label_headings: list[list[str]], group: str) -> tuple[str, str]:
    """(subject, measure). Where the columns are bare years the rows are the measures and the label's heading is the subject."""
    if measure:
        return label, measure
    heading = " ".join(text for path in label_headings for text in path)
    return group or ("" if meaning_of(heading, "indicator") or meaning_of(heading) else heading), label
