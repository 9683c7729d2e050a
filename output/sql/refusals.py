"""What DuckDB says in English when it refuses a query, as a Russian message with the remedy (`refusals.yaml`)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class _Kind:
    """An entry of `refusals.yaml`."""

    kind: str
    remedy: str
    says: str = ""


@contextmanager
def refused() -> Iterator[None]:
    """Errors of the database inside become SqlError."""
    try:
        yield
    except (duckdb.Error, pa.ArrowException) as error:
        raise SqlError(told(error)) from error


def told(error: Exception) -> str:
    """A database error for people: what kind it is and what to do, then the database's own words."""
    own = re.sub(r"^[\w ]+ Error:\s*", "", str(error)).strip()
    classes = {base.__name__ for base in type(error).__mro__}
    kind = next(kind for name, kind in _kinds().items() if name in classes or (kind.says and kind.says in own))
    return f"{kind.kind}\n{own}\n{kind.remedy}"


@lru_cache(maxsize=1)
def _kinds() -> Mapping[str, _Kind]:
    loaded = yaml.safe_load(Path(__file__).with_name("refusals.yaml").read_text(encoding="utf-8"))
    return {name: _Kind(**texts) for name, texts in loaded.items()}
