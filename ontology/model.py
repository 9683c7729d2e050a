"""The ontology's records: frozen, made once by `ontology.load()` and shared by everything that reads cells."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from records.errors import DorkartaError
from records.meaning import Role

Level = Literal["federal", "regional", "municipal", "institution", "partner"]


class OntologyError(DorkartaError):
    """The ontology's data contradict themselves; the message names the file and the entry to mend."""

    code = "ontology"
    exit_code = 2


@dataclass(frozen=True, slots=True)
class BodyClass:
    """A class of bodies, the thing that makes municipalities comparable (a concept of the scheme `body_class`).

    `unique`, `single`, `staffed`, `visiting`: see bodies/classes.yaml."""

    id: str
    level: Level
    label: str
    unique: bool = False
    single: bool = False
    staffed: bool = False
    visiting: bool = False


@dataclass(frozen=True, slots=True)
class Spelling:
    """One way of writing a body (or a whole class of bodies) and the scope in which it is valid.

    `body_id` is set for one known body, `own` where the spelling names a body of its own in each municipality (ЦВР),
    neither where it is the generic body of the class («школы»).
    """

    text: str
    body_class: str
    scope: str
    body_id: str | None = None
    own: bool = False
    role: Role | None = None


@dataclass(frozen=True, slots=True)
class Body:
    """A body of the ontology; `region_id`/`municipality_id` are null for the country's bodies."""

    id: str
    body_class: str
    name: str
    region_id: str | None = None
    municipality_id: str | None = None
    parent_id: str | None = None
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Post:
    """A post and its role. `body_class`: the institutions that alone have it; `plural_class`: what the bare plural means;
    `silent`: people of a body without a role (члены, коллектив)."""

    text: str
    role: Role | None
    body_class: str | None = None
    plural_class: str | None = None
    silent: bool = False


@dataclass(frozen=True, slots=True)
class Region:
    """A region of the country: id in the style of ISO 3166-2, leading digits of OKTMO, its name in six cases."""

    id: str
    oktmo: str
    cases: tuple[str, ...]
    also: tuple[str, ...] = ()
    short: str | None = None

    @property
    def name(self) -> str:
        """The name in the nominative."""
        return self.cases[0]


@dataclass(frozen=True, slots=True)
class Rule:
    """What the words of a name say about its class (ontology/patterns.yaml)."""

    heads: frozenset[str]
    body_class: str
    words: frozenset[str] = frozenset()
    also: frozenset[str] = frozenset()
    none: frozenset[str] = frozenset()
    parent: frozenset[str] = frozenset()
    unless_parent: frozenset[str] = frozenset()
    issuer: frozenset[str] = frozenset()
    quality: bool = False
    role: Role | None = None


@dataclass(frozen=True, slots=True)
class Refinement:
    """A class made narrower by further words of the mention («школы, включённые в проект «500+»»); `to` None: no class of ours.

    `words` must all be there, and one of `any` if given, but none of `none`.
    """

    body_class: str
    words: frozenset[str]
    none: frozenset[str]
    to: str | None
    region: bool = False
    any: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class AcronymRule:
    """The class that the shape of an acronym tells."""

    body_class: str
    ends: tuple[str, ...] = ()
    starts: tuple[str, ...] = ()
    holds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Grammar:
    """The small words of a responsible cell and the legal forms; each list is explained in its YAML."""

    separators: tuple[str, ...]
    stops: tuple[str, ...]
    labels: tuple[str, ...]
    clauses: tuple[str, ...]
    remarks: tuple[str, ...]
    nobody: tuple[str, ...]
    topics: frozenset[str]
    territory_words: frozenset[str]
    bases: frozenset[str]
    issuers: frozenset[str] = frozenset()
    issuer_abbreviations: tuple[tuple[str, str, str], ...] = ()
    inside: Mapping[str, str] = field(default_factory=dict)
    kinds: Mapping[str, str] = field(default_factory=dict)
    common_adjectives: frozenset[str] = frozenset()
    general_nouns: frozenset[str] = frozenset()
    general_adjectives: frozenset[str] = frozenset()
    led_inside: frozenset[str] = frozenset()
    outside_adjectives: frozenset[str] = frozenset()
    own_administration: frozenset[str] = frozenset()
    forms: Mapping[str, str | None] = field(default_factory=dict)
    form_words: Mapping[str, str | None] = field(default_factory=dict)
    closing_abbreviations: frozenset[str] = frozenset()
    field_prepositions: frozenset[str] = frozenset()
    field_fillers: frozenset[str] = frozenset()
    hosts: frozenset[str] = frozenset()
    plan_words: frozenset[str] = frozenset()
    bearers: frozenset[str] = frozenset()
    appositions: frozenset[str] = frozenset()
    settlements: frozenset[str] = frozenset()
    gatherings: frozenset[str] = frozenset()
    standards: frozenset[str] = frozenset()
    levels: frozenset[str] = frozenset()
    organs: frozenset[str] = frozenset()
    shortened: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    contracted: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Ontology:
    """Everything the program knows of bodies and places."""

    classes: Mapping[str, BodyClass]
    spellings: tuple[Spelling, ...]
    bodies: Mapping[str, Body]
    posts: tuple[Post, ...]
    regions: Mapping[str, Region]
    places: Mapping[str, tuple[str, ...]]
    rules: tuple[Rule, ...]
    heads: frozenset[str]
    qualities: frozenset[str]
    acronyms: tuple[AcronymRule, ...]
    refinements: tuple[Refinement, ...]
    parents: Mapping[str, frozenset[str]]
    grammar: Grammar
