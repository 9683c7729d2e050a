"""Does an item go on with the mention before it? Russian case answers where no separator does.

A mention is a noun phrase: [post [по …]] [unit] [body] [name] [(remark)] [, clause]. What follows in it stands in an oblique case;
a noun that can only be nominative begins a new mention. Acronyms do not decline: there the classes decide (patterns.yaml, parents).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import ontology
from normalize.bodies.cases import (
    declines,
    is_field,
    is_organ,
    is_plural,
    is_topic,
    names_field,
    nominative,
    oblique,
    opens_clause,
    territory_words,
    unnamed,
)
from normalize.bodies.classify import ORGANISATIONS, acronym_class, classify
from normalize.bodies.items import Item, ItemKind
from normalize.bodies.tokens import Token
from normalize.bodies.words import ACCUSATIVE, GENITIVE, NOMINATIVE

_GENITIVE_SINGULAR, _GENITIVE_PLURAL = 1 << 1, 1 << 7


@dataclass(frozen=True, slots=True)
class Verdict:
    """`governed`: a new mention under the post before it; `listed`: a new mention that repeats the noun before it («№ 3»)."""

    attach: bool
    governed: bool = False
    listed: bool = False


_JOIN, _NEW = Verdict(True), Verdict(False)


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
    preposition = item.kind == "preposition" or first.text.lower() in ontology.load().grammar.bases
    draft.topic |= item.kind == "preposition" and first.text.lower() in ("по", "за")
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


def attaches(
    tokens: Sequence[Token], draft: Draft, item: Item, separator: ItemKind | None, ahead: Sequence[Item], issuer_class: str | None
) -> Verdict:
    """Whether `item`, after `separator` (None: only a space), goes on with the draft; `ahead` are the next items."""
    if not draft.items or item.kind in ("bracket", "remark"):
        return _JOIN
    if separator in ("semicolon", "separator"):
        return _NEW
    if tokens[item.first - 1].text in "-–" and not tokens[item.first].spaced and not tokens[item.first - 1].spaced:
        return _JOIN  # «инженер-программист», «9-х»: one word
    if item.kind == "number":
        return _number(tokens, draft, item, separator)
    if draft.open_preposition and separator in (None, "line", "dash"):
        return _JOIN
    if draft.clause:
        return _in_clause(draft, item, separator)
    if item.kind == "clause" or (item.kind == "preposition" and separator in (None, "line", "comma", "dash")):
        return _JOIN
    if draft.topic and separator in ("comma", "and", "slash", "dash") and is_topic(tokens, item):
        return _JOIN
    if item.kind == "post":
        return _post(tokens, draft, item, separator)
    if item.kind == "person":
        if draft.items[-1].kind == "form":
            return _JOIN  # «ИП Иванов И.И.»
        return Verdict(draft.post is not None and not draft.person and separator in (None, "line") and not is_plural(draft.post))
    if item.kind in ORGANISATIONS:
        return _organisation(tokens, draft, item, separator, ahead, issuer_class)
    if item.kind == "nobody":
        if separator == "dash":
            return _JOIN  # «ОО – участники проекта»
        follows = draft.items[-1].kind != "word" and not tokens[item.first].word.capital
        return Verdict(separator is None and follows and oblique(item))
    return _word(tokens, draft, item, separator)


def _number(tokens: Sequence[Token], draft: Draft, item: Item, separator: ItemKind | None) -> Verdict:
    if separator in (None, "dash", "line"):
        return _JOIN
    if draft.clause:
        return _JOIN
    signed = [part for part in draft.items if part.kind == "number" and part.last - part.first > 1]
    counted = draft.items[-1].kind == "number" and (bool(draft.organisations) or draft.listed)
    bare = item.last - item.first == 1
    return Verdict(bare and not signed and not counted, listed=bool(signed) or counted)


def _in_clause(draft: Draft, item: Item, separator: ItemKind | None) -> Verdict:
    """Inside «, демонстрирующие …», «, на базе которых …», «кроме …» only a new subject ends the clause."""
    subject = item.kind in ORGANISATIONS or item.kind in ("post", "person", "nobody")
    if separator in (None, "dash"):
        return _JOIN
    if separator == "and":
        return Verdict(draft.relative or not (subject and item.mask & NOMINATIVE and not oblique(item)))
    return Verdict(not subject or not nominative(item))


def _post(tokens: Sequence[Token], draft: Draft, item: Item, separator: ItemKind | None) -> Verdict:
    if all(part.kind == "person" for part in draft.items) and separator in (None, "dash"):
        return _JOIN
    if separator in ("colon", "dash") and draft.organisations and draft.post is None:
        return _JOIN
    if separator == "dash" and draft.post is not None and not (is_plural(draft.post) or is_plural(item) or draft.person):
        return _JOIN  # «заместитель начальника – начальник отдела»: one person's two posts
    if separator not in (None, "line") or draft.person:
        return _NEW
    if draft.post is not None and not draft.organisations:
        incomplete = draft.items[-1] is draft.post and bool(item.mask & GENITIVE)
        clear = not nominative(item) or (not tokens[item.first].word.capital and not is_plural(draft.post))
        return Verdict(incomplete and clear)
    if draft.organisations:
        short = tokens[item.first].text.endswith(".") and not tokens[item.first].word.capital
        people = is_organ(draft.items[-1]) and short  # «ШМО уч. нач. кл.»: a shortened word has no case
        return Verdict(separator is None and (people or not nominative(item)))
    return Verdict(separator is None)


def _word(tokens: Sequence[Token], draft: Draft, item: Item, separator: ItemKind | None) -> Verdict:
    word = tokens[item.first].word
    if separator is None or separator == "dash":
        return _JOIN
    if separator == "line":
        named = word.person and draft.post is not None and not draft.person
        return Verdict(named or not word.capital or (not nominative(item) and item.mask > 0))
    if separator == "comma" and opens_clause(tokens, item) and (draft.organisations or draft.post):
        return _JOIN
    if separator in ("comma", "and"):
        unit = any(names_field(tokens, part) for part in draft.organisations)
        declined = item.mask == 0 or not nominative(item)
        last = draft.items[-1]
        coordinate = last.kind == "word" and oblique(item) and bool(last.mask & item.mask & ~(NOMINATIVE | ACCUSATIVE))
        return Verdict(not word.capital and (declined or (unit and oblique(item)) or (coordinate and draft.post is not None)))
    return _NEW


def _organisation(
    tokens: Sequence[Token], draft: Draft, item: Item, separator: ItemKind | None, ahead: Sequence[Item], issuer_class: str | None
) -> Verdict:
    if item.kind == "quoted":
        return Verdict(separator is None or (separator == "line" and draft.items[-1].kind in ("form", "body", "head")))
    if separator in ("comma", "and", "slash"):
        return _after_separator(tokens, draft, item, separator, ahead, issuer_class)
    if separator == "dash":  # «школы – пилотные площадки»: the same body twice
        same = _class(tokens, [part for part in draft.items if part.kind != "bracket"], issuer_class)
        after = _class_ahead(tokens, item, ahead, issuer_class)
        return Verdict(same is not None and (same == after or (after is None and item.kind == "head")))
    if separator == "colon":
        return _NEW
    if draft.organisations:
        return _after_organisation(tokens, draft, item, separator, ahead, issuer_class)
    if draft.post is not None:
        return _after_post(tokens, draft, item, separator, ahead, issuer_class)
    return Verdict(separator is None and draft.items[-1].kind not in ("person", "nobody"))


def _class(tokens: Sequence[Token], items: Sequence[Item], issuer_class: str | None) -> str | None:
    reading = classify(tokens, items, issuer_class)
    return reading.body_class if reading else None


def _class_ahead(tokens: Sequence[Token], item: Item, ahead: Sequence[Item], issuer_class: str | None) -> str | None:
    """The class of the body that `item` begins: a legal form has the class of the name behind it."""
    behind = []
    for part in ahead:
        if part.kind not in ORGANISATIONS and part.kind not in ("word", "number", "preposition"):
            break
        behind.append(part)
    return _class(tokens, [item, *behind] if item.kind in ("form", "head") else [item], issuer_class)


def _after_post(
    tokens: Sequence[Token], draft: Draft, item: Item, separator: ItemKind | None, ahead: Sequence[Item], issuer_class: str | None
) -> Verdict:
    if draft.post is None or draft.items[-1].kind == "person":
        return _NEW
    if declines(tokens, item):
        if not oblique(item):
            return _NEW
        if separator == "line" and nominative(item) and tokens[item.first].word.capital:
            return Verdict(
                bool(item.mask & _GENITIVE_SINGULAR)
                and _class_ahead(tokens, item, ahead, issuer_class) in ontology.classes_that_are("single")
                and not draft.topic
            )
        return _JOIN
    if separator == "line":
        bare = draft.items[-1] is draft.post
        return Verdict(bare and (is_plural(draft.post) or _class_ahead(tokens, item, ahead, issuer_class) == "municipal_authority"))
    return _JOIN


def _after_organisation(
    tokens: Sequence[Token], draft: Draft, item: Item, separator: ItemKind | None, ahead: Sequence[Item], issuer_class: str | None
) -> Verdict:
    last = draft.items[-1]
    if last.kind == "form" or all(part.kind == "form" for part in draft.organisations):
        return _JOIN
    if draft.post is None and separator is None and all(unnamed(tokens, part) for part in draft.organisations):
        return _JOIN
    if last.kind == "post" and not last.mask & NOMINATIVE:
        return Verdict(separator is None)  # «совет руководителей ОО»
    if last.kind == "head" and separator is None and (oblique(item) or not declines(tokens, item)):
        return _JOIN  # a unit's noun needs its field: «сектор опеки», «отделение ДОСААФ»
    if separator is None and _administration_of(draft, item, tokens, ahead, issuer_class):
        return _JOIN
    before = _class(tokens, [part for part in draft.items if part.kind != "bracket"], issuer_class)
    after = _class_ahead(tokens, item, ahead, issuer_class)
    related = after is not None and after in ontology.load().parents.get(before or "", frozenset())
    if declines(tokens, item):
        if not oblique(item) or (separator == "line" and tokens[item.first].word.capital and not related):
            return _NEW
        single = item.kind == "head" or after in ontology.classes_that_are("single")
        return Verdict(
            not nominative(item) or (single and related) or (related and separator is None and not tokens[item.first].word.capital)
        )
    if item.kind == "acronym" and acronym_class(tokens[item.first].text) is None:
        territory = tokens[item.first].text in territory_words()
        return Verdict(separator is None and (territory or (last.kind == "head" or last.kind == "word")))
    both_acronyms = not declines(tokens, last) and before not in (
        "regional_teacher_centre",
        "security_body",
        "regional_supervision",
        "technology_centre",
    )
    return Verdict(related and separator is None and (is_organ(last) or not both_acronyms))  # «ППк ОО»


def _administration_of(draft: Draft, item: Item, tokens: Sequence[Token], ahead: Sequence[Item], issuer_class: str | None) -> bool:
    """«Администрация МБОУ СОШ № 5»: the school's own people."""
    entry = draft.items[-1].entry
    if entry is None or entry.text not in ontology.load().grammar.own_administration:
        return False
    after = _class_ahead(tokens, item, ahead, issuer_class)
    return after is not None and ontology.load().classes[after].level == "institution"


