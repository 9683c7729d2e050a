"""Decisions of people about names and bodies: data that win over every rule (format: docs/ontology.md).

They lie over the frozen ontology and are never changed by it; decisions that contradict each other are refused.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import combinations
from pathlib import Path
from typing import Any

import yaml

from ontology.loader import COUNTRY, load
from ontology.model import Ontology, OntologyError
from ontology.user import decisions_file


@dataclass(frozen=True, slots=True)
class Alias:
    """A name that means this body in this scope; `body_id` and `body_class` are null where the name is no body at all."""

    alias: str
    scope: str
    body_id: str | None
    body_class: str | None
    name: str | None = None


@dataclass(frozen=True, eq=False)
class Decisions:
    """`kept`: id → the id under which it is kept; `classes`: the class of each body that a decision names, where it is known.

    Compared by identity: it is part of the key of every cache.
    """

    aliases: tuple[Alias, ...] = ()
    kept: Mapping[str, str] = field(default_factory=dict)
    different: frozenset[frozenset[str]] = frozenset()
    classes: Mapping[str, str] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.aliases or self.kept or self.different)

    def may_be_same(self, first: str, second: str) -> bool:
        """Whether nobody has decided that the two ids are different bodies."""
        return frozenset((self.kept.get(first, first), self.kept.get(second, second))) not in self.different


NO_DECISIONS = Decisions()


def decisions() -> Decisions:
    """The decisions of the user's file; none where there is no file. Raises OntologyError."""
    path = decisions_file()
    return _stored(path, path.stat().st_mtime_ns) if path.is_file() else NO_DECISIONS


@lru_cache(maxsize=4)
def _stored(path: Path, _changed: int) -> Decisions:
    return read_decisions(path)


def read_decisions(path: Path) -> Decisions:
    """The decisions of one file. Raises OntologyError, which names the entry to mend."""
    try:
        data = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise OntologyError(f"{path.name}: не читается как YAML в кодировке UTF-8: {error}") from error
    if not isinstance(data, dict) or data.keys() - {"aliases", "same", "different"}:
        raise OntologyError(f"{path.name}: ожидаются только разделы aliases, same и different. Уберите остальное.")
    return settle(data.get("aliases") or (), data.get("same") or (), data.get("different") or (), load())


def settle(
    aliases: Iterable[Mapping[str, Any]], same: Iterable[Sequence[str]], different: Iterable[Sequence[str]], ontology: Ontology
) -> Decisions:
    """Decisions that hold together. Raises OntologyError where two of them contradict each other."""
    read = tuple(_alias(entry, ontology) for entry in aliases)
    kept = _kept([_ids(entry, "same") for entry in same])
    apart = frozenset(_pair(kept, first, second) for entry in different for first, second in combinations(_ids(entry, "different"), 2))
    _one_meaning(read, kept)
    named = [alias.body_id for alias in read if alias.body_id] + [body for pair in kept.items() for body in pair]
    classes = {body: found for body in named if (found := class_of(body, ontology))}
    for alias in read:
        if alias.body_id and alias.body_class and classes.setdefault(alias.body_id, alias.body_class) != alias.body_class:
            raise OntologyError(f"«{alias.alias}»: у {alias.body_id} уже класс {classes[alias.body_id]}. Оставьте один класс.")
    settled = {body: found for body in (*classes, *kept) if (found := classes.get(kept.get(body, body)) or classes.get(body))}
    return Decisions(read, kept, apart, settled)


def class_of(body_id: str, ontology: Ontology) -> str | None:
    """The class that an id tells: of a known body, of a generic body (`<place>:<class>`), of a unit; else None."""
    if body_id in ontology.bodies:
        return ontology.bodies[body_id].body_class
    own = body_id.rpartition(":")[2]
    if own.startswith("municipal_authority/"):
        return "municipal_authority_unit"
    return own if own in ontology.classes else None


def _alias(entry: Mapping[str, Any], ontology: Ontology) -> Alias:
    if not isinstance(entry, Mapping) or not {"alias", "scope", "body"} <= entry.keys():
        raise OntologyError(f"aliases: в записи {entry!r} нужны alias, scope и body.")
    text, scope, body = str(entry["alias"]).strip(), str(entry["scope"]), entry["body"]
    if not any(letter.isalpha() for letter in text):
        raise OntologyError(f"aliases: в имени «{text}» нет букв. Напишите имя, как в документе.")
    if scope != COUNTRY and scope.partition("/")[0] not in (COUNTRY, *ontology.regions):
        raise OntologyError(f"«{text}»: области {scope} нет. Напишите RU, код региона или код муниципалитета.")
    body_class = entry.get("class") or (class_of(str(body), ontology) if body else None)
    if body and body_class not in ontology.classes:
        raise OntologyError(f"«{text}»: у {body} нет известного класса. Добавьте class из bodies/classes.yaml.")
    return Alias(text, scope, str(body) if body else None, body_class if body else None, entry.get("name"))


def _ids(entry: Sequence[str], section: str) -> tuple[str, ...]:
    ids = tuple(dict.fromkeys(map(str, entry))) if isinstance(entry, list | tuple) else ()
    if len(ids) < 2:
        raise OntologyError(f"{section}: в записи {entry!r} нужны два разных кода тел или больше.")
    return ids


def _kept(groups: Iterable[Sequence[str]]) -> dict[str, str]:
    """Every id → the first id of its group; groups that share an id are one."""
    first: dict[str, str] = {}

    def root(body: str) -> str:
        while first.get(body, body) != body:
            body = first[body]
        return body

    for keep, *others in groups:
        for other in others:
            if root(other) != root(keep):
                first[root(other)] = root(keep)
    return {body: root(body) for body in first}


def _pair(kept: Mapping[str, str], first: str, second: str) -> frozenset[str]:
    pair = frozenset((kept.get(first, first), kept.get(second, second)))
    if len(pair) < 2:
        raise OntologyError(f"{first} и {second}: решено и что это одно, и что это разное. Оставьте одно решение.")
    return pair


def _one_meaning(aliases: Iterable[Alias], kept: Mapping[str, str]) -> None:
    seen: dict[tuple[str, str], str | None] = {}
    for alias in aliases:
        body = kept.get(alias.body_id, alias.body_id) if alias.body_id else None
        known = seen.setdefault((alias.scope, alias_key(alias.alias)), body)
        if known != body:
            raise OntologyError(f"«{alias.alias}» в области {alias.scope}: решено и {known}, и {body}. Оставьте одно решение.")


def alias_key(text: str) -> str:
    """A name without what never tells names apart: case, quotes, «ё», spaces."""
    return " ".join("".join(letter for letter in text if letter not in "«»\"“”„'").replace("ё", "е").replace("Ё", "Е").lower().split())


def decided_bodies(found: Decisions) -> Iterator[Alias]:
    """For each body that an alias names, the alias that names it first."""
    first: dict[str, Alias] = {}
    for alias in found.aliases:
        if alias.body_id and alias.body_id not in found.kept:
            first.setdefault(alias.body_id, alias)
    yield from first.values()
