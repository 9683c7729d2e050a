"""Is the body behind one with the body before it: its parent, its host, the unit's own field? Classes answer, where case does not."""

from __future__ import annotations

from collections.abc import Sequence

import ontology
from normalize.bodies.cases import declines, is_plural, names_field, oblique
from normalize.bodies.classify import ORGANISATIONS, classify
from normalize.bodies.draft import Draft
from normalize.bodies.items import Item
from normalize.bodies.tokens import Token


def class_of(tokens: Sequence[Token], items: Sequence[Item], issuer_class: str | None) -> str | None:
    reading = classify(tokens, items, issuer_class)
    return reading.body_class if reading else None


def class_ahead(tokens: Sequence[Token], item: Item, ahead: Sequence[Item], issuer_class: str | None) -> str | None:
    """The class of the body that `item` begins: a legal form has the class of the name behind it."""
    behind = []
    for part in ahead:
        if part.kind not in ORGANISATIONS and part.kind not in ("word", "number", "preposition"):
            break
        behind.append(part)
    return class_of(tokens, [item, *behind] if item.kind in ("form", "head") else [item], issuer_class)


def is_unit(tokens: Sequence[Token], draft: Draft) -> bool:
    return any(names_field(tokens, part) for part in draft.organisations)


def parent_behind(item: Item, ahead: Sequence[Item]) -> bool:
    """Whether the administration that a unit is of stands straight behind: the item before it is the unit's field."""
    spelling = ahead[0].entry.spelling if ahead and ahead[0].entry and ahead[0].first == item.last else None
    return spelling is not None and spelling.body_class in ontology.classes_that_are("unique") and oblique(ahead[0])


def is_work_of(tokens: Sequence[Token], draft: Draft) -> bool:
    """«Рабочая группа по сопровождению ШНОР», «комиссия по приёмке ОО»: the work is of the body behind it."""
    if not draft.topic or [part.kind for part in draft.items[-2:]] != ["preposition", "word"]:
        return False
    words = {key for item in draft.organisations for token in tokens[item.first : item.last] for key in token.word.keys}
    return not words.isdisjoint(ontology.load().grammar.gatherings)


def inside(tokens: Sequence[Token], last: Item, item: Item, before: str | None, after: str | None) -> bool:
    """«Библиотека МБОУ СОШ № 1», «методсовет школы»: what an institution has inside it, and the institution."""
    grammar = ontology.load().grammar
    text = last.entry.text if last.entry else ""
    room = text in grammar.inside and before == "culture_sport_institution"
    part = (room or text in grammar.organs) and declines(tokens, last) and not is_plural(last)
    oblique_name = not declines(tokens, item) or (oblique(item) and not tokens[item.first].word.capital)
    return part and oblique_name and after is not None and ontology.load().classes[after].level == "institution"


def is_own(item: Item) -> bool:
    return item.entry is not None and item.entry.spelling is not None and item.entry.spelling.own


def administration_of(draft: Draft, item: Item, tokens: Sequence[Token], ahead: Sequence[Item], issuer_class: str | None) -> bool:
    """«Администрация МБОУ СОШ № 5»: the school's own people."""
    entry = draft.items[-1].entry
    if entry is None or entry.text not in ontology.load().grammar.own_administration:
        return False
    after = class_ahead(tokens, item, ahead, issuer_class)
    return after is not None and ontology.load().classes[after].level == "institution"
