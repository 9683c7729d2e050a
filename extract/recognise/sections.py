"""Which rows of an activity table are headings, and what a heading row says: number, title, month."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.recognise.columns import Header
from extract.recognise.grid import Row, printed
from extract.recognise.numbering import is_number, is_roman, opens_with_dash, path_of, roman_value, split_number
from extract.recognise.rows import BodyRow
from extract.recognise.vocabulary import lemmas, word_list, words
from records.document import Cell
from records.order import Place, Section
from records.text import clean_line

_WORD_NUMBER = re.compile(
    r"(?P<word>[А-ЯЁа-яё]+)\s+№?\s?(?P<number>\d{1,2}(?:\.\d{1,2})*|[IVXХІПШ]{1,6})(?P<dot>\.?)(?=[\s:–—-]|$|«|[А-ЯЁ])\s*(?P<rest>.*)",
    re.DOTALL,
)
_ROMAN_TITLE = re.compile(r"(?P<number>[IVXХІУПШ]{1,6}\.?)\s+(?P<rest>[А-ЯЁ«\"].*)", re.DOTALL)
_YEAR = re.compile(r"\b(20\d\d)\b")


def section_of(cells: Sequence[Cell], place: Place) -> Section:
    """The section that a heading row's filled cells say; the first cell may be its number alone."""
    texts = [clean_line(printed(cell).replace("\n", " ")) for cell in cells]
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
    return split.number, split.rest


def _is_word_and_number(text: str) -> bool:
    match = _WORD_NUMBER.fullmatch(text)
    return bool(match) and not match["rest"] and lemmas(match["word"])[0] in words("section_words") if match else False


def month_of(text: str) -> tuple[int | None, int | None]:
    """(month, year) of a heading that is the name of a month, with or without a year; (None, year) of a year alone."""
    tokens = [token for token in lemmas(text) if token not in ("г", "год", "месяц")]
    years = [int(token) for token in tokens if _YEAR.fullmatch(token)]
    rest = [token for token in tokens if not _YEAR.fullmatch(token)]
    months = month_numbers()
    if len(rest) == 1 and rest[0] in months and len(years) <= 1:
        return months[rest[0]], years[0] if years else None
    return None, years[0] if years and not rest else None


def month_numbers() -> dict[str, int]:
    """Months by their lemma: январь → 1."""
    return {str(name): number for number, name in enumerate(word_list("words")["months"], start=1)}


def is_merged_heading(row: Row, header: Header) -> bool:
    """A row whose text is merged over the columns: alone, or after a number in the first cell; a stray cell beside it is met too."""
    filled = row.filled()
    if not filled or len(filled) > 3 or (len(row.cells) == len(header.columns) and len(row.cells) > 1):
        return False
    width = max(column.end for column in header.columns)
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


def is_plain_heading(rows: Sequence[BodyRow], position: int, header: Header) -> bool:
    """Whether an unmerged row with nothing but number and title is a heading rather than an activity that is not filled in.

    An activity stays one unless something speaks for a heading: the numbering of the rows below it, its word («Раздел»), a month,
    roman among arabic numerals, capitals, bold type that its neighbours do not have, or no number where all others have one.
    """
    row = rows[position]
    text = row.title or (printed(row.filled[0]) if len(row.filled) == 1 else "")
    own = any(printed(cell).endswith(text) for cell in row.filled)  # a title merged from above heads nothing
    if not text or not own or (row.has_content() and not _is_alone(row, text)):
        return False
    if month_of(text)[0] or _is_heading_word(text):
        return True
    if opens_with_dash(text) or (not row.title and not _in_number_column(row, header)):
        return False
    return _has_children(rows, position) or _stands_out(rows, position, text) or _in_number_column(row, header)


def _is_alone(row: BodyRow, text: str) -> bool:
    """The only filled cell of its row holds the text, in whatever column (a month typed into the first one)."""
    return len(row.filled) == 1 and printed(row.filled[0]) == text and month_of(text)[0] is not None


def _in_number_column(row: BodyRow, header: Header) -> bool:
    """A heading typed into the number column."""
    return bool(header.with_role("number")) and len(row.filled) == 1 and bool(row.number) and not row.title and not is_number(row.number)


def _is_heading_word(text: str) -> bool:
    match = _WORD_NUMBER.match(text)
    return bool(match) and lemmas(match["word"])[0] in words("section_words") if match else False


def _has_children(rows: Sequence[BodyRow], position: int) -> bool:
    """The next numbered row is one level below («1.» before «1.1»), and no sister of this row is a full activity."""
    path = path_of(rows[position].number or split_number(rows[position].title).number)
    following = next((path_of(row.number) for row in rows[position + 1 :] if row.number), ())
    if not path or len(following) <= len(path) or following[: len(path)] != path:
        return False
    sisters = [row for row in rows if len(sister := path_of(row.number)) == len(path) and sister[:-1] == path[:-1]]
    return not any(row.has_content() for row in sisters)


def _stands_out(rows: Sequence[BodyRow], position: int, text: str) -> bool:
    """The row looks like a heading among its neighbours: roman, capitals, bold, or the only one without a number."""
    row = rows[position]
    others = [other for other in rows if other.has_content()]
    if not others or not any(other.has_content() for other in rows[position + 1 :]):
        return False
    if row.bold and sum(other.bold for other in others) <= 0.2 * len(others):
        return True
    if row.number and is_roman(row.number) and not any(is_roman(other.number) for other in others if other.number):
        return True
    if _is_capitals(text) and not any(_is_capitals(other.title) for other in others):
        return True
    numbered = sum(bool(other.number) for other in others)
    heading = split_number(text).rest or text
    return not row.number and numbered >= 0.8 * len(others) and heading[0].isupper() and len(text) <= 200 and not text.endswith(":")


def _is_capitals(text: str) -> bool:
    return len(text) > 6 and text.upper() == text and any(letter.isalpha() for letter in text)
