"""The one text convention of the dataset.

NBSP becomes a space, runs of spaces collapse, line breaks are `\\n`, empty lines are dropped, ends trimmed.
"""

from __future__ import annotations

import re
from functools import lru_cache

# Zero-width characters and the byte order mark carry no text; a soft hyphen is only a hint for the typesetter.
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))
_SPACES = re.compile(r"[^\S\n]+")
_BREAKS = re.compile(r"\r\n?|[\u2028\u2029\v\f]")


def clean_line(text: str) -> str:
    """One line of text: every run of white space becomes one space, ends trimmed."""
    return " ".join((text if text.isprintable() else text.translate(_INVISIBLE)).split())


# Recognition asks for a cell's text again and again; the cache holds the cells of a document or two.
@lru_cache(maxsize=4096)
def clean_cell(text: str) -> str:
    """A cell's text: lines cleaned one by one and joined by `\\n`, empty lines dropped."""
    if text.isprintable():  # nearly every cell: one line, no white space but spaces, nothing invisible
        return " ".join(text.split())
    lines = _BREAKS.sub("\n", text.translate(_INVISIBLE)).split("\n")
    return "\n".join(line for line in (_SPACES.sub(" ", part).strip() for part in lines) if line)
