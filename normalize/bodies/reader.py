"""A responsible cell in the light of its document: mentions, linked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

import ontology
from normalize.bodies.anywhere import enough, filled, own, placed
from normalize.bodies.context import BodyContext, tries
from normalize.bodies.decided import decided, decided_names
from normalize.bodies.items import Item, itemise
from normalize.bodies.link import Linked, link
from normalize.bodies.segment import Segment, segment
from normalize.bodies.tokens import Token, tokenise
from ontology import Spelling
from ontology.decisions import Decisions
from records.meaning import Mention
from records.text import clean_cell


@lru_cache(maxsize=1_000)  # a document's cells: the next one has a context of its own
def read_bodies(text: str, context: BodyContext) -> tuple[Mention, ...]:
    """The mentions of a responsible cell in order (columns: docs/bodies.md); offsets are into `text`.

    Pure: the same text and context always give the same mentions. Never raises; an empty cell has none.
    """
    known = own(context)
    found = linked(text, enough(text, known))
    if context.decisions:
        found = _as_people_decided(tokenise(text), [placed(one, known.blanks) for one in found], context)
    return tuple(_mention(text, number, one, known.blanks) for number, one in enumerate(found, start=1))


@lru_cache(maxsize=5_000)  # the cells of some hundred documents; more would only fill the memory of a worker
def linked(text: str, context: BodyContext) -> tuple[Linked, ...]:
    """The mentions of a cell as its words and this context have them; people's decisions are not asked yet."""
    tokens, segments = cut(text, context)
    return link(tokens, segments, context)


def _as_people_decided(tokens: Sequence[Token], found: Sequence[Linked], context: BodyContext) -> tuple[Linked, ...]:
    """Decisions win: over a whole cell that is one decided name, then over each mention."""
    names = decided_names(context.decisions, context.region_id, context.municipality_id)
    whole = decided(names, tokens)
    if whole is not None:
        return (_settled(Linked(tokens[0].start, tokens[-1].end), whole, context.decisions),)
    mentions = ((mention, [token for token in tokens if mention.start <= token.start < mention.end]) for mention in found)
    return tuple(_settled(mention, decided(names, own), context.decisions) for mention, own in mentions)


def _settled(linked: Linked, spelling: Spelling | None, decisions: Decisions) -> Linked:
    """A mention as people decided it: by its name, else under the id that is kept for its body."""
    if spelling is not None:
        role = linked.role if spelling.body_class else None
        known = linked._replace(role=role, body_class=spelling.body_class or None, body_id=spelling.body_id)
        return known._replace(method="alias", score=1.0, scope=spelling.scope)
    if linked.body_id is None:
        return linked
    body = decisions.kept.get(linked.body_id, linked.body_id)
    return linked._replace(body_id=body, body_class=decisions.classes.get(body, linked.body_class))


def cut(text: str, context: BodyContext) -> tuple[tuple[Token, ...], tuple[Segment, ...]]:
    """The tokens of a cell and its mentions as items, before linking."""
    tokens = tokenise(text)
    items: tuple[Item, ...] = itemise(tokens, tries(context))
    return tokens, segment(tokens, items, _labels(), context.issuer_class)


@lru_cache(maxsize=1)
def _labels() -> frozenset[str]:
    return frozenset(clean_cell(label).lower() for label in ontology.load().grammar.labels)


def _mention(text: str, number: int, found: Linked, blanks: Mapping[str, str]) -> Mention:
    return Mention(
        mention=number,
        raw=text[found.start : found.end],
        char_start=found.start,
        char_end=found.end,
        qualifier=found.qualifier,
        defines=found.defines,
        role=found.role,
        body_class=found.body_class,
        body_id=found.body_id and filled(found.body_id, blanks),
        method=found.method,
        score=found.score,
        scope=found.scope,
    )
