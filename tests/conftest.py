"""Shared fixtures: the repository root and the labelled documents beside the project (absent: tests are skipped, with the reason).

Properties are tried with the same examples in every run, and no example has a time limit: a verdict depends on the code alone, not on
chance or on how busy the machine is. Who changes a grammar looks for new counterexamples with `--hypothesis-profile explore`.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).resolve().parents[1]
DATA = Path(os.environ.get("DORKARTA_DATA", ROOT.parent / "shared" / "data"))

_UNTIMED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow], max_examples=60)
settings.register_profile("same", _UNTIMED, derandomize=True, database=None)
settings.register_profile("explore", _UNTIMED, max_examples=1000)
settings.load_profile("same")


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
