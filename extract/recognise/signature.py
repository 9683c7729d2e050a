"""Who signed: the post and the name in the lines after the last clause."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from extract.recognise.line import Line
from extract.recognise.numbering import is_number, split_number
from extract.recognise.vocabulary import first_lemma, words
from extract.recognise.wordings import is_deadline
from records.morphology import analyzer

_INITIALS_FIRST = r"[А-ЯЁ]\.\s?(?:[А-ЯЁ]\.)?\s?[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?"
_SURNAME_FIRST = r"[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?\s+[А-ЯЁ]\.\s?(?:[А-ЯЁ]\.)?"
_FULL = r"[А-ЯЁ][а-яё]+\s+[А-ЯЁ][а-яё]+\s+[А-ЯЁ][а-яё]+(?:вич|вна|ич|оглы|кызы)"
_NAME = re.compile(rf"(?:^|[\s_/]){{1}}({_INITIALS_FIRST}|{_SURNAME_FIRST}|{_FULL})\s*[/)]?\s*$")
_TO_SIGN = re.compile(r"_{3,}|\(подпись\)")
_ACTING = re.compile(r"(?:И\s?\.\s?о|Врио|ВрИО|Вр\.)", re.IGNORECASE)
_CLAUSE = re.compile(r"\d{1,3}(?:\.\d{1,3})*[.)]")
_MAX_POST_LINES = 5
_MAX_STAMP = 80


@dataclass(frozen=True, slots=True)
class Signature:
    """`first` is the position of the first line of the signature in the lines that were searched."""

    first: int
    post: str | None
    name: str


def find_signature(lines: Sequence[Line]) -> Signature | None:
    """The first «post … name» after which no numbered clause follows; a post over several lines is met too."""
    last_clause = max((index for index, line in enumerate(lines) if line.first and _CLAUSE.match(line.text)), default=-1)
    for first in range(last_clause + 1, len(lines)):
        if not _is_post(lines[first].text):
            continue
        for last in range(first, min(first + _MAX_POST_LINES, len(lines))):
            match = _NAME.search(lines[last].text)
            if match:
                before = [line.text for line in lines[first:last]]
                post = " ".join([*before, lines[last].text[: match.start()]])
                return Signature(first, _clean(post), match[1].strip())
            if last > first and (split_number(lines[last].text).number or lines[last].text.endswith((":", ";"))):
                break
    return None


def is_signature_row(texts: Sequence[str]) -> bool:
    """The filled cells of a row are a stamp («СОГЛАСОВАНО»), or a post with a line to sign on or a name after it."""
    if all(len(text) <= _MAX_STAMP and first_lemma(text) in words("stamp_heads") for text in texts):
        return True
    if is_number(texts[0]) or not _is_post(texts[0]) or any(is_deadline(text) for text in texts[1:]):
        return False
    line = " ".join(" ".join(texts).split())
    return _TO_SIGN.search(line) is not None or (len(texts) <= 3 and _NAME.search(line) is not None)


def _clean(post: str) -> str | None:
    return " ".join(re.sub(r"_{2,}|\(подпись\)|/", " ", post).split()).strip(" ,:") or None


def _is_post(text: str) -> bool:
    """A line that begins with a post in the nominative («Начальник управления …», «И.о. директора»)."""
    if not text[:1].isupper() or text.endswith(":") or not (head := first_lemma(text)):
        return False
    if _ACTING.match(text):
        return True
    return head in words("posts") and _is_nominative(text.split()[0].strip(".,:"))


@lru_cache(maxsize=2_000)
def _is_nominative(word: str) -> bool:
    return any("nomn" in parse.tag and "sing" in parse.tag for parse in analyzer().parse(word))
