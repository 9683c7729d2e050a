"""Rows as columns that are checked against the declared schema."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from operator import itemgetter
from typing import Any

import msgspec

from output.rows import Row
from output.schema import python_type, tables

Columns = Any
"""The columns of rows of one table: an object with a list for each column, all of one length. Its class is made of the schema."""


def columns_of(table: str, rows: Sequence[Row]) -> Columns:
    """The columns of rows (at least one). Raises ValueError for a missing or unknown column, a value of another type, or a null where a
    value is required."""
    names = _names(table)
    try:
        columns = zip(*map(itemgetter(*names), rows), strict=True)
        if max(map(len, rows)) > len(names):
            raise KeyError
    except KeyError:
        raise ValueError(f"{table}: columns differ from the schema: {sorted(_differing(rows, names))}") from None
    try:
        return msgspec.convert(dict(zip(names, columns, strict=True)), type_of(table))
    except msgspec.ValidationError as error:
        raise ValueError(f"{table}: {error}") from error


def _differing(rows: Sequence[Row], names: Sequence[str]) -> set[str]:
    return next(wrong for row in rows if (wrong := row.keys() ^ set(names)))


def length(columns: Columns) -> int:
    """How many rows the columns are of."""
    return max(map(len, msgspec.structs.astuple(columns)))


@cache
def type_of(table: str) -> type[msgspec.Struct]:
    """What a table's columns are checked against and decoded as; a column that an older version did not have is empty."""
    columns: list[tuple[str, Any, Any]] = [
        (column.name, list[python_type(column)], msgspec.field(default_factory=list))  # type: ignore[misc]
        for column in tables()[table].columns
    ]
    return msgspec.defstruct(table, columns)


@cache
def _names(table: str) -> tuple[str, ...]:
    return tuple(column.name for column in tables()[table].columns)
