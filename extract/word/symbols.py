"""Characters of symbol fonts (Symbol, Wingdings), which are stored as codes that mean nothing outside their font."""

from __future__ import annotations

import csv
import re
from functools import lru_cache
from importlib.resources import files

_PRIVATE_USE = 0xF000
_CODES = re.compile("[\uf000-\uf0ff]")
_BULLET = "•"


@lru_cache(maxsize=1)
def _table() -> dict[tuple[str, int], str]:
    lines = files("extract.word").joinpath("symbols.csv").read_text("utf-8").splitlines()
    rows = csv.DictReader(line for line in lines if not line.startswith("#"))
    return {(row["font"], int(row["code"], 16)): row["text"] for row in rows}


def symbol(font: str | None, code: int) -> str:
    """The character that a reader sees for a code of a font; the code's own character where the font is not known."""
    low = code - _PRIVATE_USE if _PRIVATE_USE <= code < _PRIVATE_USE + 0x100 else code
    known = _table().get(((font or "").lower(), low))
    if known is not None:
        return known
    return chr(code) if 0x20 <= code < 0x110000 and not 0xD800 <= code < 0xE000 else ""


def is_private_use(text: str) -> bool:
    """Whether the text holds a code of a symbol font."""
    return not text.isprintable() and _CODES.search(text) is not None  # codes are never printable, and nearly all texts are


def bullet(font: str | None, text: str) -> str:
    """The mark of a bulleted list: what its font shows, a plain bullet where the font is not known."""
    shown = "".join(symbol(font, ord(char)) for char in text)
    return _BULLET if is_private_use(shown) else shown
