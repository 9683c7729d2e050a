"""Pages that do not reconcile are read again: by pdfplumber, then with camelot-py's lines; the first reading without doubts wins.

Every reading ends in the same lattice, so a second opinion changes the page model, never the rules of what a table is.
"""

from __future__ import annotations

import io
import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from itertools import pairwise
from typing import Any

from extract.pdf.cells import Fragment, fragments_of
from extract.pdf.chars_plumber import read_page_carefully
from extract.pdf.furniture import ZONE
from extract.pdf.lattice import Grid, find_grids
from extract.pdf.page import Page, Rule, Run, upright
from extract.pdf.stitch import ALIGN, shift_of
from extract.pdf.unparted import parted
from extract.pdf.unruled import guessed_grids
from records.finding import Finding, Severity

OVERFLOW = 2.0  # text that reaches this far (points) over its cell's border does not fit the grid
PICTURED = 0.02  # a picture of this part of the page may hold a table's lines
MAX_SECOND_OPINIONS = 40  # pages of one document: beyond that it is the document, and minutes would go by
MAX_MARKS = 10_000  # runs or rules of a page that the slow readers are spared
TABULAR_LINES = 4  # lines in columns from which a page without grid looks like a table


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a page: its model, its tables, the characters outside, what does not reconcile (Russian phrases), and
    how many of the tables have guessed columns."""

    page: Page
    fragments: tuple[Fragment, ...]
    outside: tuple[Run, ...]
    doubts: tuple[str, ...]
    guesses: int = 0


def reading_of(page: Page) -> Reading:
    """A page model through the lattice."""
    grids = find_grids(page.rules)
    fragments, outside = fragments_of(page, grids)
    if (parted_grids := parted(grids, fragments)) is not None:
        grids = parted_grids
        fragments, outside = fragments_of(page, grids)
    doubts = tuple(doubts_of(page, grids, fragments, outside))
    guessed: list[Fragment] = []
    if more := guessed_grids(page, outside, grids):
        guessed, outside = fragments_of(replace(page, runs=tuple(outside)), more, guessed=True)
    return Reading(page, (*fragments, *guessed), tuple(outside), doubts, len(guessed))


def doubts_of(page: Page, grids: Sequence[Grid], fragments: Sequence[Fragment], outside: Sequence[Run]) -> Iterator[str]:
    """Why a page does not reconcile: open cells, text over a border, letters in the table's area but in no cell."""
    if any(grid.open_cells for grid in grids):
        yield "есть незамкнутые ячейки"
    if any(_overflows(fragment) for fragment in fragments):
        yield "текст заходит за границу ячейки"
    if lost := _between(grids, outside):
        yield f"вне ячеек, но внутри таблицы: «{lost}»"
    if not grids and page.image_share > PICTURED and _looks_tabular(outside):
        yield "текст стоит столбцами, а линий таблицы нет"


def _overflows(fragment: Fragment) -> bool:
    for cell in fragment.cells:
        if any(line.turned for line in cell.lines):
            continue
        left, right = fragment.xs[cell.column], fragment.xs[cell.column + cell.column_span]
        if any(line.x0 < left - OVERFLOW or line.x1 > right + OVERFLOW for line in cell.lines):
            return True
    return False


def _between(grids: Sequence[Grid], outside: Sequence[Run]) -> str:
    """Letters that stand between two grids of the same height and edge: a part of the table that has no lines."""
    for grid in grids:
        for other in grids:
            if other is grid or abs(other.ys[0] - grid.ys[0]) > OVERFLOW or abs(other.ys[-1] - grid.ys[-1]) > OVERFLOW:
                continue
            x0, x1 = grid.xs[-1], other.xs[0]
            held = [run.text for run in outside if x0 < run.x0 and run.x1 < x1 and grid.ys[0] < run.top and run.bottom < grid.ys[-1]]
            if text := "".join(held).strip():
                return text[:60]
    return ""


def _looks_tabular(runs: Sequence[Run]) -> bool:
    """Whether many lines have two gaps that are wider than any word space."""
    rows: dict[int, list[Run]] = {}
    for run in runs:
        if not run.text.isspace():
            rows.setdefault(round(run.bottom / 3), []).append(run)
    return sum(_wide_gaps(sorted(row, key=lambda run: run.x0)) >= 2 for row in rows.values()) >= TABULAR_LINES


def _wide_gaps(row: Sequence[Run]) -> int:
    return sum(after.x0 - before.x1 > 1.5 * (after.bottom - after.top) for before, after in pairwise(row))


def columns_jump(before: Reading, reading: Reading) -> bool:
    """Whether a table that seems to go on from the page before has as many columns, within the same outer edges, at other places."""
    if not before.fragments or not reading.fragments:
        return False
    last, first = before.fragments[-1], reading.fragments[0]
    if _has_text(before, last.bottom, before.page.height * (1 - ZONE)) or _has_text(reading, reading.page.height * ZONE, first.top):
        return False
    alike = last.columns == first.columns > 2 and abs(last.xs[0] - first.xs[0]) < ALIGN and abs(last.xs[-1] - first.xs[-1]) < ALIGN
    return alike and shift_of(last.xs, first.xs) is None


