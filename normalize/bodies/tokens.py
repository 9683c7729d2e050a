"""A cell as tokens with character offsets: spaCy's tokenizer over the shared Russian vocabulary, cut again at every mark.

The tokenizer gets no prefix, suffix and infix rules: we cut at every mark anyway, and its rules take quadratic time on a row of brackets.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from spacy.tokenizer import Tokenizer

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


@lru_cache(maxsize=1)
def _tokenizer() -> Tokenizer:
    return Tokenizer(russian().vocab)


@lru_cache(maxsize=50_000)
def _pieces(text: str) -> tuple[tuple[int, Word], ...]:
    return tuple((match.start(), word(match.group())) for match in _PIECE.finditer(text))


def tokenise(text: str) -> tuple[Token, ...]:
    """The tokens of a cell in order; white space is none, except a line break."""
    tokens: list[Token] = []
    end = 0
    for token in _tokenizer()(text[:LIMIT]):
        offset = token.idx
        for start, found in _pieces(token.text):
            tokens.append(Token(found, offset + start, offset + start + len(found.text), offset + start > end))
            end = tokens[-1].end
    return tuple(tokens)
