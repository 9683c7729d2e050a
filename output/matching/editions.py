"""Which documents of a municipality are one order: editions of it, the same file in another format, last year's plan taken over.

Such documents repeat each other as a whole; a repeat is news only within one of them or between orders that have little in common.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import combinations

from normalize.topics.words import words
from output.rows import Row

_SHARED = 0.5  # of the rows of the smaller document
_FEWEST = 5  # rows; fewer may agree by chance


def editions(documents: Iterable[Row], titles: Iterable[tuple[str, str]]) -> dict[str, str]:
    """document_id → the document_id that stands for its order. `titles`: (document_id, title of an activity) of all rows.

    Documents are one order where issuer and number are the same, or where they share half of their rows.
    """
    rows: dict[str, set[str]] = defaultdict(set)
    for owner, title in titles:
        rows[owner].add(title)
    places: dict[str, list[Row]] = defaultdict(list)
    order: dict[str, str] = {}
    for document in documents:
        order[document["document_id"]] = document["document_id"]
        if document["municipality_id"]:
            places[document["municipality_id"]].append(document)
    for own in places.values():
        if len(own) > 1:
            _join(own, {one["document_id"]: _plain(rows[one["document_id"]]) for one in own}, order)
    return order


def _join(documents: Sequence[Row], titles: dict[str, set[str]], order: dict[str, str]) -> None:
    """Notes in `order` which documents of one municipality belong together."""
    for one, other in combinations(documents, 2):
        first, second = one["document_id"], other["document_id"]
        fewest = min(len(titles[first]), len(titles[second]))
        alike = fewest >= _FEWEST and len(titles[first] & titles[second]) >= _SHARED * fewest
        if alike or (one["number"] and (one["issuer"], one["number"]) == (other["issuer"], other["number"])):
            kept, replaced = order[first], order[second]
            for document, known in order.items():
                if known == replaced:
                    order[document] = kept


def _plain(titles: set[str]) -> set[str]:
    return {" ".join(word.text for word in words(title)) for title in titles}
