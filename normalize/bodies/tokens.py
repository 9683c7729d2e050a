"""A cell as tokens with character offsets: spaCy's blank Russian tokenizer, its tokens cut again at every mark."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from normalize.bodies.words import Word, word
from normalize.language import russian

_PIECE = re.compile(r"[^\W\d_]+|\d+|\n|[^\w\s]|_")
LIMIT = 20_000  # characters of a cell that are read; a longer one is no responsible cell


@dataclass(frozen=True, slots=True)
class Token:
    """A word or a mark at `start:end` of the cell; `spaced`: white space stands before it."""

    word: Word
    start: int
    end: int
    spaced: bool

    @property
    def text(self) -> str:
        return self.word.text


@lru_cache(maxsize=50_000)
def _pieces(text: str) -> tuple[tuple[int, Word], ...]:
    return tuple((match.start(), word(match.group())) for match in _PIECE.finditer(text))


def tokenise(text: str) -> tuple[Token, ...]:
    """The tokens of a cell in order; white space is none, except a line break."""
    tokens: list[Token] = []
    end = 0
    for token in russian().tokenizer(text[:LIMIT]):
        offset = token.idx
        for start, found in _pieces(token.text):
            tokens.append(Token(found, offset + start, offset + start + len(found.text), offset + start > end))
            end = tokens[-1].end
    return tuple(tokens)
