"""Form fields of Word (17.16): what a filled form shows where no text is stored, ticks and chosen entries."""

from __future__ import annotations

from extract.word.names import VAL, integer, is_on, value, w
from extract.xml import Element

TICKED, NOT_TICKED = "☑", "☐"
_FORM, _CHECK_BOX, _DROP_DOWN = w("ffData"), w("checkBox"), w("ddList")
_CHECKED, _DEFAULT, _RESULT, _ENTRY = w("checked"), w("default"), w("result"), w("listEntry")


def form_text(field: Element) -> str:
    """What the form field that a `w:fldChar` begins shows: a tick, or the chosen entry of a list; "" for any other field."""
    form = field.find(_FORM)
    if form is None:
        return ""
    if (box := form.find(_CHECK_BOX)) is not None:
        state = next((mark for mark in (box.find(_CHECKED), box.find(_DEFAULT)) if mark is not None), None)
        return TICKED if state is not None and is_on(state) else NOT_TICKED
    if (choice := form.find(_DROP_DOWN)) is not None:
        entries = [entry.get(VAL, "") for entry in choice.iterchildren(_ENTRY)]
        chosen = integer(value(choice, _RESULT) or value(choice, _DEFAULT))
        return entries[chosen] if 0 <= chosen < len(entries) else ""
    return ""
