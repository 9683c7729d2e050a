"""What the report shows: each figure is a query over the dataset, the rows that it gave, and the SQL that anybody can run again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from output.sql.database import execute
from output.sql.files import Query, queries
from records.errors import UsageError

QUERIES = Path(__file__).with_name("queries")

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Figure:
    """One question of the report. `sql` is the text that was run: it names the chosen municipalities itself."""

    query: Query
    sql: str
    rows: Sequence[Row]


@dataclass(frozen=True, slots=True)
class Choice:
    """The municipalities that the report compares: names in the order of the names, and the SQL that lists them."""

    names: tuple[str, ...]
    sql: str


def choose(connection: duckdb.DuckDBPyConnection, wanted: Sequence[str] = ()) -> Choice:
    """All municipalities with activities, or those whose ids are given. Raises UsageError, which lists the ids, for one that has none."""
    known = dict(
        connection.execute("SELECT municipality_id, municipality FROM municipalities WHERE activities > 0 ORDER BY ALL").fetchall()
    )
    if unknown := [one for one in wanted if one not in known]:
        listed = "\n".join(f"  {code}  {name}" for code, name in known.items())
        raise UsageError(f"В наборе нет мероприятий муниципалитета {', '.join(unknown)}. Есть такие:\n{listed}")
    if not known:
        raise UsageError("В наборе нет ни одного мероприятия: сравнивать нечего. Прочитайте документы командой dorkarta run.")
    names = tuple(sorted(known[one] for one in (set(wanted) or known)))
    condition = f"municipality_id IN ({', '.join(map(_quoted, sorted(set(wanted))))})" if wanted else "activities > 0"
    return Choice(names, f"SELECT municipality_id, municipality FROM municipalities WHERE {condition}")  # noqa: S608 (ids of the dataset, quoted)


def figure(connection: duckdb.DuckDBPyConnection, choice: Choice, name: str) -> Figure:
    """The figure of this name (a file of `queries/`)."""
    query = queries(QUERIES)[name]
    head = f"WITH chosen AS (\n    {choice.sql}\n)"
    rest = query.sql.removeprefix("WITH ")
    sql = f"{head},\n{rest}" if rest != query.sql else f"{head}\n{query.sql}"
    return Figure(query, sql, execute(connection, sql).to_pylist())


def _quoted(text: str) -> str:
    """A text as SQL writes it."""
    doubled = text.replace("'", "''")
    return f"'{doubled}'"
