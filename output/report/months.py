"""The list that a reader asks for by month: rows for a little script of the page, and the first month as a table without it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from output.report.figures import Figure
from output.report.tables import cell
from output.words import words


@dataclass(frozen=True, slots=True)
class Months:
    """`rows`: by month (YYYY-MM), each its own cells and then the index of the `shared` cells that follow them.

    `first` is the month that is shown at the start.
    """

    headings: tuple[str, ...]
    shared: Sequence[Sequence[str | int]]
    rows: Mapping[str, Sequence[Sequence[str | int]]]
    labels: Mapping[str, str]
    first: str

    def shown(self) -> list[list[str | int]]:
        """The rows of the first month, as the script shows them."""
        return [[*row[:-1], *self.shared[int(row[-1])]] for row in self.rows[self.first]]


def due_list(figure: Figure) -> Months:
    """The activities that fall due, month by month; those with the same text are shared among the months."""
    columns = ("municipality", "number", "title", "body_raw")
    return _months(figure, ("due",), columns, lambda row: _day(row["due"]))


def due_numbers(figure: Figure) -> Months:
    """For many municipalities: how many activities fall due with each, largest first."""
    made = _months(figure, ("activities",), ("municipality",), lambda row: row["activities"])
    rows = {month: sorted(own, key=lambda row: (-int(row[0]), row[1])) for month, own in made.rows.items()}
    return Months(made.headings, made.shared, rows, made.labels, made.first)


def _months(figure: Figure, own: tuple[str, ...], common: tuple[str, ...], told: Any) -> Months:
    shared: dict[tuple[str, ...], int] = {}
    rows: dict[str, list[list[str | int]]] = defaultdict(list)
    loads: Counter[str] = Counter()
    for row in figure.rows:
        texts = tuple(cell(row[name]).text for name in common)
        rows[row["month"]].append([told(row), shared.setdefault(texts, len(shared))])
        loads[row["month"]] += row.get("activities", 1)
    headings = tuple(figure.query.columns[name] for name in (*own, *common))
    labels = {month: f"{month_name(month)} ({loads[month]})" for month in sorted(rows)}
    return Months(
        headings, list(map(list, shared)), dict(sorted(rows.items())), labels, max(loads, key=lambda month: (loads[month], month))
    )


def month_name(month: str) -> str:
    """«2021-10» → «октябрь 2021»."""
    year, _, number = month.partition("-")
    return f"{words()['months'][int(number) - 1]} {year}"


def _day(text: str) -> str:
    return ".".join(reversed(text.split("-")))
