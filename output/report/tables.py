"""The table beside each plot: headings and cells as text, with a key to sort by."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from output.report.figures import Figure, Row

LONGEST = 400  # characters of a text in a table


@dataclass(frozen=True, slots=True)
class Cell:
    """`key` is what the column is sorted by: a number, else the text. `kind`: "", "number" or "empty" (a nought that should stand out)."""

    text: str
    key: str | float
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """Headings and rows of cells; `tips` explain the headings that are codes."""

    headings: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    tips: Mapping[str, str]


def table(figure: Figure) -> Table:
    """The rows of a figure as they are, with the headings of its query."""
    columns = figure.query.columns
    return Table(tuple(columns.values()), tuple(tuple(cell(row[name]) for name in columns) for row in figure.rows), {})


def pivot(figure: Figure, across: str, value: str, names: Sequence[str], heading: str = "Муниципалитет") -> Table:
    """A municipality a row, a category a column; what a municipality has not is an empty nought."""
    found = {(row["municipality"], row[across]): row[value] for row in figure.rows}
    order = list(dict.fromkeys(row[across] for row in figure.rows))
    rows = tuple((cell(name), *(_counted(found.get((name, one))) for one in order)) for name in names)
    return Table((heading, *map(str, order)), rows, {})


def turned(figure: Figure, down: str, value: str, names: Sequence[str], heading: str) -> Table:
    """A category a row, a municipality a column: for two or three municipalities and long categories."""
    found = {(row["municipality"], row[down]): row[value] for row in figure.rows}
    order = list(dict.fromkeys(row[down] for row in figure.rows))
    return Table((heading, *names), tuple((cell(one), *(_counted(found.get((name, one))) for name in names)) for one in order), {})


def cell(value: Any) -> Cell:
    """A value for people: a decimal comma, a date as Russia writes it, a text on one line; nothing for null."""
    if value is None:
        return Cell("", "")
    if isinstance(value, bool):
        return Cell("да" if value else "нет", float(value))
    if isinstance(value, int | float):
        return Cell(number(value), float(value), "number")
    if isinstance(value, date):
        return Cell(f"{value:%d.%m.%Y}", value.isoformat())
    text = " ".join(str(value).split())
    return Cell(text if len(text) <= LONGEST else text[: LONGEST - 1].rstrip() + "…", text[:LONGEST].lower())


def number(value: float) -> str:
    """«12», «12,5», «1 234»."""
    shown = f"{value:,.1f}".removesuffix(".0") if isinstance(value, float) else f"{value:,}"
    return shown.replace(",", "\u00a0").replace(".", ",")


def ordered(rows: Iterable[Row], names: Sequence[str]) -> list[Row]:
    """Rows in the order of the municipalities' names given."""
    place = {name: n for n, name in enumerate(names)}
    return sorted(rows, key=lambda row: place.get(row["municipality"], len(place)))


def _counted(value: Any) -> Cell:
    return Cell("0", 0.0, "empty") if not value else cell(value)