def _after_separator(
    tokens: Sequence[Token], draft: Draft, item: Item, separator: ItemKind, ahead: Sequence[Item], issuer_class: str | None
) -> Verdict:
    """A comma or «и»: a new mention, under the post before it where that governs a list («Руководители ОУ и ДОУ»)."""
    declinable = declines(tokens, item)
    post = draft.post or draft.governor
    if post is None:
        unit = any(names_field(tokens, part) for part in draft.organisations)
        if item.kind == "acronym" and separator == "and" and unit and _class(tokens, [item], issuer_class) is None:
            return _JOIN  # «отдел закупок и МТО»
        return Verdict(declinable and unit and oblique(item) and (not nominative(item) or is_field(tokens, item)))
    if declinable:
        plural_list = is_plural(post) and bool(item.mask & _GENITIVE_PLURAL)
        return Verdict(False, governed=oblique(item) and (not nominative(item) or plural_list))
    if not is_plural(post) or not draft.organisations:
        return _NEW
    classes = ontology.load().classes
    before, after = _class(tokens, draft.organisations, issuer_class), _class_ahead(tokens, item, ahead, issuer_class)
    if before is None or after is None:
        return _NEW
    same = classes[before].level == classes[after].level
    return Verdict(False, governed=same or separator == "and")
