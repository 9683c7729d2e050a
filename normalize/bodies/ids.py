"""The id of a body: one for every real body, whatever it is called, the same on every machine."""

from __future__ import annotations

from collections.abc import Sequence

from normalize.bodies.classify import ORGANISATIONS, Reading
from normalize.bodies.context import BodyContext
from normalize.bodies.items import Item
from normalize.bodies.tokens import Token
from normalize.slug import slug

# Of these a municipality has one, under whatever name.
_ONE = frozenset({"municipal_authority", "municipal_administration", "municipal_methodical_service"})
_SMALL = frozenset({"и", "по", "в", "на", "с", "о", "г", "муниципальный", "районный", "городской", "администрация"})


def body_id(tokens: Sequence[Token], items: Sequence[Item], reading: Reading, context: BodyContext) -> str:
    """`<scope>:<class>` for a generic body, `<scope>:<class>/<name>` for a unit, `<scope>:<name>` for one of its own."""
    spelling = reading.spelling
    if spelling is not None and spelling.body_id:
        return spelling.body_id
    scope = _scope(reading.body_class, context)
    own = _own_name(tokens, items, reading)
    if reading.body_class == "municipal_authority_unit":
        return f"{context.place}:municipal_authority/{own or 'unit'}"
    if reading.body_class in _ONE or not own:
        return f"{scope}:{reading.body_class}"
    return f"{scope}:{own}"


def _scope(body_class: str, context: BodyContext) -> str:
    if body_class.startswith("federal"):
        return "RU"
    if body_class.startswith("regional"):
        return context.region_id or "RU"
    return context.place


def _own_name(tokens: Sequence[Token], items: Sequence[Item], reading: Reading) -> str | None:
    """What tells this body from the others of its class: number, quoted name, the unit's first field; None: generic."""
    number = next((item for item in items if item.kind == "number"), None)
    quoted = next((item for item in items if item.kind == "quoted" and item is not reading.item), None)
    kind = reading.spelling.text if reading.spelling else _first_field(tokens, items, reading.item)
    if number is not None:
        digits = "_".join(token.text for token in tokens[number.first : number.last] if token.word.kind == "number")
        return f"{slug(_kind(kind))}_{digits}"
    if quoted is not None and reading.body_class != "technology_centre":
        return f"{slug(_kind(kind))}_{slug(_text(tokens, quoted))}"
    if reading.spelling is not None:
        return slug(reading.spelling.text) if reading.spelling.own else None
    return slug(kind)


# Names of one kind of institution: «СОШ № 5», «школа № 5» and «МБОУ № 5» are one school.
_KINDS = {"сош": "школа", "сш": "школа", "оош": "школа", "нош": "школа", "средняя школа": "школа", "оу": "школа", "оо": "школа"}


def _kind(text: str) -> str:
    low = text.lower()
    return _KINDS.get(low, "школа" if low.endswith("школа") and "искусств" not in low else low)


def _text(tokens: Sequence[Token], item: Item) -> str:
    return " ".join(token.word.keys[0].lower() for token in tokens[item.first : item.last] if token.word.kind != "mark")


def _first_field(tokens: Sequence[Token], items: Sequence[Item], item: Item) -> str:
    """The head noun and its first field: «отдел по воспитательной работе [и …]», the same in the short and the long form."""
    names = [tokens[item.core].word.keys[0]]
    place = item.core + 1
    end = max(part.last for part in items if part.kind in ORGANISATIONS or part.kind in ("word", "preposition"))
    while place < end:
        word = tokens[place].word
        if word.text.lower() in ("и", ",") or (word.kind == "mark" and word.text not in "-–«»\""):
            break
        if word.kind != "mark" and word.text.lower() not in _SMALL:
            names.append(word.keys[0])
        place += 1
    return " ".join(names)
