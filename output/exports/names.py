"""Names of sheets: what Excel allows, and each once."""

from __future__ import annotations

import re
from collections.abc import Iterable

LONGEST = 31
_FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f\ud800-\udfff\ufffe\uffff]")
_RESERVED = frozenset({"history", "журнал"})  # Excel keeps these for itself
_EMPTY = "План"


def sheet_names(wanted: Iterable[str], taken: Iterable[str] = ()) -> list[str]:
    """A name for each wanted one: at most 31 characters (as Excel counts them, in UTF-16), none of `[]:*?/\\`, no apostrophe at an
    end, unlike all others also where case does not count."""
    known = {name.casefold() for name in taken} | _RESERVED
    found = []
    for one in wanted:
        name = next(name for name in _variants(_allowed(one)) if name.casefold() not in known)
        known.add(name.casefold())
        found.append(name)
    return found


def _allowed(name: str) -> str:
    return " ".join(_FORBIDDEN.sub(" ", name).split()).strip("' ") or _EMPTY


def _variants(name: str) -> Iterable[str]:
    yield _cut(name, LONGEST)
    number = 2
    while True:
        ending = f" ({number})"
        yield _cut(name, LONGEST - len(ending)) + ending
        number += 1


def _cut(name: str, length: int) -> str:
    """The beginning of a name, up to a whole word where that leaves most of it."""
    if _units(name) <= length:
        return name
    while _units(name) > length - 1:
        name = name[:-1]
    words = name.rpartition(" ")[0]
    return (words if len(words) > length * 0.6 else name).rstrip(" ,.-—–«(\"'") + "…"


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
