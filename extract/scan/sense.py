"""Whether the text of a page makes sense: a text layer can be absent, or lie (Latin letters for Cyrillic ones, a broken font).

Measured, not guessed: the share of words that the dictionary knows, and for Latin letters the share of words shaped as words are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from extract.pdf.lines import lines_of
from extract.pdf.page import Run
from records.morphology import is_known

SAMPLE = 40  # words of a page that are looked up
ENOUGH = 8  # words from which a share means something
KNOWN_SHARE = 0.4  # of the words of a sensible Russian page are known (measured: .95, cut up in narrow cells .56; of garbage: under .1)
TOUCH = 0.1  # runs closer than this part of their height belong to one word
SHAPED_SHARE = 0.6  # of the words of a sensible page in another language are shaped as words (measured: .95; of garbage: .26)

_WORD = re.compile(r"[^\W\d_]{4,}")
_TOKEN = re.compile(r"\S*[^\W\d_]\S*[^\W\d_]\S*")
_CYRILLIC = re.compile(r"[а-яё]", re.IGNORECASE)
_ACCENTED = re.compile(r"[À-ɏ]")  # what Cyrillic letters of Windows-1251 become when they are taken for Western or Central European ones
_OPENING, _CLOSING, _PARTS = "([«\"'“‘„", ")]»\"'”’.,;:!?", re.compile(r"['’-]")


@dataclass(frozen=True, slots=True)
class Sense:
    """What was counted in a page's text: words of four letters or more, how many of the sample are known Russian words, how many
    tokens are shaped as words of another script."""

    words: int
    known_share: float
    shaped_share: float

    @property
    def known(self) -> float:
        """About how many known Russian words the page has."""
        return self.words * self.known_share

    @property
    def lies(self) -> bool:
        """Whether the text is neither Russian nor shaped as another language. Too little text never lies."""
        return self.words >= ENOUGH and self.known_share < KNOWN_SHARE and self.shaped_share < SHAPED_SHARE


def sense_of(runs: Sequence[Run]) -> Sense:
    """The sense of the characters of a page."""
    texts = _texts(runs)
    words = [word for text in texts for word in _WORD.findall(text)]
    sample = words[:: max(1, len(words) // SAMPLE)]
    known = sum(bool(_CYRILLIC.search(word)) and is_known(word) for word in sample)
    tokens = [token for text in texts for token in _TOKEN.findall(text)]
    shaped = sum(_is_shaped(token) for token in tokens if not _CYRILLIC.search(token))
    return Sense(len(words), known / max(len(sample), 1), shaped / max(len(tokens), 1))


def _is_shaped(token: str) -> bool:
    """Whether a token in Latin or Greek letters is cased as words are («Words», «words», «WORDS») and not mostly accents."""
    if len(_ACCENTED.findall(token)) > len(token) / 2:
        return False
    parts = [part for part in _PARTS.split(token.lstrip(_OPENING).rstrip(_CLOSING)) if part]
    return bool(parts) and all(part.isalpha() and (part.islower() or part.isupper() or part.istitle()) for part in parts)


def _texts(runs: Sequence[Run]) -> Iterable[str]:
    """Whole words: runs that touch each other (kerning parts a word into several), or the lines made of them where a file draws
    its letters one by one in any order."""
    words = list(_touching(runs))
    if sum(map(len, words)) >= 2.5 * len(words):
        return words
    return [line.text for line in lines_of(runs)]


def _touching(runs: Sequence[Run]) -> Iterator[str]:
    """The texts of runs in the order they were drawn, put together where one begins at the end of the other."""
    pieces: list[str] = []
    before: Run | None = None
    for run in runs:
        if run.text.isspace():
            before = None
            continue
        if pieces and not (before and before.top == run.top and abs(run.x0 - before.x1) < TOUCH * (run.bottom - run.top)):
            yield "".join(pieces)
            pieces = []
        pieces.append(run.text)
        before = run
    if pieces:
        yield "".join(pieces)
