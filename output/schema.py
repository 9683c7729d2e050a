"""The dataset's schema: `schema.yaml` as frozen records, and the Arrow schemas derived from it.

`output.package` derives datapackage.json from the same records, `output.dictionary` the data dictionary.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any, TypedDict

import msgspec
import pyarrow as pa

from records.yaml_file import read_yaml

SCHEMA_FILE = Path(__file__).with_name("schema.yaml")
ORIGINS = frozenset({"file", "printed", "understood", "ontology", "review", "matching", "run"})
_SCALARS = {"string": pa.string(), "integer": pa.int64(), "number": pa.float64(), "boolean": pa.bool_(), "date": pa.date32()}
_PYTHON = {
    "string": str,
    "integer": Annotated[int, msgspec.Meta(ge=-(2**63), le=2**63 - 1)],
    "number": float,
    "boolean": bool,
    "date": dt.date,
}
_LIST = re.compile(r"list<(\w+)>")
_MAP = "map<string, string>"
_COLUMN_KEYS = frozenset({"type", "ru", "en", "from", "required", "values"})
_TABLE_KEYS = frozenset({"title", "row", "row_ru", "key", "document", "refs", "columns"})


@dataclass(frozen=True, slots=True)
class Column:
    """One column: `heading` is its Russian title, `origin` where its value comes from, `values` its closed code list."""

    name: str
    type: str
    heading: str
    meaning: str
    origin: str
    required: bool = False
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ForeignKey:
    """`columns` of this table name a row of `table` by its `reference` columns (or are all null)."""

    columns: tuple[str, ...]
    table: str
    reference: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """One table. `document` is the column whose value begins with the document_id; None for tables of the vocabulary."""

    name: str
    title: str
    row: str
    row_title: str
    key: tuple[str, ...]
    document: str | None
    foreign_keys: tuple[ForeignKey, ...]
    columns: tuple[Column, ...]

    def arrow_schema(self) -> pa.Schema:
        """The Arrow schema; each field's metadata holds `description`, `title` (Russian heading) and `source`."""
        fields = [
            pa.field(
                column.name,
                arrow_type(column.type),
                nullable=not column.required,
                metadata={"description": column.meaning, "title": column.heading, "source": column.origin},
            )
            for column in self.columns
        ]
        return pa.schema(fields, metadata={"description": self.row, "title": self.title, "pandas": self._pandas_metadata()})

    def _pandas_metadata(self) -> str:
        """What makes pandas read an integer column with nulls as Int64 and not as floats (the Parquet convention of pandas)."""
        nullable = [column.name for column in self.columns if column.type == "integer" and not column.required]
        columns = [{"name": name, "field_name": name, "pandas_type": "int64", "numpy_type": "Int64", "metadata": None} for name in nullable]
        return json.dumps({"index_columns": [], "column_indexes": [], "columns": columns, "pandas_version": "2.2.0"})


def arrow_type(name: str) -> pa.DataType:
    """The Arrow type of a declared type; raises KeyError for one that is not declared."""
    if name == _MAP:
        return pa.map_(pa.string(), pa.string())
    if item := _LIST.fullmatch(name):
        return pa.list_(pa.field("item", _SCALARS.get(item[1]) or _struct(item[1])))
    return _SCALARS[name]


def python_type(column: Column) -> Any:
    """The type that msgspec checks a column's values against: that of Arrow in Python's terms, None where null is allowed."""
    if column.type == _MAP:
        found: Any = dict[str, str]
    elif item := _LIST.fullmatch(column.type):
        found = list[_PYTHON.get(item[1]) or _record(item[1])]  # type: ignore[misc]
    else:
        found = _PYTHON[column.type]
    return found if column.required else found | None


@lru_cache(maxsize=1)
def tables() -> Mapping[str, Table]:
    """All tables by name, in the order of the specification. Raises ValueError where the declaration contradicts itself."""
    declared = {name: _table(name, raw) for name, raw in _declaration()["tables"].items()}
    for table in declared.values():
        _check(table, declared)
    return declared


@lru_cache(maxsize=1)
def _declaration() -> dict[str, Any]:
    loaded: dict[str, Any] = read_yaml(SCHEMA_FILE)
    return loaded


def _struct(name: str) -> pa.DataType:
    return pa.struct([(field, _SCALARS[kind]) for field, kind in _declaration()["structs"][name].items()])


def _record(name: str) -> Any:
    return TypedDict(name, {field: _PYTHON[kind] | None for field, kind in _declaration()["structs"][name].items()})  # type: ignore[operator]


def _table(name: str, raw: dict[str, Any]) -> Table:
    if unknown := raw.keys() - _TABLE_KEYS:
        raise ValueError(f"{name}: unknown keys {sorted(unknown)}")
    return Table(
        name=name,
        title=raw["title"],
        row=raw["row"],
        row_title=raw["row_ru"],
        key=tuple(raw.get("key", ())),
        document=raw.get("document"),
        foreign_keys=tuple(ForeignKey(tuple(own), table, tuple(reference)) for own, table, reference in raw.get("refs", ())),
        columns=tuple(_column(name, column, fields) for column, fields in raw["columns"].items()),
    )


def _column(table: str, name: str, raw: dict[str, Any]) -> Column:
    if unknown := raw.keys() - _COLUMN_KEYS:
        raise ValueError(f"{table}.{name}: unknown keys {sorted(map(str, unknown))}")
    return Column(name, raw["type"], raw["ru"], raw["en"], raw["from"], raw.get("required", False), tuple(raw.get("values", ())))


def _check(table: Table, declared: Mapping[str, Table]) -> None:
    names = {column.name for column in table.columns}
    own = {*table.key, *((table.document,) if table.document else ()), *(c for key in table.foreign_keys for c in key.columns)}
    if missing := own - names:
        raise ValueError(f"{table.name}: keys name columns that are not there: {sorted(missing)}")
    for key in table.foreign_keys:
        if missing := set(key.reference) - {column.name for column in declared[key.table].columns}:
            raise ValueError(f"{table.name}: {key.table} has no columns {sorted(missing)}")
    for column in table.columns:
        arrow_type(column.type)
        if column.origin not in ORIGINS:
            raise ValueError(f"{table.name}.{column.name}: unknown origin {column.origin}")
