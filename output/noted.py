"""Rows of one document between its reading and its publication: checked columns as compressed MessagePack.

A worker makes no Arrow tables: for the few rows of a document an array costs more than its values. They are made when a part of the
dataset is written, from the columns of many documents at once.
"""

from __future__ import annotations

import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import groupby, islice

import msgspec
import pyarrow as pa
import pyarrow.ipc

from output.arrow import of_today, table_of
from output.columns import columns_of, type_of
from output.rows import Rows
from output.schema import tables

_ZSTD = b"\x28\xb5\x2f\xfd"  # how a frame begins (RFC 8878, 3.1.1)
_TOGETHER = 64  # documents whose values are in memory at once


def packed(rows: Rows) -> bytes:
    """The rows of one document as compressed bytes. Raises ValueError where a row differs from the schema."""
    found = {name: columns_of(name, own) for name, own in rows.items() if own}
    return bytes(pa.Codec("zstd", compression_level=1).compress(msgspec.msgpack.encode(found), asbytes=True))


def unpacked(data: bytes) -> dict[str, pa.Table]:
    """The tables of one document that `packed` took, with the columns of today's schema."""
    return united([data])


def united(many: Iterable[bytes]) -> dict[str, pa.Table]:
    """The rows of many documents, each as `packed` took them, table by table in the order of the documents, with the columns of today's
    schema: null where an older version had none."""
    found: dict[str, list[pa.Table]] = defaultdict(list)
    rest = iter(many)
    while some := list(islice(rest, _TOGETHER)):
        for name, rows in _together(some):
            found[name].append(rows)
    return {name: pa.concat_tables(rows) for name, rows in found.items()}


def _together(documents: Sequence[bytes]) -> Iterator[tuple[str, pa.Table]]:
    decoded = [msgspec.msgpack.decode(_loosened(data), type=_document_type()) for data in documents]
    for name in _names():
        noted = [found for document in decoded if (found := getattr(document, name)) is not None]
        for older, alike in groupby(noted, key=lambda one: isinstance(one, bytes)):
            found = list(alike)
            yield name, _streamed(name, found) if older else table_of(name, found)


def _streamed(name: str, found: Iterable[bytes]) -> pa.Table:
    """What a version packed that made Arrow tables of each document: a run that it began may have left some."""
    return pa.concat_tables([of_today(name, pa.ipc.open_stream(stream).read_all()) for stream in found])


def _loosened(data: bytes) -> bytes:
    """What was compressed; a run that an older version began may have left bytes of zlib."""
    if not data.startswith(_ZSTD):
        return zlib.decompress(data)
    with pa.CompressedInputStream(pa.BufferReader(data), "zstd") as stream:
        return bytes(stream.read())


@cache
def _names() -> tuple[str, ...]:
    return tuple(name for name, table in tables().items() if table.document)


@cache
def _document_type() -> type[msgspec.Struct]:
    return msgspec.defstruct("document", [(name, type_of(name) | bytes | None, None) for name in _names()])
