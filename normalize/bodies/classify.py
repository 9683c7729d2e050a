"""The class of a body from its words: known name, head noun with its rule, legal form, shape of an acronym."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from functools import lru_cache
from typing import NamedTuple

import ontology
from normalize.bodies.items import Item
from normalize.bodies.tokens import Token
from ontology import Refinement, Rule, Spelling
from records.meaning import LinkMethod, Role
from records.morphology import lemma

ORGANISATIONS = frozenset({"body", "head", "form", "quoted", "acronym"})


class Reading(NamedTuple):
    """What the words of a mention say: `item` is the one that decided, `spelling` its entry where it has one."""

    body_class: str
    method: LinkMethod
    item: Item
    spelling: Spelling | None = None
    role: Role | None = None
    issuer: bool = False


def lemmas(tokens: Sequence[Token], first: int, last: int) -> list[str]:
    """The normal forms of the words in `first:last`, all alternatives."""
    return [key for token in tokens[first:last] if token.word.kind != "mark" for key in token.word.keys]


def classify(tokens: Sequence[Token], items: Sequence[Item], issuer_class: str | None) -> Reading | None:
    """The class that the first telling item gives, made narrower by the mention's further words; a legal form is asked last."""
    reading = _first_telling(tokens, items, issuer_class)
    if reading is None:
        return None
    refined = _refined().get(reading.body_class)
    if refined is None:
        return reading
    words = lemmas(tokens, items[0].first, items[-1].last)
    if refined.words.isdisjoint(words):
        return reading  # nearly always
    narrow = next((entry for entry in refined.entries if _narrows(entry, frozenset(words))), None)
    if narrow is None:
        return reading
    return reading._replace(body_class=narrow.to, method="pattern", spelling=None) if narrow.to else None


class _Refined(NamedTuple):
    """The refinements of a class in their order, and the words without which none of them narrows it."""

    entries: list[Refinement]
    words: frozenset[str]


@lru_cache(maxsize=1)
def _refined() -> dict[str, _Refined]:
    found: dict[str, list[Refinement]] = {}
    for entry in ontology.load().refinements:
        found.setdefault(entry.body_class, []).append(entry)
    return {name: _Refined(entries, frozenset().union(*(entry.words or entry.any for entry in entries))) for name, entries in found.items()}


def _narrows(entry: Refinement, words: frozenset[str]) -> bool:
    told = entry.words <= words and (not entry.any or not entry.any.isdisjoint(words)) and entry.none.isdisjoint(words)
    return told and (not entry.region or not words.isdisjoint(_region_words()))


@lru_cache(maxsize=1)
def _region_words() -> frozenset[str]:
    """What tells that a ministry is a region's: «республика», «область», the region's own name or its letters."""
    regions = ontology.load().regions.values()
    names = {lemma(word) for region in regions for name in (region.name, *region.also) for word in name.replace("-", " ").split()}
    return frozenset(names | {region.short for region in regions if region.short})


def _first_telling(tokens: Sequence[Token], items: Sequence[Item], issuer_class: str | None) -> Reading | None:
    hosted = _hosted_centre(tokens, items)
    if hosted is not None:
        return hosted
    for place, item in enumerate(items):
        reading = _of_item(tokens, items, place, issuer_class)
        if reading is not None and item.kind in ORGANISATIONS:
            return _by_form(_own_people(tokens, items[place + 1 :], reading, issuer_class), items[:place])
    for item in items:
        if item.kind == "form" and item.form_class:
            return Reading(item.form_class, "pattern", item)
    return None


def _own_people(tokens: Sequence[Token], behind: Sequence[Item], reading: Reading, issuer_class: str | None) -> Reading:
    """«Администрация СОШ № 2», «родительский комитет ДОУ» are the institution's own."""
    if reading.spelling is None or not behind:
        return reading
    grammar, text = ontology.load().grammar, reading.spelling.text
    room = reading.body_class == "culture_sport_institution" and text in grammar.inside  # «библиотека МБОУ СОШ № 1»
    if not room and text not in grammar.own_administration and text not in grammar.organs:
        return reading
    body = _first_telling(tokens, behind, issuer_class)
    return body if body is not None and ontology.load().classes[body.body_class].level == "institution" else reading


def _by_form(reading: Reading, before: Sequence[Item]) -> Reading:
    """A school whose legal form says more («МБУ ДО СШ «Темп»» is a sports school) has the class of its form."""
    form = next((item.form_class for item in before if item.kind == "form" and item.form_class), None) if before else None
    if form is None:
        return reading
    institute = form == "regional_institute" and reading.body_class == "university" and reading.spelling is not None
    vague = reading.body_class == "educational_organisation" or (
        reading.body_class == "municipal_body_other" and ontology.load().classes[form].level == "institution"
    )
    shaped = reading.item.kind == "acronym" and ontology.load().classes[form].level == "institution"
    if not (vague or institute or shaped):
        return reading  # else the form of «МБУК «МЦРБ»» says more than the shape of its acronym
    return reading._replace(body_class=form)


