"""What a line end did to a word or a number: cut it, hyphenated it, or only stands between two of them.

The judge is what the document itself prints and what the dictionary knows; dates, years and grouped numbers are told by their form.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Literal

from records.morphology import analyzer, is_known

LONG_PART = 6  # letters from which a known ending makes a compound of an unknown word («мысле|деятельности»)
MAX_DECIMALS = 2
ENDING = 3  # so few letters that are no word are the end of one, even of an unknown one («Методкабин|ет»)
LONG_PREFIX = 4  # letters of a prefix that makes a compound («медиа|грамотность»); shorter ones are words too («не», «под»)

Seam = Literal["space", "break", "none", "soft"]  # none: halves joined as they are; soft: joined without the hyphen

_LAST_LETTERS = re.compile(r"[^\W\d_]+$")
_FIRST_LETTERS = re.compile(r"^[^\W\d_]+")
_HYPHEN_HEAD = re.compile(r"^-[^\W\d_]")  # LibreOffice may break before the hyphen of a compound
# The end of an adjective made of a place's name («Большедуб|овского»): such names are in no dictionary.
_PLACE_ENDING = re.compile(r"[а-яё]{0,4}[сц]к(?:ий|ая|ое|ие|ого|ой|ому|им|ом|их|ими|ую)")
# A surname after its initials, and how it may end on the next line («Т.В. Лавринов|а»), some endings being words too.
_SURNAME = re.compile(r"[А-ЯЁ]\.\s?[А-ЯЁ]\.\s?[А-ЯЁ][а-яё]+(?:ов|ев|ёв|ин|ын)$")
_SURNAME_ENDINGS = frozenset({"а", "у", "ой", "ым", "ых", "ы"})
_VOWEL = re.compile(r"[aeiouyäöüáéíóúàèìòù]", re.IGNORECASE)
_LAST_NUMBER = re.compile(r"[\d.,\-–/]*\d[.,\-–/]?$")
_FIRST_NUMBER = re.compile(r"^[.,\-–/]?\d[\d.,\-–/]*|^[\-–]$")
_YEAR = r"(?:19|20)\d{2}"
_DATE = rf"\d{{1,2}}\.\d{{1,2}}\.{_YEAR}"
_WHOLE = re.compile(rf"(?:{_DATE}|{_YEAR})$")
_TIME = re.compile(rf"(?:{_DATE}(?:[-–]{_DATE})?|{_YEAR}(?:[-–/]{_YEAR})?|{_YEAR}[-–/]\d{{2}})$")
_DOTTED = re.compile(r"\d{1,2}(?:\.\d{1,2}){2,4}$")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What the document shows of its own writing: the words that it prints whole, in lower case; whether the program that made
    it draws the space at which a line wraps (`draws_spaces`: then a line that ends without one was broken by its author); whether
    its cells are justified (`justified`: then a line of several words that ends short was broken by its author); and whether it breaks
    words wherever a line is full (`anywhere`)."""

    words: frozenset[str]
    draws_spaces: bool = False
    justified: bool = False
    anywhere: bool = False

    def prints(self, word: str) -> bool:
        return word.lower() in self.words

    def knows(self, word: str) -> bool:
        """Whether the document or the dictionary has this word form."""
        return self.prints(word) or is_known(word)


def hyphen_seam(text: str, tail: str, chain: Sequence[str], spaced: bool, vocabulary: Vocabulary) -> tuple[Seam, str]:
    """After a hyphen at a line end: `soft` where it only cuts a word («мето-|дический»), `none` where it belongs to the text,
    `space` where the document itself draws a space after it."""
    head, rest = _LAST_LETTERS.search(text[:-1]), _FIRST_LETTERS.match(tail)
    whole = head is not None and rest is not None and vocabulary.prints(f"{head[0]}-{rest[0]}")
    if spaced and not whole:
        return "space", ""
    if head is None or rest is None or not rest[0].islower() or whole:
        return "none", ""
    if vocabulary.prints(head[0] + rest[0]) or (is_known(head[0] + rest[0]) and not is_known(f"{head[0]}-{rest[0]}")):
        return "soft", ""
    known = vocabulary.knows(rest[0]) or _grows_known(rest[0], rest[0] == tail, chain, vocabulary)
    return "none", "" if known else f"{head[0]}-|{rest[0]}"


