"""The automatic numbers of lists, computed from numbering.xml as Word shows them (ISO/IEC 29500-1, 17.9).

Lists (`w:num`) of the same definition (`w:abstractNum`) share one run of counters: that is why numbers count on when another
list of the definition begins, unless it says `w:startOverride`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from extract.numerals import numeral
from extract.word.names import VAL, by_tag, integer, is_on, val, value, w
from extract.word.styles import StyleSheet
from extract.word.symbols import bullet
from extract.xml import Element, children

_LEVELS = 9
_LEVEL, _INDEX, _OVERRIDE, _RUN_PROPERTIES, _FONTS, _HIDDEN = w("lvl"), w("ilvl"), w("lvlOverride"), w("rPr"), w("rFonts"), w("vanish")
_START, _FORMAT, _TEXT, _LEGAL, _RESTART = w("start"), w("numFmt"), w("lvlText"), w("isLgl"), w("lvlRestart")
_STYLE, _PICTURE = w("pStyle"), w("lvlPicBulletId")
_PLACEHOLDER = re.compile(r"%([1-9])")
# Formats in which «isLgl» leaves a level as it is.
_NOT_NUMBERS = ("bullet", "none")


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list. `restart_after`: this level starts anew after a level below this index was used (0: never)."""

    start: int = 1
    number_format: str = "decimal"
    text: str = ""
    legal: bool = False
    restart_after: int = 0
    style_id: str | None = None
    font: str | None = None
    hidden: bool = False


_UNDEFINED = Level()


@dataclass(frozen=True, slots=True)
class List:
    """A list as paragraphs refer to it: whose counters it uses, its levels, and where it starts anew on first use."""

    counters: str
    levels: dict[int, Level] = field(default_factory=dict)
    overrides: dict[int, int] = field(default_factory=dict)


class Numbering:
    """Counts the numbered paragraphs of one document, asked for in document order."""

    def __init__(self, root: Element | None, styles: StyleSheet) -> None:
        self._styles = styles
        self._nums = _by_id(root, w("num"), w("numId"))
        self._abstract = _by_id(root, w("abstractNum"), w("abstractNumId"))
        self._lists: dict[str, List | None] = {}
        self._counters: dict[str, dict[int, int]] = {}
        self._started: set[tuple[str, int]] = set()

    def label(self, number_id: str, level_text: str | None, style_ids: tuple[str, ...] = ()) -> str | None:
        """The number of the next paragraph of a list, «» where the list prints none; None where the list is not defined.

        `level_text` is `w:ilvl` as stated; without it the level is the one that is linked to one of `style_ids`.
        """
        found = self._list(number_id)
        if found is None:
            return None
        index = _level_index(found, level_text, style_ids)
        level = found.levels.get(index)
        if level is None:
            return None
        self._advance(number_id, found, index)
        return self._written(found, level)

    def _advance(self, number_id: str, found: List, index: int) -> None:
        counters = self._counters.setdefault(found.counters, {})
        # A level that was passed over counts as used: «1.1» without a «1» before it is followed by «2».
        for upper in range(index):
            if upper not in counters and upper in found.levels:
                self._advance(number_id, found, upper)
        if index in found.overrides and (number_id, index) not in self._started:
            counters[index] = found.overrides[index]
        else:
            counters[index] = counters[index] + 1 if index in counters else found.levels[index].start
        self._started.add((number_id, index))
        for deeper in range(index + 1, _LEVELS):
            if deeper in found.levels and index < found.levels[deeper].restart_after:
                counters.pop(deeper, None)

    def _written(self, found: List, level: Level) -> str:
        if level.hidden:
            return ""
        if level.number_format == "bullet":
            return bullet(level.font, level.text)
        counters = self._counters[found.counters]

        def write(match: re.Match[str]) -> str:
            index = int(match[1]) - 1
            shown = found.levels.get(index, _UNDEFINED)
            legal = level.legal and shown.number_format not in _NOT_NUMBERS
            return numeral(counters.get(index, shown.start), "decimal" if legal else shown.number_format)

        return " ".join(_PLACEHOLDER.sub(write, level.text).split())

    def _list(self, number_id: str) -> List | None:
        if number_id not in self._lists:
            self._lists[number_id] = self._read_list(number_id)
        return self._lists[number_id]

    def _read_list(self, number_id: str) -> List | None:
        num = self._nums.get(number_id)
        abstract_id = self._definition_of(num)
        if num is None or abstract_id is None:
            return None
        levels = _levels(self._abstract[abstract_id])
        overrides: dict[int, int] = {}
        for override in _of(num, _OVERRIDE):
            index = integer(override.get(_INDEX))
            levels.update(_levels(override))
            start = value(override, w("startOverride"))
            if start is not None:
                overrides[index] = integer(start, 1)
        return List(abstract_id, levels, overrides)

    def _definition_of(self, num: Element | None) -> str | None:
        """The id of the definition that holds the levels: a definition can be a mere link to a numbering style."""
        seen: set[str] = set()
        while num is not None:
            abstract_id = value(num, w("abstractNumId")) or ""
            if abstract_id not in self._abstract or abstract_id in seen:
                return None
            seen.add(abstract_id)
            link = value(self._abstract[abstract_id], w("numStyleLink"))
            if link is None:
                return abstract_id
            num = self._nums.get(self._styles[link].paragraph.number_id or "")
        return None


def _by_id(root: Element | None, tag: str, attribute: str) -> dict[str, Element]:
    return {} if root is None else {element.get(attribute, ""): element for element in root.iterchildren(tag)}


def _of(parent: Element, tag: str) -> list[Element]:
    return [child for child in children(parent) if child.tag == tag]


def _level_index(found: List, level_text: str | None, style_ids: tuple[str, ...]) -> int:
    if level_text is not None:
        return min(max(integer(level_text), 0), _LEVELS - 1)
    for style_id in style_ids:
        for index, level in found.levels.items():
            if level.style_id == style_id:
                return index
    return 0


def _levels(parent: Element) -> dict[int, Level]:
    return {integer(element.get(_INDEX)): _level(element) for element in _of(parent, _LEVEL)}


def _level(element: Element) -> Level:
    stated = by_tag(element)
    written = by_tag(stated.get(_RUN_PROPERTIES))
    fonts, vanish, legal = written.get(_FONTS), written.get(_HIDDEN), stated.get(_LEGAL)
    return Level(
        start=integer(val(stated.get(_START)), 0),
        number_format="bullet" if _PICTURE in stated else _number_format(element, val(stated.get(_FORMAT))),
        text=val(stated.get(_TEXT)) or "",
        legal=legal is not None and is_on(legal),
        restart_after=integer(val(stated.get(_RESTART)), integer(element.get(_INDEX))),
        style_id=val(stated.get(_STYLE)),
        font=None if fonts is None else fonts.get(w("ascii")) or fonts.get(w("hAnsi")),
        hidden=vanish is not None and is_on(vanish),
    )


def _number_format(level: Element, plain: str | None) -> str:
    """`w:numFmt`, where newer programs also write a format of their own beside the standard one that older ones fall back to."""
    return plain or next((mark.get(VAL, "decimal") for mark in level.iterdescendants(_FORMAT) if mark.get(VAL) != "custom"), "decimal")
