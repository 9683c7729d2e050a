"""Why a cell was read so: the words with their classes, and for each item the rules that fired, in order, and what is left over."""

from __future__ import annotations

from dataclasses import dataclass

from normalize.deadlines.compose import compose
from normalize.deadlines.elements import Element
from normalize.deadlines.items import ItemSpan, split
from normalize.deadlines.reader import read_deadline
from normalize.deadlines.tokens import Tokens, tokenize
from records.meaning import DeadlineContext, DeadlineItem


@dataclass(frozen=True, slots=True)
class TokenNote:
    """One word of the cell: its class in the vocabulary (`word` where it has none) and its normal value."""

    text: str
    char_start: int
    char_end: int
    word_class: str
    value: str


@dataclass(frozen=True, slots=True)
class RuleNote:
    """A rule that fired and the words that it took, as printed."""

    rule: str
    text: str


@dataclass(frozen=True, slots=True)
class ItemNote:
    """One item: its columns, the rules in printed order (one that refused a date comes last) and the words left over."""

    item: DeadlineItem
    rules: tuple[RuleNote, ...]
    leftover: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """All that `dorkarta explain` shows of a deadline cell."""

    text: str
    tokens: tuple[TokenNote, ...]
    items: tuple[ItemNote, ...]


def explain_deadline(text: str, context: DeadlineContext) -> Explanation:
    """The reading of a cell rule by rule; the items are those of `read_deadline`. Never raises."""
    tokens = tokenize(text)
    words = zip(tokens.words, tokens.starts, tokens.ends, strict=False)
    notes = tuple(TokenNote(text[a:b], a, b, word.kind, "" if word.value is None else str(word.value)) for word, a, b in words)
    items = zip(split(tokens, context), read_deadline(text, context), strict=True)
    return Explanation(text, notes, tuple(_item(tokens, span, item, context) for span, item in items))


def _item(tokens: Tokens, span: ItemSpan, item: DeadlineItem, context: DeadlineContext) -> ItemNote:
    part = tokens.part(span.first, span.last)
    _, elements = compose(part, context)
    rules = [RuleNote("enumerator", span.label)] if span.label else []
    rules += [RuleNote(e.rule, part.printed(e.first, e.last)) for e in elements if e.kind != "left"]
    if item.kind == "unparsed":
        rules.append(RuleNote(item.rule, item.raw))
    return ItemNote(item, tuple(rules), _left(part, elements))


def _left(tokens: Tokens, elements: list[Element]) -> tuple[str, ...]:
    return tuple(tokens.printed(e.first, e.last) for e in elements if e.kind == "left")
