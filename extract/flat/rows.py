"""Tables written a row a line, cells parted by tabs.

Such texts come from pages: a blank line inside a table is the end of a page, and a row after it whose number cell is empty is the
rest of the row before it. Words and compounds that a narrow column cut («распределенно й», «педагогов- психологов») are whole again
where the dictionary knows the whole and not the half.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.grid import Spanned, assemble, spread
from extract.lines import Line, content_of
from records.document import Block, Paragraph
from records.morphology import is_known
from records.text import clean_cell, clean_line

_RULER = re.compile(r"[\s|+:=_—–-]+")
_REST = re.compile(r"\([а-яё][^()]*\)\.?")
# A bracket below a short cell («сентябрь» and under it «(в течение года)») may well be a text of its own.
_WORDS_ABOVE_A_REST = 5
_BOLD = "**"
_HEADING = re.compile(r"^#{1,6}\s+(?=\S)")  # of Markdown
_TAGS = re.compile(r"</?(?:p|ul|ol|li|br|div|span|b|i|u|em|strong)\b[^<>]*>", re.IGNORECASE)
_LIST = re.compile(r"<(?:ul|ol)\b.*?(?:</(?:ul|ol)>|\Z)", re.IGNORECASE | re.DOTALL)
_ITEM = re.compile(r"\s(?=- )")
_CUT_WORD = re.compile(r"\b([А-Яа-яЁё]{3,}) ([а-яё]{1,2})\b")
# «учебно- и научно-методический» is meant so; a hyphen with a space in any other place is the end of a line.
_CUT_COMPOUND = re.compile(r"(?<=\w)- (?!(?:и|или)\b)(?=\w)")
# Two columns are no table unless there are some rows of them: a signature has a tab as well.
_ROWS_OF_A_NARROW_TABLE = 3
_COLUMNS_OF_A_PLAN = 4
_DASHES = ("-", "–", "—")
Row = list[str]


def read_rows(lines: list[str]) -> Iterator[Block]:
    """The paragraphs and tables of these lines."""
    bold = False
    position = 0
    while position < len(lines):
        rows, after = _table(lines, position)
        if rows:
            yield assemble(spread(_merged(rows)))
            position = after
            continue
        line = lines[position]
        opens, closes = line.lstrip().startswith(_BOLD), line.rstrip().endswith(_BOLD)
        text = clean_cell(_HEADING.sub("", line.replace(_BOLD, "")))
        if text and not _RULER.fullmatch(line):
            yield Paragraph(_whole(text), bold=bold or opens)
        bold = (bold or opens) and not closes
        position += 1


def _table(lines: list[str], start: int) -> tuple[list[Row], int]:
    """The rows of the table that begins at a line, and the line after it; no rows where none begins."""
    columns = lines[start].count("\t") + 1
    if columns < 2:
        return [], start
    rows: list[Row] = []
    after = position = start
    new_page = False
    while position < len(lines):
        line = lines[position]
        position += 1
        if not line.strip() and "\t" not in line:
            new_page = True
        elif "\t" not in line or line.count("\t") >= columns + 1 or (new_page and line.count("\t") + 1 != columns):
            break
        else:
            after = position
            if not _RULER.fullmatch(line) or not line.strip():
                _take(rows, [_cell(text) for text in line.split("\t")], columns, new_page)
            new_page = False
    return (rows, after) if columns > 2 or len(rows) >= _ROWS_OF_A_NARROW_TABLE else ([], start)


def _take(rows: list[Row], cells: Row, columns: int, new_page: bool) -> None:
    """A row of its own, or the rest of the last one where a page cut it. A row without any text is none."""
    cells += [""] * (columns - len(cells))
    if not any(cells):
        return
    if rows and new_page and not cells[0]:
        rows[-1] = [_whole(f"{first} {rest}".strip()) for first, rest in zip(rows[-1], cells, strict=True)]
    else:
        rows.append(cells)


def _merged(rows: list[Row]) -> list[list[Spanned]]:
    """A cell that is nothing but a bracket in small letters is the rest of a long cell above it, merged over both rows."""
    texts = [list(row) for row in rows]
    reach = [[1] * len(row) for row in rows]
    for number in range(len(rows) - 1, 0, -1):
        for column in range(1, len(rows[number])):
            above = texts[number - 1][column]
            if _REST.fullmatch(texts[number][column]) and len(above.split()) >= _WORDS_ABOVE_A_REST:
                texts[number - 1][column] += " " + texts[number][column]
                reach[number - 1][column] += reach[number][column]
                reach[number][column] = 0
    below = [*rows[1:], []]
    return [_spanned(*row) for row in zip(texts, reach, below, strict=True)]


def _spanned(texts: Row, reach: list[int], below: Row) -> list[Spanned]:
    """The cells of a row. Where all after the title are empty they were one merged cell with it: a heading over the columns. (Not
    above rows that open with a dash: there it is the measure that they are parts of.)"""
    cells = [Spanned(content_of([Line(text)]), down) for text, down in zip(texts, reach, strict=True) if down]
    filled = [column for column, text in enumerate(texts) if text]
    is_heading = len(texts) >= _COLUMNS_OF_A_PLAN and bool(filled) and filled[-1] <= 1 and len(cells) == len(texts)
    if not is_heading or any(text.startswith(_DASHES) for text in below):
        return cells
    last = filled[-1]
    return [*cells[:last], cells[last]._replace(column_span=len(texts) - last)]


def _cell(text: str) -> str:
    """A cell's text: remains of markup are line breaks, and so are the items of a list that was marked as one."""
    if "<" in text:
        text = _LIST.sub(lambda match: _ITEM.sub("\n", match[0]), text)
        text = _TAGS.sub("\n", text)
    return "\n".join(_whole(line) for line in clean_cell(text).split("\n"))


def _whole(text: str) -> str:
    """Words and compounds that a narrow column cut, made whole."""
    return _CUT_COMPOUND.sub("-", _CUT_WORD.sub(_joined, text))


def _joined(match: re.Match[str]) -> str:
    start, rest = match.groups()
    return start + rest if not is_known(start) and is_known(start + rest) else clean_line(match[0])
