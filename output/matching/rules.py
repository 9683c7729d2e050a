"""The numbers and words of `matching.yaml` as frozen records."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml


@dataclass(frozen=True, slots=True)
class Rules:
    """The whole of `matching.yaml`; each part is explained there."""

    subject: Mapping[str, float]
    action: Mapping[str, float]
    audience: float
    direction: Mapping[str, float]
    topic: float
    related: Mapping[str, float]
    specific_weight: float
    same: float
    limits: Mapping[str, float]
    repeats: Mapping[str, float]
    words: Mapping[str, Any]


@lru_cache(maxsize=1)
def rules() -> Rules:
    """The rules of matching. Raises TypeError for an unknown or a missing part."""
    return Rules(**yaml.safe_load(Path(__file__).with_name("matching.yaml").read_text(encoding="utf-8")))
