"""Reads the YAML data beside this module into one frozen `Ontology`; `ontology.check` refuses contradictions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields
from functools import lru_cache
from itertools import product
from pathlib import Path
from typing import Any, Literal, TypeVar

from ontology.check import check, unique
from ontology.kinds import kinds_of
from ontology.model import AcronymRule, Body, BodyClass, Grammar, Ontology, Post, Refinement, Region, Rule, Spelling
from records.yaml_file import read_yaml

DATA = Path(__file__).parent
COUNTRY = "RU"
_T = TypeVar("_T")


@lru_cache(maxsize=1)
def load() -> Ontology:
    """The project's ontology, read once per process.

    Raises OntologyError where the data contradict themselves: a class or parent that does not exist, an id twice,
    one spelling for two bodies in one scope.
    """
    return read(DATA)


@lru_cache
def classes_that_are(flag: Literal["unique", "single", "staffed", "visiting"]) -> frozenset[str]:
    """The ids of the classes that carry a flag of bodies/classes.yaml."""
    return frozenset(entry.id for entry in load().classes.values() if getattr(entry, flag))


def read(folder: Path) -> Ontology:
    """The ontology in a folder laid out as docs/ontology.md describes. Raises OntologyError."""
    known = tuple(_known(folder))
    patterns, generic = _data(folder, "patterns.yaml"), _data(folder, "bodies/generic.yaml")
    ontology = Ontology(
        classes=unique("bodies/classes.yaml", ((entry["id"], BodyClass(**entry)) for entry in _data(folder, "bodies/classes.yaml"))),
        spellings=(*(spelling for _, spellings in known for spelling in spellings), *_generic(generic)),
        bodies=unique("bodies/*.yaml", ((body.id, body) for body, _ in known)),
        posts=tuple(_posts(_data(folder, "posts.yaml"))),
        regions=unique("regions.yaml", ((region.id, region) for region in map(_region, _data(folder, "regions.yaml")))),
        places={region: tuple(names) for region, names in _data(folder, "places.yaml").items()},
        rules=tuple(_rule(entry, patterns["heads"]) for entry in patterns["rules"]),
        heads=frozenset(word for words in patterns["heads"].values() for word in words),
        qualities=frozenset(patterns["qualities"]),
        acronyms=tuple(_acronym(entry) for entry in patterns["acronyms"]),
        refinements=tuple(_refinement(entry) for entry in patterns["refine"]),
        parents={child: frozenset(parents) for child, parents in patterns["parents"].items()},
        grammar=_grammar(_data(folder, "grammar.yaml"), _data(folder, "forms.yaml"), kinds_of(generic)),
    )
    check(ontology)
    return ontology


def _data(folder: Path, name: str) -> Any:
    return read_yaml(folder / name)


def _known(folder: Path) -> Iterator[tuple[Body, tuple[Spelling, ...]]]:
    """The bodies that have entries of their own: the country's, each region's, each municipality's."""
    yield from (_body(COUNTRY, entry) for entry in _data(folder, "bodies/country.yaml"))
    for name in ("bodies/regions.yaml", "bodies/municipalities.yaml"):
        for scope, entries in (_data(folder, name) or {}).items():
            yield from (_body(scope, entry) for entry in entries)


def _body(scope: str, entry: Mapping[str, Any]) -> tuple[Body, tuple[Spelling, ...]]:
    names = tuple(dict.fromkeys((*entry["names"], entry["name"])))
    region = scope.split("/")[0] if scope != COUNTRY else None
    body = Body(
        id=f"{scope}:{entry['id']}",
        body_class=entry["class"],
        name=entry["name"],
        region_id=region,
        municipality_id=scope if "/" in scope else None,
        parent_id=f"{scope}:{entry['parent']}" if "parent" in entry else None,
        aliases=names,
    )
    return body, tuple(Spelling(name, body.body_class, scope, body_id=body.id) for name in names)


