"""Activities that stand in numbered paragraphs instead of a table: «1. Провести семинар. Срок: до 1 мая. Ответственный: …».

A run of such paragraphs below the title of a plan becomes a table without header, its lines between them the headings of sections.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from extract.recognise.columns import Column, Header
from extract.recognise.grid import rows_of
from extract.recognise.labelled import labelled
from extract.recognise.numbering import split_number
from extract.recognise.tables import TableReading
from extract.recognise.titles import appendix_of, title_word
from extract.recognise.vocabulary import words
from records.document import Block, Cell, Paragraph, Table
from records.text import clean_cell

_COLUMNS = ("number", "title", "deadline", "body", "result")
HEADER = Header(-1, -1, tuple(Column(place, place + 1, "", (role,), known=True) for place, role in enumerate(_COLUMNS)))
_FIELDS = _COLUMNS[2:]
_PHONE = re.compile(r"(?<!\w)тел(?:ефон)?[.:\s]|\d[\s-]\d\d[\s-]\d\d(?!\d)", re.IGNORECASE)
_LEAST_ITEMS = 2
_LONGEST_HEADING = 200


@dataclass(slots=True)
class _Item:
    """A paragraph with what follows it: an activity once it has a labelled field, a heading else."""

    number: str
    title: str
    paragraphs: list[Paragraph]
    fields: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Listed:
    """The blocks `first` to `after` (exclusive) of a document, read as a table of activities."""

    first: int
    after: int
    table: Table


def lists_in(blocks: Sequence[Block]) -> Mapping[int, Listed]:
    """Index of a list's first block → the list."""
    found: dict[int, Listed] = {}
    titled = False
    index = 0
    while index < len(blocks):
        block = blocks[index]
        if not isinstance(block, Paragraph) or block.kind != "body":
            titled, index = titled and isinstance(block, Paragraph), index + 1
            continue
        if titled and (listed := _list_at(blocks, index)):
            found[index] = listed
            index = listed.after
            continue
        titled = (titled or title_word(block.text) is not None) and not _is_decree(block.text)
        index += 1
    return found


def reading_of(listed: Listed, ordinal: int) -> TableReading:
    """A list as a table of activities that has no header of its own."""
    return TableReading(ordinal, listed.table, tuple(rows_of(listed.table)), "activities", HEADER, listed=True)


def _is_decree(text: str) -> bool:
    """«ПРИКАЗЫВАЮ:»: the points of an order follow, they are no plan."""
    return any(token in words("decrees") for token in text.lower().replace(" ", "").rstrip(":").split()[:1])


def _list_at(blocks: Sequence[Block], first: int) -> Listed | None:
    """The list that begins with a block, None where that block is no activity or stands alone."""
    items: list[_Item] = []
    ends: list[int] = []  # the block after each activity
    for index in range(first, len(blocks)):
        block = blocks[index]
        if not isinstance(block, Paragraph) or _ends_list(block.text, items):
            break
        if block.kind != "body":
            continue
        if not _add(block, items) or (index == first and not _opens_list(block)):
            break
        if items and items[-1].fields:
            ends = [*ends[: sum(bool(item.fields) for item in items) - 1], index + 1]
        elif sum(not item.fields for item in items[-3:]) > 2:
            break
    while items and not items[-1].fields:
        items.pop()
    told = [item for item in items if item.fields]
    whole = len(told) >= _LEAST_ITEMS and items[0].fields and sum(len(item.fields) for item in told) >= 1.5 * len(told)
    return Listed(first, ends[-1], _table(items)) if whole else None


def _ends_list(text: str, items: Sequence[_Item]) -> bool:
    """The mark of an appendix, the title of another plan («Мероприятие: …» is none), or who typed the document («Исп.: …, тел. …»)."""
    titled = bool(items) and title_word(text) is not None and not labelled(text).fields
    return titled or appendix_of(text) is not None or _PHONE.search(text) is not None


def _opens_list(block: Paragraph) -> bool:
    """Whether a list may begin with a paragraph: it has a number, or names a field («Мероприятие: …»)."""
    return bool(split_number(block.printed).number or labelled(clean_cell(block.printed)).fields)


def _add(block: Paragraph, items: list[_Item]) -> bool:
    """Put a paragraph where it belongs: a field of the last activity, its title's next line, or a new one. False where the list is over."""
    printed = clean_cell(block.printed)
    split = split_number(printed)
    parted = labelled(split.rest)
    if not parted.head and parted.fields and "title" not in parted.fields and not split.number:
        if not items:
            return False
        items[-1].paragraphs.append(block)
        for name, text in parted.fields.items():
            items[-1].fields[name] = "\n".join(part for part in (items[-1].fields.get(name), text) if part)
        return True
    fields = {name: text for name, text in parted.fields.items() if name != "title"}
    title = "\n".join(part for part in (parted.head, parted.fields.get("title")) if part)
    if not title or (not split.number and not parted.fields and len(printed) > _LONGEST_HEADING):
        return False
    items.append(_Item(split.number, title, [block], fields))
    return True


def _table(items: Sequence[_Item]) -> Table:
    cells: list[Cell] = []
    for row, item in enumerate(items):
        boxes = tuple(box for paragraph in item.paragraphs for box in paragraph.boxes)
        page = item.paragraphs[0].page
        if not item.fields:
            cells.append(Cell(row, 0, f"{item.number} {item.title}".strip(), column_span=5, boxes=boxes, page=page))
            continue
        texts = (item.number, item.title, *(item.fields.get(name, "") for name in _FIELDS))
        cells += [Cell(row, column, text, boxes=boxes if column == 1 else (), page=page) for column, text in enumerate(texts)]
    return Table(len(items), 5, tuple(cells), page=items[0].paragraphs[0].page)
