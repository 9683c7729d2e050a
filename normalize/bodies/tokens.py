"""A cell as tokens with character offsets: runs of letters, runs of digits, and every mark by itself.

No library's tokenizer: its rules keep marks inside words, which would have to be cut again, and take quadratic time on a row of brackets.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from normalize.bodies.shorthand import contracted, parted, rejoined, shortened
from normalize.bodies.words import Word, word

_PIECE = re.compile(r"[^\W\d_]+|\d+|\n|[^\w\s]|_")
LIMIT = 20_000  # characters of a cell that are read; a longer one is no responsible cell


_JOINTS = ".-\n"  # behind a word these may cut or shorten it


@dataclass(slots=True)  # not frozen, though nobody changes one: cheap to make, and asked more often than a named tuple is good for
class Token:
    """A word or a mark at `start:end` of the cell, `text` the word's; `spaced`: white space stands before it."""

    word: Word
    text: str
    start: int
    end: int
    spaced: bool


@lru_cache(maxsize=5_000)  # many documents have the same cell, each with a context of its own
def tokenise(text: str) -> tuple[Token, ...]:
    """The tokens of a cell in order; white space is none, except a line break."""
    tokens: list[Token] = []
    end = 0
    for match in _PIECE.finditer(text[:LIMIT]):
        found, before, (start, end) = word(match[0]), end, match.span()
        tokens.append(Token(found, found.text, start, end, start > before))
    return tuple(_mended(tokens) if any(mark in text for mark in _JOINTS) else tokens)


def _mended(tokens: Sequence[Token]) -> Iterator[Token]:
    """The tokens with cut and shortened words made whole; each keeps its span of the cell."""
    place = 0
    while place < len(tokens):
        found = _joined(tokens, place) if tokens[place].word.kind == "word" else None
        whole, last = found or (tokens[place].word, place)
        yield replace(tokens[place], word=whole, text=whole.text, end=tokens[last].end) if found else tokens[place]
        place = last + 1


def _joined(tokens: Sequence[Token], place: int) -> tuple[Word, int] | None:
    """(the whole word, index of its last token) where the word at `place` goes on behind a point, a hyphen or a line end."""
    if place + 1 == len(tokens) or tokens[place + 1].text not in _JOINTS or (tokens[place + 1].spaced and tokens[place + 1].text != "\n"):
        return None
    first = tokens[place].text
    after = [token.text for token in tokens[place + 1 : place + 4]]
    if after[0] == ".":
        word_ = shortened(first)
        return (word_, place + 1) if word_ else None
    gap = parted(after)
    if gap and len(after) > gap and after[gap].islower() and after[gap].isalpha():
        word_ = rejoined(first, after[gap])
        return (word_, place + gap + 1) if word_ else None
    if after[0] == "-" and len(after) > 1 and after[1].isalpha() and not tokens[place + 2].spaced:
        word_ = contracted(first, after[1]) or (rejoined(first, after[1]) if after[1].islower() else None)
        return (word_, place + 2) if word_ else None
    return None
