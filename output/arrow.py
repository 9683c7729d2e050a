"""Arrow tables of the declared schema: of rows, of columns, from the files of a dataset."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from output.columns import Columns, columns_of, length
from output.rows import Row
from output.schema import tables


def arrow_table(name: str, rows: Sequence[Row]) -> pa.Table:
    """Rows as the table of this name. Raises ValueError where a row differs from the schema."""
    return table_of(name, [columns_of(name, rows)]) if rows else schema_of(name).empty_table()


def table_of(name: str, found: Sequence[Columns]) -> pa.Table:
    """Columns of one table, one below the other; null where an older version had no such column."""
    schema, sizes = schema_of(name), [(own, length(own)) for own in found]

    def values(column: str) -> Iterator[Any]:
        return chain.from_iterable(getattr(own, column) or [None] * rows for own, rows in sizes)

    return pa.Table.from_arrays([pa.array(list(values(field.name)), field.type) for field in schema], schema=schema)


def read_table(folder: Path, name: str) -> pa.Table:
    """One table of a dataset, with all columns of today's schema (null where an older dataset has none)."""
    files = sorted((folder / name).glob("*.parquet"))
    return pa.concat_tables([schema_of(name).empty_table(), *(read_part(file, name) for file in files)])


def read_part(path: Path, name: str) -> pa.Table:
    """One file of a table, with all columns of today's schema."""
    with pq.ParquetFile(path, memory_map=False) as part:  # closed before the folder is replaced (Windows)
        return of_today(name, part.read())


def of_today(name: str, found: pa.Table) -> pa.Table:
    """A table with the columns of today's schema: null where it has none."""
    columns = [
        _as(found.column(field.name), field.type) if field.name in found.column_names else pa.nulls(len(found), field.type)
        for field in schema_of(name)
    ]
    return pa.Table.from_arrays(columns, schema=schema_of(name))


def _as(column: pa.ChunkedArray, wanted: pa.DataType) -> pa.ChunkedArray:
    return column if column.type == wanted else column.cast(wanted)  # a cast that changes nothing is not free


@cache
def schema_of(name: str) -> pa.Schema:
    """The Arrow schema of a table, made once."""
    return tables()[name].arrow_schema()
