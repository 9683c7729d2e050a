"""The id of a body: one for every real body, whatever it is called, the same on every machine."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

import ontology
from normalize.bodies.classify import ORGANISATIONS, Reading
from normalize.bodies.context import BodyContext
from normalize.bodies.items import Item
from normalize.bodies.tokens import Token, tokenise
from normalize.bodies.words import Word
from normalize.slug import slug

STEM = 5  # letters that a place and the adjective made of it share at least


def body_id(tokens: Sequence[Token], items: Sequence[Item], reading: Reading, context: BodyContext) -> str:
    """`<scope>:<class>` for a generic body, `<scope>:<class>/<unit>` for a unit, `<scope>:<name>` for one of its own."""
    spelling = reading.spelling
    if spelling is not None and spelling.body_id:
        return spelling.body_id
    scope = _scope(reading.body_class, context)
    if reading.body_class == "municipal_authority_unit":
        return f"{context.place}:municipal_authority/{slug(_first_field(tokens, items, reading.item))}"
    own = None if reading.body_class in ontology.classes_that_are("unique") else _own_name(tokens, items, reading, context)
    return f"{scope}:{own or reading.body_class}"


def _scope(body_class: str, context: BodyContext) -> str:
    level = ontology.load().classes[body_class].level
    if level == "federal":
        return "RU"
    return (context.region_id or "RU") if level == "regional" else context.place


def _own_name(tokens: Sequence[Token], items: Sequence[Item], reading: Reading, context: BodyContext) -> str | None:
    """What tells this body from the others of its class: its number, its proper name, a unit's first field; None: generic."""
    flat = list(_flat(items))
    kind = slug(_kind(tokens, reading))
    number = _number(tokens, flat)
    if number is not None:
        return f"{kind}_{number}" if reading.body_class != "technology_centre" else kind
    if reading.item.kind == "head":
        return _known_unit(tokens, items, reading) or slug(_first_field(tokens, items, reading.item))
    proper = _proper_name(tokens, items, reading) if reading.body_class != "technology_centre" else []
    if reading.spelling is not None and reading.spelling.own:  # «Энская ЦРБ» is the ЦРБ of Энский район
        proper = [name for name in proper if not _names_place(name, context)]
    if proper:
        return f"{kind}_{slug(' '.join(proper))}"
    return kind if reading.item.kind == "acronym" or (reading.spelling is not None and reading.spelling.own) else None


def _names_place(name: str, context: BodyContext) -> bool:
    """Whether a name is made of the municipality's own («энский» in RU-NIZ/enskii_raion, «уссурийский» in …/gorod_ussuriisk)."""
    return slug(name)[:STEM] in place_stems(context.municipality_id)


@lru_cache(maxsize=1_000)
def place_stems(municipality_id: str | None) -> frozenset[str]:
    """The beginnings of a municipality's own words («RU-NIZ/enskii_raion» → «enski»), by which names made of it are known."""
    own = (municipality_id or "").partition("/")[2].split("_")
    return frozenset(part[:STEM] for part in own if len(part) >= STEM and part not in ("raion", "gorod", "okrug"))


def _flat(items: Sequence[Item]) -> Iterator[Item]:
    for item in items:
        yield from _flat(item.inner) if item.kind == "quoted" else (item,)


def _number(tokens: Sequence[Token], items: Sequence[Item]) -> str | None:
    """The number of an institution («СОШ № 5», «СШ 8»), not that of a class or a year."""
    for place, item in enumerate(items):
        after = place and items[place - 1].kind in ("body", "form", "head")
        if item.kind == "number" and (after or item.last - item.first > 1 or len(items) == 1 or place == len(items) - 1):
            return "_".join(token.text for token in tokens[item.first : item.last] if token.word.kind == "number") or None
    return None


def _kind(tokens: Sequence[Token], reading: Reading) -> str:
    """The noun of an institution; «СОШ», «школа» and the bare form «МБОУ» are one («kinds» in grammar.yaml)."""
    kinds = ontology.load().grammar.kinds
    text = reading.spelling.text if reading.spelling else tokens[reading.item.core or reading.item.first].word.keys[0]
    if reading.item.kind == "form":
        return kinds.get(reading.body_class, text)
    return kinds.get(text.lower(), text)


