"""How a cell is read: its items or mentions, column by column, in words and as JSON (`dorkarta explain`)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from normalize.bodies import read_bodies
from normalize.deadlines import read_deadline
from normalize.order import body_context, deadline_context
from output.rows import Row, item_row, mention_row, occurrence_rows
from output.schema import tables
from output.vocabulary import names
from output.words import deadline_in_words
from records.meaning import DeadlineContext
from records.order import Order
from records.text import clean_cell

_SHOWN_OCCURRENCES = 12


@dataclass(frozen=True, slots=True)
class Explanation:
    """The reading of one cell: `rows` as JSON wants them, `phrases` in words, one a row; `table` declares the columns."""

    rows: Sequence[Row]
    phrases: Sequence[str]
    table: str

    def print(self, console: Console) -> None:
        """Each item with its meaning in words, then its columns that hold something."""
        headings = {column.name: column.heading for column in tables()[self.table].columns}
        for row, phrase in zip(self.rows, self.phrases, strict=True):
            console.print(Text(f"«{' / '.join(row['raw'].splitlines())}»", style="bold"))
            console.print(Text(f"  {phrase}", style="cyan"))
            console.print(Padding(_columns(row, headings), (0, 0, 1, 2)))


def explain_deadline_cell(text: str, order: Order, context: DeadlineContext | None) -> Explanation:
    """How a deadline cell is read against a context; without one, against the first plan of the order that has a period."""
    plans = [plan for plan in order.plans if plan.period_start]
    against = context or (deadline_context(plans[0]) if plans else DeadlineContext())
    items = read_deadline(clean_cell(text), against)
    rows = [item_row(item) | {"occurrences": occurrence_rows(item)} for item in items]
    return Explanation(rows, [deadline_in_words(row) for row in rows], "deadlines")


def explain_bodies_cell(text: str, order: Order) -> Explanation:
    """How a responsible cell is read in the light of an order: its abbreviations, its issuer, its municipality."""
    rows = [mention_row(mention) for mention in read_bodies(clean_cell(text), body_context(order))]
    return Explanation(rows, [names().body(row) for row in rows], "responsibilities")


def _columns(row: Row, headings: Mapping[str, str]) -> Table:
    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0), pad_edge=False)
    table.add_column(style="dim")
    table.add_column(style="dim")
    table.add_column(overflow="fold")
    for name, value in row.items():
        if name == "occurrences":
            table.add_row("Календарь", name, _calendar(value))
        elif value not in (None, "") and value is not False and name != "raw":
            table.add_row(headings[name], name, Text(str(value)))
    return table


def _calendar(occurrences: Sequence[Row]) -> Text:
    lines = [_interval(occurrence) for occurrence in occurrences[:_SHOWN_OCCURRENCES]]
    more = len(occurrences) - len(lines)
    return Text("\n".join(lines + ([f"… и ещё {more}"] if more else [])) or "нет")


def _interval(occurrence: Row) -> str:
    start, end = occurrence["start"], occurrence["end"]
    days = str(start) if start and start == end else f"{start or '…'} – {end or '…'}"
    return days + ("" if occurrence["in_plan_period"] else " (вне периода плана)")