def _has_text(reading: Reading, top: float, bottom: float) -> bool:
    return any(top < (run.top + run.bottom) / 2 < bottom and not run.text.isspace() for run in reading.outside)


def second_opinion(data: bytes, first: Reading, before: Reading | None = None) -> tuple[Reading, Finding]:
    """(the best reading of a page that does not reconcile, a note X907 on what was done and what stays doubtful). `before`: the
    page before, given where the columns jump from it to this one."""
    failed: list[str] = []
    for name, read in _readers(data, first):
        page = _attempt(read, failed)
        if page is None:
            continue
        other = reading_of(upright(page))
        if not other.doubts and not (before and columns_jump(before, other)) and _letters(other.page) >= _letters(first.page):
            return other, _note(first, f"взято чтение {name}", "I")
    broken = f" ({'; '.join(failed)})" if failed else ""
    return first, _note(first, f"другие программы прочитали не лучше{broken}; сверьте таблицу с оригиналом", "W")


def unconfirmed(reading: Reading) -> Finding:
    """The note on a page that does not reconcile and that nobody else can read: a scan."""
    return _note(reading, "это скан, второго чтения нет; сверьте таблицу с оригиналом", "W")


def beside_paper(reading: Reading) -> Finding | None:
    """The note on a table that is wider than its page: what stands beside the paper nobody sees, and it is not read."""
    spans = [(part.top, part.bottom) for part in reading.fragments]
    lost = [run.text for run in reading.page.beside if any(top < (run.top + run.bottom) / 2 < bottom for top, bottom in spans)]
    if not lost:
        return None
    message = "Таблица шире листа: часть её текста за краем страницы, её не видно, и в набор она не вошла. Запросите исходный файл."
    return Finding("X907", "W", message, evidence=" ".join(lost)[:200], page=reading.page.number)


def _attempt(read: Callable[[], Page | None], failed: list[str]) -> Page | None:
    """What `read` gives, or None with the reason in `failed`: on damaged pages the other libraries raise whatever their innards do."""
    try:
        with _quiet():
            return read()
    except Exception as error:  # noqa: BLE001 - isolates foreign code; the note to the reader names the error
        failed.append(f"{type(error).__name__}: {str(error)[:80]}")
        return None


@contextmanager
def _quiet() -> Iterator[None]:
    """Silences what the other libraries log about a damaged page: people get one Russian note instead."""
    loggers = [logging.getLogger(name) for name in ("camelot", "pdfminer", "pdfplumber", "playa")]
    levels = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        for logger, level in zip(loggers, levels, strict=True):
            logger.setLevel(level)


def _letters(page: Page) -> int:
    return sum(len(run.text) for run in page.runs if not run.text.isspace())


def _note(reading: Reading, done: str, severity: Severity) -> Finding:
    doubts = "; ".join(reading.doubts) or "графы стоят иначе, чем на предыдущей странице"
    return Finding("X907", severity, f"Страница сошлась не полностью: {doubts}; {done}.", evidence=doubts, page=reading.page.number)


def _readers(data: bytes, first: Reading) -> Iterator[tuple[str, Callable[[], Page | None]]]:
    """The other readers of a page, the cheapest first; none for a page so full that they would take minutes."""
    index = first.page.number - 1
    if len(first.page.runs) > MAX_MARKS or len(first.page.rules) > MAX_MARKS:
        return
    yield "pdfplumber", partial(read_page_carefully, data, index)
    if first.page.turn == 0:
        yield "camelot (vector)", partial(_with_camelot_rules, data, first.page, "vector")
        if first.page.image_share > PICTURED:
            yield "camelot (combined)", partial(_with_camelot_rules, data, first.page, "combined")


def _with_camelot_rules(data: bytes, page: Page, engine: str) -> Page | None:
    """The page with the borders of camelot's cells for its rules; None where camelot finds no table."""
    from camelot.io import read_pdf  # slow to import (OpenCV), and needed by few documents

    tables = read_pdf(io.BytesIO(data), pages=str(page.number), flavor="lattice", engine=engine, split_text=True, suppress_stdout=True)
    rules = tuple(rule for table in tables for row in table.cells for cell in row for rule in _borders(cell, page.height))
    return replace(page, rules=rules) if rules else None


def _borders(cell: Any, height: float) -> Iterator[Rule]:
    x0, x1, top, bottom = float(cell.x1), float(cell.x2), height - float(cell.y2), height - float(cell.y1)
    if cell.left:
        yield Rule(x0, top, x0, bottom)
    if cell.right:
        yield Rule(x1, top, x1, bottom)
    if cell.top:
        yield Rule(x0, top, x1, top)
    if cell.bottom:
        yield Rule(x0, bottom, x1, bottom)
