"""Which file holds a document's rows: the parts of the dataset.

A part holds whole documents of one region, and the same part has the same name in every table's folder. A region that outgrows a part
is halved by the bits of the documents' ids (which are hashes), and its halves again. So the layout depends on nothing but the set
of documents: in whatever order they came and however often a run was interrupted, the same documents give the same files; a new
document changes one part of its region; and a part is never small unless its region is.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

CAPACITY = 512
NO_REGION = "none"
_ID_BITS = 64
_NOT_IN_NAMES = re.compile(r"[^\w-]")


def parts(regions: Mapping[str, str | None], capacity: int = CAPACITY) -> dict[str, str]:
    """The name of each document's part, from its region: `RU-VLG`, or `RU-VLG.0`, `RU-VLG.10` and so on where a region is halved."""
    found: dict[str, list[str]] = defaultdict(list)
    for document, region in regions.items():
        found[_NOT_IN_NAMES.sub("_", region) if region else NO_REGION].append(document)
    return {
        document: part for region, documents in found.items() for part, own in _halved(region, documents, 0, capacity) for document in own
    }


def part_names(regions: Mapping[str, str | None]) -> list[str]:
    """All parts, sorted; a dataset without documents has one, so that its tables open."""
    return sorted(set(parts(regions).values())) or [NO_REGION]


def _halved(name: str, documents: Sequence[str], depth: int, capacity: int) -> Iterator[tuple[str, Sequence[str]]]:
    if len(documents) <= capacity or depth == _ID_BITS:
        yield name, documents
        return
    halves: tuple[list[str], list[str]] = ([], [])
    for document in documents:
        halves[int(document, 16) >> (_ID_BITS - 1 - depth) & 1].append(document)
    for bit, half in enumerate(halves):
        if half:
            yield from _halved(f"{name}{'' if depth else '.'}{bit}", half, depth + 1, capacity)
