"""Current-state tables: a value for each subject, measure and year, whichever of them stands in rows or in columns."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.recognise.figures import counted
from extract.recognise.grid import Row, printed
from extract.recognise.headings import meaning_of, mend
from extract.recognise.indicators import place_of
from extract.recognise.numbering import is_column_numbers
from extract.recognise.tables import TableReading
from records.order import Statistic

_YEAR = re.compile(r"(20\d\d)\s*(?:г\.?|год[а-я]*)?\*?", re.IGNORECASE)
_HEADER_HEIGHT = 4


def statistics_of(table: TableReading) -> Iterator[Statistic]:
    """All figures of a current-state table; a dash or an unreadable figure is a row with null value."""
    height = _header_height(table.rows)
    headings = {place: _path(table.rows[:height], place) for place in range(table.table.columns)}
    labels = [place for place, path in headings.items() if not _year(path) and not _is_number_heading(path)]
    for row in table.rows[height:]:
        if is_column_numbers([printed(cell) for cell in row.cells]):
            continue
        label = _label(row, labels)
        for cell in row.own():
            year = _year(headings.get(cell.column, []))
            if year is None or not printed(cell):
                continue
            subject, measure = _named(label, _measure(headings[cell.column]), [headings[place] for place in labels])
            value = counted(printed(cell))
            yield Statistic(subject, measure, year, value.value, value.percent, printed(cell), place_of(table, row))


def _header_height(rows: tuple[Row, ...]) -> int:
    """The header ends with the lowest of the first rows that holds years."""
    dated = [row.index for row in rows[:_HEADER_HEIGHT] if any(_YEAR.fullmatch(printed(cell)) for cell in row.own())]
    return (dated[-1] if dated else 0) + 1


def _path(rows: tuple[Row, ...], place: int) -> list[str]:
    """The headings over a place of the grid from top to bottom; a cell that runs on below the header is a label, no heading."""
    cells = [cell for row in rows for cell in row.cells if cell.column <= place < cell.column + cell.column_span]
    bottom = len(rows)
    return list(dict.fromkeys(text for cell in cells if cell.row + cell.row_span <= bottom and (text := printed(cell))))


def _year(path: list[str]) -> int | None:
    years = [int(match[1]) for text in path if (match := _YEAR.fullmatch(text))]
    return years[-1] if years else None


def _measure(path: list[str]) -> str:
    return " ".join(mend(text) for text in path if not _YEAR.fullmatch(text))


def _is_number_heading(path: list[str]) -> bool:
    meaning = meaning_of(path[0]) if path else None
    return bool(meaning) and meaning.role == "number" if meaning else False


def _label(row: Row, labels: list[int]) -> str:
    """The texts of a row's label columns."""
    texts = [printed(cell).replace("\n", " ") for cell in row.cells if cell.column in labels]
    return " ".join(text for text in texts if text)


def _named(label: str, measure: str, label_headings: list[list[str]]) -> tuple[str, str]:
    """(subject, measure). Where the columns are bare years the rows are the measures and the label's heading is the subject."""
    if measure:
        return label, measure
    heading = " ".join(text for path in label_headings for text in path)
    return ("" if meaning_of(heading, "indicator") or meaning_of(heading) else heading), label
