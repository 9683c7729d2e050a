"""Whether a document can mean anything else by a decision about a name or a heading: only where it prints it.

A decision about a name holds in a whole region, and nearly all documents of the region never say that name. The test errs to one side: a
document that is passed over is certain to stay as it is, one that is understood anew may turn out the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from corpus.decisions import NAMES, Decision
from corpus.readings import plain
from normalize.bodies.tokens import tokenise
from normalize.bodies.words import cyrillic, word
from ontology.decisions import class_of
from ontology.loader import load
from records.order import Order

_WORD = re.compile(r"[^\W\d_]+|\d+")
_SHORT = re.compile(r"(?<![^\W\d_])[^\W\d_]{1,2}(?=[.-])")  # «р-н», «г.»: the beginning of a word
_STEM = 3  # letters that a shortened, cut or declined word keeps


@dataclass(frozen=True, slots=True)
class Printed:
    """What a document prints: the normal forms of its words, their beginnings, words of one or two letters that are short for others, and
    the headings of columns that nobody knew."""

    keys: frozenset[str]
    stems: frozenset[str]
    shorts: tuple[str, ...]
    headings: frozenset[str]


def printed(order: Order, decisions: Iterable[Decision] = ()) -> Printed:
    """The words of an order, with those that people wrote into it."""
    rows = [activity for plan in order.plans for activity in plan.activities]
    cells = "\n".join((*(row.body for row in rows), *(text for row in rows for text in row.extra.values())))
    text = "\n".join(filter(None, (*_texts(order), *_written(decisions))))
    words = set(_WORD.findall(text))
    keys = {key for one in words for key in word(one).keys} | {key for token in tokenise(cells) for key in token.word.keys}
    headings = {plain(heading) for row in rows for heading in row.extra}
    headings |= {plain(one.message.partition("«")[2].partition("»")[0]) for one in order.findings if one.field == "extra"}
    return Printed(frozenset(keys), frozenset(map(_stem, words)), tuple(set(_SHORT.findall(text.lower()))), frozenset(headings))


def concerns(decision: Decision, found: Printed) -> bool:
    """Whether a decision about a name or a heading can change a document with these words."""
    if decision.kind == "heading":
        return plain(decision.source) in found.headings
    if decision.kind not in NAMES:
        return True
    if decision.kind == "link" and decision.after and class_of(decision.after, load()) is None:
        return True  # it may give a class to a body that other documents name otherwise
    return all(_is_printed(one, found) for one in _WORD.findall(decision.source))


def _is_printed(name: str, found: Printed) -> bool:
    lower = name.lower()
    return not found.keys.isdisjoint(word(name).keys) or _stem(name) in found.stems or lower.startswith(found.shorts)


def _stem(text: str) -> str:
    return cyrillic(text).lower().replace("ё", "е")[:_STEM]


def _texts(order: Order) -> Iterator[str | None]:
    """All that is read for bodies, and that may define what an abbreviation of one means."""
    head = order.head
    yield from (head.title, head.issuer, head.signatory_post, *(clause.text for clause in head.clauses), *order.prose)
    for short, full in order.abbreviations:
        yield from (short, full)
    for plan in order.plans:
        yield plan.title
        yield from (section.title for section in plan.sections)
        for row in plan.activities:
            yield from (row.title, row.deadline, row.body, row.result, row.number, *row.extra.values())


def _written(decisions: Iterable[Decision]) -> Iterator[str | None]:
    for one in decisions:
        if one.kind not in NAMES:
            yield one.after
            yield from (text for row in one.rows for text in row.values())


def concerning(decisions: Sequence[Decision], order: Order) -> list[Decision]:
    """Those of the decisions that can change a document. The words are looked up only where there is a name or a heading to look for."""
    if not any(one.kind in NAMES or one.kind == "heading" for one in decisions):
        return list(decisions)
    found = printed(order, decisions)
    return [one for one in decisions if concerns(one, found)]
