"""A header that comes again in mid-table, as on every page of a PDF: the same headings, nearly all of them."""

from __future__ import annotations

import re
from functools import lru_cache

from extract.recognise.columns import Header
from extract.recognise.grid import Row

_LONGEST_HEADING = 200
_ALIKE = 7  # of ten texts of a row that must be headings
_NO_LETTERS = re.compile(r"[\W_]+")


def squeezed_headings(header: Header) -> frozenset[str]:
    """The headings of a header, each line of a heading by itself, without the spaces and signs that differ from page to page."""
    return frozenset([_squeezed(part) for column in header.columns for part in column.heading.split(" / ")]) - {""}


def is_header_again(row: Row, headings: frozenset[str]) -> bool:
    """Whether a row repeats the `squeezed_headings` of the header above it.

    Every row of a table is asked, so the shortest texts are looked at first, and no more of them than it takes to say no.
    """
    texts = sorted([text for text in row.texts() if text], key=len)
    if len(texts) < 2 or len(texts[-1]) > _LONGEST_HEADING:
        return False
    alike, unlike = set(), set()
    for text in texts:
        squeezed = _squeezed(text)
        if squeezed in headings:
            alike.add(squeezed)
        else:
            unlike.add(squeezed)
            if 10 * len(unlike) > (10 - _ALIKE) * len(texts):
                return False
    return len(alike) + len(unlike) >= 2 and 10 * len(alike) >= _ALIKE * (len(alike) + len(unlike))


@lru_cache(maxsize=3_000)
def _squeezed(text: str) -> str:
    return _NO_LETTERS.sub("", text.lower())
