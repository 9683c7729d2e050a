"""What stands on a page without being part of the text: page numbers, running headers and footers, footnotes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from extract.pdf.lines import Line
from extract.pdf.page import Page
from records.document import ParagraphKind

ZONE = 0.12  # furniture stands in this part of the page at its top and bottom
REPEATS = 3  # a line on this many pages at the same place is a running header
NOTE_RULE = (50.0, 230.0)  # length of the short rule over footnotes (Word 144 points, LibreOffice a quarter of the text width)
SMALLER = 0.93  # a footnote is set smaller than this part of the text

_PAGE_NUMBER = re.compile(r"^[-–—\s]*(?:(?:стр(?:аница)?\.?|с\.|page)\s*)?\d{1,4}(?:\s*(?:из|/|of)\s*\d{1,4})?[-–—\s.]*$", re.IGNORECASE)
_DIGITS = re.compile(r"\d+")


def running_lines(pages: Sequence[tuple[Page, Sequence[Line]]]) -> dict[tuple[int, int], ParagraphKind]:
    """(page number, index of the line) → header or footer, for lines that only accompany the page."""
    places = Counter(key for page, lines in pages for key in {_place(page, line) for line in lines if zone_of(page, line) is not None})
    found: dict[tuple[int, int], ParagraphKind] = {}
    for page, lines in pages:
        for index, line in enumerate(lines):
            zone = zone_of(page, line)
            if zone is None:
                continue
            outermost = line.text == (lines[0] if zone == "header" else lines[-1]).text
            if (outermost and _PAGE_NUMBER.match(line.text)) or places[_place(page, line)] >= max(REPEATS, len(pages) // 3):
                found[page.number, index] = zone
    return found


def zone_of(page: Page, line: Line) -> ParagraphKind | None:
    """The margin in which a line stands, or None for the text area."""
    if line.bottom < ZONE * page.height:
        return "header"
    return "footer" if line.top > (1 - ZONE) * page.height else None


def _place(page: Page, line: Line) -> tuple[str, int]:
    """A line's text without its numbers, and its height on the page in steps of 4 points."""
    return _DIGITS.sub("#", line.text), round(line.top / 4)


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
