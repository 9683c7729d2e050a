"""Writes the dataset: all tables or none, the same bytes for the same documents in any order of files.

How the new dataset takes the old one's place, and what is guaranteed, is in `output.swap`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from output.package import NAME, datapackage, part_path
from output.rows import Row, Rows
from output.schema import Table, tables
from output.swap import recover, staging
from output.vocabulary import concepts, known_bodies, seen_bodies
from records.errors import DorkartaError, UsageError

PACKAGE_FILE = "datapackage.json"
_FLUSH_ROWS = 50_000
_ID_LENGTH = 16


class DatasetBroken(DorkartaError):
    code = "dataset_broken"


class DatasetWriter:
    """Gathers the rows of documents as Arrow tables, then writes them beside what the dataset already holds."""

    def __init__(self, folder: Path) -> None:
        """Raises UsageError where `folder` holds something that is no dataset of this program, DatasetBroken where it can't be read."""
        self.folder = folder.resolve()
        recover(self.folder)
        _refuse_foreign(self.folder)
        _refuse_broken(self.folder)
        self._pending: dict[str, list[Row]] = {name: [] for name in tables()}
        self._batches: dict[str, list[pa.Table]] = {name: [] for name in tables()}
        self._documents: set[str] = set()

    def add(self, rows: Rows) -> None:
        """Adds the rows of one document (all of its tables at once)."""
        self._documents.update(row["document_id"] for row in rows["documents"])
        for name, found in rows.items():
            self._pending[name] += found
            if len(self._pending[name]) >= _FLUSH_ROWS:
                self._flush(name)

    def commit(self, names: Mapping[str, Sequence[str]]) -> None:
        """Writes the dataset, with the vocabulary of today. `names`: all paths of each document that was read.

        Documents that were there before and were not read again stay as they are. Raises DatasetBusy where another
        program keeps the old dataset open.
        """
        for row in self._pending["documents"]:
            row["paths"] = sorted(names.get(row["document_id"], row["paths"]))
            row["path"] = row["paths"][0]
        with staging(self.folder) as new:
            written = {table.name: _write(table, self._whole(table), new) for table in tables().values() if table.document}
            bodies = known_bodies()
            bodies += seen_bodies(bodies, written["responsibilities"], written["documents"])
            for name, rows in (("bodies", bodies), ("concepts", concepts())):
                _write(tables()[name], arrow_table(tables()[name], rows), new)
            (new / PACKAGE_FILE).write_text(datapackage(), encoding="utf-8", newline="\n")

    def _flush(self, name: str) -> None:
        if name == "documents" or not self._pending[name]:
            return  # documents wait for their names
        self._batches[name].append(arrow_table(tables()[name], self._pending[name]))
        self._pending[name] = []

    def _whole(self, table: Table) -> pa.Table:
        """What the dataset will hold: what was read now, and the old rows of all other documents."""
        parts = [*self._batches[table.name], arrow_table(table, self._pending[table.name])]
        return pa.concat_tables([*parts, _kept(table, self.folder, self._documents)])


def arrow_table(table: Table, rows: Sequence[Row]) -> pa.Table:
    """Rows as an Arrow table of the declared schema. Raises ValueError for a missing or unknown column or a forbidden null."""
    schema = table.arrow_schema()
    names = set(schema.names)
    for row in rows:
        if row.keys() != names:
            raise ValueError(f"{table.name}: columns differ from the schema: {sorted(row.keys() ^ names)}")
    made = pa.Table.from_pylist(rows, schema=schema)
    for column in table.columns:
        if column.required and made.column(column.name).null_count:
            raise ValueError(f"{table.name}.{column.name}: null where a value is required")
    return made


def read_table(folder: Path, name: str) -> pa.Table:
    """One table of a dataset, with all columns of today's schema (null where an older dataset has none)."""
    schema = tables()[name].arrow_schema()
    path = folder / part_path(name)
    if not path.exists():
        return schema.empty_table()
    found = pq.ParquetFile(path, memory_map=False).read()
    columns = [
        found.column(field.name).cast(field.type) if field.name in found.column_names else pa.nulls(len(found), field.type)
        for field in schema
    ]
    return pa.Table.from_arrays(columns, schema=schema)


def is_dataset(folder: Path) -> bool:
    """Whether the folder is a dataset of this program."""
    try:
        return bool(json.loads((folder / PACKAGE_FILE).read_text(encoding="utf-8")).get("name") == NAME)
    except (OSError, ValueError, AttributeError):
        return False


def _kept(table: Table, folder: Path, replaced: Iterable[str]) -> pa.Table:
    old = read_table(folder, table.name)
    again = pc.is_in(_document_ids(table, old), value_set=pa.array(sorted(replaced), pa.string()))
    return old.filter(pc.invert(again))


def _write(table: Table, rows: pa.Table, folder: Path) -> pa.Table:
    path = folder / part_path(table.name)
    path.parent.mkdir(parents=True)
    ordered = _sorted(table, rows)
    pq.write_table(ordered, path, compression="zstd")
    return ordered


def _sorted(table: Table, rows: pa.Table) -> pa.Table:
    """By document, and as in the document within one; tables of the vocabulary by their key. The sort is stable."""
    if table.document is None:
        return rows.sort_by([(name, "ascending") for name in table.key])
    order = pc.sort_indices(pa.table({"id": _document_ids(table, rows)}), sort_keys=[("id", "ascending")])
    return rows.take(order).combine_chunks()


def _document_ids(table: Table, rows: pa.Table) -> pa.ChunkedArray:
    return pc.utf8_slice_codeunits(rows.column(table.document), 0, _ID_LENGTH)


def _refuse_foreign(folder: Path) -> None:
    if folder.is_file():
        raise UsageError(f"{folder} — файл, а набор данных пишется в папку. Укажите другую папку в --out.")
    if folder.is_dir() and any(folder.iterdir()) and not is_dataset(folder):
        raise UsageError(f"Папка {folder} не пуста, и это не набор данных dorkarta. Укажите в --out новую или пустую папку.")


def _refuse_broken(folder: Path) -> None:
    """Before hours of reading, not after: the tables that will be kept must open."""
    for name in tables():
        path = folder / part_path(name)
        try:
            if path.exists():
                pq.read_schema(path)
        except (pa.ArrowInvalid, OSError) as error:
            raise DatasetBroken(
                f"Файл набора данных не читается: {path}. Укажите в --out новую папку или удалите повреждённый набор."
            ) from error
