"""Shared fixtures: the repository root and the labelled documents beside the project (absent: tests are skipped, with the reason).

Properties are tried with the same examples in every run, and no example has a time limit: a verdict depends on the code alone, not on
chance or on how busy the machine is. Who changes a grammar looks for new counterexamples with `--hypothesis-profile explore`.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from extract import office
from tests.program import dorkarta, reading_here

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


@pytest.fixture(scope="session", autouse=True)
def converted_once() -> Iterator[None]:
    """LibreOffice converts the same bytes to the same format once; it takes seconds."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(office, "_converted", lru_cache(maxsize=64)(office._converted))
        yield


@pytest.fixture(scope="session")
def samples_dataset(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample archive's dataset, made as a user makes it. Tests that write take a copy."""
    folder = tmp_path_factory.mktemp("набор") / "dataset"
    command = [sys.executable, "-X", "utf8", "-m", "pipeline", "run", str(ROOT / "corpus" / "samples"), "--out", str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture(scope="session")
def real_dataset(tmp_path_factory: pytest.TempPathFactory, data: Path) -> Path:
    """The dataset of the two labelled documents (only in tests marked `gold`)."""
    folder = tmp_path_factory.mktemp("набор") / "dataset"
    with reading_here():
        done = dorkarta("run", data / "docs" / "kstovo.docx", data / "docs" / "kizlyar.docx", "--out", folder)
    assert done.code == 0, done.err
    return folder


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """The system's Chromium; for a module only, since Playwright's event loop bars other tests from having one."""
    from tests.chromium import launched

    with launched() as found:
        yield found