def cut_seam(text: str, tail: str, chain: Sequence[str], vocabulary: Vocabulary) -> tuple[Seam, str]:
    """At the end of a full one-word line: `none` where the halves (with the pieces of `chain`, if need be) are one word."""
    lone_hyphen = tail == "-" and bool(chain) and chain[0][:1].islower()
    if (_HYPHEN_HEAD.match(tail) or lone_hyphen) and text[-1].isalpha():
        return "none", ""
    if is_cut_number(text, tail, chain):
        return "none", ""
    head, rest = _LAST_LETTERS.search(text), _FIRST_LETTERS.match(tail)
    if head is None or rest is None or not rest[0].islower():
        return ("none" if head and rest and _is_cut_capitals(head[0], rest[0], vocabulary) else "space"), ""
    joined = head[0] + rest[0]
    alone = rest[0] == tail
    if alone and rest[0] in _SURNAME_ENDINGS and _SURNAME.search(text):
        return "none", ""
    # Known as a whole counts first, in two pieces or in more: «видео|наблю|дения» is one word although «видео» is one too.
    if vocabulary.knows(joined) or _grows_known(joined, alone, chain, vocabulary):
        return "none", ""
    if vocabulary.knows(head[0]) and vocabulary.knows(rest[0]):
        return "space", ""
    if vocabulary.knows(head[0]) and _grows_known(rest[0], alone, chain, vocabulary):
        return "space", ""
    if joined.isascii() and not _VOWEL.search(rest[0]):
        return "none", ""
    if is_compound(joined, head[0]):
        return "none", ""
    if vocabulary.knows(head[0]) and alone and chain:  # the next word is cut, further down
        return "space", ""
    doubt = f"{head[0]}|{rest[0]}"
    unknown = not vocabulary.knows(rest[0]) and not vocabulary.knows(head[0])
    whole = len(rest[0]) <= ENDING or bool(_PLACE_ENDING.fullmatch(rest[0]))
    return ("none" if unknown and whole else "space"), doubt


def _is_cut_capitals(head: str, rest: str, vocabulary: Vocabulary) -> bool:
    """Whether two runs of capitals are one word («МЕДИАПЛА|НА»), or an abbreviation and its last letters («МБДО|У»)."""
    if not (head.isupper() and rest.isupper()) or len(head) < 2:
        return False
    whole = head + rest
    if vocabulary.prints(head) and vocabulary.prints(rest):
        return False
    abbreviation = len(rest) <= 2 and not is_known(head) and len(whole) <= 8
    return vocabulary.knows(whole) or (len(whole) > 8 and is_compound(whole, head)) or (abbreviation and not vocabulary.prints(head))


def is_torn(text: str, tail: str, vocabulary: Vocabulary) -> bool:
    """Whether the end of a full line and the start of the next are a word only together («… Информаци|онно-»), for lines that
    hold other words too."""
    head, rest = _LAST_LETTERS.search(text), _FIRST_LETTERS.match(tail)
    if head is None or rest is None or not rest[0].islower():
        return False
    return vocabulary.knows(head[0] + rest[0]) and not vocabulary.knows(head[0])


def _grows_known(joined: str, whole_line: bool, chain: Sequence[str], vocabulary: Vocabulary) -> bool:
    """Whether the word becomes a known one with the pieces on the lines after it."""
    for line in chain if whole_line else ():
        piece = _FIRST_LETTERS.match(line)
        if piece is None or not piece[0].islower():
            return False
        joined += piece[0]
        if vocabulary.knows(joined):
            return True
        if piece[0] != line:
            return False
    return False


def is_compound(joined: str, head: str) -> bool:
    """Whether an unknown word ends with a long known one that its first half alone does not hold yet, or is made of a prefix that
    makes many words and a known word."""
    if len(head) >= LONG_PREFIX and _has_known_prefix(joined):
        return True
    starts = range(2, min(len(head), len(joined) - LONG_PART + 1))
    return any(is_known(joined[start:]) and not is_known(head[start:]) for start in starts)


def _has_known_prefix(word: str) -> bool:
    """Whether the dictionary has the word but for a productive prefix («медиа», «кибер», «мини» …)."""
    names = [type(method[0]).__name__ for method in analyzer().parse(word.lower())[0].methods_stack]
    return names == ["DictionaryAnalyzer", "KnownPrefixAnalyzer"]


def is_cut_number(text: str, tail: str, chain: Sequence[str]) -> bool:
    """Whether a full line that ends in a digit goes on with the same number («01.09.202|2», «2022-20|23», «1500|00», «98|,5»).
    Two years or dates below each other are two; a number that no form shows to be unfinished is whole."""
    head, rest = _LAST_NUMBER.search(text), _FIRST_NUMBER.match(tail)
    if head is None or rest is None or not head[0]:
        return False
    before, after = head[0], rest[0].rstrip(".,")
    if after in "-–":
        return bool(chain) and chain[0][0].isdigit()
    if not after[0].isdigit() or (before[-1] == "," and len(after) <= MAX_DECIMALS and not _WHOLE.match(before[:-1])):
        return True  # «98|,5» or «98,|5»
    if _WHOLE.match(before):
        return False
    pieces = [after, *(_leading_number(line) for line in chain)] if after == tail else [after]
    if any(_TIME.match(joined) for joined in accumulate(pieces, initial=before)):
        return True
    return after[0] == "0" or (_DOTTED.match(before + after) is not None and "." not in after)


def _leading_number(line: str) -> str:
    found = _FIRST_NUMBER.match(line)
    return found[0].rstrip(".,;)") if found else " "
