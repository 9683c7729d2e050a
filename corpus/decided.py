"""Which decisions are about which document, and what people decided about names as the vocabulary takes it.

A mark of a document's decisions is kept beside its versions in the catalogue: a document whose decisions have changed is understood anew,
and no other is. The mark has two halves: the decisions that hold where the document is from, and those of them that can change this very
document; what a run asks of every document is the first half, which needs no look into the document.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path

from corpus.decisions import EVERYWHERE, NAMES, Decision, load, standing
from ontology.decisions import Alias, Decisions, alias_key, settle
from ontology.decisions import decisions as of_the_user
from ontology.loader import COUNTRY
from ontology.loader import load as vocabulary
from records.order import Order

_ACCEPTED = frozenset({"accept_row", "accept_document"})  # they change nothing in the dataset


@dataclass(frozen=True, slots=True)
class Book:
    """The standing decisions of a dataset by what they are about; `order`: their place in the file by their ids."""

    documents: Mapping[str, Sequence[Decision]] = field(default_factory=dict)
    paths: Mapping[str, Sequence[Decision]] = field(default_factory=dict)
    names: tuple[Decision, ...] = ()
    order: Mapping[str, int] = field(default_factory=dict)

    def of(self, document_id: str, path: str) -> tuple[Decision, ...]:
        """Those about a document: about this content, and older contents of the file of this name; those about names and headings last."""
        older = [one for one in self.paths.get(path, ()) if one.document != document_id]
        own = [*older, *self.documents.get(document_id, ())]
        return (*sorted(own, key=lambda one: self.order[one.id]), *self.names)


def read_book(folder: Path) -> Book:
    """The decisions of a dataset; an empty book where there are none. Raises DecisionsBroken, OntologyError for names that mean nothing:
    before anything is read, since no document could be understood with them."""
    book = book_of(standing(load(folder)))
    names_of(book.names)
    return book


def book_of(decisions: Iterable[Decision]) -> Book:
    """Standing decisions, in the order of their file, as a book."""
    order: dict[str, int] = {}
    documents: dict[str, list[Decision]] = defaultdict(list)
    paths: dict[str, list[Decision]] = defaultdict(list)
    names: dict[tuple[str, str], Decision] = {}
    for n, one in enumerate(decisions):
        order[one.id] = n
        if one.kind in EVERYWHERE:  # the last word on a name in a scope, or on a heading, holds
            names[one.scope or COUNTRY if one.kind in NAMES else one.kind, alias_key(one.source)] = one
        else:
            documents[one.document].append(one)
            if one.path:
                paths[one.path].append(one)
    return Book(documents, paths, tuple(names.values()), order)


def mark(decisions: Iterable[Decision], region_id: str | None, order: Order | None) -> str:
    """What stands for the decisions that a document was understood with; "" where there are none. `order`: as it was recognised."""
    held = _held(decisions, region_id)
    if not held:
        return ""
    from corpus.concerned import concerning  # it brings the language's libraries, which the process that only sees to a run never needs

    return f"{_digest(held)}.{_digest(concerning(held, order) if order else ())}"


def is_marked(known: str, decisions: Iterable[Decision], region_id: str | None) -> bool:
    """Whether a mark was made with these very decisions."""
    return known.partition(".")[0] == _digest(_held(decisions, region_id))


def means_the_same(known: str, now: str) -> bool:
    """Whether two marks of a document have the same decisions that can change it."""
    return known.partition(".")[2] == now.partition(".")[2] and ("." in known or not known)


def _held(decisions: Iterable[Decision], region_id: str | None) -> list[Decision]:
    scopes = (COUNTRY, region_id)
    return [one for one in decisions if one.kind not in _ACCEPTED and (one.kind not in NAMES or _region(one) in scopes)]


def _digest(decisions: Iterable[Decision]) -> str:
    ids = [one.id for one in decisions]
    return hashlib.sha256("\n".join(ids).encode()).hexdigest()[:12] if ids else ""


def names_of(decisions: Iterable[Decision]) -> Decisions | None:
    """What is decided about names, with the decisions of the user's own file; None where only those hold. Raises OntologyError."""
    told = [one for one in decisions if one.kind in NAMES]
    classes = {one.after: one.body_class for one in told if one.body_class}  # the last word on a body's class holds
    own = tuple(_alias(replace(one, body_class=classes.get(one.after))) for one in told)
    return _joined(own, of_the_user()) if own else None


def _region(decision: Decision) -> str:
    return (decision.scope or COUNTRY).partition("/")[0]


def _alias(decision: Decision) -> Alias:
    return Alias(decision.source, decision.scope or COUNTRY, decision.after, decision.body_class if decision.after else None, decision.note)


@lru_cache(maxsize=8)  # the same object for the same decisions: caches of the normaliser go by it
def _joined(own: tuple[Alias, ...], user: Decisions) -> Decisions:
    entries = [{"alias": one.alias, "scope": one.scope, "body": one.body_id, "class": one.body_class, "name": one.name} for one in own]
    settled = settle(entries, (), (), vocabulary())
    decided = {(one.scope, alias_key(one.alias)) for one in own}
    others = tuple(one for one in user.aliases if (one.scope, alias_key(one.alias)) not in decided)
    return replace(user, aliases=(*settled.aliases, *others), classes={**user.classes, **settled.classes})
