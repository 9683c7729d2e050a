"""A dataset as a database: its tables and the joined views in DuckDB, in memory, with no way to a file.

Parquet is read through Arrow, so that DuckDB itself needs no files at all: its access to them is switched off and its settings are locked
before the first query. A query can neither read another file nor write one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.dataset as pads

from output.arrow import schema_of
from output.schema import Table, tables
from output.sql.files import Value, views
from output.sql.refusals import refused
from output.write import is_dataset
from records.errors import UsageError

# Nothing is spilled to disk, fetched or looked up among Python's variables.
_SETTINGS: dict[str, str | bool | int | float | list[str]] = {
    "python_enable_replacements": "false",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "temp_directory": "",
}
_READING = (duckdb.StatementType.SELECT, duckdb.StatementType.EXPLAIN, duckdb.StatementType.MULTI)  # MULTI is a PIVOT
_ONE_READING = "Нужен один запрос, который читает: он начинается с SELECT, WITH, FROM, DESCRIBE или SHOW. Набор не изменяется."
_LOCK = "SET enable_external_access = false; SET lock_configuration = true"


@contextmanager
def database(folder: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection with all tables (empty where the dataset has none) and views. Raises UsageError where the folder is no dataset,
    SqlError where a table can't be read."""
    if not is_dataset(folder):
        raise UsageError(f"{folder} — не набор данных. Укажите папку, которую записала команда dorkarta run.")
    with refused(), duckdb.connect(":memory:", config=_SETTINGS) as connection:
        prepare(connection, {name: _rows(folder, name) for name in tables()})
        connection.execute(_LOCK)
        yield connection


def prepare(connection: duckdb.DuckDBPyConnection, rows: Mapping[str, pads.Dataset | pa.Table]) -> None:
    """Adds the tables, whose rows are given by name, and the joined views over them."""
    for table in tables().values():
        _add(connection, table, rows[table.name])
    for name, view in views().items():
        connection.execute(f'CREATE {"TABLE" if view.stored else "VIEW"} "{name}" AS {view.sql}')


def execute(connection: duckdb.DuckDBPyConnection, sql: str, values: Mapping[str, Value] | None = None) -> pa.Table:
    """The rows of one SELECT. Raises SqlError with a Russian message and the remedy."""
    with refused():
        statements = connection.extract_statements(sql)
        if len(statements) != 1 or statements[0].type not in _READING:
            raise UsageError(_ONE_READING)
        return connection.sql(sql, params=dict(values) if values else None).to_arrow_table()


def _add(connection: duckdb.DuckDBPyConnection, table: Table, rows: pads.Dataset | pa.Table) -> None:
    """A table of documents stays in its files; one of the vocabulary, which nearly every view reads, is small and is copied."""
    if table.document:
        connection.register(table.name, rows)
    else:
        connection.register("copied", rows)
        connection.execute(f'CREATE TABLE "{table.name}" AS FROM copied')
        connection.unregister("copied")


def _rows(folder: Path, name: str) -> pads.Dataset | pa.Table:
    """A table of the dataset with the columns of today's schema (null where an older dataset has none); read when it is asked for."""
    files = sorted(path.as_posix() for path in (folder / name).glob("*.parquet"))
    return pads.dataset(files, schema=schema_of(name), format="parquet") if files else schema_of(name).empty_table()
