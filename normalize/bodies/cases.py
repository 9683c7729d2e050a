"""What the case, number and kind of an item say by themselves: the questions that `attach` asks."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import ontology
from normalize.bodies.classify import acronym_class
from normalize.bodies.items import Item
from normalize.bodies.tokens import Token
from normalize.bodies.words import ACCUSATIVE, NOMINATIVE, NOMINATIVE_PLURAL, PLURAL

_LONGEST_LIST = 12  # tokens of a list of districts


def oblique(item: Item) -> bool:
    return bool(item.mask & ~(NOMINATIVE | ACCUSATIVE))


def nominative(item: Item) -> bool:
    return bool(item.mask & NOMINATIVE)


def compound_mask(tokens: Sequence[Token], item: Item) -> int:
    """The cases of a word, or of the last part of a compound («аварийно-спасательные»): its first part has none."""
    hyphen = item.mask == 0 and item.last + 1 < len(tokens) and tokens[item.last].text in "-‑" and not tokens[item.last].spaced
    return tokens[item.last + 1].word.mask if hyphen else item.mask


def declines(tokens: Sequence[Token], item: Item) -> bool:
    return tokens[item.first].word.kind == "word" and item.kind != "quoted"


def is_plural(item: Item) -> bool:
    """Whether a post at the head of a mention is plural: «Руководители», not «Руководителя»."""
    return bool(item.mask & NOMINATIVE_PLURAL) and not item.mask & 1


def own_class(post: Item) -> str | None:
    """The class that a post has by itself: «учитель» needs no school behind it."""
    return post.entry.post.body_class if post.entry and post.entry.post else None


def is_topic(tokens: Sequence[Token], item: Item) -> bool:
    """«УВР, ВР», «безопасности, ГО и ЧС»: the work that a post or unit is about, or words in an oblique case."""
    if item.kind in ("acronym", "word", "form", "body"):
        text = " ".join([token.text for token in tokens[item.first : item.last]])
        if text in ontology.load().grammar.topics:
            return True
    return item.kind == "word" and item.mask > 0 and not nominative(item)


def is_field(tokens: Sequence[Token], item: Item) -> bool:
    """«опеки» in «отдел образования, опеки и попечительства»: a field of work in lower case, though it may name a body too."""
    word = tokens[item.first].word
    return item.last == item.first + 1 and not word.capital and not ontology.load().grammar.topics.isdisjoint(word.keys)


def is_opening_field(tokens: Sequence[Token], last: Item, item: Item) -> bool:
    """«ЧС» in «отдел ГО, ЧС и …»: shortened works listed after a unit's first one."""
    topics = ontology.load().grammar.topics
    return all(part.kind == "acronym" and tokens[part.first].text in topics for part in (last, item))


def lists_territories(tokens: Sequence[Token], item: Item) -> bool:
    """«Ленинского» in «администрации Калининского, Ленинского и Московского районов»: adjectives that one plural noun closes."""
    grammar = ontology.load().grammar
    for place in range(item.first, min(item.first + _LONGEST_LIST, len(tokens))):
        word = tokens[place].word
        if not word.adjective and (word.keys[0] in grammar.territory_words or word.keys[0] in grammar.settlements):
            return bool(word.mask & PLURAL) and not word.mask & ~PLURAL
        if not word.adjective and tokens[place].text not in (",", "и"):
            return False
    return False


def is_organ(item: Item) -> bool:
    """A part of an institution, behind which the institution or its people may stand."""
    return item.entry is not None and item.entry.text in ontology.load().grammar.organs


def opens_clause(tokens: Sequence[Token], item: Item) -> bool:
    """«, демонстрирующие …», «школ, реализующих …», «, подведомственные …»: a participle, or a nominative adjective of the noun before."""
    word = tokens[item.first].word
    if item.kind != "word" or not (word.participle or word.adjective):
        return False
    if not nominative(item):
        return word.participle
    after = tokens[item.last].word if item.last < len(tokens) else None
    return word.participle or (after is not None and after.kind == "word" and bool(after.mask) and not after.mask & item.mask)


def adjective_of(tokens: Sequence[Token], before: Item, item: Item) -> bool:
    """Whether an adjective that stands alone describes the noun behind it, which goes on in lower case."""
    alone = before.kind == "word" and tokens[before.first].word.adjective and not tokens[item.first].word.capital
    return alone and declines(tokens, item) and bool(before.mask & item.mask)


def names_field(tokens: Sequence[Token], item: Item) -> bool:
    """Whether the body is named by its field and the field may be a list: «отдел культуры, спорта и …»."""
    noun = tokens[item.core].word.keys[0]
    return item.kind == "head" or (item.kind == "body" and (noun in ontology.load().heads or noun == "министерство"))


def unnamed(tokens: Sequence[Token], item: Item) -> bool:
    """What cannot be a body by itself: a legal form, a region's two letters behind it («ГАОУ ДПО ВО …»), «РО ДОСААФ»."""
    text = tokens[item.first].text
    return item.kind == "form" or (item.kind == "acronym" and len(text) < 4 and acronym_class(text) is None)


@lru_cache(maxsize=1)
def territory_words() -> frozenset[str]:
    """The words behind a body's name that name no body: of territories, fields of work, regions in letters."""
    grammar = ontology.load().grammar
    return grammar.territory_words | grammar.topics | {region.short for region in ontology.load().regions.values() if region.short}
