"""Automatic numbers of OpenDocument lists and headings (ODF 1.3 part 3, 5.3 and 16.30).

A list is a nest of elements here, and whether it counts on is said by the list itself: `text:continue-numbering` goes on with
the list of the same style before it, `text:continue-list` with the one named.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from extract.numerals import numeral
from extract.odf.names import q
from extract.word.symbols import bullet
from extract.xml import Element

_FORMATS = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
# LibreOffice names its own formats by their first values: «А, Б, .., Аа, Бб, ...» counts in Russian letters.
_RUSSIAN = {"А": "russianUpper", "а": "russianLower"}
_PLACEHOLDER = re.compile(r"%(\d+)%")
_ID = "{http://www.w3.org/XML/1998/namespace}id"
_LEVEL, _START = q("text:level"), q("text:start-value")
_NUMBER, _BULLET, _OUTLINE = q("text:list-level-style-number"), q("text:list-level-style-bullet"), q("text:outline-level-style")
_MAX_LEVEL = 10


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list style. `text` is a pattern with `%1%`, `%2%` … where numbers of levels stand; a bullet has none."""

    text: str
    number_format: str
    start: int


@dataclass(slots=True)
class Count:
    """A list that is being counted: the numbers of its levels, by level from 1."""

    style: str
    numbers: dict[int, int] = field(default_factory=dict)


class Numbering:
    """Counts the items of lists and numbered headings, asked for in document order."""

    def __init__(self, roots: tuple[Element, ...]) -> None:
        self._styles: dict[str, dict[int, Level]] = {}
        self._outline: dict[int, Level] = {}
        for root in roots:
            for element in root.iterdescendants(q("text:list-style")):
                self._styles[element.get(q("style:name"), "")] = _levels(element)
            for element in root.iterdescendants(q("text:outline-style")):
                self._outline = _levels(element)
        self._by_id: dict[str | None, Count] = {}
        self._latest: dict[str, Count] = {}
        self._headings = Count("")

    def opened(self, element: Element, outer: Count | None) -> Count:
        """The count for a `text:list`: that of the list around it, of one that it continues, or a new one."""
        if outer is not None:
            return outer
        style = element.get(q("text:style-name"), "")
        continued = self._by_id.get(element.get(q("text:continue-list")))
        if continued is None and element.get(q("text:continue-numbering")) == "true":
            continued = self._latest.get(style)
        found = continued or Count(style)
        if (own_id := element.get(_ID)) is not None:
            self._by_id[own_id] = found
        self._latest[style] = found
        return found

    def item(self, counted: Count, level: int, start: int | None) -> str:
        """The label of the next item of a level (from 1); `start` is its own start value, if any."""
        return _advance(counted, self._styles.get(counted.style, {}), level, start)

    def heading(self, level: int) -> str:
        """The label of a heading that stands outside lists; empty where headings have no numbers."""
        return _advance(self._headings, self._outline, level, None)


def _advance(counted: Count, levels: dict[int, Level], level: int, start: int | None) -> str:
    own = levels.get(level)
    if own is None:
        return ""
    numbers = counted.numbers
    for upper in range(1, level):
        if upper not in numbers and upper in levels:
            numbers[upper] = levels[upper].start
    numbers[level] = start if start is not None else numbers[level] + 1 if level in numbers else own.start
    for deeper in [key for key in numbers if key > level]:
        del numbers[deeper]
    return " ".join(_PLACEHOLDER.sub(lambda match: _written(levels, numbers, int(match[1])), own.text).split())


def _written(levels: dict[int, Level], numbers: dict[int, int], level: int) -> str:
    shown = levels.get(level)
    return "" if shown is None or level not in numbers else numeral(numbers[level], shown.number_format)


def _levels(style: Element) -> dict[int, Level]:
    found: dict[int, Level] = {}
    for element in style:
        level = _whole(element.get(_LEVEL)) or 0
        if not 1 <= level <= _MAX_LEVEL:
            continue
        if element.tag == _BULLET:
            properties = element.find(q("style:text-properties"))
            font = None if properties is None else properties.get(q("style:font-name")) or properties.get(q("fo:font-family"))
            found[level] = Level(bullet(font, element.get(q("text:bullet-char"), "•")), "bullet", 1)
        elif element.tag in (_NUMBER, _OUTLINE):
            found[level] = _numbered(element, level)
    return found


def _numbered(element: Element, level: int) -> Level:
    written = element.get(q("style:num-format"), "")
    number_format = _FORMATS.get(written) or _RUSSIAN.get(written[:1], "decimal" if written else "none")
    shown = min(_whole(element.get(q("text:display-levels"))) or 1, level)
    numbers = ".".join(f"%{index}%" for index in range(level - shown + 1, level + 1)) if written else ""
    usual = f"{element.get(q('style:num-prefix'), '')}{numbers}{element.get(q('style:num-suffix'), '')}"
    start = _whole(element.get(_START))
    return Level(element.get(q("loext:num-list-format"), usual), number_format, 1 if start is None else start)


def _whole(text: str | None) -> int | None:
    return int(text) if text is not None and text.isdecimal() and len(text) < 10 else None


def start_of(item: Element) -> int | None:
    """The number that a `text:list-item` states for itself."""
    return _whole(item.get(_START))
