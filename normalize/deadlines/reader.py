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
    said = _said(text, _without_period(context))
    return tuple(_item(text, one, number, context) for number, one in enumerate(said, start=1))


@lru_cache(maxsize=200)
def _without_period(context: DeadlineContext) -> DeadlineContext:
    return replace(context, period=None)


class _Said(NamedTuple):
    """What the words of an item say, and where they stand: offsets in the cell, half-open. Tokens are not kept: five thousand cells of
    them would cost the garbage collector more than they save."""

    label: str | None
    first: int
    last: int
    meaning: Meaning


@lru_cache(maxsize=4_000)  # plans of many periods have the same cells: only where the occurrences lie depends on the period
def _said(text: str, context: DeadlineContext) -> tuple[_Said, ...]:
    """The items of a cell with what their words say; `context` without its period."""
    tokens = tokenize(text)
    return tuple(_of_item(tokens, item, context) for item in split(tokens, context))


def _of_item(tokens: Tokens, item: ItemSpan, context: DeadlineContext) -> _Said:
    meaning, _ = compose(tokens.part(item.first, item.last), context)
    if item.first == item.last:
        return _Said(item.label, 0, 0, meaning)
    return _Said(item.label, tokens.starts[item.first], tokens.ends[item.last - 1], meaning)


def _item(text: str, said: _Said, number: int, context: DeadlineContext) -> DeadlineItem:
    meaning = said.meaning
    found = occurrences(meaning, context)
    start, end = span(meaning, found, context)
    return DeadlineItem(
        item=number,
        label=said.label,
        raw=text[said.first : said.last],
        char_start=said.first,
        char_end=said.last,
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
