"""Headings of columns that nobody knows: the queue, most frequent first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.readings import plain
from review.web.dataset import paths_of, table
from review.web.desk import Desk
from review.web.models import HeadingOut

_UNKNOWN = "X902"


@dataclass(frozen=True, slots=True)
class _Place:
    heading: str
    document: str
    sample: str


def headings(desk: Desk) -> list[HeadingOut]:
    """Unknown headings of the dataset that nobody has decided about."""
    decided = {plain(one.source) for one in desk.book().names if one.kind == "heading"}
    groups: dict[str, list[_Place]] = defaultdict(list)
    for place in _places(desk):
        if plain(place.heading) not in decided:
            groups[plain(place.heading)].append(place)
    paths = paths_of(desk.folder)
    found = sorted(groups.values(), key=lambda group: (-len(group), group[0].heading))
    return [_heading(group, paths.get(group[0].document, "")) for group in found]


def rows_under(desk: Desk, heading: str) -> dict[str, int]:
    """How many rows of each document have a text below this heading."""
    counts: dict[str, int] = defaultdict(int)
    rows = table(desk.folder, "activities", ["document_id", "extra"])
    for document, extra in zip(rows.column("document_id").to_pylist(), rows.column("extra").to_pylist(), strict=True):
        counts[document] += any(plain(name) == plain(heading) and text for name, text in extra or ())
    return {document: count for document, count in counts.items() if count}


def _places(desk: Desk) -> Iterator[_Place]:
    """Every row with a text below a heading that a finding of its document calls unknown."""
    findings = table(desk.folder, "findings", ["document_id", "code", "field", "message"]).to_pylist()
    told: dict[str, set[str]] = defaultdict(set)
    for row in findings:
        if row["code"] == _UNKNOWN and row["field"] == "extra":
            told[row["document_id"]].add(plain(row["message"].partition("«")[2].partition("»")[0]))
    if not told:
        return
    rows = table(desk.folder, "activities", ["document_id", "extra"])
    for document, extra in zip(rows.column("document_id").to_pylist(), rows.column("extra").to_pylist(), strict=True):
        for heading, text in (extra or ()) if document in told else ():
            if text and plain(heading) in told[document]:
                yield _Place(heading, document, text)


def _heading(group: list[_Place], path: str) -> HeadingOut:
    first = group[0]
    documents = len({one.document for one in group})
    return HeadingOut(heading=first.heading, rows=len(group), documents=documents, document=first.document, path=path, sample=first.sample)
