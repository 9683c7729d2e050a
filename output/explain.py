"""How a cell is read: its items or mentions, column by column, in words and as JSON (`dorkarta explain`)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from normalize.bodies.explain import Part, explain_bodies
from normalize.deadlines.explain import explain_deadline
from normalize.order import body_context, deadline_context
from output.rows import Row, item_row, mention_row, occurrence_rows
from output.schema import tables
from output.vocabulary import names
from output.words import deadline_in_words, scope_in_words, step_in_words
from records.meaning import DeadlineContext
from records.order import Order
from records.text import clean_cell

_SHOWN_OCCURRENCES = 12


@dataclass(frozen=True, slots=True)
class Explanation:
    """The reading of one cell: `rows` as JSON wants them; for each row its meaning in words and the steps that led to it.

    A step is a piece of the cell and what it was taken for. `table` declares the columns; `tokens` are the cell's words with
    their class (as vocabulary.yaml names it) or their normal form.
    """

    rows: Sequence[Row]
    phrases: Sequence[str]
    steps: Sequence[Sequence[tuple[str, str]]]
    table: str
    tokens: Sequence[tuple[str, str]] = ()

    def print(self, console: Console) -> None:
        """Each item with its meaning in words, the steps, then its columns that hold something."""
        headings = {column.name: column.heading for column in tables()[self.table].columns}
        for row, phrase, steps in zip(self.rows, self.phrases, self.steps, strict=True):
            console.print(Text(f"«{' / '.join(row['raw'].splitlines())}»", style="bold"))
            console.print(Text(f"  {phrase}", style="cyan"))
            for piece, taken_for in steps:
                console.print(Text.assemble("  ", f"«{' / '.join(piece.splitlines())}»", (f" — {taken_for}", "dim")))
            console.print(Padding(_columns(row, headings), (0, 0, 1, 2)))
        if self.tokens:
            told = (word if not note else f"{word} [{note}]" for word, note in self.tokens)
            console.print(Text("Слова: " + " ".join(told), style="dim"))


def explain_deadline_cell(text: str, order: Order, context: DeadlineContext | None) -> Explanation:
    """How a deadline cell is read against a context; without one, against the first plan of the order that has a period."""
    plans = [plan for plan in order.plans if plan.period_start]
    against = context or (deadline_context(plans[0]) if plans else DeadlineContext())
    explained = explain_deadline(clean_cell(text), against)
    notes = explained.items
    tokens = [(token.text.strip() or "/", " ".join(filter(None, (token.word_class, token.value)))) for token in explained.tokens]
    rows = [item_row(note.item) | {"occurrences": occurrence_rows(note.item)} for note in notes]
    steps = [
        [(rule.text, step_in_words(rule.rule)) for rule in note.rules] + [(words, "не понято") for words in note.leftover] for note in notes
    ]
    return Explanation(rows, [deadline_in_words(row) for row in rows], steps, "deadlines", tokens)


def explain_bodies_cell(text: str, order: Order) -> Explanation:
    """How a responsible cell is read in the light of an order: its abbreviations, its issuer, its municipality."""
    notes = explain_bodies(clean_cell(text), body_context(order))
    rows = [mention_row(note.mention) for note in notes]
    tokens = [(word, ", ".join(form for form in forms if form != word)) for note in notes for word, forms in note.tokens]
    steps = [[(part.text, _part(part)) for part in note.parts] for note in notes]
    return Explanation(rows, [names().body(row) for row in rows], steps, "responsibilities", tokens)


def _part(part: Part) -> str:
    known = f": известно как «{part.known_as}»" if part.known_as else ""
    return step_in_words(part.kind) + known + (f" ({scope_in_words(part.scope)})" if part.scope else "")


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
