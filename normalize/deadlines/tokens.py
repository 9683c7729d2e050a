"""A cell's text as classified words with offsets: spaCy tokens, split where letters, digits and signs are glued.

A word is classified once per process (`word_of` is cached): exact spelling, then Latin look-alikes, roman numeral, lemma
(pymorphy3) and at last a misprint of one letter. The vocabulary is `vocabulary.yaml`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from rapidfuzz.distance import OSA

from normalize.tokenizer import Tokenizer, Vocab
from records.morphology import analyzer, is_known, lemma
from records.yaml_file import read_yaml

_HERE = Path(__file__).parent
# Zero-width borders inside a glued chunk: where letters or digits end, and after every sign («1Февраль», «01.09-15.09», «IIIкв.»).
_GLUE = re.compile(r"(?<=[^\W\d_])(?=[\W\d_])|(?<=\d)(?=\D)|(?<=[\W_])(?=.)|(?<=[IVXІivxі])(?=(?i:кв|полуг))")
_STRETCHES = re.compile(r"\S+|\s+")
_INVISIBLE = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff")  # hyphenation and joining marks that a reader does not see
_RUSSIAN = re.compile("[а-яё]+")
_MISPRINT_LENGTH = 5
# What the vocabulary file holds besides classes of words.
_NO_CLASSES = (
    "misprints", "misprinted", "punctuation", "lookalikes", "roman", "marks", "slashed", "endings", "glued_endings", "letters", "adverbs",
)  # fmt: skip
_SPELT = frozenset({"number", "roman", "course", "slash", "workday"})  # words that something after them may only spell out
_SPELT_OUT = {("open", "count", "close"), ("open", "ordinal", "close")}
_ABBREVIATION = 4  # a shorter word with a dot is cut short («теч.»)


@dataclass(frozen=True, slots=True)
class Word:
    """A distinct word: `kind` is its class in `vocabulary.yaml` (or `number`, `roman`, `line`, `word`, `end`)."""

    text: str
    kind: str
    value: Any = None
    lemma: str = ""


@dataclass(frozen=True, slots=True)
class Tokens:
    """Words of a text with their character spans (half-open); `words` ends with sentinels of kind `end`."""

    text: str
    words: list[Word]
    starts: list[int]
    ends: list[int]

    def __len__(self) -> int:
        return len(self.starts)

    def part(self, first: int, last: int) -> Tokens:
        """The tokens from `first` up to (not including) `last`, line ends left out, with offsets in the same text."""
        plain = "\n" not in self.text and "\r" not in self.text
        if plain and first == 0 and last == len(self.starts):
            return self
        words = self.words[first:last]
        if plain:
            return Tokens(self.text, words + _SENTINELS, self.starts[first:last], self.ends[first:last])
        bulleted = bool(words) and words[0].kind == "dash"  # a dash that opens the item opens its lines; elsewhere it ties two dates
        kept = [k for k in range(first, last) if self.words[k].kind != "line" and not (bulleted and self._opens_with_dash(k, first))]
        return Tokens(self.text, [self.words[k] for k in kept] + _SENTINELS, [self.starts[k] for k in kept], [self.ends[k] for k in kept])

    def _opens_with_dash(self, index: int, first: int) -> bool:
        return self.words[index].kind == "dash" and (index == first or self.words[index - 1].kind == "line")

    def new_line(self, index: int) -> bool:
        """Whether a line end lies between token `index` and the one before it."""
        return index > 0 and "\n" in self.text[self.ends[index - 1] : self.starts[index]]

    def printed(self, first: int, last: int) -> str:
        """The text of the tokens from `first` up to (not including) `last`."""
        return self.text[self.starts[first] : self.ends[last - 1]] if last > first else ""

    def glued(self, index: int) -> bool:
        """Whether token `index` follows the one before it without white space."""
        return 0 < index < len(self.starts) and self.ends[index - 1] == self.starts[index]


_SENTINELS = [Word("", "end")] * 8


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """`vocabulary.yaml` as lookups: spelling → (class, value); long spellings by length for misprints."""

    words: dict[str, tuple[str, Any]]
    long: dict[int, tuple[str, ...]]
    fold: dict[int, str]
    roman: dict[str, str]
    marks: dict[str, frozenset[str]]
    slashed: dict[str, str]
    endings: frozenset[str]
    glued_endings: frozenset[str]
    letters: str
    adverbs: tuple[str, ...]


@lru_cache(maxsize=1)
def vocabulary() -> Vocabulary:
    """The vocabulary, read once per process."""
    data = read_yaml(_HERE / "vocabulary.yaml")
    special = {name: data.pop(name) for name in _NO_CLASSES}
    words = {form: (name, value) for name, group in data.items() for value, forms in group.items() for form in forms}
    words |= {sign: (name, name) for name, signs in special["punctuation"].items() for sign in signs}
    long: dict[int, list[str]] = {}
    exact = [form for form, (name, _) in words.items() if name in special["misprints"]]
    for form in _inflected([*exact, *special["misprinted"]]):
        long.setdefault(len(form), []).append(form)
    return Vocabulary(
        words,
        {n: tuple(forms) for n, forms in long.items()},
        str.maketrans(special["lookalikes"]),
        special["roman"],
        {name: frozenset(lemmas) for name, lemmas in special["marks"].items()},
        special["slashed"],
        frozenset(special["endings"]),
        frozenset(special["glued_endings"]),
        special["letters"],
        tuple(special["adverbs"]),
    )


def _inflected(forms: Iterable[str]) -> Iterator[str]:
    """Every case form of the long words, so that a misprint of any form is near to one of them."""
    for form in forms:
        if len(form) >= _MISPRINT_LENGTH - 1:  # a letter too many makes it long enough («мартт»)
            yield form
            yield from (other.word.replace("ё", "е") for other in analyzer().parse(form)[0].lexeme)


def marked(word: Word, mark: str) -> bool:
    """Whether the word's lemma is listed under `mark` in the vocabulary: words that decide a detail without being a class."""
    return word.lemma in vocabulary().marks[mark]


