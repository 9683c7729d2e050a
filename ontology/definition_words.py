"""The vocabulary of definitions: how a document introduces its own abbreviations (`definitions.yaml`, read once)."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import lru_cache
from pathlib import Path
from typing import Any

from ontology.model import OntologyError
from records.yaml_file import read_yaml


@dataclass(frozen=True, slots=True, kw_only=True)
class DefinitionWords:
    """The lists of `definitions.yaml`, each explained there."""

    further: tuple[str, ...]
    respectively: tuple[str, ...]
    list_titles: tuple[str, ...]
    small_words: frozenset[str]
    name_ends: frozenset[str]
    taken: frozenset[str]


@lru_cache(maxsize=1)
def definition_words() -> DefinitionWords:
    """The vocabulary. Raises OntologyError where a list is missing or unknown."""
    data = read_yaml(Path(__file__).with_name("definitions.yaml"))
    known = {field.name for field in fields(DefinitionWords)}
    if data.keys() != known:
        raise OntologyError(f"definitions.yaml: списки {sorted(data.keys() ^ known)} лишние или отсутствуют.")
    sets = {name: frozenset(data[name]) for name in ("small_words", "name_ends", "taken")}
    lists = {name: tuple(data[name]) for name in ("further", "respectively", "list_titles")}
    values: dict[str, Any] = {**lists, **sets}
    return DefinitionWords(**values)
