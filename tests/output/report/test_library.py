"""The JavaScript of the plots: bundled once, kept whole, and made anew where it can't be kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from output.report.library import bundling, javascript


@pytest.fixture
def home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A user who has never made a report."""
    monkeypatch.setenv("DORKARTA_HOME", str(tmp_path))
    return tmp_path


def test_the_first_report_bundles_beside_and_the_next_reads(home: Path) -> None:
    with bundling() as library:
        bundle = library()
    [kept] = (home / "cache").iterdir()
    assert kept.read_text(encoding="utf-8") == bundle
    assert "</script" not in bundle
    assert "vegaEmbed" in bundle
    kept.write_text("уже есть", encoding="utf-8")
    assert javascript() == "уже есть"
    with bundling() as library:
        assert library() == "уже есть"


def test_a_folder_that_can_not_be_written_costs_only_time(home: Path) -> None:
    (home / "cache").write_text("не папка", encoding="utf-8")
    assert "vegaEmbed" in javascript()
