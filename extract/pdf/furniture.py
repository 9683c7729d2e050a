"""What stands on a page without being part of the text: page numbers, running headers and footers, footnotes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from extract.pdf.lines import Line
from extract.pdf.page import Page
from records.document import ParagraphKind

ZONE = 0.12  # furniture stands in this part of the page at its top and bottom
REPEATS = 3  # a line on this many pages at the same place is a running header
NOTE_RULE = (50.0, 230.0)  # length of the short rule over footnotes (Word 144 points, LibreOffice a quarter of the text width)
FULL = 0.75  # a page that is filled to here goes on on the next one
FULL_SHARE = 0.6  # of the pages with a running header follow a full page
SMALLER = 0.93  # a footnote is set smaller than this part of the text

_PAGE_NUMBER = re.compile(r"^[-–—\s]*(?:(?:стр(?:аница)?\.?|с\.|page)\s*)?\d{1,4}(?:\s*(?:из|/|of)\s*\d{1,4})?[-–—\s.]*$", re.IGNORECASE)
_DIGITS = re.compile(r"\d+")


class PageLines(NamedTuple):
    """A page, its lines outside tables, and the lower ends of its tables."""

    page: Page
    lines: Sequence[Line]
    table_ends: Sequence[float] = ()


def running_lines(pages: Sequence[PageLines]) -> dict[tuple[int, int], ParagraphKind]:
    """(page number, index of the line) → header or footer, for lines that only accompany the page."""
    places = _repeated(pages)
    found: dict[tuple[int, int], ParagraphKind] = {}
    for page, lines, _ in pages:
        for index, line in enumerate(lines):
            zone = zone_of(page, line)
            if zone is None:
                continue
            outermost = line.text == (lines[0] if zone == "header" else lines[-1]).text
            if (outermost and _PAGE_NUMBER.match(line.text)) or _places(page, line) & places:
                found[page.number, index] = zone
    return found


def _repeated(pages: Sequence[PageLines]) -> set[tuple[str, int]]:
    """The places of lines that stand on many pages. A header stands on all of them, or where a full page goes on: the same words
    («Приложение …») at the top of pages that each open a part of their own are text."""
    counts: Counter[tuple[str, int]] = Counter()
    running: Counter[tuple[str, int]] = Counter()
    full = False
    for placed in pages:
        page, lines, _ = placed
        here = {key: zone for line in lines if (zone := zone_of(page, line)) is not None for key in _places(page, line)}
        counts.update(here.keys())
        running.update(key for key, zone in here.items() if zone == "footer" or full)
        full = _is_full(placed)
    least = max(REPEATS, len(pages) // 3)
    often = ((key, count) for key, count in counts.items() if count >= least)
    return {key for key, count in often if count == len(pages) or running[key] >= FULL_SHARE * (count - 1)}


def _is_full(placed: PageLines) -> bool:
    """Whether the text of a page reaches down to where a page usually ends."""
    page, lines, table_ends = placed
    ends = [*table_ends, *(line.bottom for line in lines if zone_of(page, line) is None)]
    return max(ends, default=0.0) > FULL * page.height


def zone_of(page: Page, line: Line) -> ParagraphKind | None:
    """The margin in which a line stands, or None for the text area."""
    if line.bottom < ZONE * page.height:
        return "header"
    return "footer" if line.top > (1 - ZONE) * page.height else None


def _places(page: Page, line: Line) -> set[tuple[str, int]]:
    """A line's text as it is and without the numbers that change from page to page, with its height on the page in steps of
    4 points. At the top only the page's own number changes: «Приложение 2» after «Приложение 1» is no running header."""
    changing = _DIGITS if zone_of(page, line) == "footer" else _own_number(page)
    return {(text, round(line.top / 4)) for text in (line.text, changing.sub("#", line.text))}


def _own_number(page: Page) -> re.Pattern[str]:
    return re.compile(rf"(?:(?<=\bстр\. )|(?<=\bс\. )|(?<=\bpage )|(?<=\bлист ))\d+|\b{page.number}\b", re.IGNORECASE)


def footnote_start(page: Page, lines: Sequence[Line]) -> int:
    """Index of the first line that is a footnote: below the short rule at the left, in smaller type; `len(lines)` if none."""
    if not lines:
        return 0
    usual = Counter(round(line.height, 1) for line in lines).most_common(1)[0][0]
    rules = [rule for rule in page.rules if rule.horizontal and NOTE_RULE[0] <= rule.x1 - rule.x0 <= NOTE_RULE[1]]
    for rule in rules:
        below = [index for index, line in enumerate(lines) if line.top > rule.top - line.height / 3]
        notes = [lines[index] for index in below]
        if notes and rule.top > page.height / 3 and all(_is_note(line, usual) for line in notes) and not _crossed(page, rule.top):
            return below[0]
    return len(lines)


def _is_note(line: Line, usual: float) -> bool:
    return line.height < SMALLER * usual or bool(re.match(r"^[\d*]{1,3}\s?\D", line.text)) or line.height <= usual


def _crossed(page: Page, height: float) -> bool:
    """Whether a vertical rule runs through this height: then the short rule belongs to a table."""
    return any(not rule.horizontal and rule.top - 2 < height < rule.bottom + 2 for rule in page.rules)
