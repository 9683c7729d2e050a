"""How a cell was read: its tokens, its items, and for every mention where the name came from."""

from __future__ import annotations

from dataclasses import dataclass

from normalize.bodies.context import BodyContext
from normalize.bodies.reader import cut, read_bodies
from records.meaning import Mention


@dataclass(frozen=True, slots=True)
class Part:
    """An item of a mention: its kind, its text, and the known name that it matched with the scope of that name."""

    kind: str
    text: str
    known_as: str | None = None
    scope: str | None = None


@dataclass(frozen=True, slots=True)
class Explanation:
    """A mention with the parts that it was made of; `tokens` are its words as (text, normal forms)."""

    mention: Mention
    parts: tuple[Part, ...]
    tokens: tuple[tuple[str, tuple[str, ...]], ...]


def explain_bodies(text: str, context: BodyContext) -> tuple[Explanation, ...]:
    """One explanation for each mention of `read_bodies(text, context)`, in the same order."""
    tokens, segments = cut(text, context)
    found = []
    for mention, segment in zip(read_bodies(text, context), segments, strict=True):
        parts = tuple(
            Part(
                item.kind,
                text[tokens[item.first].start : tokens[item.last - 1].end],
                item.entry.text if item.entry else None,
                item.entry.spelling.scope if item.entry and item.entry.spelling else None,
            )
            for item in segment.items
        )
        words = tuple((token.text, token.word.keys) for token in tokens[segment.items[0].first : segment.items[-1].last])
        found.append(Explanation(mention, parts, words))
    return tuple(found)
