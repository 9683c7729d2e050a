"""A saved question with the values that a person gave, and the same answer for every format."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from difflib import get_close_matches

import duckdb
import pyarrow as pa

from output.sql.database import execute
from output.sql.files import Parameter, Query, Value, questions
from records.errors import UsageError


def question(name: str) -> Query:
    """The saved question of this name. Raises UsageError, which lists all of them."""
    known = questions()
    if name in known:
        return known[name]
    near = get_close_matches(name, known, n=1)
    said = f"Нет вопроса «{name}»." + (f" Может быть, {near[0]}?" if near else "")
    raise UsageError(f"{said} Есть такие:\n{listing()}")


def listing() -> str:
    """All saved questions, a line each: name and title."""
    width = max(map(len, questions()), default=0)
    return "\n".join(f"  {query.name:<{width}}  {query.title}" for query in questions().values())


def answer(connection: duckdb.DuckDBPyConnection, query: Query, given: Sequence[str] = ()) -> pa.Table:
    """The rows of a saved question; `given` are values of its parameters as «name=value». Raises UsageError, SqlError."""
    return execute(connection, query.sql, values(query, given))


def values(query: Query, given: Sequence[str]) -> Mapping[str, Value]:
    """The parameters' values, those that are not given by default. Raises UsageError for what the question does not ask."""
    found = query.defaults()
    known = {parameter.name: parameter for parameter in query.parameters}
    for one in given:
        name, equals, text = one.partition("=")
        if not equals or name not in known:
            raise UsageError(f"У вопроса «{query.name}» нет параметра «{one}». {_asked(query)}")
        found[name] = _typed(known[name], text)
    return found


def _typed(parameter: Parameter, text: str) -> Value:
    if not isinstance(parameter.default, int | float):
        return text
    try:
        return type(parameter.default)(text)
    except ValueError as error:
        raise UsageError(f"Параметру «{parameter.name}» нужно число, а не «{text}».") from error


def _asked(query: Query) -> str:
    asked = "; ".join(f"{parameter.name}=… ({parameter.meaning})" for parameter in query.parameters)
    return f"Его параметры: {asked}." if asked else "Параметров у него нет."
