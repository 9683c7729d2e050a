"""The words of a comparison (`phrases.yaml`), for the terminal and for the page."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from output.diff.model import Difference, RowChange
from output.words import plural


@lru_cache(maxsize=1)
def _phrases() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("phrases.yaml").read_text(encoding="utf-8"))
    return loaded


def labels() -> dict[str, Any]:
    """The single words."""
    found: dict[str, Any] = _phrases()["labels"]
    return found


def summary_phrases(difference: Difference) -> list[str]:
    """«3 строки изменены»: a phrase for each count that is not zero; empty where nothing differs."""
    counts = _phrases()["counts_between" if difference.between else "counts"]
    told = [(name, getattr(difference.summary, name)) for name in counts]
    if all(not count for name, count in told if name != "rows_same"):
        return []
    return [plural(count, *counts[name]) for name, count in told if count]


def row_name(row: RowChange) -> str:
    """The number and title of a row, its new ones where it has both."""
    place = row.new or row.old
    if place is None:
        return ""
    return " ".join(filter(None, (place.number, " ".join(place.title.split()) or "(без названия)")))
