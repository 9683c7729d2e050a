"""What recognition found in a document, as bytes: kept from run to run, so that new rules need not read the file again.

MessagePack, decoded against the records' own types (never pickle: a dataset that someone sends must not be able to run code).
Of the document itself only what later stages ask for is kept: its facts, its notes and the sizes of its tables, no cells.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass, replace

import msgspec

from records.document import Document, Extractor, Table
from records.finding import Finding
from records.order import Order

_MAX_BYTES = 2**30


@dataclass(frozen=True, slots=True)
class _Recognised:
    document_id: str
    media_type: str
    extractor: Extractor
    pages: int | None
    notes: tuple[Finding, ...]
    tables: tuple[Table, ...]
    order: Order


_DECODER = msgspec.msgpack.Decoder(_Recognised)


def pack(document: Document, order: Order) -> bytes:
    """The document's outline and its order as compressed bytes."""
    tables = tuple(replace(table, cells=()) for _, table in document.tables())
    kept = _Recognised(document.document_id, document.media_type, document.extractor, document.pages, document.notes, tables, order)
    return zlib.compress(msgspec.msgpack.encode(kept), level=1)


def unpack(data: bytes) -> tuple[Document, Order]:
    """What `pack` took, the document without paragraphs and cells. Raises ValueError for bytes of other records than today's."""
    unpacker = zlib.decompressobj()
    try:
        kept = _DECODER.decode(unpacker.decompress(data, _MAX_BYTES))
    except (zlib.error, msgspec.MsgspecError) as error:
        raise ValueError("not the bytes of a recognised document") from error
    return Document(kept.document_id, kept.media_type, kept.extractor, kept.tables, kept.pages, kept.notes), kept.order
