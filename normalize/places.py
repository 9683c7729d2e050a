"""The territory of a document from its own words, by form: any of the country's municipalities, not those of a list."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

import ontology
from normalize.municipalities import official
from normalize.municipality_names import find_municipalities
from normalize.region_names import find_regions
from normalize.slug import slug
from ontology.territory import territory_words
from records.order import Head
from records.text import clean_line

Hit = tuple[str, str]
_OPENING = 20  # letters of a line that tell whether it is an approval: longer than any word that opens one
_QUALITY = re.compile(r"\b(?:муниципальн|городск|сельск)\w+\s+(?=район|округ|поселение)")


@dataclass(frozen=True, slots=True)
class Territory:
    """`municipality` is the name in the nominative; ids are null where the document does not tell; `evidence` are its words;
    `oktmo` is the official code, where the OKTMO table was imported and knows the name."""

    region_id: str | None = None
    region: str | None = None
    municipality_id: str | None = None
    municipality: str | None = None
    evidence: tuple[str, ...] = ()
    oktmo: str | None = None


def locate(head: Head, prose: tuple[str, ...] = ()) -> Territory:
    """The territory of a document: named by its issuer, else its signatory, its title, its approval, else most often by its text.

    Acts that it rests on are asked last, since they are the region's as a rule. The region is taken from the same words, else from
    the imported OKTMO table or the list of municipalities where the name is unique.
    Ids: ISO 3166-2 for regions («RU-NIZ»), `<region>/<slug of the normal form>` for municipalities.
    """
    ranked = _ranked(head, prose)
    municipality = _best(ranked, _municipalities)
    region_id, words = _region(ranked, municipality)
    name = ontology.load().regions[region_id].name if region_id else None
    evidence = tuple(dict.fromkeys(found for found in (municipality[1] if municipality else None, words) if found))
    if municipality is None:
        return Territory(region_id, name, evidence=evidence)
    known = official(municipality[0], region_id)
    identity = f"{region_id or 'RU'}/{slug(normal_form(municipality[0]))}"
    return Territory(region_id, name, identity, municipality[0], evidence, known.oktmo if known else None)


def normal_form(name: str) -> str:
    """What an id is made of: «Кстовский муниципальный район» and «Кстовский район» are one municipality."""
    return clean_line(_QUALITY.sub("", name))


def places_in(texts: Iterable[str]) -> tuple[str, ...]:
    """The municipalities that the texts name, in order of appearance, each once."""
    return tuple(dict.fromkeys(name for text in texts for name, _ in _municipalities(clean_line(text))))


def _ranked(head: Head, prose: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """The document's texts in the order in which they are believed."""
    acts = tuple(clean_line(part) for act in head.basis for part in (act.issuer, act.title) if part)
    own = tuple((clean_line(part),) for part in (head.issuer, head.signatory_post, head.title) if part)
    lines = tuple(clean_line(line) for line in prose)
    approved = tuple(line for line in lines if line[:_OPENING].lower().startswith(territory_words().approvals))
    clauses = tuple(clean_line(clause.text) for clause in head.clauses)
    return (*own, approved, clauses + lines, acts)


def _best(ranked: Iterable[tuple[str, ...]], find: Callable[[str], Iterable[Hit]]) -> Hit | None:
    """(meaning, words) that most texts of the first telling rank name; of equals the earliest."""
    for texts in ranked:
        found = [hit for text in texts for hit in find(text)]
        if found:
            counts = Counter(meaning for meaning, _ in found)
            best = max(counts, key=lambda meaning: counts[meaning])
            return next(hit for hit in found if hit[0] == best)
    return None


def _region(ranked: tuple[tuple[str, ...], ...], municipality: Hit | None) -> tuple[str | None, str | None]:
    """(region id, the words that name it): the document's words, unless the official table knows the municipality in one region only."""
    named = _best(ranked[:-2], find_regions)
    if named is None and municipality is not None:
        known = official(municipality[0], None)
        if known is not None:
            return known.region_id, None
    named = named or _best(ranked[-2:], find_regions)
    if named is not None:
        return named
    return (_listed_region(municipality[0]) if municipality else None), None


def _municipalities(text: str) -> Iterator[Hit]:
    yield from _found(text)


@lru_cache(maxsize=10_000)
def _found(text: str) -> tuple[Hit, ...]:
    return tuple((found.name, found.words) for found in find_municipalities(text))


@lru_cache(maxsize=10_000)
def _listed_region(municipality: str) -> str | None:
    words = set(municipality.split(" ")) | {municipality.removeprefix("город ")}
    found = [region for region, names in ontology.load().places.items() if words & set(names)]
    return found[0] if len(found) == 1 else None
