"""The entry point: a cell's text in its context becomes deadline items."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from normalize.deadlines.compose import compose
from normalize.deadlines.elements import Meaning
from normalize.deadlines.items import ItemSpan, split
from normalize.deadlines.occurrences import occurrences, span
from normalize.deadlines.tokens import Tokens, tokenize
from records.meaning import DeadlineContext, DeadlineItem


@lru_cache(maxsize=5_000)  # the cells of some hundred documents; more would only fill the memory of a worker
def read_deadline(text: str, context: DeadlineContext) -> tuple[DeadlineItem, ...]:
    """The items of a deadline cell, in printed order, at least one (kind `missing` for an empty cell).

    `text` is the cell as printed; `char_start` and `char_end` of an item are offsets in it (half-open). `context` gives the plan
    period, the section row's month and year, and whether the plan is one of a school year. Never raises: what is not understood
    is `unparsed`, and words that no rule took are in `leftover`. Columns: docs/deadlines.md (EDTF Level 2, RFC 5545, ISO 8601).
    """
    read = _meanings(text, replace(context, period=None))
    return tuple(_item(read.tokens, item, meaning, number, context) for number, (item, meaning) in enumerate(read.items, start=1))


class _Read(NamedTuple):
    tokens: Tokens
    items: tuple[tuple[ItemSpan, Meaning], ...]


@lru_cache(maxsize=5_000)  # plans of many periods have the same cells: only where the occurrences lie depends on the period
def _meanings(text: str, context: DeadlineContext) -> _Read:
    """The items of a cell with what their words say; `context` without its period."""
    tokens = tokenize(text)
    return _Read(tokens, tuple((item, compose(tokens.part(item.first, item.last), context)[0]) for item in split(tokens, context)))


def _item(tokens: Tokens, item: ItemSpan, meaning: Meaning, number: int, context: DeadlineContext) -> DeadlineItem:
    found = occurrences(meaning, context)
    start, end = span(meaning, found, context)
    first = tokens.starts[item.first] if item.first < item.last else 0
    last = tokens.ends[item.last - 1] if item.first < item.last else 0
    return DeadlineItem(
        item=number,
        label=item.label,
        raw=tokens.text[first:last],
        char_start=first,
        char_end=last,
        kind=meaning.kind,  # type: ignore[arg-type]
        edtf=meaning.edtf,
        rrule=meaning.rrule,
        duration=meaning.duration,
        extent=meaning.extent,
        bound=meaning.bound,
        times=meaning.times,
        at_least=meaning.at_least,
        condition_kind=meaning.condition_kind,
        condition=meaning.condition,
        start=start,
        end=end,
        occurrences=found,
        rule=" + ".join(meaning.rules),
        leftover=meaning.leftover,
    )