def _proper_name(tokens: Sequence[Token], items: Sequence[Item], reading: Reading) -> list[str]:
    """Names in capitals or quotes, without the kind, the legal form and the territory («школы Энского района» is generic)."""
    grammar = ontology.load().grammar
    kind = range(reading.item.core, reading.item.last if reading.item.kind != "quoted" else 0)
    named = [place for item in items for place in range(item.first, item.last) if place not in kind and _may_name(tokens[place].word, item)]
    if not named:
        return []
    others = [item for item in _flat(items) if item.kind in ("form", "bracket", "number", "post", "person")]
    skip = {place for item in others for place in range(item.first, item.last)}
    return [
        tokens[place].word.keys[0].lower()
        for place in named
        if place not in skip
        and tokens[place].word.keys[0] not in grammar.common_adjectives
        and tokens[place].word.keys[0] not in grammar.territory_words
        and not _territorial(tokens, place)
    ]


def _may_name(word: Word, item: Item) -> bool:
    return len(word.text) > 2 and word.kind != "mark" and (item.kind == "quoted" or (word.capital and word.kind == "word"))


def _territorial(tokens: Sequence[Token], place: int) -> bool:
    """«Энского района», «г. Арзамаса»: the municipality, not the body's own name."""
    words = ontology.load().grammar.territory_words
    before = place - 2 if place > 1 and tokens[place - 1].text == "." else place - 1
    around = [*tokens[place + 1 : place + 3], *tokens[max(before, 0) : place]]
    return any(
        token.word.kind != "mark" and (token.word.keys[0] in words) and token.text.lower() not in ("с", "п", "д", "пос", "ст")
        for token in around
    )


def _known_unit(tokens: Sequence[Token], items: Sequence[Item], reading: Reading) -> str | None:
    """The kind of a known body whose field the unit has: «отдел по культуре» is the «отдел культуры», «сектор по опеке» the «опека»."""
    if reading.body_class != "municipal_body_other":
        return None
    for item in items:
        spelling = item.entry.spelling if item.kind == "body" and item.entry and item.first > reading.item.core else None
        if spelling is not None and spelling.own and spelling.body_class == reading.body_class:
            return slug(ontology.load().grammar.kinds.get(spelling.text.lower(), spelling.text))
    _, field = _named(tokens, items, reading.item)
    return _fields().get(field)


@lru_cache(maxsize=1)
def _fields() -> dict[tuple[str, ...], str]:
    """First field of a known unit → its kind: («культура»,) → «kultura», from «отдел культуры», «комитет по культуре»."""
    data = ontology.load()
    found: dict[tuple[str, ...], str] = {}
    for spelling in data.spellings:
        kind = data.grammar.kinds.get(spelling.text.lower()) if spelling.own and spelling.body_class == "municipal_body_other" else None
        tokens = tokenise(spelling.text) if kind else ()
        core = next((place for place, token in enumerate(tokens) if data.heads & set(token.word.keys)), None)
        if kind and core is not None and (field := tuple(_field(tokens, core + 1, len(tokens)))):
            found.setdefault(field, kind)
    return found


def _first_field(tokens: Sequence[Token], items: Sequence[Item], item: Item) -> str:
    """The head noun and its first field: «отдел по воспитательной работе [и …]», the same in the short and the long form."""
    head, field = _named(tokens, items, item)
    return " ".join((*head, *field))


def _named(tokens: Sequence[Token], items: Sequence[Item], item: Item) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The words of the head noun, and those of its first field."""
    head = tuple(token.word.keys[0] for token in tokens[item.first : item.core + 1] if token.word.kind == "word")
    end = max(part.last for part in items if part.kind in ORGANISATIONS or part.kind in ("word", "preposition"))
    parent = next((part.first for part in items if part.kind == "body" and part.first > item.core), end)
    own = tuple(_field(tokens, item.core + 1, min(end, parent)))
    return head, own or tuple(_field(tokens, item.core + 1, end))  # «отдел по делам архивов»: the body behind it is its field


def _field(tokens: Sequence[Token], first: int, last: int) -> Iterator[str]:
    """The words of the first field, without prepositions and «дела»: up to «и», a comma or a bracket."""
    grammar = ontology.load().grammar
    for token in tokens[first:last]:
        if token.word.text.lower() in ("и", ",", "(", ";"):
            return
        if token.word.kind != "mark" and token.word.text.lower() not in grammar.bases and token.word.keys[0] not in grammar.field_fillers:
            yield token.word.keys[0]
