"""Merged heading rows of an activity table, and what a heading says: number, title, month."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache

from extract.recognise.columns import Header
from extract.recognise.grid import Row, printed
from extract.recognise.numbering import is_number, is_roman, path_of, roman_value, split_number
from extract.recognise.vocabulary import lemmas, word_list, words
from records.document import Cell
from records.order import Place, Section
from records.text import clean_line

_WORD_NUMBER = re.compile(
    r"(?P<word>[А-ЯЁа-яё]+)\s+№?\s?(?P<number>\d{1,2}(?:\.\d{1,2})*|[IVXХІПШ]{1,6})(?P<dot>\.?)(?=[\s:–—-]|$|«|[А-ЯЁ])\s*(?P<rest>.*)",
    re.DOTALL,
)
_ROMAN_TITLE = re.compile(r"(?P<number>[IVXХІУПШ]{1,6}\.?)\s+(?P<rest>[А-ЯЁ«\"].*)", re.DOTALL)
_LETTER = re.compile(r"([а-яё]\))\s+")  # «а) разработка документов»
_YEAR = re.compile(r"\b(20\d\d)\b")


def section_of(cells: Sequence[Cell], place: Place) -> Section:
    """The section that a heading row's filled cells say; the first cell may be its number alone."""
    texts = [clean_line(printed(cell)) for cell in cells]
    if len(texts) > 1 and (is_number(texts[0]) or _is_word_and_number(texts[0])):
        number, title = texts[0], " ".join(texts[1:])
    else:
        number, title = number_and_title(" ".join(texts))
    month, year = month_of(title)
    return Section(number or None, title, month, year, place)


def number_and_title(text: str) -> tuple[str, str]:
    """«Раздел 1. Кадры» → («Раздел 1.», «Кадры»): the number with its word, and the heading itself."""
    worded = _WORD_NUMBER.fullmatch(text)
    if worded and lemmas(worded["word"])[0] in words("section_words") and worded["rest"].strip(" .:–—-"):
        return f"{text[: worded.end('dot')]}".strip(), worded["rest"].lstrip(" .:–—-")
    roman = _ROMAN_TITLE.fullmatch(text)
    if roman and roman_value(roman["number"]):
        return roman["number"], roman["rest"]
    split = split_number(text)
    lettered = _LETTER.match(text) if not split.number else None
    return (lettered[1], text[lettered.end() :]) if lettered else (split.number, split.rest)


def _is_word_and_number(text: str) -> bool:
    """«Раздел 1.» without a title."""
    match = _WORD_NUMBER.fullmatch(text)
    return match is not None and not match["rest"] and lemmas(match["word"])[0] in words("section_words")


def opens_with_section_word(text: str) -> bool:
    """«Раздел 1. Кадры», «Задача 2»: the word and a number after it."""
    match = _WORD_NUMBER.match(text)
    return match is not None and lemmas(match["word"])[0] in words("section_words")


def month_of(text: str) -> tuple[int | None, int | None]:
    """(month, year) of a heading that is the name of a month, with or without a year; (None, year) of a year alone."""
    tokens = [token for token in lemmas(text) if token not in ("г", "год", "месяц")]
    rest = [token for token in tokens if not (token.isdigit() and _YEAR.fullmatch(token))]
    if len(rest) > 1:
        return None, None
    years = [int(token) for token in tokens if _YEAR.fullmatch(token)]
    months = month_numbers()
    if len(rest) == 1 and rest[0] in months and len(years) <= 1:
        return months[rest[0]], years[0] if years else None
    return None, years[0] if years and not rest else None


@cache
def month_numbers() -> Mapping[str, int]:
    """Months by their lemma: январь → 1."""
    return {str(name): number for number, name in enumerate(word_list("words")["months"], start=1)}


def is_merged_heading(row: Row, header: Header) -> bool:
    """A row whose text is merged over the columns: alone, or after a number in the first cell; a stray cell beside it is met too."""
    filled = row.filled()
    if not filled or len(filled) > 3 or (len(row.cells) == len(header.columns) and len(row.cells) > 1):
        return False
    width = header.width
    widest = max(filled, key=lambda cell: cell.column_span)
    if widest.column_span < 2 or len(header.columns) < 2:
        return False
    covered = [column for column in header.columns if column.start < widest.column + widest.column_span and widest.column < column.end]
    before = [cell for cell in filled if cell.column < widest.column]
    after = [cell for cell in filled if cell.column > widest.column]
    if any(not is_number(printed(cell)) and not _is_word_and_number(printed(cell)) for cell in before):
        return False
    if after:
        return widest.column == 0 and widest.column_span >= 0.6 * width and len(after) == 1
    numbers = sum(column.roles == ("number",) for column in header.columns)
    return len(covered) >= min(max(3, 0.6 * len(header.columns)), len(header.columns) - numbers, len(header.columns))


def counts_on(number: str, before: str, after: str) -> bool:
    """Whether a merged row counts on with the activities around it («2» between «1» and «3»): an activity not filled in, no heading."""
    path, previous, following = path_of(number), path_of(before), path_of(after)
    if not path or is_roman(number) or (not previous and not following):
        return False
    follows = not previous or previous == (*path[:-1], path[-1] - 1)
    leads = not following or following == (*path[:-1], path[-1] + 1)
    return follows and leads
