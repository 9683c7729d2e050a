"""What a responsible cell is read against: the document's municipality, its issuer and its own abbreviations."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import lru_cache

import ontology
from normalize.bodies.aliases import Entry, Node, country, insert, scoped
from normalize.bodies.decided import decided_names
from normalize.definitions import Definition
from normalize.places import Territory
from ontology import Spelling
from ontology.decisions import NO_DECISIONS, Decisions
from records.meaning import Mention
from records.morphology import lemma
from records.order import Head

UNKNOWN = "RU"  # the scope of bodies whose municipality the document does not tell


@dataclass(frozen=True, slots=True)
class BodyContext:
    """The key of every cache, so its hash is taken once and not at every cell. `issuer_class` is the class of the body that issued the
    plan, `issuer_id` its id; `spellings` are the document's own names, already linked; `decisions` are people's and win over all."""

    region_id: str | None = None
    municipality_id: str | None = None
    issuer: str | None = None
    issuer_class: str | None = "municipal_authority"
    issuer_id: str | None = None
    definitions: tuple[Definition, ...] = ()
    spellings: tuple[Spelling, ...] = ()
    decisions: Decisions = NO_DECISIONS
    _hash: int = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        own = (self.issuer, self.issuer_class, self.issuer_id, self.definitions, self.spellings, self.decisions)
        object.__setattr__(self, "_hash", hash((self.region_id, self.municipality_id, own)))

    def __hash__(self) -> int:
        return self._hash

    @property
    def place(self) -> str:
        """The scope of the municipality's own bodies: its id, or the nearest scope that is known."""
        return self.municipality_id or self.region_id or UNKNOWN


@lru_cache(maxsize=1_000)
def tries(context: BodyContext) -> tuple[Node, ...]:
    """The lexicon by scope, nearest first: people's decisions, document, municipality, region, country."""
    scopes = [scope for scope in (context.municipality_id, context.region_id) if scope]
    decided = decided_names(context.decisions, context.region_id, context.municipality_id)
    return tuple(node for node in (decided, named_in(context), *(scoped(scope) for scope in scopes), country()) if node)


def named_in(context: BodyContext) -> Node:
    """The trie of the names that the document itself defines."""
    document: Node = {}
    for spelling in context.spellings:
        insert(document, spelling.text, Entry("body", spelling.text, spelling=spelling, method="definition"))
    return document


def _foreign_abbreviations(head: Head) -> dict[str, Spelling]:
    """Abbreviations that cannot mean the issuer, since its name has other words («ДО» where an управление writes)."""
    own = {lemma(word) for word in (head.issuer or "").split()}
    entries = ontology.load().grammar.issuer_abbreviations if own else ()
    return {short: Spelling(short, body_class, "document") for short, word, body_class in entries if word not in own}


def _issuer(head: Head, plain: BodyContext) -> Mention | None:
    """The body that issued the plan: named as such, else the institution whose plan it is by its title, else the signatory's."""
    from normalize.bodies.reader import read_bodies
    from normalize.bodies.titles import institution_in

    told = (head.issuer, institution_in(head.title or "", plain) if not head.issuer else None, head.signatory_post)
    for text in filter(None, told):
        found = next((mention for mention in read_bodies(text, plain) if mention.body_class), None)
        if found is not None:
            return found
    return None


def context_for(
    head: Head, territory: Territory, definitions: tuple[Definition, ...] = (), decisions: Decisions = NO_DECISIONS
) -> BodyContext:
    """The context of one document. Its issuer and its definitions are read as bodies themselves, so that «(далее – Управление)»
    means in every cell what it means in the text."""
    from normalize.bodies.reader import read_bodies  # the reader needs a context; a document's context needs the reader

    plain = BodyContext(territory.region_id, territory.municipality_id, issuer_class=None, decisions=decisions)
    issuer = _issuer(head, plain)
    named = BodyContext(
        plain.region_id,
        plain.municipality_id,
        head.issuer,
        issuer.body_class if issuer else "municipal_authority",
        issuer.body_id if issuer else None,
        definitions,
        decisions=decisions,
    )
    defined: dict[str, Spelling] = {}
    for definition in definitions:
        read = read_bodies(definition.expansion, named)
        if len(read) == 1 and read[0].body_class and read[0].role is None:
            generic = (read[0].body_id or "").endswith(f":{read[0].body_class}") and read[0].body_class not in ontology.classes_that_are(
                "unique"
            )
            spelling = Spelling(definition.short, read[0].body_class, "document", None if generic else read[0].body_id)
            defined.setdefault(definition.short, spelling)
    spellings = _foreign_abbreviations(head) | defined
    return _one_object(replace(named, spellings=tuple(spellings.values())))


@lru_cache(maxsize=100)  # documents of one municipality: as a key of the caches of cells their context is compared by identity
def _one_object(context: BodyContext) -> BodyContext:
    return context
