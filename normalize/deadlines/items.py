"""A cell is split into items: at enumerators, at lines with their own «ежегодно …», at lines that are complete deadlines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from normalize.deadlines.calendar_words import is_genitive, is_small, is_year
from normalize.deadlines.compose import compose
from normalize.deadlines.enumerators import Enumerator, enumerator
from normalize.deadlines.tokens import Tokens
from records.meaning import DeadlineContext

_CONTINUES = frozenset({"open", "then", "and", "comma", "school", "unit", "times"})  # words that go on with the line above
_UNFINISHED = frozenset({"then", "ordinal", "comma", "dash", "and", "open", "in", "to", "from", "by", "colon", "slash"})


@dataclass(frozen=True, slots=True)
class ItemSpan:
    """The tokens `first` up to (not including) `last` of one item, without its enumerator `label`."""

    label: str | None
    first: int
    last: int


def split(tokens: Tokens, context: DeadlineContext) -> list[ItemSpan]:
    """The items of a cell in printed order; at least one."""
    spans = list(_enumerated(tokens))
    if "\n" not in tokens.text and "\r" not in tokens.text:
        return spans
    numbered = any(span.label is not None for span in spans)
    spans = [part for span in spans for part in _by_yearly_lines(tokens, span)]
    if not numbered and len(spans) == 1:
        spans = _by_complete_lines(tokens, spans[0], context)
    return spans


def _enumerated(tokens: Tokens) -> Iterator[ItemSpan]:
    opened: Enumerator | None = None
    first = 0
    one_line = "\n" not in tokens.text and "\r" not in tokens.text
    for i in range(len(tokens)):
        found = enumerator(tokens, i, opened)
        if found is None:
            if one_line and opened is None:
                break  # a list opens where a line does
            continue
        if i > 0:
            yield _trimmed(tokens, opened, first, i)
        opened, first = found, i + found.size
    yield _trimmed(tokens, opened, first, len(tokens))


def _trimmed(tokens: Tokens, opened: Enumerator | None, first: int, last: int) -> ItemSpan:
    w = tokens.words
    while first < last and w[first].kind == "line":
        first += 1
    while last > first and w[last - 1].kind == "line":
        last -= 1
    return ItemSpan(opened.label if opened else None, first, last)


def _lines(tokens: Tokens, span: ItemSpan) -> list[ItemSpan]:
    lines, first = [], span.first
    for i in range(span.first, span.last + 1):
        if i == span.last or tokens.words[i].kind == "line":
            if i > first:
                lines.append(ItemSpan(None, first, i))
            first = i + 1
    return lines


def _opens_yearly(tokens: Tokens, line: ItemSpan) -> bool:
    word = tokens.words[line.first]
    return word.kind == "often" and word.value == "YEARLY"


def _bare_yearly(tokens: Tokens, line: ItemSpan) -> bool:
    words = tokens.words[line.first + 1 : line.last]
    return _opens_yearly(tokens, line) and all(word.kind in ("dot", "comma", "colon") for word in words)


def _unfinished(tokens: Tokens, line: ItemSpan) -> bool:
    return tokens.words[line.last - 1].kind in _UNFINISHED


def _torn(tokens: Tokens, first: int) -> bool:
    """Whether the line end before token `first` parts what is one date: «до 1 / июня», «третья среда / ноября», «март / 2022»."""
    before, word = tokens.words[first - 2], tokens.words[first]
    if is_year(word):
        return before.kind == "month"
    return word.kind == "month" and (is_small(before) or (before.kind in ("weekday", "unit") and is_genitive(word)))


def _by_yearly_lines(tokens: Tokens, span: ItemSpan) -> list[ItemSpan]:
    """Open a new item at each line with its own «ежегодно …» after a finished item."""
    lines = _lines(tokens, span)
    if len(lines) < 2:
        return [span]
    groups = [[lines[0]]]
    for before, line in pairwise(lines):
        own = _opens_yearly(tokens, line) and (not _bare_yearly(tokens, line) or _opens_yearly(tokens, groups[-1][0]))
        if own and not _unfinished(tokens, before):
            groups.append([line])
        else:
            groups[-1].append(line)
    labels = [span.label, *[None] * len(groups)]
    return [ItemSpan(label, group[0].first, group[-1].last) for label, group in zip(labels, groups, strict=False)]


def _by_complete_lines(tokens: Tokens, span: ItemSpan, context: DeadlineContext) -> list[ItemSpan]:
    """Lines that are all complete deadlines, not all dates and not all alike, are separate items."""
    lines = _logical_lines(tokens, span)
    if len(lines) < 2:
        return [span]
    meanings = [compose(tokens.part(line.first, line.last), context)[0] for line in lines]
    kinds = [meaning.kind for meaning in meanings]
    if any(meaning.partial for meaning in meanings) or {"unparsed", "missing"} & set(kinds):
        return [span]
    if len(set(kinds)) == 1 and kinds[0] != "recurring":
        return [span]
    if kinds[0] == "date" and all(m.kind == "conditional" and m.condition_kind != "need" for m in meanings[1:]):
        return [span]
    if kinds == ["recurring", "date"] and meanings[0].rrule == "FREQ=YEARLY":
        return [span]
    return lines


def _logical_lines(tokens: Tokens, span: ItemSpan) -> list[ItemSpan]:
    """Lines with their continuations: after a comma or a bare «ежегодно», before a bracket or «далее»."""
    lines: list[ItemSpan] = []
    yearly = False
    bulleted = tokens.words[span.first].kind == "dash"
    for line in _lines(tokens, span):
        word = tokens.words[line.first]
        if lines and (
            _unfinished(tokens, lines[-1])
            or _torn(tokens, line.first)
            or (yearly and word.kind != "often")
            or word.kind in _CONTINUES
            or (word.kind == "dash" and not bulleted)
        ):
            lines[-1] = ItemSpan(None, lines[-1].first, line.last)
        else:
            lines.append(line)
            yearly = _bare_yearly(tokens, line)
    return lines
