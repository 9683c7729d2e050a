"""Writes a laid-out order as a PDF with ruled tables, the way a word processor prints one: rows and words are cut where the page or the
column ends. The same order gives the same bytes (reportlab's invariant mode)."""

from __future__ import annotations

import io
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import as_file, files

from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from corpus.generator.layout import Printed
from records.document import Block, Cell, Paragraph, Table

_PLAIN, _BOLD = "Order", "Order-Bold"
_SIZE, _LEADING = 10.0, 12.0
_MARGIN, _PADDING, _GAP = 42.0, 3.0, 6.0
_RULE = 0.5


@lru_cache(maxsize=1)
def _fonts() -> None:
    """Registers the two faces that lie beside this file; a PDF on any system has the same letters."""
    for name, file in ((_PLAIN, "DejaVuSerifCondensed.ttf"), (_BOLD, "DejaVuSerifCondensed-Bold.ttf")):
        with as_file(files("corpus.generator") / "fonts" / file) as path:
            pdfmetrics.registerFont(TTFont(name, str(path)))


@lru_cache(maxsize=100_000)
def _length(text: str, font: str) -> float:
    """The width of a text in points."""
    return float(pdfmetrics.stringWidth(text, font, _SIZE))


def _cut(word: str, font: str, width: float) -> Iterator[str]:
    """A word in pieces that fit a line each, cut anywhere and without a hyphen, as word processors do in narrow cells."""
    while _length(word, font) > width and len(word) > 1:
        size = max(1, next((at - 1 for at in range(2, len(word) + 1) if _length(word[:at], font) > width), len(word)))
        yield word[:size]
        word = word[size:]
    yield word


