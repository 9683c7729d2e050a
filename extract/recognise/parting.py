"""A column of two roles («Срок исполнения, ответственный»): its text parted at the line break, comma or slash."""

from __future__ import annotations

import re

from extract.recognise.labelled import labelled
from extract.recognise.numbering import split_number
from extract.recognise.vocabulary import lemmas
from extract.recognise.wordings import is_body, is_deadline, is_made_of_deadline, names_body, says_when

_WORD = re.compile(r"\S+")
_SPACE = " ,;/\n–—-"
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
        named = labelled(text)
        if named.head and len(named.fields) == 1 and named.fields.keys() <= {first, second}:
            name, said = next(iter(named.fields.items()))
            return {second if name == first else first: named.head, name: said}
        head, _, tail = text.partition("\n")
        return {first: head, second: tail}
    other = second if dated == first else first
    return _part_deadline(text, dated, other, dated == first)


def stays_whole(parts: dict[str, str]) -> bool:
    """Whether a text that says when and names someone was left to one of its two roles."""
    held = [text for text in parts.values() if text]
    dated = any(parts.get(role) for role in _DEADLINES)
    if len(held) != 1 or "number" in parts or not any(role in _DEADLINES for role in parts) or not says_when(held[0]):
        return False
    return not dated or names_body(held[0])


def _part_number(text: str, first: str, second: str) -> dict[str, str]:
    split = split_number(text)
    other = second if first == "number" else first
    return {"number": split.number, other: split.rest}


def _part_deadline(text: str, dated: str, other: str, leads: bool) -> dict[str, str]:
    """The words of a deadline at one end are the deadline; the end that the heading names is tried first."""
    for read in (_words_at, _pieces_at):
        for from_start in (leads, not leads):
            parted = read(text, from_start)
            if parted:
                return {dated: parted[0], other: parted[1]}
    return {dated: text, other: ""} if is_deadline(text) else {dated: "", other: text}


def _words_at(text: str, from_start: bool) -> tuple[str, str] | None:
    """(deadline, rest) where the words of a deadline end for good, whatever parts them («15 марта 2022 г. Школа № 2»).

    The rest must look like a body and say nothing of time.
    """
    found = list(_WORD.finditer(text))
    ordered = found if from_start else found[::-1]
    size = next((index for index, match in enumerate(ordered) if not is_made_of_deadline(match.group())), len(found))
    while from_start and size and not _may_end(found[size - 1].group()):
        size -= 1
    if not 0 < size < len(found):
        return None
    cut = found[size].start() if from_start else found[-size].start()
    first, second = text[:cut].strip(_SPACE), text[cut:].strip(_SPACE)
    deadline, rest = (first, second) if from_start else (second, first)
    told = bool(rest) and (is_body(rest) or rest[0].isupper()) and not says_when(rest)
    return (deadline, rest) if told and is_deadline(deadline) else None


def _may_end(word: str) -> bool:
    """A deadline does not end in a preposition or a dash."""
    tokens = lemmas(word)
    return bool(tokens) and (len(tokens[-1]) > 2 or tokens[-1].isdigit() or tokens[-1] in ("г", "гг"))


def _pieces_at(text: str, from_start: bool) -> tuple[str, str] | None:
    """(deadline, rest) where the pieces between separators read as a deadline up to one of them."""
    pieces = _SEPARATORS.split(text)
    size = _run(pieces[::2] if from_start else pieces[::2][::-1])
    if not size or 2 * size > len(pieces):
        return None
    cut = 2 * size if from_start else len(pieces) - 2 * size
    left, right = "".join(pieces[: max(cut - 1, 0) if from_start else cut]), "".join(pieces[cut if from_start else cut + 1 :])
    return (left if from_start else right).strip(), (right if from_start else left).strip(_SPACE)


def _run(pieces: list[str]) -> int:
    """How many leading pieces read as a deadline."""
    return next((index for index, piece in enumerate(pieces) if not is_deadline(piece)), len(pieces))
