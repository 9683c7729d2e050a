"""People's decisions in a responsible cell: a decided name means its body, whatever the rules say; equal bodies have one id."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from normalize.bodies.aliases import Entry, Node, insert, longest, within
from normalize.bodies.tokens import Token
from ontology import Spelling
from ontology.decisions import Alias, Decisions

_COUNTRY = "RU"


@lru_cache(maxsize=1_000)
def decided_names(decisions: Decisions, region_id: str | None, municipality_id: str | None) -> Node:
    """The trie of the decided names that hold in a place, those of the nearest scope first."""
    root: Node = {}
    for scope in dict.fromkeys((municipality_id, region_id, _COUNTRY)):
        for alias in decisions.aliases if scope else ():
            if alias.scope == scope:
                insert(root, alias.alias, _entry(alias, decisions))
    return root


def _entry(alias: Alias, decisions: Decisions) -> Entry:
    if alias.body_id is None or alias.body_class is None:
        return Entry("nobody", alias.alias, spelling=Spelling(alias.alias, "", alias.scope))
    body = decisions.kept.get(alias.body_id, alias.body_id)
    return Entry(
        "body", alias.alias, spelling=Spelling(alias.alias, decisions.classes.get(body, alias.body_class), alias.scope, body_id=body)
    )


def decided(names: Node, tokens: Sequence[Token]) -> Spelling | None:
    """What a person decided of a name that is exactly these tokens; its class is "" where it is no body."""
    own = within(tokens)
    found = longest(names, own, 0) if own else None
    return found[0].spelling if found is not None and found[1] == len(own) else None
