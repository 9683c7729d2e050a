"""Columns of the dataset's tables, for the queues of the page."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

_TRIES = 3


def table(folder: Path, name: str, columns: Sequence[str]) -> pa.Table:
    """Columns of a table; where a run puts a new folder in the dataset's place meanwhile, those of the new one."""
    for left in reversed(range(_TRIES)):
        try:
            return pa.concat_tables(pq.read_table(file, columns=list(columns)) for file in sorted((folder / name).glob("*.parquet")))
        except (OSError, pa.ArrowInvalid):
            if not left:
                raise
            time.sleep(0.2)
    raise AssertionError("the last try raises or returns")


def paths_of(folder: Path) -> dict[str, str]:
    """The path of each document."""
    rows = table(folder, "documents", ["document_id", "path"])
    return dict(zip(rows.column("document_id").to_pylist(), rows.column("path").to_pylist(), strict=True))
