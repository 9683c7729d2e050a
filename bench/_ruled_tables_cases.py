"""Ruled tables of many kinds with their truth, drawn with reportlab or printed by LibreOffice: statistics of several countries,
headers of three levels, merged cells, shading, turned text, rules of every sort, several tables on a page, tables over pages.

A case is (bytes of a PDF, its tables); a table is (row, column, text) of every cell that has text, merged ones at their top left.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import accumulate
from pathlib import Path

from reportlab.lib.colors import Color, HexColor, black, white
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from extract.office import convert

Truth = list[tuple[int, int, str]]
Made = tuple[bytes, list[Truth]]
Cell = tuple[int, int, int, int, str]  # row, column, row span, column span, text
Pen = Callable[[Canvas, float, float, float, float], None]

FONT, BOLD = "Body", "Body-Bold"
_FOLDERS = ("/usr/share/fonts/truetype/dejavu", "C:/Windows/Fonts")
HEIGHT = 842.0

WORDS = {
    "en": "Employment rate of persons aged twenty to sixty four by region and sex in selected countries of the Union",
    "de": "Bevölkerung nach Gemeinden Flächennutzung Größenklassen Straßen Übernachtungen Ämter und Kreise im Überblick",
    "fr": "Dépenses régionales par élève établissements privés année précédente évolution côté région île",
    "ru": "Повышение квалификации педагогов муниципальных учреждений методическая поддержка школ района мониторинг",
    "pl": "Liczba ludności według województw powierzchnia gęstość zaludnienia źródło rocznik główny urząd",
    "el": "Πληθυσμός κατά περιφέρεια και έτος σύνολο άνδρες γυναίκες στοιχεία απογραφή",
}


@dataclass(frozen=True, slots=True)
class Style:
    """How a table is drawn. `pen` draws one rule; `shade` gives a row's ground; `size` is the type's; `skip` says which rules are
    left out («outer» verticals, «rows» or «columns» between body rows or columns)."""

    pen: Pen
    size: float = 8.0
    shade: Callable[[int], Color | None] = lambda row: None
    ink: Callable[[int], Color] = lambda row: black
    bold_rows: int = 0
    skip: frozenset[str] = frozenset()
    turned: frozenset[tuple[int, int]] = frozenset()
    align: str = "left"
    rounded: bool = False


def fonts() -> None:
    """Registers DejaVu, which has all the letters; without it the fonts of reportlab do, for Latin ones only."""
    for folder in map(Path, _FOLDERS):
        if (folder / "DejaVuSans.ttf").is_file():
            pdfmetrics.registerFont(TTFont(FONT, str(folder / "DejaVuSans.ttf")))
            pdfmetrics.registerFont(TTFont(BOLD, str(folder / "DejaVuSans-Bold.ttf")))
            return
    raise SystemExit("The bench needs the font DejaVu Sans.")


def plain(width: float = 0.5, color: Color = black, dash: Sequence[float] = ()) -> Pen:
    def pen(canvas: Canvas, x0: float, y0: float, x1: float, y1: float) -> None:
        canvas.setStrokeColor(color)
        canvas.setLineWidth(width)
        canvas.setDash(*([list(dash)] if dash else [[]]))
        canvas.line(x0, y0, x1, y1)

    return pen


def pieces(length: float, gap: float) -> Pen:
    """Rules of many short strokes with gaps between."""

    def pen(canvas: Canvas, x0: float, y0: float, x1: float, y1: float) -> None:
        canvas.setLineWidth(0.5)
        at, end = 0.0, max(abs(x1 - x0), abs(y1 - y0))
        while at < end:
            stop = min(at + length, end)
            if x0 == x1:
                canvas.line(x0, min(y0, y1) + at, x0, min(y0, y1) + stop)
            else:
                canvas.line(min(x0, x1) + at, y0, min(x0, x1) + stop, y0)
            at = stop + gap

    return pen


def double(canvas: Canvas, x0: float, y0: float, x1: float, y1: float) -> None:
    across = y0 == y1
    canvas.setLineWidth(0.4)
    for shift in (-0.75, 0.75):
        dx, dy = (0.0, shift) if across else (shift, 0.0)
        canvas.line(x0 + dx, y0 + dy, x1 + dx, y1 + dy)


def boxes(thick: float, color: Color = black) -> Pen:
    """Rules as thin filled boxes."""

    def pen(canvas: Canvas, x0: float, y0: float, x1: float, y1: float) -> None:
        canvas.setFillColor(color)
        x, y = min(x0, x1) - thick / 2, min(y0, y1) - thick / 2
        canvas.rect(x, y, abs(x1 - x0) + thick, abs(y1 - y0) + thick, stroke=0, fill=1)

    return pen


def wrapped(text: str, width: float, size: float, font: str = FONT) -> list[str]:
    lines: list[str] = []
    for part in text.split("\n"):
        line = ""
        for word in part.split(" "):
            longer = f"{line} {word}".strip()
            if line and pdfmetrics.stringWidth(longer, font, size) > width:
                lines.append(line)
                longer = word
            line = longer
        lines.append(line)
    return lines


def heights(cells: Sequence[Cell], widths: Sequence[float], style: Style) -> list[float]:
    rows = 1 + max(cell[0] + cell[2] - 1 for cell in cells)
    found = [style.size * 1.6] * rows
    for row, column, row_span, column_span, text in sorted(cells, key=lambda cell: cell[2]):
        if (row, column) in style.turned:
            need = pdfmetrics.stringWidth(text, FONT, style.size) + 8
        else:
            need = len(wrapped(text, sum(widths[column : column + column_span]) - 6, style.size, _font(row, style))) * style.size * 1.2 + 5
        lack = need - sum(found[row : row + row_span])
        if lack > 0:
            found[row + row_span - 1] += lack
    return found


def _font(row: int, style: Style) -> str:
    return BOLD if row < style.bold_rows else FONT


def draw(canvas: Canvas, x: float, top: float, widths: Sequence[float], cells: Sequence[Cell], style: Style) -> float:
    """A table with its upper left corner at (x, top), in points from the top of the page; returns its lower edge."""
    tall = heights(cells, widths, style)
    xs, ys = [x, *accumulate(widths, initial=x)][1:], list(accumulate(tall, initial=top))
    for row, column, row_span, column_span, _ in cells:
        box = xs[column], HEIGHT - ys[row], xs[column + column_span], HEIGHT - ys[row + row_span]
        if (ground := style.shade(row)) is not None:
            canvas.setFillColor(ground)
            canvas.rect(box[0], box[3], box[2] - box[0], box[1] - box[3], stroke=0, fill=1)
    for row, column, row_span, column_span, text in cells:
        box = xs[column], HEIGHT - ys[row], xs[column + column_span], HEIGHT - ys[row + row_span]
        _rules(canvas, box, (row, column, row_span, column_span), (len(tall), len(widths)), style)
        _text(canvas, box, (row, column), text, style)
    return ys[-1]


def _rules(canvas: Canvas, box: tuple[float, float, float, float], at: tuple[int, ...], size: tuple[int, int], style: Style) -> None:
    x0, y0, x1, y1 = box
    row, column, row_span, column_span = at
    canvas.setStrokeColor(black)
    if style.rounded:
        canvas.roundRect(x0, y1, x1 - x0, y0 - y1, 4)
        return
    if row == 0 or "rows" not in style.skip or row == 1:
        style.pen(canvas, x0, y0, x1, y0)
    if row + row_span == size[0]:
        style.pen(canvas, x0, y1, x1, y1)
    if (column == 0 and "outer" not in style.skip) or (column and "columns" not in style.skip):
        style.pen(canvas, x0, y0, x0, y1)
    if column + column_span == size[1] and "outer" not in style.skip:
        style.pen(canvas, x1, y0, x1, y1)


def _text(canvas: Canvas, box: tuple[float, float, float, float], at: tuple[int, int], text: str, style: Style) -> None:
    x0, y0, x1, y1 = box
    font = _font(at[0], style)
    canvas.setFont(font, style.size)
    canvas.setFillColor(style.ink(at[0]))
    if at in style.turned:
        canvas.saveState()
        canvas.translate((x0 + x1) / 2 + style.size / 3, y1 + 4)
        canvas.rotate(90)
        canvas.drawString(0, 0, text)
        canvas.restoreState()
        return
    for number, line in enumerate(wrapped(text, x1 - x0 - 6, style.size, font)):
        y = y0 - (number + 1) * style.size * 1.2
        if style.align == "right":
            canvas.drawRightString(x1 - 3, y, line)
        elif style.align == "center":
            canvas.drawCentredString((x0 + x1) / 2, y, line)
        else:
            canvas.drawString(x0 + 3, y, line)


def truth(cells: Sequence[Cell], first: int = 0) -> Truth:
    return [(row + first, column, " ".join(text.split())) for row, column, _, _, text in cells if text.strip()]


def grid(rows: int, columns: int, language: str = "en", *, empty: int = 0, numbers: bool = True) -> list[Cell]:
    """A header row, a first column of words, numbers in the rest; every `empty`-th cell is empty."""
    words = WORDS[language].split()
    cells: list[Cell] = []
    for row in range(rows):
        for column in range(columns):
            index = row * columns + column
            if row == 0 or column == 0 or not numbers:
                text = " ".join(words[(index + k) % len(words)] for k in range(1 + index % 3))
            else:
                text = f"{(index * 7919) % 9973},{index % 10}"
            cells.append((row, column, 1, 1, "" if empty and row and index % empty == 0 else text))
    return cells


def page(*tables: tuple[float, float, Sequence[float], Sequence[Cell], Style]) -> Made:
    """One page with tables at (x, top)."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(595, HEIGHT))
    for table in tables:
        draw(canvas, *table)
    canvas.save()
    return buffer.getvalue(), [truth(table[3]) for table in tables]


