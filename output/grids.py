"""Every table of a document as it was read, before any meaning: JSON, HTML or CSV (`dorkarta tables`)."""

from __future__ import annotations

import csv
import html
import io
import json
from collections.abc import Callable, Mapping
from typing import Any

from records.document import Box, Cell, Document, Table


def as_json(document: Document) -> str:
    """`{"tables": [...]}` as `docs/cli.md` describes it: rows and columns from 0, boxes in points from the top left."""
    tables = [_table(number, table) for number, table in document.tables()]
    return json.dumps({"tables": tables}, ensure_ascii=False, indent=1) + "\n"


def as_html(document: Document) -> str:
    """A page that shows the tables with their merged cells; all text is escaped."""
    body = "\n".join(_html_table(number, table) for number, table in document.tables())
    style = "table{border-collapse:collapse;margin:1em 0}td{border:1px solid #888;padding:4px;vertical-align:top;white-space:pre-line}"
    return (
        f'<!doctype html>\n<html lang="ru"><meta charset="utf-8"><title>Таблицы документа</title><style>{style}</style>\n{body}\n</html>\n'
    )


def as_csv(document: Document) -> str:
    """All tables below one another: a column with the table's number, one with the row's, then the cells; merged text stands once."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    width = max((table.columns for _, table in document.tables()), default=0)
    writer.writerow(["table", "row", *(f"column_{n}" for n in range(width))])
    for number, table in document.tables():
        rows: list[list[str]] = [[""] * table.columns for _ in range(table.rows)]
        for cell in table.cells:
            rows[cell.row][cell.column] = cell.printed
        for n, row in enumerate(rows):
            writer.writerow([number, n, *map(_no_formula, row)])
    return buffer.getvalue()


FORMATS: Mapping[str, Callable[[Document], str]] = {"json": as_json, "html": as_html, "csv": as_csv}


def _no_formula(text: str) -> str:
    """A text that a spreadsheet would run as a formula gets an apostrophe (OWASP, CSV injection)."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text


def _table(number: int, table: Table) -> dict[str, Any]:
    return {
        "page": table.page,
        "table": number,
        "rows": table.rows,
        "columns": table.columns,
        "depth": table.depth,
        "cells": [_cell(cell) for cell in table.cells],
    }


def _cell(cell: Cell) -> dict[str, Any]:
    return {
        "row": cell.row,
        "column": cell.column,
        "row_span": cell.row_span,
        "column_span": cell.column_span,
        "text": cell.printed,
        "page": cell.page,
        "box": _box(cell.boxes[0]) if cell.boxes else None,
    }


def _box(box: Box) -> list[float]:
    return [round(value, 2) for value in (box.x0, box.top, box.x1, box.bottom)]


def _html_table(number: int, table: Table) -> str:
    rows: list[list[str]] = [[] for _ in range(table.rows)]
    for cell in table.cells:
        span = f' rowspan="{cell.row_span}"' if cell.row_span > 1 else ""
        span += f' colspan="{cell.column_span}"' if cell.column_span > 1 else ""
        rows[cell.row].append(f"<td{span}>{html.escape(cell.printed)}</td>")
    page = f", страница {table.page}" if table.page else ""
    lines = "\n".join(f"<tr>{''.join(row)}</tr>" for row in rows)
    return f"<h2>Таблица {number}{page}</h2>\n<table>\n{lines}\n</table>"
