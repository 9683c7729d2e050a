"""Items cut into mentions: one pass from left to right; `attach` decides whether an item goes on with the mention before it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from normalize.bodies.attach import attaches
from normalize.bodies.draft import JOIN, Draft, absorb
from normalize.bodies.items import SEPARATORS, Item, ItemKind
from normalize.bodies.tokens import Token

_STRENGTH: dict[str, int] = {"separator": 9, "semicolon": 8, "comma": 6, "slash": 5, "line": 4, "colon": 3, "and": 2, "dash": 1}


class Segment(NamedTuple):
    """A mention before linking. `governor`: the segment's place whose post governs it; `list_head`: whose noun it repeats («№ 3»)."""

    items: tuple[Item, ...]
    governor: int | None = None
    list_head: int | None = None
    shared: int | None = None


@dataclass(slots=True)
class _State:
    segments: list[Segment] = field(default_factory=list)
    draft: Draft = field(default_factory=Draft)
    separator: ItemKind | None = None
    governed: bool = False
    listed: bool = False


def segment(tokens: Sequence[Token], items: Sequence[Item], labels: frozenset[str], issuer_class: str | None) -> tuple[Segment, ...]:
    """The mentions of a cell in order. Every item that is no separator, label or stop word is in exactly one of them."""
    state = _State()
    for place, item in enumerate(items):
        if item.kind == "number" and _bullet(tokens, state, item):
            continue
        if item.kind in SEPARATORS:
            _separate(tokens, state, item, labels, items[place + 1] if place + 1 < len(items) else None)
            continue
        ahead = items[place + 1 : place + 4]
        verdict = attaches(tokens, state.draft, item, state.separator, ahead, issuer_class) if state.draft.items else JOIN
        if not verdict.attach:
            governor = state.draft.post or state.draft.governor
            _close(state)
            state.draft.governor = governor if verdict.governed else None
            state.draft.listed = verdict.listed
            state.governed, state.listed = verdict.governed, verdict.listed
        absorb(tokens, state.draft, item, state.separator)
        state.separator = None
    _close(state)
    return tuple(state.segments)


def _bullet(tokens: Sequence[Token], state: _State, item: Item) -> bool:
    """«1.», «2)» at the start of a line count the mentions and are none."""
    if (state.draft.items and state.separator not in ("line", "semicolon")) or item.last >= len(tokens):
        return False
    bare = tokens[item.first].word.kind == "number"
    starts = item.first == 0 or tokens[item.first - 1].text in "\n;"
    return bare and starts and tokens[item.last].text in ".)"


def _separate(tokens: Sequence[Token], state: _State, item: Item, labels: frozenset[str], following: Item | None) -> None:
    kind = item.kind
    if kind == "stop":
        kind = "comma"
    if kind == "point":
        if not _sentence_end(tokens, item, following):
            return
        kind = "comma"
    if kind in ("colon", "dash") and _is_label(tokens, state.draft, labels):
        state.draft = Draft()
        state.separator = None
        return
    if kind == "dash" and state.separator == "line":
        return
    if state.separator is None or _STRENGTH[kind] > _STRENGTH[state.separator]:
        state.separator = kind
    if kind in ("separator", "semicolon"):
        _close(state)


def _sentence_end(tokens: Sequence[Token], item: Item, following: Item | None) -> bool:
    before = tokens[item.first - 1] if item.first else None
    if before is None or following is None or following.kind in SEPARATORS:
        return False
    long = before.word.kind != "word" or (len(before.text) > 5 and before.word.known)
    return long and len(before.text) > 1 and tokens[following.first].word.capital


def _is_label(tokens: Sequence[Token], draft: Draft, labels: frozenset[str]) -> bool:
    if not draft.items:
        return False
    words = tokens[draft.items[0].first : draft.items[-1].last]
    return " ".join(token.text.lower().rstrip(".") for token in words if token.word.kind != "mark") in labels


def _close(state: _State) -> None:
    if state.draft.items:
        last = len(state.segments) - 1
        before = state.segments[last] if last >= 0 else None
        governor = last if state.governed and before else None
        if governor is not None and before and before.governor is not None:
            governor = before.governor
        listed = (before.list_head if before and before.list_head is not None else last) if state.listed else None
        state.segments.append(Segment(tuple(state.draft.items), governor, listed))
    state.draft = Draft()
    state.governed = state.listed = False
