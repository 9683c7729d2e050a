"""Signs that a cell says the same as the one above («-//-», «″», «то же»): the text above is taken over, and a finding says so."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from extract.recognise.columns import Header
from extract.recognise.rows import FIELDS, BodyRow
from extract.recognise.vocabulary import word_list
from records.finding import Finding

# Quotes or a double stroke, as a rule between dashes: «-//-», «—“—», «- " -», «"».
_SIGN = re.compile(r"[-–—_=\s.]*(?:[\"“”„«»″‟''’`]{1,2}|''|//|\\\\|\|\|)[-–—_=\s.]*(?:[\"“”„«»″//]+[-–—_=\s.]*)*")
_NAMES = {"title": "мероприятие", "deadline": "срок", "body": "исполнитель", "result": "результат"}
_PRINTED = {"title": "title", "deadline": "deadline_raw", "body": "body_raw", "result": "result_raw"}


def is_repeat(text: str) -> bool:
    """Whether a cell only says «as above»."""
    plain = text.strip(" .")
    return bool(plain) and len(plain) <= 20 and _is_sign(plain)


@lru_cache(maxsize=2_000)
def _is_sign(plain: str) -> bool:
    return bool(_SIGN.fullmatch(plain)) or plain.lower() in word_list("words")["repeats"]


def with_repeats(rows: Sequence[BodyRow], header: Header, above: Mapping[str, str]) -> tuple[list[BodyRow], dict[int, dict[str, str]]]:
    """(rows whose signs of repetition are replaced by the text above, row → field → the sign). `above`: the fields of the last row
    before them; a sign with nothing above it stays as it is."""
    last = dict(above)
    combined = {tuple(sorted(column.roles, reverse=True)) for column in header.columns}
    found: list[BodyRow] = []
    signs: dict[int, dict[str, str]] = {}
    for row in rows:
        repeated: dict[str, str] = {}
        for name in FIELDS:
            text = row.fields.get(name, "")
            if text and not is_repeat(text):
                last[name] = text
            elif text and last.get(name):
                repeated[name] = text
        if "body" in repeated and ("deadline", "body") in combined and not row.fields.get("deadline"):
            repeated["deadline"] = repeated["body"]  # one cell for both
        if repeated:
            signs[row.index] = repeated
            row = replace(row, fields={**row.fields, **{name: last[name] for name in repeated}})
        found.append(row)
    return found, signs


def repeat_notes(signs: Mapping[str, str], plan: int, activity: int, page: int | None) -> list[Finding]:
    """X918 for each field of an activity that was taken over from above."""
    return [
        Finding(
            "X918",
            "I",
            f"Вместо текста стоит знак повтора ({_NAMES[name]}); взят текст строки выше. Сверьте и впишите его словами.",
            sign,
            plan,
            activity,
            _PRINTED[name],
            page=page,
        )
        for name, sign in signs.items()
    ]
