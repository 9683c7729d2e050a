"""The words of exports (`exports.yaml`)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml


@lru_cache(maxsize=1)
def export_words() -> Mapping[str, Any]:
    """The word lists."""
    loaded: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("exports.yaml").read_text(encoding="utf-8"))
    return loaded
