"""Every table of a document as it was read, before any meaning: JSON or CSV (`dorkarta tables`); for HTML see `grids_page`."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Mapping
from typing import Any

from output.grids_page import as_html
from records.document import Box, Cell, Document, Table

BYTE_ORDER_MARK = "\ufeff"  # without it Excel takes UTF-8 for the system's old encoding
SEPARATOR = ";"  # what Excel expects where the comma is the decimal sign, as in Russia
# Beginnings that make a text a formula in some spreadsheet (OWASP, CSV injection), full-width signs of Asian keyboards included.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def as_json(document: Document) -> str:
    """`{"tables": [...]}` as `docs/cli.md` describes it, a cell a line: rows and columns from 0, boxes in points from the top left."""
    return '{"tables": [' + ",".join(_table(number, table) for number, table in document.tables()) + "\n]}\n"


def as_csv(document: Document) -> str:
    """All tables below one another for a spreadsheet: columns with the table, the page and the row, then the cells. Merged text
    stands once, at its top left place."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=SEPARATOR, lineterminator="\n")
    width = max((table.columns for _, table in document.tables()), default=0)
    writer.writerow(["table", "page", "row", *(f"column_{n}" for n in range(width))])
    for number, table in document.tables():
        rows: list[list[str]] = [[""] * table.columns for _ in range(table.rows)]
        pages: dict[int, int | None] = {}
        for cell in table.cells:
            rows[cell.row][cell.column] = cell.printed
            pages.setdefault(cell.row, cell.page)
        for n, row in enumerate(rows):
            writer.writerow([number, pages.get(n), n, *map(no_formula, row)])
    return BYTE_ORDER_MARK + buffer.getvalue()


FORMATS: Mapping[str, Callable[[Document], str]] = {"json": as_json, "html": as_html, "csv": as_csv}


def no_formula(text: str) -> str:
    """A text that a spreadsheet would run as a formula gets an apostrophe before it."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def _table(number: int, table: Table) -> str:
    facts = {"page": table.page, "table": number, "rows": table.rows, "columns": table.columns}
    facts |= {"header_rows": table.header_rows, "depth": table.depth}
    cells = ",".join(f"\n  {_dumped(_cell(cell))}" for cell in table.cells)
    return f'\n {_dumped(facts)[:-1]}, "cells": [{cells}]}}'


def _cell(cell: Cell) -> dict[str, Any]:
    known = {
        "row": cell.row,
        "column": cell.column,
        "row_span": cell.row_span,
        "column_span": cell.column_span,
        "text": cell.printed,
        "page": cell.page,
        "box": _box(cell.boxes[0]) if cell.boxes else None,
    }
    if len(cell.boxes) > 1:  # a cell that goes on over a page end
        known["boxes"] = [{"page": box.page, "box": _box(box)} for box in cell.boxes]
    if cell.confidence is not None:
        known["confidence"] = round(cell.confidence, 3)
    return known


def _box(box: Box) -> list[float]:
    return [round(value, 2) for value in (box.x0, box.top, box.x1, box.bottom)]


def _dumped(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
