"""How Word writes the number of a list item (ST_NumberFormat, ISO/IEC 29500-1, 17.18.59)."""

from __future__ import annotations

from collections.abc import Callable

_LATIN = "abcdefghijklmnopqrstuvwxyz"
# Word's Russian alphabet for lists leaves out ё, й, ъ and ь.
_RUSSIAN = "абвгдежзиклмнопрстуфхцчшщыэюя"
_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl")),
    *((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
# Beyond these Word itself falls back; they also keep a hostile start value from growing a label without end.
_LONGEST_ROMAN = 4999
_MOST_REPEATS = 30


def _letters(number: int, alphabet: str) -> str:
    """After the last letter the letters are repeated: я, аа, бб (17.18.59), not аа, аб."""
    repeats, index = divmod(number - 1, len(alphabet))
    return alphabet[index] * (repeats + 1) if number > 0 and repeats < _MOST_REPEATS else str(number)


def _roman(number: int) -> str:
    if not 0 < number <= _LONGEST_ROMAN:
        return str(number)
    written = ""
    for size, letters in _ROMAN:
        count, number = divmod(number, size)
        written += letters * count
    return written


_FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda number: f"{number:02d}",
    "upperRoman": lambda number: _roman(number).upper(),
    "lowerRoman": _roman,
    "upperLetter": lambda number: _letters(number, _LATIN).upper(),
    "lowerLetter": lambda number: _letters(number, _LATIN),
    "russianUpper": lambda number: _letters(number, _RUSSIAN).upper(),
    "russianLower": lambda number: _letters(number, _RUSSIAN),
    "ordinal": lambda number: f"{number}-й",
    "numberInDash": lambda number: f"- {number} -",
    "none": lambda number: "",
}


def numeral(number: int, number_format: str) -> str:
    """`number` written in a format of ST_NumberFormat; a format we do not know is written as decimal."""
    return _FORMATS.get(number_format, str)(number)
