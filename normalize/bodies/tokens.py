"""A cell as tokens with character offsets: spaCy's tokenizer over the shared Russian vocabulary, cut again at every mark.

The tokenizer gets no prefix, suffix and infix rules: we cut at every mark anyway, and its rules take quadratic time on a row of brackets.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from spacy.tokenizer import Tokenizer

from normalize.bodies.shorthand import contracted, parted, rejoined, shortened
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
    return tuple(_mended(tokens))


def _mended(tokens: Sequence[Token]) -> Iterator[Token]:
    """The tokens with cut and shortened words made whole; each keeps its span of the cell."""
    place = 0
    while place < len(tokens):
        found = _joined(tokens, place) if tokens[place].word.kind == "word" else None
        whole, last = found or (tokens[place].word, place)
        yield replace(tokens[place], word=whole, end=tokens[last].end) if found else tokens[place]
        place = last + 1


def _joined(tokens: Sequence[Token], place: int) -> tuple[Word, int] | None:
    """(the whole word, index of its last token) where the word at `place` goes on behind a point, a hyphen or a line end."""
    first = tokens[place].text
    after = [token.text for token in tokens[place + 1 : place + 4]]
    if not after or (tokens[place + 1].spaced and after[0] != "\n"):
        return None
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