def one(widths: Sequence[float], cells: Sequence[Cell], style: Style) -> Made:
    return page((50, 60, widths, cells, style))


def spanned(language: str = "en") -> list[Cell]:
    """A header of three levels over eight columns, row spans in the first column."""
    w = WORDS[language].split()
    head: list[Cell] = [
        (0, 0, 3, 1, f"{w[0]} {w[1]}"),
        (0, 1, 1, 7, " ".join(w[:6])),
        (1, 1, 2, 1, w[2]),
        (1, 2, 1, 3, f"{w[3]} {w[4]}"),
        (1, 5, 1, 3, f"{w[5]} {w[6]}"),
        *((2, 2 + n, 1, 1, str(2019 + n % 3)) for n in range(6)),
    ]
    body: list[Cell] = []
    for row in range(3, 9):
        body += [(row, 0, 2, 1, f"{w[row]} {row}")] if row % 2 else []
        body += [(row, column, 1, 1, f"{row}{column}.{column}") for column in range(1, 8)]
    return head + body


def over_pages(cells: Sequence[Cell], widths: Sequence[float], style: Style, at: int, *, header: bool) -> Made:
    """A table that goes on on a second page from row `at` on, with its header printed again where `header`."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(595, HEIGHT))
    draw(canvas, 50, 700, widths, [cell for cell in cells if cell[0] < at], style)
    canvas.showPage()
    lower = [(row - at + header, *rest) for row, *rest in cells if row >= at]
    again = [cell for cell in cells if cell[0] == 0] if header else []
    draw(canvas, 50, 50, widths, [*again, *lower], style)  # type: ignore[list-item]
    canvas.save()
    return buffer.getvalue(), [truth(cells)]


def html(body: str, tables: list[Truth]) -> Made:
    """HTML printed by LibreOffice."""
    data = f'<!doctype html><html><head><meta charset="utf-8"></head><body>{body}</body></html>'.encode()
    return convert(data, ".html", "pdf"), tables


def html_table(cells: Sequence[Cell], attributes: str = 'border="1" cellspacing="0" cellpadding="3"', style: str = "") -> str:
    rows: dict[int, str] = {}
    for row, _, row_span, column_span, text in sorted(cells):
        ground = style if row == 0 else ""
        cell = f'<td rowspan="{row_span}" colspan="{column_span}" {ground}>{text or "&nbsp;"}</td>'
        rows[row] = rows.get(row, "") + cell
    return f"<table {attributes}>" + "".join(f"<tr>{rows[row]}</tr>" for row in sorted(rows)) + "</table>"


WIDE = [110.0, 75.0, 75.0, 75.0, 75.0, 75.0]
NAVY, GREY, LIGHT = HexColor(0x1F3864), HexColor(0xBFBFBF), HexColor(0xEEF3FA)


def figures() -> list[Cell]:
    return [(row, column, 1, 1, str(row * 1000 + column)) for row in range(14) for column in range(8)]


def long_cells(language: str, rows: int, columns: int) -> list[Cell]:
    text = WORDS[language]
    return [(row, column, 1, 1, " ".join([text] * (1 + (row + column) % 3))) for row in range(rows) for column in range(columns)]


def paragraphs() -> list[Cell]:
    return [(r, c, 1, 1, f"a{r}{c} first\nsecond {c}\n- third {r}") for r in range(5) for c in range(3)]


def with_sections() -> list[Cell]:
    """Section rows over all columns, a cell over three rows."""
    cells: list[Cell] = [(0, 0, 1, 6, "Total of all regions"), (4, 0, 1, 6, "Section B"), (5, 0, 3, 1, "three rows")]
    cells += [(r, c, 1, 1, f"{r}/{c}") for r in range(1, 4) for c in range(6)]
    return cells + [(r, c, 1, 1, f"{r}/{c}") for r in range(5, 8) for c in range(1, 6)]


WIDE = [110.0, 75.0, 75.0, 75.0, 75.0, 75.0]
HALF = [90.0, 60.0, 60.0, 50.0]
NAVY, GREY, LIGHT = HexColor(0x1F3864), HexColor(0xBFBFBF), HexColor(0xEEF3FA)
INK, FINE = plain(), plain(0.1)
DARK = Style(FINE, shade=lambda row: NAVY if row == 0 else None, ink=lambda row: white if row == 0 else black, bold_rows=1)
Named = Iterator[tuple[str, Callable[[], Made]]]


def _looks() -> Named:
    """One table each, in many styles."""
    banded = Style(INK, shade=lambda row: LIGHT if row % 2 else None)
    turned = Style(INK, turned=frozenset((0, column) for column in range(1, 6)))
    levels, narrow = Style(FINE, 7, lambda row: LIGHT), [90.0, *[57.0] * 7]
    yield "plain, English", lambda: one(WIDE, grid(12, 6), Style(INK))
    yield "hairlines, German", lambda: one(WIDE, grid(10, 6, "de"), Style(FINE))
    yield "grey rules, French", lambda: one(WIDE, grid(10, 6, "fr"), Style(plain(0.5, GREY)))
    yield "header of three levels", lambda: one(narrow, spanned(), Style(INK, 7))
    yield "header of three levels, Greek, shaded", lambda: one(narrow, spanned("el"), levels)
    yield "banded rows, Polish", lambda: one(WIDE, grid(12, 6, "pl"), banded)
    yield "white on dark header", lambda: one(WIDE, grid(9, 6), DARK)
    yield "turned header text", lambda: one(WIDE, grid(8, 6), turned)
    yield "tiny type", lambda: one([70.0] * 7, grid(30, 7, "ru"), Style(FINE, 4))
    yield "numbers only, right", lambda: one([60.0] * 8, figures(), Style(FINE, align="right"))
    yield "many empty cells", lambda: one(WIDE, grid(12, 6, empty=2), Style(INK))
    yield "long cells", lambda: one([150.0, 180.0, 150.0], long_cells("ru", 5, 3), Style(INK))
    yield "long cells, centred", lambda: one([150.0, 180.0, 150.0], long_cells("de", 5, 3), Style(INK, align="center"))
    yield "paragraphs in cells", lambda: one([150.0] * 3, paragraphs(), Style(INK))
    yield "section rows over all columns", lambda: one(WIDE, with_sections(), Style(INK))


def _rulings() -> Named:
    """One table each, its rules drawn in many ways or left out in part."""
    pens: dict[str, Pen] = {
        "double rules": double,
        "thick frames": plain(2.5),
        "rules as filled boxes": boxes(0.8),
        "coloured filled boxes": boxes(1.2, NAVY),
        "dashed rules": plain(0.5, dash=(3, 2)),
        "dotted rules": plain(0.5, dash=(1, 2)),
        "short strokes": pieces(9, 0),
        "strokes with small gaps": pieces(20, 1.5),
    }
    for name, pen in pens.items():
        yield name, partial(one, WIDE, grid(9, 6), Style(pen))
    yield "rounded cells", lambda: one(WIDE, grid(8, 6), Style(INK, rounded=True))
    for name, skipped in (
        ("no outer verticals", {"outer"}),
        ("rules between columns only", {"rows"}),
        ("rules between rows only", {"outer", "columns"}),
        ("three rules (booktabs)", {"outer", "columns", "rows"}),
    ):
        yield name, partial(one, WIDE, grid(9, 6), Style(INK, skip=frozenset(skipped)))


def _layouts() -> Named:
    """Several tables on a page, and tables over two pages."""
    ink = Style(INK)
    french = 310.0, 60.0, HALF, grid(8, 4, "fr"), ink
    yield "side by side", lambda: page((20.0, 60.0, HALF, grid(8, 4), ink), french)
    yield "side by side, close", lambda: page((35.0, 60.0, HALF, grid(6, 4), ink), french)
    widths = WIDE, [120.0] * 4, [160.0] * 3
    stack = [(50.0, 60.0 + 180 * n, wide, grid(5, len(wide), "pl"), ink) for n, wide in enumerate(widths)]
    yield "three on a page", lambda: page(*stack)
    yield "over two pages", lambda: over_pages(grid(16, 6), WIDE, ink, 7, header=False)
    yield "over two pages, header again", lambda: over_pages(grid(16, 6, "ru"), WIDE, DARK, 7, header=True)


def _printed() -> Named:
    """HTML as LibreOffice prints it."""
    cells, levels, long, second = grid(10, 5, "fr"), spanned("de"), grid(70, 4, "ru"), grid(6, 3, "pl")
    separated, dark = 'border="1" cellspacing="3" cellpadding="3"', 'style="background:#1f3864;color:#ffffff"'
    many = html_table(cells) + "<p>Source: own count.</p>" + html_table(second)
    yield "HTML, single rules", lambda: html(html_table(cells), [truth(cells)])
    yield "HTML, separated borders", lambda: html(html_table(cells, separated), [truth(cells)])
    yield "HTML, three levels", lambda: html(html_table(levels), [truth(levels)])
    yield "HTML, dark header", lambda: html(html_table(cells, style=dark), [truth(cells)])
    yield "HTML, over pages", lambda: html(html_table(long), [truth(long)])
    yield "HTML, two tables and text", lambda: html(many, [truth(cells), truth(second)])
    yield "HTML, long cells", lambda: html(html_table(long_cells("de", 6, 4)), [truth(long_cells("de", 6, 4))])


def cases() -> Named:
    """(name, maker) of all cases; makers are called one at a time, since LibreOffice takes seconds."""
    fonts()
    yield from _looks()
    yield from _rulings()
    yield from _layouts()
    yield from _printed()