def is_adverb(word: Word) -> bool:
    """Whether the printed form is an adverb («постоянно»), and no adjective of something else («постоянный состав»)."""
    return word.text.lower().translate(vocabulary().fold).endswith(vocabulary().adverbs)


@lru_cache(maxsize=200_000)
def word_of(text: str) -> Word:
    """The class of one printed token."""
    if text.isspace():
        return Word(text, "line" if "\n" in text or "\r" in text else "space")
    if text.isdecimal():
        return Word(text, "number", int(text[:9]), text) if len(text) <= 9 else Word(text, "word", None, text)
    lower = text.lower().replace("ё", "е")
    known = vocabulary().words
    if lower in known:
        return Word(text, *known[lower], lower)
    folded = lower.translate(vocabulary().fold)
    if folded != lower and folded in known:
        return Word(text, *known[folded], folded)
    if numeral := _roman(lower):
        return Word(text, "roman", numeral, lower)
    return _by_lemma(text, folded if not folded.isascii() else lower)


def _by_lemma(text: str, lower: str) -> Word:
    if not _RUSSIAN.fullmatch(lower):  # the analyser refuses some scripts, and has nothing to say about the others
        return Word(text, "word", None, lower)
    base = lemma(lower)
    known = vocabulary().words
    if base in known:
        return Word(text, *known[base], base)
    if len(lower) >= _MISPRINT_LENGTH and not is_known(lower) and (near := _misprint(lower)):
        base = near if near in known else lemma(near)
        return Word(text, *known.get(base, ("word", None)), base)
    return Word(text, "word", None, base)


def _misprint(lower: str) -> str | None:
    """The vocabulary word that is one letter (or one exchange of neighbours) away, if any."""
    for length in (len(lower), len(lower) + 1, len(lower) - 1):
        for form in vocabulary().long.get(length, ()):
            if OSA.distance(form, lower, score_cutoff=1) <= 1:
                return form
    return None


_ROMAN = {"I": 1, "II": 2, "III": 3, "IIII": 4, "IV": 4, "V": 5}


def _roman(lower: str) -> int | None:
    table = vocabulary().roman
    return _ROMAN.get("".join(table.get(letter, "?") for letter in lower)) if len(lower) <= 4 else None


@lru_cache(maxsize=1)
def _tokenizer() -> Tokenizer:
    """spaCy's, without a pipeline around it: there is no model to load, and an empty pipeline takes a quarter of a second to make."""
    return Tokenizer(Vocab(), infix_finditer=_GLUE.finditer)


@lru_cache(maxsize=200_000)
def _stretch(text: str) -> tuple[tuple[Word, int, int], ...]:
    """The words of a stretch without white space, or of white space alone, with their spans in it. Cells differ, stretches recur."""
    if text.isspace():
        return ((word_of(text), 0, len(text)),) if "\n" in text or "\r" in text else ()
    printed = [k for k, letter in enumerate(text) if letter not in _INVISIBLE]
    if len(printed) < len(text):
        words = _stretch("".join(text[k] for k in printed)) if printed else ()
        return tuple((word, printed[first], printed[last - 1] + 1) for word, first, last in words)
    found = [(word_of(token.text), token.idx, token.idx + len(token.text)) for token in _tokenizer()(text)]
    return tuple(_rejoined(text, found))


