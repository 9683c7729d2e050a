"""Whose plan it is, by its title: «План работы МБОУ СОШ № 3 на 2021 год» is the school's, whoever is not named above it."""

from __future__ import annotations

from collections.abc import Sequence

import ontology
from normalize.bodies.context import BodyContext, tries
from normalize.bodies.items import Item, itemise
from normalize.bodies.tokens import Token, tokenise
from normalize.bodies.words import GENITIVE, PLURAL


def institution_in(title: str, context: BodyContext) -> str | None:
    """The title from the name of the one institution whose plan it is, or None where it names none or many."""
    tokens = tokenise(title)
    items = itemise(tokens, tries(context))
    first = next((item.first for place, item in enumerate(items) if _is_one(tokens, items, place)), None)
    return None if first is None else title[tokens[first].start :]


def _is_one(tokens: Sequence[Token], items: Sequence[Item], place: int) -> bool:
    """A legal form with its name, a numbered or quoted institution, or «план работы школы»."""
    item, after = items[place], items[place + 1 : place + 2]
    if any(token.text.lower() in ontology.load().grammar.hosts for token in tokens[: item.first]):
        return False
    if item.kind == "form":
        return bool(after) and after[0].kind not in ("comma", "and", "line")
    spelling = item.entry.spelling if item.kind == "body" and item.entry else None
    if spelling is None or spelling.body_class not in ontology.classes_that_are("staffed") or not item.mask & ~PLURAL:
        return False
    if after and after[0].kind in ("number", "quoted"):
        return True
    before = tokens[item.first - 1].word if item.first else None
    genitive = tokens[item.core].word.mask & GENITIVE & ~PLURAL
    return before is not None and bool(genitive) and not ontology.load().grammar.plan_words.isdisjoint(before.keys)
