"""A column of two roles («Срок исполнения, ответственный»): its text parted at the line break, comma or slash."""

from __future__ import annotations

import re

from extract.recognise.numbering import split_number
from extract.recognise.vocabulary import lemmas, words

_SEPARATORS = re.compile(r"(\n|\s?/\s?|[,;]\s?)")
_DEADLINES = ("deadline", "deadline_start", "deadline_end")


def part_roles(text: str, roles: tuple[str, ...]) -> dict[str, str]:
    """The part of each of two roles; nothing of the text but the separator between the parts is left out."""
    first, second = roles
    if not text:
        return {first: "", second: ""}
    if "number" in roles:
        return _part_number(text, first, second)
    dated = next((role for role in roles if role in _DEADLINES), None)
    if dated is None:
        head, _, tail = text.partition("\n")
        return {first: head, second: tail}
    other = second if dated == first else first
    return _part_deadline(text, dated, other, dated == first)


def _part_number(text: str, first: str, second: str) -> dict[str, str]:
    split = split_number(text)
    other = second if first == "number" else first
    return {"number": split.number, other: split.rest}


def _part_deadline(text: str, dated: str, other: str, leads: bool) -> dict[str, str]:
    """The run of pieces at one end that reads as a deadline is the deadline; the end that the heading names is tried first."""
    pieces = _SEPARATORS.split(text)
    for from_start in (leads, not leads):
        size = _run(pieces[::2] if from_start else pieces[::2][::-1])
        if size:
            cut = 2 * size if from_start else len(pieces) - 2 * size
            left, right = "".join(pieces[: max(cut - 1, 0) if from_start else cut]), "".join(pieces[cut if from_start else cut + 1 :])
            return {dated: (left if from_start else right).strip(), other: (right if from_start else left).strip(" ,;/\n")}
    return {dated: "", other: text}


def _run(pieces: list[str]) -> int:
    """How many leading pieces read as a deadline."""
    return next((index for index, piece in enumerate(pieces) if not is_deadline(piece)), len(pieces))


def is_deadline(text: str) -> bool:
    """Whether a text is made of the words of deadlines and says when («до 1 мая», «ежегодно», «2022»)."""
    tokens = lemmas(text)
    if not tokens:
        return False
    strong = any(token in words("deadline_strong") for token in tokens) or _is_numeric_date(text)
    explained = sum(token.isdigit() or token in words("deadline") for token in tokens)
    return strong and explained >= 0.6 * len(tokens)


def _is_numeric_date(text: str) -> bool:
    return bool(re.search(r"\b\d{1,2}\.\d{1,2}(?:\.\d{2,4})?\b|\b20\d\d\b", text))
