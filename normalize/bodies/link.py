"""Mentions linked to the ontology: role, class, body id, and how surely."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

import ontology
from normalize.bodies.cases import is_plural
from normalize.bodies.classify import ORGANISATIONS, Reading, classify, lemmas
from normalize.bodies.context import BodyContext
from normalize.bodies.ids import body_id
from normalize.bodies.items import Item
from normalize.bodies.remarks import remarks
from normalize.bodies.segment import Segment
from normalize.bodies.tokens import Token
from normalize.bodies.words import GENITIVE, NOMINATIVE
from ontology import Post
from records.meaning import LinkMethod, Role

# An order of trust, not probabilities: what a document or the ontology says, then what the words say, then a mended misspelling.
_SCORES: dict[LinkMethod, float] = {"definition": 1.0, "alias": 1.0, "pattern": 0.9, "fuzzy": 0.8, "none": 0.0}


class Linked(NamedTuple):  # most mentions are changed once or twice, which costs a data class six times as much
    """A mention's place in the text and everything known of it."""

    start: int
    end: int
    qualifier: str | None = None
    defines: str | None = None
    role: Role | None = None
    body_class: str | None = None
    body_id: str | None = None
    method: LinkMethod = "none"
    score: float = 0.0
    scope: str = ""


def link(tokens: Sequence[Token], segments: Sequence[Segment], context: BodyContext) -> tuple[Linked, ...]:
    """One linked mention for each segment, in order."""
    found: list[Linked] = []
    for place, segment in enumerate(segments):
        linked = _one(tokens, segment, segments, found, context)
        found.append(_shared(tokens, segment, segments[place + 1 : place + 2], linked, context))
    return tuple(found)


def _one(tokens: Sequence[Token], segment: Segment, segments: Sequence[Segment], found: Sequence[Linked], context: BodyContext) -> Linked:
    items = segment.items
    if segment.list_head is not None:
        items = _repeated(segments[segment.list_head], segment)
    linked = _linked(tokens, items, context)
    if segment.list_head is not None:
        linked = linked._replace(role=found[segment.list_head].role)
    if segment.governor is not None:
        linked = linked._replace(role=found[segment.governor].role)
    start, end = _span(tokens, segment.items)
    noted = remarks(tokens, segment.items)
    return Linked(start, end, noted.qualifier, noted.defines, *linked[4:])


def _repeated(head: Segment, segment: Segment) -> tuple[Item, ...]:
    """«СОШ № 1, 3»: the second school has the noun of the first and its own number."""
    nouns = tuple(item for item in head.items if item.kind in ("form", "body", "head"))
    return (*nouns, *segment.items)


def _span(tokens: Sequence[Token], items: Sequence[Item]) -> tuple[int, int]:
    """From the first letter to the last; the point of a closing abbreviation belongs to it."""
    last = items[-1].last
    end = tokens[last - 1].end
    if last < len(tokens) and tokens[last].text == "." and not tokens[last].spaced and _abbreviated(tokens[last - 1]):
        end = tokens[last].end
    return tokens[items[0].first].start, end


def _abbreviated(token: Token) -> bool:
    word = token.word
    return word.kind == "word" and (
        len(token.text) == 1
        or (len(token.text) < 7 and (not word.known or word.text.lower() in ontology.load().grammar.closing_abbreviations))
    )


def _linked(tokens: Sequence[Token], items: Sequence[Item], context: BodyContext) -> Linked:
    items = _outer(tokens, items)
    post_item = _post(tokens, items)
    post = post_item.entry.post if post_item and post_item.entry else None
    bodies = _bodies(tokens, items)
    kinds = [item.kind for item in items]
    nobody = "nobody" in kinds and any(pair[1] == "nobody" and pair[0] != "preposition" for pair in pairwise([None, *kinds]))
    nobody = nobody and not (post and post.body_class)
    reading = classify(tokens, bodies, context.issuer_class) if not (nobody and _first_is_nobody(items)) else None
    if reading is not None and post is None and _own_administration(items, context):
        return Linked(0, 0, body_class=context.issuer_class, body_id=_issuer_id(context, context.issuer_class), method="pattern", score=0.9)
    if reading is not None and post is None:
        return _of_body(tokens, items, reading, context, reading.role)
    if reading is not None and post is not None and not (post.role == "coordinator" and post.body_class):
        return _of_body(tokens, items, reading, context, post.role)
    if reading is None and post is not None and not post.body_class and _of_unknown(tokens, post, items, bodies):
        return Linked(0, 0, role=post.role)
    if post is not None and post_item is not None and not post.body_class and _outside(tokens, post_item):
        return Linked(0, 0, role=post.role)
    if post is not None and post_item is not None and not nobody:
        served = next((item.entry.post for item in items if item.kind == "post" and item.entry and item is not post_item), None)
        if served is not None and not post.body_class:  # «помощник главы», «советник главного врача»
            post = replace(post, body_class=served.body_class)
        return _of_post(post, post_item, any(tokens[part.first].text.lower() == "по" for part in items), context)
    if nobody or all(item.kind in ("person", "bracket", "remark") for item in items):
        return Linked(
            0, 0, role=post.role if post else None, method="pattern", score=_SCORES["pattern"]
        )  # a person, an event: known to be no body
    return Linked(0, 0, role=post.role if post else None)


