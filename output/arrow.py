"""Rows as Arrow tables of the declared schema, checked column by column."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from output.package import part_path
from output.rows import Row, Rows
from output.schema import tables

Tables = Mapping[str, pa.Table]


def arrow_tables(rows: Rows) -> dict[str, pa.Table]:
    """The tables of one document that have rows. Raises ValueError where a row differs from the schema."""
    return {name: arrow_table(name, found) for name, found in rows.items() if found}


def arrow_table(name: str, rows: Sequence[Row]) -> pa.Table:
    """Rows as the table of this name. Raises ValueError for a missing or unknown column or a forbidden null."""
    columns = set(schema_of(name).names)
    for row in rows:
        if row.keys() != columns:
            raise ValueError(f"{name}: columns differ from the schema: {sorted(row.keys() ^ columns)}")
    made = pa.Table.from_pylist(rows, schema=schema_of(name))
    for column in tables()[name].columns:
        if column.required and made.column(column.name).null_count:
            raise ValueError(f"{name}.{column.name}: null where a value is required")
    return made


def read_table(folder: Path, name: str) -> pa.Table:
    """One table of a dataset, with all columns of today's schema (null where an older dataset has none)."""
    path = folder / part_path(name)
    if not path.exists():
        return schema_of(name).empty_table()
    with pq.ParquetFile(path, memory_map=False) as part:  # closed before the folder is replaced (Windows)
        found = part.read()
    columns = [
        found.column(field.name).cast(field.type) if field.name in found.column_names else pa.nulls(len(found), field.type)
        for field in schema_of(name)
    ]
    return pa.Table.from_arrays(columns, schema=schema_of(name))


@cache
def schema_of(name: str) -> pa.Schema:
    """The Arrow schema of a table, made once."""
    return tables()[name].arrow_schema()
