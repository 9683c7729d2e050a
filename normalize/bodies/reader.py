"""A responsible cell in the light of its document: mentions, linked."""

from __future__ import annotations

from functools import lru_cache

import ontology
from normalize.bodies.context import BodyContext, tries
from normalize.bodies.items import Item, itemise
from normalize.bodies.link import Linked, link
from normalize.bodies.segment import Segment, segment
from normalize.bodies.tokens import Token, tokenise
from records.meaning import Mention
from records.text import clean_cell


@lru_cache(maxsize=200_000)
def read_bodies(text: str, context: BodyContext) -> tuple[Mention, ...]:
    """The mentions of a responsible cell in order (columns: docs/bodies.md); offsets are into `text`.

    Pure: the same text and context always give the same mentions. Never raises; an empty cell has none.
    """
    tokens, segments = cut(text, context)
    linked = link(tokens, segments, context)
    return tuple(_mention(text, number, found) for number, found in enumerate(linked, start=1))


def cut(text: str, context: BodyContext) -> tuple[tuple[Token, ...], tuple[Segment, ...]]:
    """The tokens of a cell and its mentions as items, before linking."""
    tokens = tokenise(text)
    items: tuple[Item, ...] = itemise(tokens, tries(context))
    return tokens, segment(tokens, items, _labels(), context.issuer_class)


@lru_cache(maxsize=1)
def _labels() -> frozenset[str]:
    return frozenset(clean_cell(label).lower() for label in ontology.load().grammar.labels)


def _mention(text: str, number: int, found: Linked) -> Mention:
    return Mention(
        mention=number,
        raw=text[found.start : found.end],
        char_start=found.start,
        char_end=found.end,
        qualifier=found.qualifier,
        defines=found.defines,
        role=found.role,
        body_class=found.body_class,
        body_id=found.body_id,
        method=found.method,
        score=found.score,
        scope=found.scope,
    )
