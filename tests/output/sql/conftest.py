"""Two datasets as a user makes them, each with what its documents say."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import duckdb
import pytest

from output.sql.ask import answer, question
from output.sql.database import database

Asked = Callable[..., list[dict[str, Any]]]


def _load(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, Path(__file__).with_name(f"{name}.py"))
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def truth() -> ModuleType:
    """The module that reads the answers."""
    return _load("truth")


@pytest.fixture(scope="module", params=["samples", pytest.param("real", marks=pytest.mark.gold)])
def source(request: pytest.FixtureRequest, truth: ModuleType) -> Iterator[tuple[duckdb.DuckDBPyConnection, Any]]:
    """An open dataset and what is true of it."""
    folder = request.getfixturevalue(f"{request.param}_dataset")
    known = truth.samples() if request.param == "samples" else truth.gold(request.getfixturevalue("data"))
    with database(folder) as connection:
        yield connection, known


@pytest.fixture
def ask(source: tuple[duckdb.DuckDBPyConnection, Any]) -> Asked:
    """The rows of a saved question; parameters by keyword."""

    def asked(name: str, **parameters: object) -> list[dict[str, Any]]:
        return answer(source[0], question(name), [f"{key}={value}" for key, value in parameters.items()]).to_pylist()

    return asked
