"""The lexicon as a trie over normal forms: declension, case, hyphens, quotes and wrapped lines do not matter."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

import ontology
from normalize.bodies.tokens import Token, tokenise
from normalize.bodies.words import NOMINATIVE
from ontology import Post, Spelling
from records.meaning import LinkMethod
from records.morphology import analyzer

EntryKind = Literal["body", "post", "separator", "stop", "label", "clause", "remark", "nobody", "form"]
Node = dict[str, Any]
_END = ""
_HYPHENS = frozenset("-–—‑")
_SOFT = _HYPHENS | frozenset("\n«»\"“”„‘’'")
_HYPHEN = "-"


@dataclass(frozen=True, slots=True)
class Entry:
    """What a known name stands for."""

    kind: EntryKind
    text: str
    spelling: Spelling | None = None
    post: Post | None = None
    method: LinkMethod = "alias"


def insert(root: Node, text: str, entry: Entry) -> None:
    """Add one spelling; the first entry of a spelling stays (earlier scopes are inserted first)."""
    nodes = [root]
    tokens = tokenise(text)
    for place, token in enumerate(tokens):
        if token.text in _HYPHENS and entry.kind == "body" and _is_whole(tokens[place - 1]):
            nodes = [node.setdefault(_HYPHEN, {}) for node in nodes]
        if token.text in _SOFT or token.text == ".":
            continue
        optional = token.text == ","
        if token.word.participle and token.word.mask & NOMINATIVE and len(nodes) == 1 and nodes[0] is not root:
            nodes = [*nodes, nodes[0].setdefault(",", {})]
        grown = [node.setdefault(key, {}) for node in nodes for key in _spellings(token)]
        nodes = [*nodes, *grown] if optional else grown
    for node in nodes:
        if node is not root:
            node.setdefault(_END, entry)


def _is_whole(token: Token) -> bool:
    """Whether the word before a hyphen is a noun by itself: «школа-детский сад» needs its hyphen, «Школы⏎детские сады» are two."""
    return token.word.kind == "word" and token.word.known and not token.word.adjective and bool(token.word.mask & NOMINATIVE)


def _spellings(token: Token) -> tuple[str, ...]:
    """The keys under which an alias's word is filed: an acronym that became a word («вуз») under both."""
    word = token.word
    noun = word.kind == "acronym" and word.known and len(word.text) > 2 and analyzer().parse(word.text)[0].tag.POS == "NOUN"
    return word.keys[:2] if noun else word.keys[:1]


def longest(root: Node, tokens: Sequence[Token], first: int) -> tuple[Entry, int] | None:
    """(entry, index behind its last token) of the longest name that begins at `first`, or None."""
    best: tuple[Entry, int] | None = None
    size = len(tokens)
    stack = [(root[key], first + 1) for key in tokens[first].word.keys if key in root]
    while stack:
        node, index = stack.pop()
        entry = node.get(_END)
        if entry is not None:
            if best is None or index > best[1]:
                best = (entry, index)
            if len(node) == 1:
                continue  # no name goes on from here
        if index == size:
            continue
        if tokens[index].word.kind == "mark":
            if tokens[index].text in _HYPHENS and _HYPHEN in node:
                stack.append((node[_HYPHEN], index + 1))
            index = _skip(tokens, index)
            if index == size:
                continue
        for key in tokens[index].word.keys:
            child = node.get(key)
            if child is not None:
                stack.append((child, index + 1))
    return best


def within(tokens: Sequence[Token]) -> Sequence[Token]:
    """The tokens without the marks at either end that no name is filed under."""
    first, last = 0, len(tokens)
    while first < last and (tokens[first].text in _SOFT or tokens[first].text == "."):
        first += 1
    while last > first and (tokens[last - 1].text in _SOFT or tokens[last - 1].text == "."):
        last -= 1
    return tokens[first:last]


def _skip(tokens: Sequence[Token], index: int) -> int:
    """Past marks that may stand inside a name: hyphens, quotes, a wrapped line, the point of an abbreviation."""
    limit = min(index + 3, len(tokens))
    while index < limit and (tokens[index].text in _SOFT or (tokens[index].text == "." and len(tokens[index - 1].text) < 5)):
        index += 1
    return index


@lru_cache(maxsize=1)
def country() -> Node:
    """The trie of everything valid in the whole country: generic names, federal bodies, posts, small words."""
    data = ontology.load()
    grammar = data.grammar
    root: Node = {}
    groups: tuple[tuple[EntryKind, Iterable[str]], ...] = (
        ("separator", grammar.separators),
        ("stop", grammar.stops),
        ("remark", grammar.remarks),
        ("clause", grammar.clauses),
        ("form", grammar.form_words),
        ("nobody", grammar.nobody),
    )
    for post in data.posts:
        insert(root, post.text, Entry("post", post.text, post=post))
    for spelling in data.spellings:
        if spelling.scope == "RU":
            insert(root, spelling.text, Entry("body", spelling.text, spelling=spelling))
    for kind, names in groups:
        for name in names:
            insert(root, name, Entry(kind, name))
    return root


@lru_cache(maxsize=1_000)
def scoped(scope: str) -> Node:
    """The trie of one region or municipality."""
    root: Node = {}
    for spelling in ontology.load().spellings:
        if spelling.scope == scope:
            insert(root, spelling.text, Entry("body", spelling.text, spelling=spelling))
    return root
