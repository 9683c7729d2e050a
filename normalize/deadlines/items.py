"""A cell is split into items: at enumerators, at lines with their own «ежегодно …», at lines that are complete deadlines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from normalize.deadlines.calendar_words import is_genitive, is_small, is_year
from normalize.deadlines.compose import compose
from normalize.deadlines.elements import Impossible
from normalize.deadlines.numeric_dates import numeric
from normalize.deadlines.tokens import Tokens
from records.meaning import DeadlineContext

_NO_ENUMERATOR = frozenset(
    {"times", "unit", "weekday", "workday", "school", "dash", "comma", "and", "by", "slash", "end", "line", "close", "open"}
)
_TIME_WORDS = frozenset({"month", "often", "always", "to", "not", "in", "course", "by", "from", "whole", "roman"})
_CONTINUES = frozenset({"open", "then", "and", "comma", "school", "unit", "times"})  # words that go on with the line above
_UNFINISHED = frozenset({"then", "ordinal", "comma", "dash", "and", "open", "in", "to", "from", "by", "colon", "slash"})
_UNITS_OF_PLACE = frozenset({"quarter", "half", "decade", "week", "part", "term", "number", "trimester"})


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
    label: str | None = None
    first = 0
    for i, word in enumerate(tokens.words):
        if word.kind != "number":
            continue
        size = _enumerator(tokens, i, _number(label) + 1, opened=label is not None) if _may_open(tokens, i, label) else 0
        if not size:
            continue
        if i > 0:
            yield _trimmed(tokens, label, first, i)
        label, first = tokens.printed(i, i + max(size - 1, 1)), i + size
    yield _trimmed(tokens, label, first, len(tokens))


def _number(label: str | None) -> int:
    """The last number of a label («1.2» is 2), 0 for none."""
    return int(label.rpartition(".")[2]) if label else 0


def _may_open(tokens: Tokens, i: int, label: str | None) -> bool:
    """A line's start; inside a line only the next number of a list that is already open («1) … 2) …»)."""
    w = tokens.words
    if not is_small(w[i]) or w[i].lemma == "ordinal":
        return False
    if i == 0 or w[i - 1].kind == "line":
        return True
    inline = label is not None and w[i].value == _number(label) + 1 and w[i + 1].kind in ("dot", "close") and not tokens.glued(i)
    return inline and w[i + 2].kind not in ("number", "dash", "line", "end") and w[i - 1].kind not in ("to", "from", "by", "dash", "in")


def _enumerator(tokens: Tokens, i: int, expected: int, *, opened: bool) -> int:
    """How many tokens the enumerator at `i` has (0: it is none, but a day, a quarter, a count …); `opened`: a list is open."""
    w = tokens.words
    if w[i + 1].kind in ("dot", "close"):
        after = w[i + 2]
        if _nested(tokens, i):
            return 4
        if opened and w[i].value == expected and after.kind in ("end", "line"):
            return 2  # a number whose deadline is not filled in
        if after.kind in ("times", "end", "close", "dash", "comma") or (after.kind == "unit" and after.value in _UNITS_OF_PLACE):
            return 0
        if w[i + 1].kind == "dot" and (_is_date(tokens, i) or (after.kind == "month" and is_genitive(after) and len(after.text) > 4)):
            return 0
        if w[i + 1].kind == "dot" and after.kind == "month" and after.text.lower() == "мая":
            return 0
        return 2
    after = w[i + 1]
    if after.kind in _NO_ENUMERATOR or after.kind in ("number", "quote", "dot", "colon", "blank", "edge"):
        return 0
    if after.kind == "month":
        return 1 if not is_genitive(after) and (w[i].value == expected or tokens.glued(i + 1)) else 0
    return 1


def _nested(tokens: Tokens, i: int) -> bool:
    """Whether «1.2.» before a word of time is a number of the second level, and no day («1.2. Март»; «01.02. – 15.02.» are days)."""
    w = tokens.words
    signs = w[i + 1].kind == w[i + 3].kind == "dot" and all(tokens.glued(k) for k in (i + 1, i + 2, i + 3))
    plain = signs and is_small(w[i + 2]) and not w[i].text.startswith("0") and not w[i + 2].text.startswith("0")
    return plain and w[i + 4].kind in _TIME_WORDS


def _is_date(tokens: Tokens, i: int) -> bool:
    """Whether a number with a dot begins a numeric date; «1.01.09.2022» is an enumerator before one."""
    w = tokens.words
    if w[i + 2].kind != "number":
        return False
    try:
        if not tokens.glued(i + 2):
            found = numeric(tokens, i)
            return found is not None and found.rule == "DD.MM.YYYY"
        inner = numeric(tokens, i + 2)
        return not (inner is not None and inner.kind == "date" and inner.rule == "DD.MM.YYYY")
    except Impossible:
        return True


def _trimmed(tokens: Tokens, label: str | None, first: int, last: int) -> ItemSpan:
    w = tokens.words
    while first < last and w[first].kind == "line":
        first += 1
    while last > first and w[last - 1].kind == "line":
        last -= 1
    return ItemSpan(label, first, last)


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
