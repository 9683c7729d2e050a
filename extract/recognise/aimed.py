"""Tables of figures that no word calls targets or facts: whether they are the targets of the plan that they belong to.

«Показатель | 2024 | 2025» in a plan of these years and «Показатель | Ед. изм. | Значение» below a plan's activities say what is to be
reached. That is a guess, told by X920; any other table of figures stays one of the current state.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extract.recognise.grid import printed
from extract.recognise.periods import PrintedPeriod
from extract.recognise.scopes import Entry
from extract.recognise.tables import DataColumn, TableReading
from extract.recognise.value_columns import school_year
from records.finding import Finding

_BESIDE = frozenset({"name", "number", "unit"})


def with_aims(entries: Sequence[Entry], period: PrintedPeriod | None, plan: int, *, below: bool) -> tuple[list[Entry], list[Finding]]:
    """The entries of a plan, tables of undecided figures among them as its targets, and a finding for each of these.

    `period`: the plan's, as printed; `below`: the plan's activities stand above all of the entries.
    """
    told: list[Entry] = []
    findings: list[Finding] = []
    for entry in entries:
        below = below or entry.reading.kind == "activities"
        if entry.reading.kind == "statistics" and (reason := _reason(entry.reading, period, below=below)):
            entry = replace(entry, reading=replace(entry.reading, kind="targets"))
            findings.append(_guessed(entry.reading, reason, plan))
        told.append(entry)
    return told, findings


def _reason(table: TableReading, period: PrintedPeriod | None, *, below: bool) -> str:
    """Why a table of figures is one of targets, empty where it is none: it names indicators and holds nothing but their values."""
    values = [column for column in table.data if column.role not in _BESIDE]
    if not values or all(column.role != "name" for column in table.data):
        return ""
    if period and period.start and all(_is_year_of(column, period.start.year, period.end.year) for column in values):
        return "годы граф лежат в периоде плана"
    undated = len(values) == 1 and values[0].role == "target" and values[0].year is None
    return "таблица стоит после мероприятий плана" if undated and below else ""


def _is_year_of(column: DataColumn, first: int, last: int) -> bool:
    """A column of one year from `first` to `last`; a school year counts for two and decides nothing."""
    return column.year is not None and first <= column.year <= last and not any(map(school_year, column.path))


def _guessed(table: TableReading, reason: str, plan: int) -> Finding:
    message = (
        f"Таблица {table.ordinal}: не сказано, цели это или достигнутые значения; {reason}, поэтому значения прочитаны как цели. "
        "Если они достигнуты, впишите в заголовок графы «факт»."
    )
    shown = next((" | ".join(map(printed, row.filled())) for row in table.rows if row.filled()), "")
    return Finding("X920", "I", message, shown, plan, page=table.table.page)
