"""The ontology as plain records for the dataset's tables `bodies` and `concepts` (columns: docs/data dictionary)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ontology.body_ids import parent_of, place_of
from ontology.decisions import decided_bodies, decisions
from ontology.loader import load
from ontology.model import Body

LEVELS = {
    "federal": "федеральный",
    "regional": "региональный",
    "municipal": "муниципальный",
    "institution": "уровень учреждения",
    "partner": "партнёры",
}


@dataclass(frozen=True, slots=True)
class BodyRow:
    """A row of the table `bodies`."""

    body_id: str
    body_class: str
    name: str
    short_name: str | None
    region_id: str | None
    municipality_id: str | None
    parent_id: str | None
    aliases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ConceptRow:
    """A row of the table `concepts`: a term of a closed code list."""

    scheme: str
    concept_id: str
    notation: str
    pref_label: str
    alt_labels: tuple[str, ...] = ()
    broader: str | None = None
    definition: str | None = None


def bodies_table() -> tuple[BodyRow, ...]:
    """The known bodies of the ontology and those that people named, in the order of their ids."""
    known = load().bodies
    rows = sorted((*known.values(), *(body for body in _decided() if body.id not in known)), key=lambda body: body.id)
    return tuple(
        BodyRow(
            row.id,
            row.body_class,
            row.name,
            row.aliases[0] if row.aliases else None,
            row.region_id,
            row.municipality_id,
            row.parent_id,
            row.aliases,
        )
        for row in rows
    )


def _decided() -> Iterator[Body]:
    found = decisions()
    for alias in decided_bodies(found):
        if alias.body_id and alias.body_class:
            names = tuple(
                other.alias for other in found.aliases if other.body_id and found.kept.get(other.body_id, other.body_id) == alias.body_id
            )
            region, municipality = place_of(alias.body_id)
            body_class = found.classes.get(alias.body_id, alias.body_class)
            yield Body(alias.body_id, body_class, alias.name or alias.alias, region, municipality, parent_of(alias.body_id), names)


def concepts_table() -> tuple[ConceptRow, ...]:
    """Body classes (broader: their level), levels and regions as concepts."""
    ontology = load()
    levels = dict.fromkeys(entry.level for entry in ontology.classes.values())
    return (
        *(ConceptRow("body_level", level, level, LEVELS[level]) for level in levels),
        *(ConceptRow("body_class", entry.id, entry.id, entry.label, broader=entry.level) for entry in ontology.classes.values()),
        *(ConceptRow("region", region.id, region.oktmo, region.name, region.also) for region in ontology.regions.values()),
    )
