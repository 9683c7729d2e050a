"""Row and section numbers: arabic paths, roman numerals with Cyrillic look-alikes, dashes, numbers at the head of a title."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

# Roman numerals are typed with Cyrillic letters that look alike: Х, І, М, С and П, Ш for II, III, У for V.
_LOOKALIKES = str.maketrans({"Х": "X", "І": "I", "М": "M", "С": "C", "У": "V", "П": "II", "Ш": "III", "х": "X", "Ӏ": "I", "l": "I"})
_ROMAN = re.compile(r"(?=[IVXLC])(C{0,3})(XC|XL|L?X{0,3})(IX|IV|V?I{0,3})")
_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}

_ARABIC = r"\d{1,3}(?:\s?\.\s?\d{1,3}){0,5}"
_ROMAN_LETTERS = r"[IVXХІУПШӀ]{1,7}"  # up to 39; М, С, L, C are the initials of people far more often
_NUMBER_CELL = re.compile(rf"(?:№\s*)?(?:{_ARABIC}|{_ROMAN_LETTERS}(?:\.\d{{1,3}})*|[а-яa-z])\s*[.)]{{0,2}}\*?", re.IGNORECASE)
_LINE_NUMBER = re.compile(rf"({_ARABIC}\s?[.)]{{1,2}}|\d{{1,3}}(?:\.\d{{1,3}})+|{_ROMAN_LETTERS}[.)])(?=\s|[^\W\d]|«|\")\s*")
_BARE_NUMBER = re.compile(r"(\d{1,3})\s+(?=[А-ЯЁ«\"])")
_DIGITS = re.compile(r"\d+")
_DATE = re.compile(r"\d{1,2}\s?\.\s?\d{1,2}\s?\.\s?\d{2,4}\b|\d{1,2}\.\d{2}\b(?!\.)\s*(?:[-–]|г\b)")
_FEWEST_COUNTED = 4  # fewer numbers with a gap may be figures
_LONGEST_PART = 9  # digits; Python refuses to count some thousands of them
_DASH = re.compile(r"[-–—−•*·●▪]\s*\S")


@dataclass(frozen=True, slots=True)
class Numbered:
    """A text parted into the number at its head («» where there is none) and the rest."""

    number: str
    rest: str


@lru_cache(maxsize=1_000)  # every plan counts from one
def is_number(text: str) -> bool:
    """Whether a cell holds nothing but a row number («1», «1.2.», «ХIII.», «3)», «а)»)."""
    return bool(_NUMBER_CELL.fullmatch(text.strip()))


def roman_value(text: str) -> int | None:
    """The value of a roman numeral, also where Cyrillic look-alikes stand in it; None where it is none."""
    letters = text.strip(" .)").translate(_LOOKALIKES).upper()
    if not letters or not _ROMAN.fullmatch(letters):
        return None
    values = [_VALUES[letter] for letter in letters]
    return sum(-value if value < max(values[index + 1 :], default=0) else value for index, value in enumerate(values))


@lru_cache(maxsize=1_000)
def path_of(number: str) -> tuple[int, ...]:
    """A number as a path: «1.2.» → (1, 2), «II» → (2,); empty where it is no number."""
    arabic = _DIGITS.findall(number)
    if any(len(part) > _LONGEST_PART for part in arabic):
        return ()
    if arabic:
        return tuple(int(part) for part in arabic)
    value = roman_value(number)
    return (value,) if value else ()


def is_roman(number: str) -> bool:
    """Whether a number is written in roman numerals."""
    return not any(letter.isdigit() for letter in number) and roman_value(number) is not None


def split_number(text: str) -> Numbered:
    """Part the number at the head of a line: «1.2. Провести …», «II. Кадры», «3) …»; a date or a year is no number."""
    match = _LINE_NUMBER.match(text)
    if match and not _is_date(text):
        return Numbered(match.group(1).strip(), text[match.end() :].strip())
    bare = _BARE_NUMBER.match(text)
    if bare:
        return Numbered(bare.group(1), text[bare.end() :].strip())
    return Numbered("", text)


def _is_date(text: str) -> bool:
    return bool(_DATE.match(text))


def opens_with_dash(text: str) -> bool:
    """Whether a text is an item of a list («- провести …»)."""
    return bool(_DASH.match(text))


def is_column_numbers(texts: Sequence[str]) -> bool:
    """A row of column numbers under a header: 1, 2, 3 … in every cell (a blank first cell is met too)."""
    if len(texts) < 3 or (head := (texts[0] or texts[1]).strip(" .")) not in ("1", "2"):
        return False
    filled = [text for text in texts if text]
    if len(filled) < 3 or len(filled) < len(texts) - 1:
        return False
    first = int(head)
    printed = [text.strip(" .") for text in filled]
    if printed == [str(number) for number in range(first, first + len(filled))]:
        return first == 1 or not texts[0]
    return first == 1 and len(filled) > _FEWEST_COUNTED and _skips_one(printed)


def _skips_one(printed: Sequence[str]) -> bool:
    """«1 | 2 | 4 | 5 | 6»: a column was taken out after the others had been counted."""
    last = len(printed) + 1
    counted = [str(number) for number in range(1, last + 1)]
    return printed[-1] == str(last) and any(printed == counted[:gap] + counted[gap + 1 :] for gap in range(1, last - 1))
