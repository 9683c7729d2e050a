"""The tables `bodies` and `concepts`: the ontology's own rows (bodies that only the documents know: `output.seen`)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from functools import lru_cache
from typing import Any

from ontology import bodies_table, concepts_table
from ontology.topics import activity_vocabulary, directions, result_vocabulary
from output.rows import Row
from output.words import words


@dataclass(frozen=True, slots=True)
class Names:
    """What people read instead of ids: `bodies` by body_id, `concepts` by scheme and code."""

    bodies: Mapping[str, str]
    concepts: Mapping[tuple[str, str], str]

    def concept(self, scheme: str, code: str | None) -> str:
        """The label of a code; the code itself where it has none, "" for null."""
        return self.concepts.get((scheme, code), code) if code else ""

    def body(self, mention: Mapping[str, Any]) -> str:
        """The body of a row of `responsibilities`: its name, else its class, with the role of the post."""
        if mention["body_class"] is None:
            return str(words()["unknown_body"])
        body = self.bodies.get(mention["body_id"]) or self.concept("body_class", mention["body_class"])
        role = words()["roles"].get(mention["role"])
        return f"{body} ({role})" if role else body


def known_bodies() -> list[Row]:
    """Rows of the bodies of the ontology."""
    return [asdict(body) | {"aliases": sorted(body.aliases)} for body in bodies_table()]


def concepts() -> list[Row]:
    """Rows of all closed vocabularies: body classes and levels, regions, directions, kinds of action and of result, roles, conditions."""
    rows: list[Row] = [asdict(concept) | {"alt_labels": sorted(concept.alt_labels)} for concept in concepts_table()]
    found = {(row["scheme"], row["concept_id"]) for row in rows}
    return rows + [row for row in _topics() if (row["scheme"], row["concept_id"]) not in found]


@lru_cache(maxsize=1)
def names() -> Names:
    """The vocabulary's names, for people."""
    bodies = {body["body_id"]: body["short_name"] or body["name"] for body in known_bodies()}
    return Names(bodies, {(row["scheme"], row["concept_id"]): row["pref_label"] for row in concepts()})


def _topics() -> Iterator[Row]:
    for direction in directions():
        yield _concept("direction", direction.code, direction.label)
    for kind in activity_vocabulary().types:
        yield _concept("activity_type", kind.code, kind.label, kind.definition)
    for result in result_vocabulary().types:
        yield _concept("result_type", result.code, result.label)
    for scheme, labels in (("role", words()["roles"]), ("condition", words()["conditions"])):
        for code, label in labels.items():
            yield _concept(scheme, code, label)


def _concept(scheme: str, code: str, label: str, definition: str | None = None) -> dict[str, Any]:
    return {
        "scheme": scheme,
        "concept_id": code,
        "notation": code,
        "pref_label": label,
        "alt_labels": [],
        "broader": None,
        "definition": definition,
    }
