"""What DuckDB says in English when it refuses a query, as a Russian message with the remedy (`refusals.yaml`)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path

import duckdb
import pyarrow as pa
import yaml

from records.errors import DorkartaError


class SqlError(DorkartaError):
    """A query that can't be answered: wrong SQL, or a table of the dataset that can't be read."""

    code = "sql"
    exit_code = 2


@contextmanager
def refused() -> Iterator[None]:
    """Errors of the database inside become SqlError."""
    try:
        yield
    except (duckdb.Error, pa.ArrowException) as error:
        raise SqlError(told(error)) from error


def told(error: Exception) -> str:
    """A database error for people: what kind it is and what to do, then the database's own words."""
    kind, remedy = next((texts for name, texts in _texts().items() if name in {base.__name__ for base in type(error).__mro__}), ("", ""))
    own = re.sub(r"^[\w ]+ Error:\s*", "", str(error)).strip()
    return f"{kind}\n{own}\n{remedy}".strip()


@lru_cache(maxsize=1)
def _texts() -> Mapping[str, tuple[str, str]]:
    loaded = yaml.safe_load(Path(__file__).with_name("refusals.yaml").read_text(encoding="utf-8"))
    return {name: (texts["kind"], texts["remedy"]) for name, texts in loaded.items()}
