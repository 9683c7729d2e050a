"""What people have accepted, as far as it still says what it said when they did."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256

from corpus.applying import find_row, holds
from corpus.decided import names_of
from corpus.decisions import Decision
from corpus.readings import reading_of, row_text
from review.web.desk import Opened


@dataclass(frozen=True, slots=True)
class Accepted:
    """`rows`: by (index of the plan, key); `document`: the whole one; `again`: acceptances that a person has to look at again."""

    rows: Mapping[tuple[int, str], Decision]
    document: Decision | None
    again: tuple[Decision, ...]


def accepted(opened: Opened) -> Accepted:
    """The acceptances of a document. One holds while the text or the reading is that which was accepted."""
    applied, decided = opened.understood.applied, names_of(opened.known.decisions)
    rows: dict[tuple[int, str], Decision] = {}
    again: list[Decision] = []
    document = None
    places = [(p, key, applied.sources[p][n]) for p, keys in enumerate(applied.keys) for n, key in enumerate(keys)]
    for one in opened.known.decisions:
        if one.kind == "accept_document" and one.source != document_source(opened) and one.reading != document_reading(opened):
            again.append(one)
        elif one.kind == "accept_document":
            document = one
        elif one.kind == "accept_row":
            found = find_row(places, one, None)
            if found and holds(applied.order, found[0], found[2], one, None, decided):
                rows[found[:2]] = one
            else:
                again.append(one)
    return Accepted(rows, document, tuple(one for one in again if document is None))


def document_source(opened: Opened) -> str:
    """What stands for all texts of a document's rows, as they were read."""
    return _hash(row_text(one) for plan in opened.order.plans for one in plan.activities)


def document_reading(opened: Opened) -> str:
    """What stands for the meaning of all rows of a document."""
    found = opened.understood
    pairs = zip(found.applied.order.plans, found.meaning.plans, strict=True)
    rows = (pair for plan, meant in pairs for pair in zip(meant.activities, plan.activities, strict=True))
    return _hash(reading_of(meaning, activity, None) for meaning, activity in rows)


def _hash(lines: Iterable[str]) -> str:
    return sha256("\n".join(lines).encode()).hexdigest()[:16]