def _hosted_centre(tokens: Sequence[Token], items: Sequence[Item]) -> Reading | None:
    """«Школы, на базе которых созданы центры «Точка роста»» are named by the centre that they host."""
    relative = False
    for item in items:
        relative = relative or "который" in tokens[item.first].word.keys
        spelling = item.entry.spelling if relative and item.entry else None
        if spelling is not None and spelling.body_class == "technology_centre":
            return Reading(spelling.body_class, "alias", item, spelling)
    return None


def _of_item(tokens: Sequence[Token], items: Sequence[Item], place: int, issuer_class: str | None) -> Reading | None:
    item = items[place]
    if item.kind == "body" and item.entry and item.entry.spelling:
        spelling = item.entry.spelling
        if item.core > item.first and _of_another_trade(tokens, item, spelling):
            return None
        return Reading(spelling.body_class, item.entry.method, item, spelling, spelling.role)
    if item.kind == "quoted" and item.inner:
        inner = classify(tokens, item.inner, issuer_class)
        headed = any(before.kind == "head" for before in items[:place])  # «Центр «Молодая семья»» is no family
        return inner if not headed or (inner and inner.spelling and inner.spelling.body_id) else None
    if item.kind == "acronym":
        shaped = acronym_class(tokens[item.first].text.upper())
        return Reading(shaped, "pattern", item) if shaped else None
    if item.kind == "head":
        return _of_head(tokens, items, place, issuer_class)
    return None


def _of_another_trade(tokens: Sequence[Token], item: Item, spelling: Spelling) -> bool:
    """«Аптечные организации» are no schools: an adjective before a name that every trade has says which trade, and we do not know it."""
    grammar = ontology.load().grammar
    if spelling.text not in grammar.general_nouns:
        return False
    plain = grammar.general_adjectives | grammar.common_adjectives
    before = (token.word for token in tokens[item.first : item.core])
    return any(word.adjective and not word.participle and plain.isdisjoint(word.keys) for word in before)


def _of_head(tokens: Sequence[Token], items: Sequence[Item], place: int, issuer_class: str | None) -> Reading | None:
    """The first rule that fits the head noun, the adjectives before it and the words behind it (up to its parent)."""
    item = items[place]
    parents = [later for later in items[place + 1 :] if later.kind == "body" and later.entry and later.entry.spelling]
    own = next((later.first for later in parents if _is_parent(later)), items[-1].last)
    words = lemmas(tokens, item.first, item.core) + lemmas(tokens, item.core + 1, own)
    parent = {later.entry.spelling.body_class for later in parents if later.entry and later.entry.spelling}
    heads = set(tokens[item.core].word.keys)
    if (
        not words
        and not parents
        and issuer_class in ("municipal_authority", "municipal_administration")
        and heads & ontology.load().grammar.issuers
        and len(items) == place + 1
    ):
        return Reading(issuer_class, "pattern", item, issuer=True)
    for rule in _rules_of(tokens[item.core].word.keys):
        if _fits(rule, frozenset(words), parent, issuer_class):
            return Reading(rule.body_class, "pattern", item, role=rule.role)
    body = parents[-1] if parents else None  # «совет руководителей ОО», «отдел … ОМВД»: of the body behind it
    return Reading(body.entry.spelling.body_class, "pattern", item) if body and body.entry and body.entry.spelling else None


@lru_cache(maxsize=1_000)  # of sixty rules one or two are about a noun
def _rules_of(head: tuple[str, ...]) -> tuple[Rule, ...]:
    """The rules about a head noun, which is given by its normal forms, in their order."""
    return tuple(rule for rule in ontology.load().rules if not rule.heads.isdisjoint(head))


def _is_parent(item: Item) -> bool:
    return bool(
        item.entry and item.entry.spelling and item.entry.spelling.body_class in ("municipal_authority", "municipal_administration")
    )


def _fits(rule: Rule, words: AbstractSet[str], parent: AbstractSet[str], issuer_class: str | None) -> bool:
    if rule.words and rule.words.isdisjoint(words):
        return False
    if rule.also and rule.also.isdisjoint(words):
        return False
    if rule.parent and rule.parent.isdisjoint(parent):
        return False
    if not rule.none.isdisjoint(words) or not rule.unless_parent.isdisjoint(parent):
        return False
    if rule.issuer and issuer_class not in rule.issuer:
        return False
    return not rule.quality or not ontology.load().qualities.isdisjoint(words)  # an adjective makes «образование» a unit's field


@lru_cache(maxsize=10_000)
def acronym_class(text: str) -> str | None:
    """The class that the shape of an unknown acronym tells («ВИРО» → regional_institute); one that names a work («ВсОШ») has none."""
    if text in _works():
        return None
    for rule in ontology.load().acronyms:
        if text.endswith(rule.ends or ("\0",)) or text.startswith(rule.starts or ("\0",)) or any(part in text for part in rule.holds):
            return rule.body_class
    return None


@lru_cache(maxsize=1)
def _works() -> frozenset[str]:
    return frozenset(topic.upper() for topic in ontology.load().grammar.topics)