def _generic(groups: Mapping[str, Mapping[str, Any]]) -> Iterator[Spelling]:
    for body_class, lists in groups.items():
        for name in lists.get("names", ()):
            yield Spelling(name, body_class, COUNTRY)
        for name in lists.get("own", ()):
            yield Spelling(name, body_class, COUNTRY, own=True)
        for names in lists.get("bodies", {}).values():
            yield from (Spelling(name, body_class, COUNTRY, own=True) for name in names)
        for name in lists.get("team", ()):
            yield Spelling(name, body_class, COUNTRY, role="team", own=body_class == "municipal_team")


def _posts(entries: list[Mapping[str, Any]]) -> Iterator[Post]:
    for entry in entries:
        for name in entry["names"]:
            yield Post(name, entry.get("role"), entry.get("class"), entry.get("plural"), entry.get("silent", False))


def _region(entry: Mapping[str, Any]) -> Region:
    return Region(entry["id"], entry["oktmo"], tuple(entry["cases"]), tuple(entry.get("also", ())), entry.get("short"))


def _rule(entry: Mapping[str, Any], heads: Mapping[str, list[str]]) -> Rule:
    def words(key: str) -> frozenset[str]:
        return frozenset(_key(word) for word in entry.get(key, ()))

    return Rule(
        heads=frozenset(heads[entry["heads"]]),
        body_class=entry["class"],
        words=words("words"),
        also=words("also"),
        none=words("none"),
        parent=words("parent"),
        unless_parent=words("unless_parent"),
        issuer=words("issuer"),
        quality=entry.get("quality", False),
        role=entry.get("role"),
    )


def _key(word: str) -> str:
    """A word of a rule as texts are asked for it: an abbreviation in capitals throughout («ФКиС» is read as «ФКИС»)."""
    return word.upper() if sum(letter.isupper() for letter in word) > 1 else word.replace("ё", "е")


def _acronym(entry: Mapping[str, Any]) -> AcronymRule:
    return AcronymRule(entry["class"], tuple(entry.get("ends", ())), tuple(entry.get("starts", ())), tuple(entry.get("holds", ())))


def _refinement(entry: Mapping[str, Any]) -> Refinement:
    none = frozenset((*entry.get("none", ()), "кроме", "исключение"))
    words, one_of = frozenset(entry.get("words", ())), frozenset(entry.get("any", ()))
    return Refinement(entry["class"], words, none, entry["to"], entry.get("region", False), one_of)


def _grammar(words: Mapping[str, Any], forms: Mapping[str, Any], kinds: Mapping[str, str]) -> Grammar:
    sets = {field.name for field in fields(Grammar) if field.type == "frozenset[str]"}
    lists: dict[str, Any] = {key: values if isinstance(values, dict) else tuple(map(_text, values)) for key, values in words.items()}
    lists |= {key: frozenset(lists[key]) for key in sets & lists.keys()}
    lists["kinds"] = {**kinds, **lists["kinds"]}
    return Grammar(**lists, forms=_forms(forms), form_words=forms["words"])


def _text(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else str(value)


def _forms(data: Mapping[str, Any]) -> dict[str, str | None]:
    """Legal forms without spaces («МБУДО») → the class that the form itself says, or None."""
    scheme = {
        f"{owner}{kind}{noun}": body_class.get(level) if isinstance(body_class, dict) else body_class
        for (owner, level), kind, (noun, body_class) in product(data["owners"].items(), data["kinds"], data["nouns"].items())
        if owner and len(noun) + len(kind) > 1
    }
    # «БОУ ДПО» without its first letter is a frequent misprint; «ОУ» alone is the class of institutions, no form.
    clipped = {
        f"Б{noun}": body_class["regional"] if isinstance(body_class, dict) else body_class
        for noun, body_class in data["nouns"].items()
        if len(noun) > 1
    }
    return scheme | clipped | {name.replace(" ", ""): body_class for name, body_class in data["others"].items()}
