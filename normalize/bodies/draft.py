"""The mention being read and the verdict on the item behind it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import ontology
from normalize.bodies.cases import opens_clause
from normalize.bodies.classify import ORGANISATIONS
from normalize.bodies.items import Item, ItemKind
from normalize.bodies.tokens import Token


class Verdict(NamedTuple):
    """`governed`: a new mention under the post before it; `listed`: a new mention that repeats the noun before it («№ 3»)."""

    attach: bool
    governed: bool = False
    listed: bool = False


JOIN, NEW = Verdict(True), Verdict(False)


@dataclass(slots=True)
class Draft:
    """The mention being read: its items and what they have made of it so far."""

    items: list[Item] = field(default_factory=list)
    post: Item | None = None
    organisations: list[Item] = field(default_factory=list)
    open_preposition: bool = False
    topic: bool = False
    clause: bool = False
    relative: bool = False
    person: bool = False
    governor: Item | None = None
    listed: bool = False


def absorb(tokens: Sequence[Token], draft: Draft, item: Item, separator: ItemKind | None) -> None:
    """Put the item into the draft."""
    draft.items.append(item)
    first = tokens[item.first].word
    text = first.text.lower()
    preposition = item.kind == "preposition" or text in ontology.load().grammar.bases
    draft.topic |= item.kind == "preposition" and text in ("по", "за")
    if item.kind == "clause":
        draft.clause = True
        draft.relative |= first.keys[0] == "который"
    elif separator == "comma" and opens_clause(tokens, item):
        draft.clause = True
    elif item.kind == "post" and draft.post is None and not draft.organisations:
        draft.post = item
        draft.topic |= any(token.text.lower() == "по" for token in tokens[item.first : item.last])
    elif item.kind == "person":
        draft.person = True
    elif item.kind in ORGANISATIONS and not draft.open_preposition:
        draft.organisations.append(item)
    draft.open_preposition = preposition