def _rejoined(text: str, found: list[tuple[Word, int, int]]) -> Iterator[tuple[Word, int, int]]:
    """The words with those made whole again that a hyphen of the page broke («ежеме-сячно», «те-чение»)."""
    k = 0
    while k < len(found):
        word, first, last = found[k]
        if k + 2 < len(found) and found[k + 1][0].kind == "dash" and "word" in (word.kind, found[k + 2][0].kind):
            whole = word_of(word.text + found[k + 2][0].text)
            if whole.kind not in ("word", "number", "roman") and whole.text.isalpha() and word.text.isalpha():
                word, last, k = whole, found[k + 2][2], k + 2
        yield word, first, last
        k += 1


def tokenize(text: str) -> Tokens:
    """The classified words of `text`; white space other than line ends is dropped, «1-й» and «2 (два)» are one number."""
    words: list[Word] = []
    starts: list[int] = []
    ends: list[int] = []
    offset = 0
    for stretch in _STRETCHES.findall(text):
        for word, first, last in _stretch(stretch) if stretch != " " else ():
            words.append(word)
            starts.append(offset + first)
            ends.append(offset + last)
        offset += len(stretch)
    tokens = Tokens(text, words, starts, ends)
    if "-\n" in text:
        _join_lines(tokens)
    _join_endings(tokens)
    words.extend(_SENTINELS)
    return tokens


def _join_lines(tokens: Tokens) -> None:
    """Make words whole that a hyphen at a line's end broke («еже-⏎месячно»); «сентябрь-⏎октябрь» are two words of their own."""
    words = tokens.words
    for k in range(len(words) - 3, 0, -1):
        if words[k].kind == "dash" and words[k + 1].kind == "line" and tokens.glued(k) and "word" in (words[k - 1].kind, words[k + 2].kind):
            whole = word_of(words[k - 1].text + words[k + 2].text)
            if whole.text.isalpha() and whole.kind not in ("word", "roman"):
                _absorb(tokens, k - 1, 3, whole)


def _join_endings(tokens: Tokens) -> None:
    """Drop what only spells the word before it: an ending («1-й», «2-х»), the number in words («5 (пяти)»), the dot of «теч.»."""
    words = tokens.words
    for index in [k for k, word in enumerate(words) if word.kind in _SPELT][::-1]:
        kind, following = words[index].kind, words[index + 1 : index + 4]
        if kind == "slash":
            if index and (full := vocabulary().slashed.get("".join(w.text for w in words[index - 1 : index + 2]).lower())):
                _absorb(tokens, index - 1, 2, word_of(full))
        elif kind == "workday":
            if _last_workday(words, index):
                _absorb(tokens, index - 1, 2, Word(words[index].text, "edge", "end"))
        elif kind == "course":
            if len(words[index].text) <= _ABBREVIATION and following and following[0].kind == "dot":
                _absorb(tokens, index, 1, words[index])
        elif size := _ending(tokens, index):
            _absorb(tokens, index, size, Word(words[index].text, kind, words[index].value, "ordinal"))
        elif len(following) == 3 and (following[0].kind, following[1].kind, following[2].kind) in _SPELT_OUT:
            _absorb(tokens, index, 3, words[index])


def _last_workday(words: list[Word], index: int) -> bool:
    """«последний рабочий день»: which day that is only a calendar of holidays knows, so it is the end of its month or year."""
    values = [word.value for word in words[index - 1 : index + 2]] if index else []
    return len(values) == 3 and values[0] == -1 and values[2] == "day" and marked(words[index], "working")


def _ending(tokens: Tokens, index: int) -> int:
    """How many tokens after `index` are its grammatical ending."""
    words = tokens.words
    if index + 1 == len(words):
        return 0
    if words[index + 1].kind == "dash" and index + 2 < len(words) and words[index + 2].text.lower() in vocabulary().endings:
        return 2 if tokens.glued(index + 2) or tokens.glued(index + 1) else 0
    return 1 if words[index + 1].text.lower() in vocabulary().glued_endings and tokens.glued(index + 1) else 0


def _absorb(tokens: Tokens, index: int, size: int, word: Word) -> None:
    tokens.ends[index] = tokens.ends[index + size]
    tokens.words[index] = word
    for column in (tokens.words, tokens.starts, tokens.ends):
        del column[index + 1 : index + 1 + size]