def _wrap(text: str, font: str, width: float) -> list[str]:
    """The lines of a text in a column of this width."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line = ""
        for word in paragraph.split(" "):
            longer = f"{line} {word}" if line else word
            if _length(longer, font) <= width:
                line = longer
                continue
            if line:
                lines.append(line)
            *full, line = _cut(word, font, width)
            lines.extend(full)
        lines.append(line)
    return lines


class _Pen:
    """The place on the paper: `y` is the distance from the top of the page, all lengths are points."""

    def __init__(self, printed: Printed) -> None:
        self.size = landscape(A4) if printed.look.landscape else A4
        self.buffer = io.BytesIO()
        self.canvas = Canvas(self.buffer, pagesize=self.size, invariant=1, pageCompression=1)
        self.y = _MARGIN
        self.bottom = self.size[1] - _MARGIN

    @property
    def width(self) -> float:
        return float(self.size[0]) - 2 * _MARGIN

    def new_page(self) -> None:
        self.canvas.showPage()
        self.canvas.setLineWidth(_RULE)
        self.y = _MARGIN

    def lines(self, lines: list[str], font: str, x: float, top: float) -> None:
        """Lines of text, left aligned, their first baseline one size below `top`."""
        text = self.canvas.beginText(x, self.size[1] - top - _SIZE)
        text.setFont(font, _SIZE, _LEADING)
        for line in lines:
            text.textLine(line)
        self.canvas.drawText(text)

    def box(self, x: float, top: float, width: float, height: float) -> None:
        self.canvas.rect(x, self.size[1] - top - height, width, height)

    def done(self) -> bytes:
        self.canvas.showPage()
        self.canvas.save()
        return self.buffer.getvalue()


def _draw_paragraph(pen: _Pen, block: Paragraph) -> None:
    if block.page_break_before:
        pen.new_page()
    font = _BOLD if block.bold else _PLAIN
    for line in _wrap(block.text, font, pen.width):
        if pen.y + _LEADING > pen.bottom:
            pen.new_page()
        free = pen.width - _length(line, font)
        shift = {"center": free / 2, "right": free}.get(block.align or "left", 0.0)
        pen.lines([line], font, _MARGIN + shift, pen.y)
        pen.y += _LEADING
    pen.y += _GAP


class _Grid:
    """A table's cells wrapped to their columns: where each column begins, and each row's cells, lines and height."""

    def __init__(self, table: Table, shares: tuple[float, ...], width: float) -> None:
        self.edges = [_MARGIN]
        for share in shares:
            self.edges.append(self.edges[-1] + share * width)
        self.rows: list[list[Cell]] = [[] for _ in range(table.rows)]
        for cell in table.cells:
            self.rows[cell.row].append(cell)
        self.heights = [self._height(row) for row in self.rows]
        self.header_rows = table.header_rows
        for at, row in enumerate(self.rows):
            for cell in row:
                # A cell over several rows that needs more room than they have stretches the last of them.
                lower = at + cell.row_span
                missing = self.needed(cell) - sum(self.heights[at:lower])
                if cell.row_span > 1 and missing > 0:
                    self.heights[lower - 1] += missing

    def font(self, cell: Cell) -> str:
        return _BOLD if cell.bold else _PLAIN

    def span(self, cell: Cell) -> tuple[float, float]:
        return self.edges[cell.column], self.edges[cell.column + cell.column_span]

    def wrapped(self, cell: Cell) -> list[str]:
        left, right = self.span(cell)
        return _wrap(cell.printed, self.font(cell), right - left - 2 * _PADDING)

    def needed(self, cell: Cell) -> float:
        return len(self.wrapped(cell)) * _LEADING + 2 * _PADDING

    def _height(self, row: list[Cell]) -> float:
        return max((self.needed(cell) for cell in row if cell.row_span == 1), default=_LEADING + 2 * _PADDING)


def _draw_whole(pen: _Pen, grid: _Grid, first: int, count: int) -> None:
    """Rows that stand together on one page (a header of several rows, or one row that fits)."""
    for at in range(first, first + count):
        for cell in grid.rows[at]:
            left, right = grid.span(cell)
            pen.box(left, pen.y, right - left, sum(grid.heights[at : at + cell.row_span]))
            pen.lines(grid.wrapped(cell), grid.font(cell), left + _PADDING, pen.y + _PADDING)
        pen.y += grid.heights[at]


def _draw_cut(pen: _Pen, grid: _Grid, at: int, header: int) -> None:
    """One row that does not fit: its lines go on at the top of the next page, each part in a box of its own."""
    left_over = [(cell, grid.wrapped(cell)) for cell in grid.rows[at]]
    while True:
        room = max(1, int((pen.bottom - pen.y - 2 * _PADDING) // _LEADING))
        height = min(room, max(len(lines) for _, lines in left_over)) * _LEADING + 2 * _PADDING
        for cell, lines in left_over:
            left, right = grid.span(cell)
            pen.box(left, pen.y, right - left, height)
            pen.lines(lines[:room], grid.font(cell), left + _PADDING, pen.y + _PADDING)
        pen.y += height
        left_over = [(cell, lines[room:]) for cell, lines in left_over]
        if not any(lines for _, lines in left_over):
            return
        pen.new_page()
        _draw_whole(pen, grid, 0, header)


def _draw_table(pen: _Pen, table: Table, shares: tuple[float, ...], *, repeat_header: bool) -> None:
    grid = _Grid(table, shares, pen.width)
    header = table.header_rows if repeat_header else 0
    pen.canvas.setLineWidth(_RULE)
    if table.header_rows:
        if pen.y + sum(grid.heights[: table.header_rows + 1]) > pen.bottom:
            pen.new_page()
        _draw_whole(pen, grid, 0, table.header_rows)
    for at in range(table.header_rows, table.rows):
        if pen.y + _LEADING + 2 * _PADDING > pen.bottom:
            pen.new_page()
            _draw_whole(pen, grid, 0, header)
        if pen.y + grid.heights[at] <= pen.bottom:
            _draw_whole(pen, grid, at, 1)
        else:
            _draw_cut(pen, grid, at, header)
    pen.y += _GAP


def _narrowed(shares: tuple[float, ...]) -> tuple[float, ...]:
    """The last columns so narrow that long words are cut; the second column takes what they give."""
    parts = [share * 0.8 if at > 1 else share for at, share in enumerate(shares)]
    parts[1] += 1 - sum(parts)
    return tuple(parts)


def write_pdf(printed: Printed) -> bytes:
    """The bytes of a `.pdf` file with these blocks."""
    _fonts()
    pen = _Pen(printed)
    widths = iter(printed.widths)
    blocks: tuple[Block, ...] = printed.blocks
    for block in blocks:
        if isinstance(block, Paragraph):
            _draw_paragraph(pen, block)
            continue
        shares = next(widths)
        shares = _narrowed(shares) if printed.look.narrow and block.columns > 2 else shares
        _draw_table(pen, block, shares, repeat_header=printed.look.repeat_header)
    return pen.done()
