"""SQL files with a head: YAML in the leading `--` lines, then one SELECT. Saved questions, joined views and the report's queries."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

VIEWS = Path(__file__).with_name("views")
QUESTIONS = Path(__file__).with_name("questions")
_KEYS = frozenset({"title", "description", "row", "columns", "parameters", "stored"})
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

Value = str | int | float | None


@dataclass(frozen=True, slots=True)
class Parameter:
    """A value that a question asks for, `$name` in its SQL. A value that is given takes the type of `default` (None: text)."""

    name: str
    meaning: str
    default: Value


@dataclass(frozen=True, slots=True)
class Query:
    """One file. `title`, `description`, `row` (what one row is) and the headings in `columns` are Russian, for people.

    `stored`: a view with few rows that most others read; it is made once, when the dataset is opened.
    """

    name: str
    title: str
    description: str
    row: str
    columns: Mapping[str, str]
    parameters: tuple[Parameter, ...]
    sql: str
    stored: bool = False

    def defaults(self) -> dict[str, Value]:
        """The parameters' values where none are given."""
        return {parameter.name: parameter.default for parameter in self.parameters}


@cache
def queries(folder: Path) -> Mapping[str, Query]:
    """All files of a folder by name, in the order of their names. Raises ValueError where a head is not as it should be."""
    found = [parse(path.stem, path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.sql"))]
    return {query.name: query for query in found}


def questions() -> Mapping[str, Query]:
    """The saved questions by name."""
    return queries(QUESTIONS)


def views() -> Mapping[str, Query]:
    """The joined views by name, each after those that it reads (their files are numbered)."""
    return {query.name.partition("-")[2]: query for query in queries(VIEWS).values()}


def parse(name: str, text: str) -> Query:
    """A file's text as a query. Raises ValueError for a head with unknown or missing keys."""
    lines = text.splitlines()
    size = next((n for n, line in enumerate(lines) if not line.startswith("--")), len(lines))
    text = "\n".join(line.removeprefix("--").removeprefix(" ") for line in lines[:size])
    head: dict[str, Any] = yaml.load(text, Loader=_LOADER) or {}  # noqa: S506 (a safe loader)
    if unknown := head.keys() - _KEYS:
        raise ValueError(f"{name}: unknown keys {sorted(unknown)}")
    if missing := {"title", "description"} - head.keys():
        raise ValueError(f"{name}: no {sorted(missing)}")
    parameters = tuple(Parameter(one, raw["meaning"], raw["default"]) for one, raw in head.get("parameters", {}).items())
    return Query(
        name=name,
        title=head["title"],
        description=" ".join(head["description"].split()),
        row=head.get("row", ""),
        columns=head.get("columns", {}),
        parameters=parameters,
        sql="\n".join(lines[size:]).strip(),
        stored=head.get("stored", False),
    )
