"""Texts in CSV that a spreadsheet would run as a formula (OWASP, CSV injection): an apostrophe is put before them, and can be taken off.

A text that begins with apostrophes and then like a formula gets one more, so that taking one off always gives the text back.
"""

from __future__ import annotations

import re

# Signs that make a formula in some spreadsheet, full-width ones of Asian keyboards included; what is only a number or a dash is none.
_FORMULA = re.compile("'*[=+\\-@\t\r＝＋－＠]")
_HARMLESS = re.compile(r"[+-]?(?:\d[\d ., ]*%?)?")
_GUARDED = re.compile("'+[=+\\-@\t\r＝＋－＠]")


def guarded(text: str) -> str:
    """The text with an apostrophe before it, where it could be run."""
    return f"'{text}" if _FORMULA.match(text) and not _HARMLESS.fullmatch(text) else text


def unguarded(text: str) -> str:
    """The text that `guarded` took: `unguarded(guarded(text)) == text` for every text."""
    return text[1:] if _GUARDED.match(text) else text
