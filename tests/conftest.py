"""Shared fixtures: the repository root and the labelled documents beside the project (absent: tests are skipped, with the reason)."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
DATA = Path(os.environ.get("DORKARTA_DATA", ROOT.parent / "shared" / "data"))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip every test marked `gold` where the labelled documents are not there."""
    if (DATA / "gold").is_dir():
        return
    skip = pytest.mark.skip(reason="the labelled documents (shared/data) are not beside this checkout; set DORKARTA_DATA to their folder")
    for item in items:
        if "gold" in item.keywords:
            item.add_marker(skip)


@pytest.fixture(scope="session")
def data() -> Path:
    """The folder of labelled documents (use with `@pytest.mark.gold`)."""
    return DATA
