"""The tables of a document as a page to look at: self-contained HTML in Russian that needs no network and prints well."""

from __future__ import annotations

import html
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

from records.document import Cell, Document, Table

UNSURE = 0.7  # below this confidence of OCR a cell is marked


def as_html(document: Document) -> str:
    """A page with all tables of a document: merged cells merged, row and page beside each row, all text escaped."""
    tables = list(document.tables())
    style = Path(__file__).with_name("grids_page.css").read_text(encoding="utf-8")
    contents = "\n".join(f'<li><a href="#t{number}">{_caption(number, table)}</a></li>' for number, table in tables)
    body = "\n".join(_section(number, table) for number, table in tables)
    return (
        '<!doctype html>\n<html lang="ru">\n<head><meta charset="utf-8"><meta name="viewport" content="width=device-width">\n'
        f"<title>Таблицы документа</title>\n<style>\n{style}</style></head>\n<body>\n<h1>Таблицы документа</h1>\n"
        f"<p>{_summary(document, len(tables))}</p>\n<ol>\n{contents}\n</ol>\n{body}\n</body>\n</html>\n"
    )


def _summary(document: Document, tables: int) -> str:
    if not tables:
        return "В документе нет таблиц."
    pages = f" · страниц: {document.pages}" if document.pages else ""
    return (
        f"Таблиц: {tables}{pages}. Таблицы показаны так, как прочитаны, до всякого смысла. "
        "Слева от строки — её номер (с 0) и страница; строки и графы считаются так же в JSON и CSV."
    )


def _caption(number: int, table: Table) -> str:
    """«Таблица 3 · страницы 5–9 · строк 18, граф 5»."""
    pages = sorted({page for cell in table.cells for page in (cell.page, *(box.page for box in cell.boxes)) if page is not None})
    where = "" if not pages else f" · страница {pages[0]}" if len(pages) == 1 else f" · страницы {pages[0]}–{pages[-1]}"
    inside = " · внутри ячейки" if table.depth else ""
    return f"Таблица {number}{where}{inside} · строк {table.rows}, граф {table.columns}"


def _section(number: int, table: Table) -> str:
    rows = list(_rows(table))
    cut = min(table.header_rows, _unmerged(table))
    numbers = "".join(f"<th>{column}</th>" for column in range(table.columns))
    head = f'<thead>\n<tr class="numbers"><th></th>{numbers}</tr>\n{_joined(rows[:cut])}</thead>\n'
    return (
        f'<h2 id="t{number}">{_caption(number, table)}</h2>\n'
        f'<div class="wide"><table>\n{head}<tbody>\n{_joined(rows[cut:])}</tbody>\n</table></div>'
    )


def _unmerged(table: Table) -> int:
    """The rows that no merged cell of the header leaves for the body: a cell can't reach from one part of a table into another."""
    last = max((cell.row + cell.row_span for cell in table.cells if cell.row < table.header_rows), default=0)
    return table.header_rows if last <= table.header_rows else 0


def _joined(rows: Sequence[str]) -> str:
    return "".join(f"{row}\n" for row in rows)


def _rows(table: Table) -> Iterator[str]:
    """A `tr` for each row; a place that no cell covers is shown as one."""
    pages = [None, *(_page(row) for row in table.grid())]
    for number, (row, (before, page)) in enumerate(zip(table.grid(), pairwise(pages), strict=True)):
        cells = "".join(_place(row, number, column) for column in range(table.columns))
        turned = f"<br>с. {page}" if page is not None and page != before else ""
        yield f"<tr><th>{number}{turned}</th>{cells}</tr>"


def _page(row: Sequence[Cell | None]) -> int | None:
    """The page on which a row begins: cells merged from above began earlier."""
    return max((cell.page for cell in row if cell is not None and cell.page is not None), default=None)


def _place(row: Sequence[Cell | None], number: int, column: int) -> str:
    cell = row[column]
    if cell is None:
        return '<td class="none"></td>'
    if (cell.row, cell.column) != (number, column):
        return ""
    spans = f' rowspan="{cell.row_span}"' if cell.row_span > 1 else ""
    spans += f' colspan="{cell.column_span}"' if cell.column_span > 1 else ""
    unsure = cell.confidence is not None and cell.confidence < UNSURE
    marks = " ".join(mark for mark, holds in (("bold", cell.bold), ("unsure", unsure)) if holds)
    kind = f' class="{marks}"' if marks else ""
    return f"<td{spans}{kind}>{html.escape(cell.printed)}</td>"
