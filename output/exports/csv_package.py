"""A dataset as CSV files with a data package (Frictionless Data Package v2, Table Schema): for programs that read no Parquet.

RFC 4180: UTF-8 without a byte order mark, commas, ISO dates, decimal points, `true` and `false`; null is an empty field; a list or map is
JSON in its field. Texts that look like formulas are guarded (`output.exports.guard`).
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa

from output.exports.guard import guarded
from output.exports.selection import Selection
from output.package import datapackage
from output.swap import staging
from output.words import plural
from records.errors import UsageError

NAME = "dorkarta-csv"
PACKAGE_FILE = "datapackage.json"
_GUARD = "Texts that begin like a formula (=, +, -, @) are preceded by an apostrophe; numbers and dashes are not."


def export_csv(selection: Selection, folder: Path) -> list[str]:
    """Writes a folder: a CSV file a table and datapackage.json; gives lines about it for people.

    A folder of an earlier export is replaced whole. Raises UsageError where the folder holds anything else, DatasetBusy where a program
    keeps its files open.
    """
    if folder.is_file() or (folder.is_dir() and any(folder.iterdir()) and not _is_ours(folder)):
        raise UsageError(f"{folder} — не пустая папка и не прежняя выгрузка CSV. CSV записывается в папку: укажите в --out новую.")
    rows = 0
    with staging(folder) as new:
        for name, table in selection.tables.items():
            _write(table, new / f"{name}.csv")
            rows += table.num_rows
        (new / PACKAGE_FILE).write_text(csv_package(selection), encoding="utf-8", newline="\n")
    return [f"{plural(len(selection.tables), 'таблица', 'таблицы', 'таблиц')}, {plural(rows, 'строка', 'строки', 'строк')}"]


def csv_package(selection: Selection) -> str:
    """The text of datapackage.json: that of the dataset, with CSV files in place of Parquet."""
    package: dict[str, Any] = json.loads(datapackage())
    package["name"] = NAME
    package["description"] += f" {_GUARD}"
    for resource in package["resources"]:
        name = resource["name"]
        resource |= {"path": f"{name}.csv", "format": "csv", "mediatype": "text/csv", "encoding": "utf-8"}
        resource["schema"]["missingValues"] = [""]
        for field, column in zip(resource["schema"]["fields"], selection.tables[name].schema, strict=True):
            field["type"] = _json_type(column.type) or field["type"]
    return json.dumps(package, ensure_ascii=False, indent=2) + "\n"


def _json_type(kind: pa.DataType) -> str | None:
    """What JSON a list or map of Arrow becomes; None for what is no list or map."""
    if pa.types.is_map(kind):
        return "object"
    return "array" if pa.types.is_list(kind) else None


def _is_ours(folder: Path) -> bool:
    try:
        return bool(json.loads((folder / PACKAGE_FILE).read_text(encoding="utf-8")).get("name") == NAME)
    except (OSError, ValueError, AttributeError):
        return False


def _write(table: pa.Table, path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerow(table.column_names)
        writer.writerows(_fields(table))


def _fields(table: pa.Table) -> Iterator[list[Any]]:
    maps = {field.name for field in table.schema if pa.types.is_map(field.type)}
    for batch in table.to_batches():
        for row in batch.to_pylist():
            yield [_field(dict(value) if name in maps and value is not None else value) for name, value in row.items()]


def _field(value: object) -> object:
    if value is None or (isinstance(value, int | float) and not isinstance(value, bool)):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | Mapping):
        return json.dumps(value, ensure_ascii=False, default=str)
    return guarded(str(value))
