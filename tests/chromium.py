"""The system's Chromium in tests. Where it or Playwright is missing, whoever imports this module or asks for the browser is skipped."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
SLOWEST = 120_000  # ms; a page of a busy machine takes half a minute
_PROGRAM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
_FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"]


@contextmanager
def launched() -> Iterator[Any]:
    """A browser without a window; it asks nobody on the network for anything by itself."""
    if _PROGRAM is None:
        pytest.skip("no Chromium on this machine")
    with playwright.sync_playwright() as tool:
        browser = tool.chromium.launch(executable_path=_PROGRAM, args=_FLAGS)
        yield browser
        browser.close()