def _outer(tokens: Sequence[Token], items: Sequence[Item]) -> Sequence[Item]:
    """Of «заместитель главы администрации – начальник управления образования» the first post, which decides."""
    posts = [place for place, item in enumerate(items) if item.kind == "post"]
    if len(posts) < 2 or posts[0]:
        return items
    firsts = ((place, items[place].first) for place in posts[1:])
    second = next((place for place, first in firsts if tokens[first - 1].text in "-–—" and tokens[first].spaced), None)
    return items[:second]


def _outside(tokens: Sequence[Token], post: Item) -> bool:
    """«Региональные методисты»: not of the body that issued a municipal plan."""
    return not ontology.load().grammar.outside_adjectives.isdisjoint(lemmas(tokens, post.first, post.core))


def _of_unknown(tokens: Sequence[Token], post: Post, items: Sequence[Item], bodies: Sequence[Item]) -> bool:
    return _names_unknown(tokens, bodies) or _leads_others(tokens, post, items)


def _names_unknown(tokens: Sequence[Token], bodies: Sequence[Item]) -> bool:
    """Whether the post stands with a body that nobody knows («Специалисты МКУ «…»»): that is no post alone."""
    topics = ontology.load().grammar.topics
    if len(bodies) == 1 and _bare(bodies[0]):
        return False  # «Руководитель службы»: of the body that issued the plan
    return any(
        item.kind in ("body", "form", "quoted", "head") or (item.kind == "acronym" and tokens[item.first].text not in topics)
        for item in bodies
    )


def _leads_others(tokens: Sequence[Token], post: Post, items: Sequence[Item]) -> bool:
    """«Руководители конеферм», «председатели садоводств»: the genitive behind a post that leads names others, whom nobody knows."""
    grammar = ontology.load().grammar
    if items[0].kind != "post" or not (post.plural_class or (post.role == "head" and is_plural(items[0]))):
        return False
    noun = next((item for item in items[1:] if not tokens[item.first].word.adjective), None)
    if noun is None or noun.kind != "word" or not noun.mask & GENITIVE:
        return False
    word = tokens[noun.first].word
    return word.known and not word.capital and grammar.led_inside.isdisjoint(word.keys) and grammar.territory_words.isdisjoint(word.keys)


def _bare(item: Item) -> bool:
    """A head noun without a word that tells which: «службы», «центра»."""
    return item.kind == "head" and item.first == item.core


def _post(tokens: Sequence[Token], items: Sequence[Item]) -> Item | None:
    """The post of a mention: before its body, or after it in the nominative («РОО: специалист»); not «РМО учителей», «школы-кураторы»."""
    posts = [place for place, item in enumerate(items) if item.kind == "post"]
    if not posts:
        return None
    place = posts[0]
    behind = any(item.kind in ORGANISATIONS for item in items[:place])
    first = items[place].first
    if behind and tokens[first - 1].text == "-" and tokens[first - 2].word.kind == "word" and not tokens[first].spaced:
        return None
    return items[place] if not behind or items[place].mask & NOMINATIVE else None


