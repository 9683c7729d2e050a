"""What a name means in each scope: in the country, in every region, in every municipality that has words of its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import ontology
from normalize.bodies import BodyContext, read_bodies
from normalize.municipalities import find_municipalities_named
from normalize.places import locate
from ontology.decisions import Decisions, decisions
from ontology.user import decisions_file
from records.meaning import Mention
from records.order import Head

COUNTRY = "RU"


@dataclass(frozen=True, slots=True)
class Sense:
    """What a name means in `scope`. `kind`: body, class, post, region, municipality or concept of a code list; `id` its id there;
    `method` and `source` say by what it was known."""

    scope: str
    kind: str
    id: str
    label: str
    role: str | None = None
    body_class: str | None = None
    method: str = "alias"
    source: str = ""


def senses(name: str) -> tuple[Sense, ...]:
    """Every meaning of a name: the country's first, then only the scopes where it means something else; then places and concepts."""
    found = decisions()
    country = _read(name, COUNTRY, found)
    return (*country, *_elsewhere(name, country, found), *_places(name), *_concepts(name))


def _elsewhere(name: str, country: tuple[Sense, ...], found: Decisions) -> Iterator[Sense]:
    plain = {(sense.id, sense.role) for sense in country}
    data = ontology.load()
    spoken = {spelling.scope for spelling in data.spellings} | {alias.scope for alias in found.aliases}
    for scope in sorted(spoken - {COUNTRY}):
        read = _read(name, scope, found)
        known = [sense for sense in read if sense.method == "alias" and sense.source not in ("", COUNTRY)]
        yield from (sense for sense in known if (sense.id, sense.role) not in plain)


def _read(name: str, scope: str, found: Decisions) -> tuple[Sense, ...]:
    region, _, own = scope.partition("/")
    context = BodyContext(region if region != COUNTRY else None, scope if own else None, decisions=found)
    return tuple(_sense(mention, scope) for mention in read_bodies(name, context) if mention.body_class or mention.role)


def _sense(mention: Mention, scope: str) -> Sense:
    data = ontology.load()
    body = data.bodies.get(mention.body_id or "")
    classified = data.classes.get(mention.body_class or "")
    kind = "body" if body else "post" if mention.role and mention.method == "pattern" else "class" if classified else "post"
    source = decisions_file().name if mention.scope and mention.method == "alias" and _decided(mention) else mention.scope
    identity = mention.body_id if body or source == decisions_file().name else mention.body_class
    label = body.name if body else classified.label if classified else ""
    return Sense(scope, kind, identity or "", label, mention.role, mention.body_class, mention.method, source)


def _decided(mention: Mention) -> bool:
    return any(alias.body_id == mention.body_id for alias in decisions().aliases if alias.body_id)


def _places(name: str) -> Iterator[Sense]:
    wanted = _key(name)
    for region in ontology.load().regions.values():
        if wanted in {_key(text) for text in (*region.cases, *region.also, region.short or "")} - {""}:
            yield Sense(COUNTRY, "region", region.id, region.name, source=region.oktmo)
    official = find_municipalities_named(name)
    yield from (Sense(place.region_id, "municipality", place.oktmo, place.name, source="ОКТМО") for place in official)
    found = locate(Head(title=name))
    if found.municipality_id and found.municipality and not official:
        yield Sense(found.region_id or COUNTRY, "municipality", found.municipality_id, found.municipality, method="pattern")


def _concepts(name: str) -> Iterator[Sense]:
    wanted = _key(name)
    for row in ontology.concepts_table():
        if row.scheme != "region" and wanted in (_key(row.pref_label), row.concept_id):
            yield Sense(COUNTRY, f"concept:{row.scheme}", row.concept_id, row.pref_label)


def _key(text: str) -> str:
    return " ".join(text.lower().replace("ё", "е").split())
