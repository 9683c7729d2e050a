"""A cell means the same in every document that prints it, but for the places in its bodies' ids and the names that only one document has.

So it is read once against the least context that it needs (`enough`), with blanks for the places; `filled` puts them in.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from normalize.bodies.aliases import Entry, Node, longest, scoped
from normalize.bodies.context import BodyContext, named_in
from normalize.bodies.decided import decided_names
from normalize.bodies.ids import STEM, place_stems
from normalize.bodies.link import Linked
from normalize.bodies.tokens import Token, tokenise
from normalize.slug import slug
from ontology import Spelling

_REGION, _PLACE, _ISSUER = "{region}", "{place}", "{issuer}"  # no id holds a brace: they are slugs and codes


class Own(NamedTuple):
    """What a document adds to its cells: `blanks` with what stands in them; the names that it defines, those of its region, and `here`
    those of its municipality and of people's decisions; `stems` of the municipality's name; `words`: without these a cell has none."""

    context: BodyContext
    blanks: Mapping[str, str]
    document: Node
    region: Node
    here: tuple[Node, ...]
    stems: frozenset[str]
    words: frozenset[str]


@lru_cache(maxsize=100)  # the plans of some documents
def own(context: BodyContext) -> Own:
    """What of a context is its document's own."""
    region, municipality = context.region_id, context.municipality_id
    blanks = {blank: known for blank, known in ((_REGION, region), (_PLACE, municipality), (_ISSUER, context.issuer_id)) if known}
    document, regional = named_in(context), scoped(region) if region else {}
    here = (decided_names(context.decisions, region, municipality), scoped(municipality) if municipality else {})
    stems = place_stems(municipality)
    return Own(context, blanks, document, regional, here, stems, stems.union(document, regional, *here))


def enough(text: str, known: Own) -> BodyContext:
    """The context that a cell needs: of the document's names those that it prints, and blanks for what it only lends its ids."""
    words = _words(text)
    if known.words.isdisjoint(words):
        return _blank(known.context, (), _REGION)
    tokens = tokenise(text)
    places = [place for place, token in enumerate(tokens) if not known.words.isdisjoint(token.word.keys)]
    if not known.stems.isdisjoint(words) or any(_found(trie, tokens, places) for trie in known.here):
        return known.context
    names = tuple(dict.fromkeys(entry.text for entry in _found(known.document, tokens, places)))
    return _blank(known.context, names, None if _found(known.region, tokens, places) else _REGION)


def _found(names: Node, tokens: Sequence[Token], places: Sequence[int]) -> list[Entry]:
    return [found[0] for place in places if (found := longest(names, tokens, place))] if names else []


@lru_cache(maxsize=1_000)
def _blank(context: BodyContext, names: tuple[str, ...], region: str | None) -> BodyContext:
    """The context with no names but these and blanks for its places; without a blank for the region it keeps its own."""
    place = context.municipality_id and _PLACE
    issuer = context.issuer_id and _ISSUER
    region = context.region_id and (region or context.region_id)
    scopes = {printed: blank for printed, blank in ((context.municipality_id, place), (context.region_id, region)) if printed and blank}
    spellings = tuple(_moved(one, scopes) for one in context.spellings if one.text in names)
    return BodyContext(region, place, issuer_class=context.issuer_class, issuer_id=issuer, spellings=spellings)


def _moved(spelling: Spelling, scopes: Mapping[str, str]) -> Spelling:
    """The spelling with the scope of its body replaced."""
    return replace(spelling, body_id=filled(spelling.body_id, scopes)) if spelling.body_id else spelling


@lru_cache(maxsize=5_000)  # as many as cells that are kept
def _words(text: str) -> tuple[str, ...]:
    """All normal forms of a cell's words, and the stems by which they may name a place."""
    return tuple(chain.from_iterable([_with_stems(token.word.keys) for token in tokenise(text)]))


@lru_cache(maxsize=20_000)
def _with_stems(keys: tuple[str, ...]) -> tuple[str, ...]:
    return (*keys, *(slug(key)[:STEM] for key in keys))


def placed(linked: Linked, blanks: Mapping[str, str]) -> Linked:
    """The mention with the document's places in the blanks of its id."""
    return linked._replace(body_id=filled(linked.body_id, blanks)) if linked.body_id else linked


def filled(body_id: str, scopes: Mapping[str, str]) -> str:
    """The id with another scope, where its own is one of `scopes`: the document's places for the blanks."""
    scope, colon, name = body_id.partition(":")
    return f"{scopes[scope]}{colon}{name}" if scope in scopes else body_id
