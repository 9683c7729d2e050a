"""What a change of rules gained and lost: two datasets of the same documents compared row by row (`dorkarta gain`)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import pyarrow as pa
from rich.console import Console
from rich.markup import escape

from output.arrow import read_part, schema_of
from output.rows import Row
from output.schema import Table, tables
from output.write import is_dataset
from records.errors import UsageError

Kind = Literal["gained", "lost", "changed"]
_WORDS = {"gained": ("появилось", "green"), "lost": ("пропало", "red"), "changed": ("изменилось", "yellow")}
# A value of these columns that means «not understood»: a row that leaves it is a gain although no row was added.
_NOT_UNDERSTOOD = {"deadlines": ("kind", "unparsed"), "responsibilities": ("body_class", None)}
_OF_FILES = ("path", "paths")  # the same archive may lie in another folder


@dataclass(frozen=True, slots=True)
class Difference:
    """One row: `key` are its key columns; `columns` the old and the new value of each column that differs."""

    table: str
    key: tuple[Any, ...]
    kind: Kind
    columns: dict[str, tuple[Any, Any]]


def differences(old: Path, new: Path) -> Iterator[Difference]:
    """All rows that are not the same in both datasets, table by table. Raises UsageError where a folder is no dataset."""
    for folder in (old, new):
        if not is_dataset(folder):
            raise UsageError(f"{folder} — не набор данных. Укажите папку, которую записала команда dorkarta run.")
    for table in tables().values():
        if table.document and table.key:
            yield from _of_table(table, *_changed(old, new, table.name))


def print_differences(console: Console, found: Iterable[Difference]) -> None:
    """A line a row, then the counts by table."""
    counts: dict[str, dict[str, int]] = {}
    for one in found:
        word, colour = _WORDS[one.kind]
        values = "; ".join(f"{name}: {_shown(old)} → {_shown(new)}" for name, (old, new) in one.columns.items())
        console.print(f"[{colour}]{word}[/] {one.table} [bold]{escape(' '.join(map(str, one.key)))}[/]  {escape(values)}", soft_wrap=True)
        counts.setdefault(one.table, dict.fromkeys(_WORDS, 0))[one.kind] += 1
    for table, kinds in counts.items():
        console.print(f"\n[bold]{table}[/]: " + ", ".join(f"{_WORDS[kind][0]} {count}" for kind, count in kinds.items()))
    if not counts:
        console.print("Наборы одинаковы.")


def _changed(old: Path, new: Path, table: str) -> tuple[pa.Table, pa.Table]:
    """The rows of all parts whose files differ: the same rows give the same bytes under the same name."""
    sides = [{file.name: file for file in (folder / table).glob("*.parquet")} for folder in (old, new)]
    same = {name for name in sides[0].keys() & sides[1].keys() if sides[0][name].read_bytes() == sides[1][name].read_bytes()}
    read = [[read_part(side[name], table) for name in sorted(side.keys() - same)] for side in sides]
    return pa.concat_tables([schema_of(table).empty_table(), *read[0]]), pa.concat_tables([schema_of(table).empty_table(), *read[1]])


def _of_table(table: Table, old: pa.Table, new: pa.Table) -> Iterator[Difference]:
    before, after = _by_key(table, old), _by_key(table, new)
    for key in sorted(before.keys() | after.keys(), key=str):
        if key not in before:
            yield Difference(table.name, key, "gained", {name: (None, value) for name, value in _texts(table, after[key]).items()})
        elif key not in after:
            yield Difference(table.name, key, "lost", {name: (value, None) for name, value in _texts(table, before[key]).items()})
        elif columns := {
            name: (before[key][name], after[key][name])
            for name in before[key]
            if before[key][name] != after[key][name] and name not in _OF_FILES
        }:
            yield Difference(table.name, key, _kind(table.name, columns), columns)


def _by_key(table: Table, rows: pa.Table) -> dict[tuple[Any, ...], Row]:
    return {tuple(row[name] for name in table.key): row for row in rows.to_pylist()}


def _texts(table: Table, row: Row) -> dict[str, Any]:
    return {name: value for name, value in row.items() if value not in (None, "", []) and name not in table.key}


def _kind(table: str, columns: dict[str, tuple[Any, Any]]) -> Kind:
    column, missing = _NOT_UNDERSTOOD.get(table, ("", None))
    if column not in columns:
        return "changed"
    old, new = columns[column]
    if old == missing:
        return "gained"
    return "lost" if new == missing else "changed"


def _shown(value: Any) -> str:
    return "—" if value is None else str(value).replace("\n", " / ")
