"""Rows as Arrow tables of the declared schema, checked column by column."""

from __future__ import annotations

import zlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from itertools import groupby
from operator import attrgetter
from pathlib import Path

import msgspec
import pyarrow as pa
import pyarrow.ipc
import pyarrow.parquet as pq

from output.rows import Row, Rows
from output.schema import tables

Tables = Mapping[str, pa.Table]
_ZSTD = b"\x28\xb5\x2f\xfd"  # how a frame begins (RFC 8878, 3.1.1)


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


def packed(found: Tables) -> bytes:
    """The tables of one document as compressed bytes."""
    streams = msgspec.msgpack.encode({name: _stream(name, table) for name, table in found.items()})
    return bytes(pa.Codec("zstd", compression_level=1).compress(streams, asbytes=True))


def unpacked(data: bytes) -> dict[str, pa.Table]:
    """The tables that `packed` took, with the columns of today's schema."""
    return united([data])


def united(many: Iterable[bytes]) -> dict[str, pa.Table]:
    """The rows of many documents, each as `packed` took them, table by table in the order of the documents, with the columns of today's
    schema."""
    found: dict[str, list[pa.Table]] = defaultdict(list)
    for data in many:
        streams = msgspec.msgpack.decode(_loosened(data), type=dict[str, bytes])
        for name in streams.keys() & tables().keys():
            found[name].append(pa.ipc.open_stream(streams[name]).read_all())
    return {name: _joined(name, rows) for name, rows in found.items()}


def _loosened(data: bytes) -> bytes:
    """What was compressed; a run that an older version began may have left bytes of zlib."""
    if not data.startswith(_ZSTD):
        return zlib.decompress(data)
    with pa.CompressedInputStream(pa.BufferReader(data), "zstd") as stream:
        return bytes(stream.read())


def _joined(name: str, found: Iterable[pa.Table]) -> pa.Table:
    """Tables one below the other; those of one schema are made tables of today together, which a hundred times is dear."""
    return pa.concat_tables([of_today(name, pa.concat_tables(alike)) for _, alike in groupby(found, key=attrgetter("schema"))])


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


def _stream(name: str, table: pa.Table) -> bytes:
    sink = pa.BufferOutputStream()
    bare = _bare_schema_of(name)
    with pa.ipc.new_stream(sink, bare) as writer:
        writer.write_table(pa.Table.from_arrays(table.columns, schema=bare))
    return bytes(sink.getvalue().to_pybytes())


@cache
def schema_of(name: str) -> pa.Schema:
    """The Arrow schema of a table, made once."""
    return tables()[name].arrow_schema()


@cache
def _bare_schema_of(name: str) -> pa.Schema:
    """The schema without the texts that describe its columns, which would be a third of a document's rows."""
    return pa.schema([field.remove_metadata() for field in schema_of(name)])
