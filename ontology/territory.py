"""The vocabulary of territories: how municipalities and regions are written (`territory.yaml`, read once)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import lru_cache
from pathlib import Path
from typing import Any

from ontology.model import OntologyError
from records.yaml_file import read_yaml


@dataclass(frozen=True, slots=True, kw_only=True)
class TerritoryWords:
    """The lists of `territory.yaml`, each explained there."""

    kinds: Mapping[str, tuple[str, ...]]
    short_kinds: Mapping[str, str]
    qualities: Mapping[str, str]
    prefixes: tuple[tuple[str, str], ...]
    authorities: tuple[str, ...]
    no_names: tuple[str, ...]
    stressed: frozenset[str]
    federal_cities: frozenset[str]
    shouted: tuple[str, ...]
    ambiguous: frozenset[str]
    approvals: tuple[str, ...]


@lru_cache(maxsize=1)
def territory_words() -> TerritoryWords:
    """The vocabulary. Raises OntologyError where a list is missing or unknown."""
    data = read_yaml(Path(__file__).with_suffix(".yaml"))
    known = {field.name for field in fields(TerritoryWords)}
    if data.keys() != known:
        raise OntologyError(f"territory.yaml: списки {sorted(data.keys() ^ known)} лишние или отсутствуют.")
    lists = {name: frozenset(data[name]) for name in ("stressed", "federal_cities", "ambiguous")}
    texts = {name: tuple(data[name]) for name in ("authorities", "no_names", "shouted", "approvals")}
    kinds = {kind: tuple(written) for kind, written in data["kinds"].items()}
    prefixes = tuple((kind, phrase) for kind, phrase in data["prefixes"])
    values: dict[str, Any] = {**lists, **texts, "kinds": kinds, "prefixes": prefixes}
    return TerritoryWords(short_kinds=data["short_kinds"], qualities=data["qualities"], **values)
