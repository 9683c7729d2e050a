"""The table beside each plot: headings and cells as text, with a key to sort by."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from output.report.figures import Figure, Row

LONGEST = 400  # characters of a text in a table


@dataclass(frozen=True, slots=True)
class Cell:
    """`key` is what the column is sorted by, a number or a text. `kind`: "", "number", "zero" or "gap" (a nought that stands out)."""

    text: str
    key: str | float
    kind: str = ""


NOUGHT, GAP = Cell("0", 0.0, "zero"), Cell("0", 0.0, "gap")
Told = Callable[[Row], Cell]  # the cell of a row of a figure


@dataclass(frozen=True, slots=True)
class Table:
    """Headings and rows of cells; `tips` explain the headings that are codes."""

    headings: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    tips: Mapping[str, str] = field(default_factory=dict)


def table(figure: Figure) -> Table:
    """The rows of a figure as they are, with the headings of its query."""
    columns = figure.query.columns
    return Table(tuple(columns.values()), tuple(tuple(cell(row[name]) for name in columns) for row in figure.rows))


def pivot(figure: Figure, across: str, told: Told, names: Sequence[str], missing: Cell = NOUGHT) -> Table:
    """A municipality a row, a category a column (in the order in which the query has them)."""
    found = {(row["municipality"], row[across]): told(row) for row in figure.rows}
    order = list(dict.fromkeys(row[across] for row in figure.rows))
    rows = tuple((cell(name), *(found.get((name, one), missing) for one in order)) for name in names)
    return Table(("Муниципалитет", *map(str, order)), rows)


def turned(figure: Figure, down: str, told: Told, names: Sequence[str], missing: Cell = NOUGHT) -> Table:
    """A category a row, a municipality a column: for two or three municipalities and long categories."""
    found = {(row["municipality"], row[down]): told(row) for row in figure.rows}
    order = list(dict.fromkeys(row[down] for row in figure.rows))
    rows = tuple((cell(one), *(found.get((name, one), missing) for name in names)) for one in order)
    return Table((figure.query.columns.get(down, ""), *names), rows)


def ranked(figure: Figure, told: Told, names: Sequence[str]) -> Table:
    """Places down, municipalities across: the first row of each municipality beside the first of the others."""
    columns = [[told(row) for row in figure.rows if row["municipality"] == name] for name in names]
    places = range(max(map(len, columns), default=0))
    blank = Cell("", "")
    rows = tuple((cell(n + 1), *(own[n] if n < len(own) else blank for own in columns)) for n in places)
    return Table(("Место", *names), rows)


def value(name: str) -> Told:
    """The cell of one column, a nought where it is nothing."""
    return lambda row: cell(row[name]) if row[name] else NOUGHT


def cell(told: Any) -> Cell:
    """A value for people: a decimal comma, a date as Russia writes it, a text on one line; nothing for null."""
    if told is None:
        return Cell("", "")
    if isinstance(told, bool):
        return Cell("да" if told else "нет", float(told))
    if isinstance(told, int | float):
        return Cell(number(told), float(told), "number")
    if isinstance(told, date):
        return Cell(f"{told:%d.%m.%Y}", told.isoformat())
    text = " ".join(str(told).split())
    shown = text if len(text) <= LONGEST else text[: LONGEST - 1].rstrip() + "…"
    return Cell(shown, shown)


def number(told: float) -> str:
    """«12», «12,5», «2022», «12 345»: four digits stand together, as Russian typography has it."""
    shown = f"{told:,.2f}".rstrip("0").rstrip(".") if isinstance(told, float) else f"{told:,}"
    return (shown if abs(told) >= 10_000 else shown.replace(",", "")).replace(",", "\u00a0").replace(".", ",")
