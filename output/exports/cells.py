"""Texts of documents as cells of a workbook: never a formula, never lost.

A cell of a workbook holds XML 1.0 text of at most 32,767 characters, where `_x0041_` means «A» (ECMA-376, part 1, 22.9.2.19). What can't
stand there is replaced visibly, and the cell's remark says so.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from openpyxl.cell.cell import Cell

LONGEST = 32_000  # Excel's limit is 32,767; the escapes below need room
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")  # as in `output.grids`
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_REPLACEMENT = "\ufffd"
_CUT = " […]"


@dataclass(frozen=True, slots=True)
class SafeText:
    """A text that a cell can hold, and in `remark` what had to be changed (Russian, empty where nothing was)."""

    text: str
    remark: str = ""


def safe_text(text: str) -> SafeText:
    """The text as a cell can hold it: forbidden characters become �, the end of an endless text is cut; both are said."""
    found = sorted(set(_FORBIDDEN.findall(text)))
    remarks = []
    if found:
        named = ", ".join(f"U+{ord(character):04X}" for character in found)
        text = _FORBIDDEN.sub(_REPLACEMENT, text)
        remarks.append(f"Знаки, которых не бывает в таблицах Excel ({named}), заменены на {_REPLACEMENT}.")
    if len(text) > LONGEST:
        remarks.append(f"В ячейку Excel входит не больше 32 767 знаков, а здесь {len(text)}: конец текста — в наборе данных.")
        text = text[: LONGEST - len(_CUT)] + _CUT
    return SafeText(text, " ".join(remarks))


def put_text(cell: Cell, text: str) -> str:
    """Writes a text into a cell as a text, whatever it begins with; gives the remark of `safe_text`.

    Like a person's apostrophe, `quotePrefix` keeps a text that looks like a formula from becoming one when it is edited.
    """
    safe = safe_text(text)
    if safe.text:
        cell.value = _ESCAPE.sub("_x005F_", safe.text)
        cell.data_type = "s"
        if safe.text.startswith(_FORMULA):
            cell.quotePrefix = True
    return safe.remark
