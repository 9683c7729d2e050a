"""Tables of abbreviations: two columns, the short form and what it stands for, whatever stands above them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.recognise.numbering import is_number
from records.document import Cell, Document, Table
from records.text import clean_cell

_LONGEST_SHORT, _SHORTEST_FULL = 25, 8  # characters
_SHARE = 0.6  # of the rows that must be pairs: a heading, a row left empty may stand among them
_LEAST = 2
_LETTERED = re.compile(r"[А-ЯЁA-Z][^.;:\n]*")


def abbreviation_rows(document: Document) -> tuple[tuple[str, str], ...]:
    """The rows (short, full) of every table of the document that is one of abbreviations, in its order."""
    return tuple(pair for block in document.blocks if isinstance(block, Table) for pair in _pairs(block))


def holds_abbreviations(table: Table) -> bool:
    """Whether a table is one of abbreviations: it is understood, though it is no plan."""
    return next(_pairs(table), None) is not None


def _pairs(table: Table) -> Iterator[tuple[str, str]]:
    if not 2 <= table.columns <= 3:
        return
    rows: dict[int, list[Cell]] = {}
    for cell in table.cells:
        rows.setdefault(cell.row, []).append(cell)
    pairs = [_pair([text for text in map(_text, sorted(cells, key=lambda cell: cell.column)) if text]) for cells in rows.values()]
    found = [pair for pair in pairs if pair]
    if len(found) >= max(_LEAST, _SHARE * len(pairs)):
        yield from found


def _text(cell: Cell) -> str:
    return clean_cell(cell.text).replace("\n", " ")


def _pair(texts: list[str]) -> tuple[str, str] | None:
    """The short and the full form of a row, its number and a dash between them left out; None where it is no such row."""
    if len(texts) == 3 and (is_number(texts[0]) or texts[1] in ("-", "–", "—")):
        texts = texts[1:] if is_number(texts[0]) else [texts[0], texts[2]]
    if len(texts) != 2:
        return None
    short, full = texts[0].strip(" -–—"), texts[1].strip(" -–—.;")
    capitals = sum(letter.isupper() for letter in short)
    is_short = capitals >= 2 and len(short) <= _LONGEST_SHORT and _LETTERED.fullmatch(short) is not None
    return (short, full) if is_short and len(full) >= _SHORTEST_FULL and len(full) > len(short) else None
