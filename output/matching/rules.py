"""The numbers and words of `matching.yaml` as frozen records."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from records.yaml_file import read_yaml


@dataclass(frozen=True, slots=True)
class Rules:
    """The whole of `matching.yaml`; each part is explained there."""

    subject: Mapping[str, float]
    evidence: Mapping[str, float]
    deed: Mapping[str, float]
    direction: Mapping[str, float]
    people: Mapping[str, float]
    related: float
    same: Mapping[str, float]
    limits: Mapping[str, float]
    repeats: Mapping[str, float]
    words: Mapping[str, Any]


@lru_cache(maxsize=1)
def rules() -> Rules:
    """The rules of matching. Raises TypeError for an unknown or a missing part."""
    return Rules(**read_yaml(Path(__file__).with_name("matching.yaml")))
