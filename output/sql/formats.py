"""Rows of an answer as a table for the terminal, CSV, JSON or Parquet."""

from __future__ import annotations

import csv
import io
import json
import math
from collections.abc import Callable, Mapping
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from rich.console import Console
from rich.table import Table
from rich.text import Text

from output.grids import no_formula

SHOWN = 200  # rows in a terminal; files have all
_NUMBERS = (int, float)


def as_csv(rows: pa.Table) -> bytes:
    """RFC 4180 for programs: commas, UTF-8, ISO dates, decimal points; null is an empty field, a list or map is JSON.

    A text that a spreadsheet would run as a formula gets an apostrophe before it, headings too; numbers stay numbers. JSON and Parquet
    give texts as they are.
    """
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(map(no_formula, rows.column_names))
    for batch in rows.to_batches():
        writer.writerows(zip(*([_field(value) for value in column.to_pylist()] for column in batch.columns), strict=True))
    return buffer.getvalue().encode()


def as_json(rows: pa.Table) -> bytes:
    """A list of objects, one a line; dates ISO 8601, numbers that are none (NaN) null."""
    lines = (json.dumps(_plain(row), ensure_ascii=False, default=str) for batch in rows.to_batches() for row in batch.to_pylist())
    return ("[" + ",".join(f"\n {line}" for line in lines) + "\n]\n").encode()


def as_parquet(rows: pa.Table) -> bytes:
    """One Parquet file."""
    sink = pa.BufferOutputStream()
    pq.write_table(rows, sink, compression="zstd")
    return bytes(sink.getvalue().to_pybytes())


FORMATS: Mapping[str, Callable[[pa.Table], bytes]] = {"csv": as_csv, "json": as_json, "parquet": as_parquet}


def print_rows(console: Console, rows: pa.Table, headings: Mapping[str, str]) -> None:
    """The first rows as a table; `headings` are Russian names of columns, where there are any."""
    table = Table(show_lines=False, header_style="bold")
    for field in rows.schema:
        number = pa.types.is_integer(field.type) or pa.types.is_floating(field.type) or pa.types.is_decimal(field.type)
        table.add_column(Text(headings.get(field.name, field.name)), justify="right" if number else "left", overflow="fold")
    for row in rows.slice(0, SHOWN).to_pylist():
        table.add_row(*(Text(_shown(value)) for value in row.values()))
    console.print(table)


def named_once(rows: pa.Table) -> pa.Table:
    """The rows with every column under a name of its own: `title`, `title_2`."""
    seen: dict[str, int] = {}
    names = []
    for name in rows.column_names:
        seen[name] = seen.get(name, 0) + 1
        names.append(name if seen[name] == 1 else f"{name}_{seen[name]}")
    return rows.rename_columns(names)


def _field(value: Any) -> Any:
    value = _plain(value)
    if isinstance(value, bool):
        return str(value).lower()
    if value is None or isinstance(value, _NUMBERS):
        return value
    return no_formula(_text(value))


def _text(value: Any) -> str:
    """Lists and maps as JSON, all else as it is written."""
    if isinstance(value, list | dict | tuple):
        return json.dumps(value, ensure_ascii=False, default=str)
    return str(value)


def _plain(value: Any) -> Any:
    """A value without NaN and infinity, which JSON has no words for."""
    if isinstance(value, float) and not math.isfinite(value):
        return None
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_plain(one) for one in value]
    return value


def _shown(value: Any) -> str:
    """A value for people: a decimal comma, «да» and «нет», dates as written in Russia, nothing for null."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "да" if value else "нет"
    if isinstance(value, float):
        return f"{value:g}".replace(".", ",") if math.isfinite(value) else ""
    if hasattr(value, "strftime"):
        return str(value.strftime("%d.%m.%Y"))
    return _text(value)