def _bodies(tokens: Sequence[Token], items: Sequence[Item]) -> list[Item]:
    """The items that can name the body: not the field after «по» or «за» («специалист по опеке»)."""
    if "post" not in [item.kind for item in items]:
        return [item for item in items if item.kind in _NAMING]
    kept = []
    fields = ontology.load().grammar.field_prepositions
    fillers = ontology.load().grammar.field_fillers
    for place, item in enumerate(items):
        opener = place - 1
        while opener > 0 and tokens[items[opener].first].word.keys[0] in fillers:
            opener -= 1  # «специалист по вопросам ГОЧС»
        before = tokens[items[opener].first].text.lower() if place else ""
        field = item.kind in ORGANISATIONS and before in fields and any(part.kind == "post" for part in items[:place])
        if item.kind in _NAMING and not field:
            kept.append(item)
    return kept


_NAMING = ORGANISATIONS | {"word", "number", "preposition", "person", "clause"}


def _first_is_nobody(items: Sequence[Item]) -> bool:
    first = next((item for item in items if item.kind not in ("word", "preposition")), None)
    return first is not None and first.kind == "nobody"


def _of_body(tokens: Sequence[Token], items: Sequence[Item], reading: Reading, context: BodyContext, role: Role | None) -> Linked:
    if reading.spelling is not None and context.issuer_class in ontology.classes_that_are("staffed"):
        inside = _inside(reading, context.issuer_class)
        reading = reading._replace(body_class=inside, spelling=None) if inside else reading
    similarity = min([token.word.similarity for token in tokens[reading.item.first : reading.item.last]], default=1.0)
    method: LinkMethod = "fuzzy" if similarity < 1.0 else reading.method
    scope = reading.spelling.scope if reading.spelling else ""
    identity = context.issuer_id if reading.issuer else body_id(tokens, items, reading, context)
    score = _SCORES[method] if similarity == 1.0 else round(_SCORES[method] * similarity, 3)
    return Linked(0, 0, None, None, role, reading.body_class, identity, method, score, scope)


def _inside(reading: Reading, issuer_class: str | None) -> str | None:
    """The class that a name has in an institution's own plan, where it is a part of it («педсовет», «рабочая группа»), else None."""
    grammar = ontology.load().grammar
    text = reading.spelling.text if reading.spelling else ""
    inside = grammar.inside.get(text)
    part = inside == "educational_organisation" or (text in grammar.organs and reading.body_class == "educational_organisation")
    return issuer_class if part else inside


def _of_post(post: Post, item: Item, topic: bool, context: BodyContext) -> Linked:
    """A post alone: of the institutions that alone have it, else of the body that issued the plan."""
    issuer_is_institution = context.issuer_class in ontology.classes_that_are("staffed")
    many = post.plural_class and (is_plural(item) or (post.role == "deputy_head" and topic))
    own_class = post.body_class or (post.plural_class if many else None)
    if own_class is None or (issuer_is_institution and own_class not in ontology.classes_that_are("visiting")):
        own_class = context.issuer_class
        return Linked(0, 0, role=post.role, body_class=own_class, body_id=_issuer_id(context, own_class), method="pattern", score=0.9)
    identity = f"{context.place}:{own_class}"
    return Linked(0, 0, role=post.role, body_class=own_class, body_id=identity, method="pattern", score=0.9)


def _own_administration(items: Sequence[Item], context: BodyContext) -> bool:
    """«Администрация», «Администрация центра» in the plan of an institution is its own."""
    entry = items[0].entry
    named = entry is not None and entry.text in ontology.load().grammar.own_administration
    return named and all(map(_bare, items[1:])) and context.issuer_class in ontology.classes_that_are("staffed")


def _issuer_id(context: BodyContext, body_class: str | None) -> str | None:
    return context.issuer_id or (f"{context.place}:{body_class}" if body_class else None)


def _shared(tokens: Sequence[Token], segment: Segment, after: Sequence[Segment], linked: Linked, context: BodyContext) -> Linked:
    """«Начальник и специалисты управления образования»: the first post shares the second one's body."""
    alone = len(segment.items) == 1 and segment.items[0].kind == "post"
    post = segment.items[0].entry.post if alone and segment.items[0].entry else None
    if post is None or post.body_class or not after or after[0].items[0].kind != "post":
        return linked
    between = tokens[segment.items[-1].last : after[0].items[0].first]
    if [token.text.lower() for token in between] != ["и"]:
        return linked
    body = _linked(tokens, after[0].items, context)
    if body.body_class is None or not any(item.kind in ORGANISATIONS for item in after[0].items):
        return linked
    return linked._replace(body_class=body.body_class, body_id=body.body_id, method=body.method, score=body.score, scope=body.scope)
