"""Tables written a cell a line: a tab opens a cell, a line end closes a paragraph, one more line end a row, one more the table.

The grammar does not tell an empty paragraph from the end of a row; the number of cells does: a row goes on over empty lines as long as
that makes it as wide as the table.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import takewhile

from extract.grid import Spanned, assemble, spread
from extract.lines import Line, content_of
from records.document import Block, Paragraph, Table
from records.text import clean_cell

# Deeper ones are made to exhaust a program: each is looked through twice.
_MAX_DEPTH = 3
_MAX_INNER_LINES = 2000
_LINES_OF_A_ROW = 300
# The header is among these, and its cells hold no empty paragraphs as a rule.
_ROWS_THAT_TELL = 6
_LINE_OF_PROSE = 100
_NUMBER_HEADING = re.compile(r"\t\s*(?:№|[Nn])\s*(?:п\s?[/.]\s?п\.?)?\s*")
_NUMBER = re.compile(r"\d{1,3}(?:\.\d{1,3})*\s*[.)]?")


@dataclass(slots=True)
class _Run:
    """Cells that follow one another without an empty line: their paragraphs, the tables inside them, and the empty lines after."""

    cells: list[list[str]] = field(default_factory=list)
    nested: list[Table] = field(default_factory=list)
    blanks: int = 0

    def goes_on(self, other: _Run) -> None:
        """Take the cells of the next run into the same row."""
        self.cells += other.cells
        self.nested += other.nested
        self.blanks = other.blanks


def read_cells(lines: list[str]) -> Iterator[Block]:
    """The paragraphs and tables of these lines."""
    position = 0
    while position < len(lines):
        if lines[position].startswith("\t"):
            prose = _prose_before(lines, position)
            yield from _paragraphs(lines[position:prose])
            position = prose
            tables, after = _table(lines, position, 0)
            # A single row is no table but paragraphs whose first lines are indented.
            yield from tables if len(tables) > 1 or tables[0].rows > 1 else _paragraphs(lines[position:after])
            position = after
        else:
            yield from _paragraphs(lines[position : position + 1])
            position += 1


def _prose_before(lines: list[str], start: int) -> int:
    """The line at which a table begins after paragraphs whose first lines are indented, so that they look like its cells: at the
    number heading («№ п/п»), or at the first of several numbered rows that have another number of cells. `start` where there are none."""
    first = list(takewhile(bool, lines[start : start + _LINES_OF_A_ROW]))
    heading = next((place for place, line in enumerate(first) if _NUMBER_HEADING.fullmatch(line)), None)
    if heading is not None or not any(len(line) >= _LINE_OF_PROSE for line in first):
        return start + (heading or 0)
    after, _ = _skip_blank(lines, start + len(first))
    rows = [list(takewhile(bool, lines[after : after + _LINES_OF_A_ROW]))]
    below, _ = _skip_blank(lines, after + len(rows[0]))
    rows.append(list(takewhile(bool, lines[below : below + _LINES_OF_A_ROW])))
    widths = [sum(line.startswith("\t") for line in row) for row in (first, *rows)]
    numbered = all(row and _NUMBER.fullmatch(row[0].strip()) for row in rows)
    return after if numbered and widths[0] != widths[1] == widths[2] > 1 else start


def _paragraphs(lines: list[str]) -> Iterator[Paragraph]:
    for line in lines:
        if text := clean_cell(line):
            yield Paragraph(text)


def _table(lines: list[str], start: int, depth: int) -> tuple[list[Table], int]:
    """The table that opens at a line with the tables inside it, and the line after it. It ends where a row is as wide as the table
    and two empty lines follow."""
    columns = _width(lines, start, depth)
    rows: list[_Run] = []
    position = start
    while position < len(lines) and lines[position].startswith("\t"):
        row, position = _run(lines, position, columns, depth)
        while len(row.cells) < columns and _completes(lines, position, columns - len(row.cells)):
            more, position = _run(lines, position, columns - len(row.cells), depth)
            row.goes_on(more)
        rows.append(row)
        if row.blanks >= 2 and not _goes_on(lines, position, columns, _is_numbered(row)):
            break
    nested = [table for row in rows for table in row.nested]
    return [_assembled(rows, columns, depth), *nested], position


def _width(lines: list[str], start: int, depth: int) -> int:
    """The most cells that follow one another without an empty line in the first rows of the table that opens at a line."""
    widest = cells = blanks = rows = more = 0
    position = start
    while position < len(lines) and rows <= _ROWS_THAT_TELL:
        line = lines[position]
        if not line:
            blanks += 1
        elif line.startswith("\t"):
            if blanks >= 2 and cells == widest and not more:
                break
            cells, rows = (cells + 1, rows) if not blanks else (1, rows + 1)
            widest, blanks = max(widest, cells), 0
            more = _inner(lines, position, depth)[1]
            position += more
        elif blanks >= 2:
            break
        else:
            blanks = 0
        position += 1
    return widest


def _inner(lines: list[str], position: int, depth: int) -> tuple[list[Table], int]:
    """The tables that open in the cell of this line (a second tab does it), and how many lines beyond this one they take."""
    if not lines[position].startswith("\t\t") or depth >= _MAX_DEPTH or not lines[position].strip():
        return [], 0
    tables, used = _table([lines[position][1:], *lines[position + 1 : position + _MAX_INNER_LINES]], 0, depth + 1)
    # The empty lines after it belong to the cell that it stands in.
    while lines[position + used - 1] == "":
        used -= 1
    return tables, used - 1


def _run(lines: list[str], position: int, missing: int, depth: int) -> tuple[_Run, int]:
    """Cells up to empty lines that another cell follows, or two empty lines in a row that is complete with `missing` cells."""
    run = _Run()
    while position < len(lines):
        line = lines[position]
        if line.startswith("\t"):
            tables, more = _inner(lines, position, depth)
            run.cells.append([] if tables else [line.strip("\t")])
            run.nested += tables
            position += more
        elif line:
            run.cells[-1].append(line)
        position, run.blanks = _skip_blank(lines, position + 1)
        is_cell = position < len(lines) and lines[position].startswith("\t")
        if run.blanks and (is_cell or (run.blanks >= 2 and len(run.cells) >= missing)):
            break
    return run, position


def _skip_blank(lines: list[str], position: int) -> tuple[int, int]:
    start = position
    while position < len(lines) and not lines[position]:
        position += 1
    return position, position - start


def _completes(lines: list[str], position: int, missing: int) -> bool:
    """Whether the next runs of cells fill the row exactly."""
    cells = 0
    for line in lines[position : position + _LINES_OF_A_ROW]:
        if line.startswith("\t"):
            cells += 1
        elif not line and cells >= missing:
            break
        elif line and not cells:
            return False
    return cells == missing


def _goes_on(lines: list[str], position: int, columns: int, numbered: bool) -> bool:
    """Whether the table goes on after more than one empty line: with a row as wide as it is, most of which is written at once, and
    which has any text. After a row that is `numbered`, prose in the place of its number is no cell."""
    if not _completes(lines, position, columns):
        return False
    cells = [line.strip() for line in takewhile(bool, lines[position : position + _LINES_OF_A_ROW]) if line.startswith("\t")]
    if numbered and cells[0] and not _NUMBER.fullmatch(cells[0]):
        return False
    return len(cells) * 2 > columns and any(cells)


def _is_numbered(row: _Run) -> bool:
    first = "".join(row.cells[0]) if row.cells else ""
    return bool(_NUMBER.fullmatch(first.strip()))


def _assembled(rows: list[_Run], columns: int, depth: int) -> Table:
    """Short rows hold merged cells, which the text does not show: the last cell takes what is left of the row."""
    grid = []
    for row in rows:
        cells = [Spanned(content_of([Line(text) for text in paragraphs])) for paragraphs in row.cells]
        if cells and len(cells) < columns:
            cells[-1] = Spanned(cells[-1].content, column_span=columns - len(cells) + 1)
        grid.append(cells)
    return assemble(spread(grid), depth=depth)
