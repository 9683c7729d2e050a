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

from output.arrow import Tables, arrow_table, read_table, schema_of
from output.package import NAME, datapackage, part_path
from output.schema import Table, tables
from output.swap import recover, staging
from output.vocabulary import concepts, known_bodies, seen_bodies
from records.errors import DorkartaError, UsageError

PACKAGE_FILE = "datapackage.json"
_BATCHES = 256
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
        self._batches: dict[str, list[pa.Table]] = {name: [schema_of(name).empty_table()] for name in tables()}
        self._documents: set[str] = set()

    def add(self, found: Tables) -> None:
        """Adds the rows of one document (all of its tables at once)."""
        self._documents.update(found["documents"].column("document_id").to_pylist())
        for name, table in found.items():
            batches = self._batches[name]
            batches.append(table)
            if len(batches) > _BATCHES:  # many small tables take more memory than one
                self._batches[name] = [pa.concat_tables(batches).combine_chunks()]

    def commit(self, names: Mapping[str, Sequence[str]]) -> None:
        """Writes the dataset, with the vocabulary of today. `names`: all paths of each document that was read.

        Documents that were there before and were not read again stay as they are. Raises DatasetBusy where another
        program keeps the old dataset open.
        """
        self._batches["documents"] = [_named(pa.concat_tables(self._batches["documents"]), names)]
        with staging(self.folder) as new:
            written = {table.name: _write(table, self._whole(table), new) for table in tables().values() if table.document}
            bodies = known_bodies()
            bodies += seen_bodies(bodies, written["responsibilities"], written["documents"])
            for name, rows in (("bodies", bodies), ("concepts", concepts())):
                _write(tables()[name], arrow_table(name, rows), new)
            (new / PACKAGE_FILE).write_text(datapackage(), encoding="utf-8", newline="\n")

    def _whole(self, table: Table) -> pa.Table:
        """What the dataset will hold: what was read now, and the old rows of all other documents."""
        return pa.concat_tables([*self._batches[table.name], _kept(table, self.folder, self._documents)])


def is_dataset(folder: Path) -> bool:
    """Whether the folder is a dataset of this program."""
    try:
        return bool(json.loads((folder / PACKAGE_FILE).read_text(encoding="utf-8")).get("name") == NAME)
    except (OSError, ValueError, AttributeError):
        return False


def _named(documents: pa.Table, names: Mapping[str, Sequence[str]]) -> pa.Table:
    """The rows of `documents` with all paths of their content; the first one is `path`."""
    rows = documents.to_pylist()
    for row in rows:
        row["paths"] = sorted(names.get(row["document_id"], row["paths"]))
        row["path"] = row["paths"][0]
    return arrow_table("documents", rows)


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
