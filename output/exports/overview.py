"""Sheets about the whole workbook: contents with links, all findings, indicators."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from openpyxl.cell.cell import Cell
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from output.exports import style
from output.exports.cells import put_text
from output.exports.links import link_to
from output.exports.measure import lines_of, set_height
from output.exports.plans import PlanRows, file_name, period, place
from output.exports.selection import Selection
from output.exports.sheets import PlanSheet
from output.exports.words import export_words
from output.rows import Row

_TITLE_ROW, _HEADER_ROW = 1, 3
Value = str | int | float | None


def write_contents(sheet: Worksheet, plans: Sequence[PlanRows], sheets: Sequence[PlanSheet], title: str, target: Path) -> None:
    """A line a plan: link to its sheet, whose it is, what period, how many activities and findings, link to its document."""
    _head(sheet, "contents", title)
    for row, (plan, own) in enumerate(zip(plans, sheets, strict=True), start=_HEADER_ROW + 1):
        weights = Counter(finding["severity"] for finding in (*plan.findings, *(f for one in plan.activities for f in one.findings)))
        counts = [weights[severity] or None for severity in export_words()["severities"]]
        values = [own.sheet.title, plan.row["title"], plan.document["municipality"], period(plan.row), len(plan.activities), *counts]
        cells = _line(sheet, row, [*values, file_name(plan.document)], "contents")
        _link_inside(cells[0], own.sheet.title, "A1")
        if link := link_to(plan.document, plan.row["page_first"], target):
            cells[-1].hyperlink, cells[-1].font = link, style.LINK
    _legend(sheet, _HEADER_ROW + 2 + len(plans))
    _frame(sheet, "contents", _HEADER_ROW + len(plans))


def write_findings(
    sheet: Worksheet, plans: Sequence[PlanRows], sheets: Sequence[PlanSheet], whole: Mapping[str, Sequence[Row]], title: str
) -> None:
    """A line a finding, with a link to its cell; `whole`: findings about whole documents, by document."""
    _head(sheet, "findings", title)
    row = _HEADER_ROW + 1
    seen: set[str] = set()
    for plan, own in zip(plans, sheets, strict=True):
        document = plan.document["document_id"]
        if document not in seen:
            seen.add(document)
            for finding in whole.get(document, ()):
                _finding(sheet, row, finding, file_name(plan.document), None)
                row += 1
        told = [(finding, "") for finding in plan.findings]
        told += [(finding, one.row["number"] or place(one.row)) for one in plan.activities for finding in one.findings]
        for finding, where in told:
            cell = own.cells.get(finding["finding_id"])
            _finding(sheet, row, finding, ", ".join(filter(None, (own.sheet.title, where))), (own.sheet.title, cell or "A1"))
            row += 1
    _frame(sheet, "findings", row - 1)


def write_indicators(sheet: Worksheet, selection: Selection, sheets: Mapping[str, PlanSheet], title: str) -> None:
    """A line a value of an indicator. `sheets`: by plan_id."""
    _head(sheet, "indicators", title)
    kinds = export_words()["indicators"]["kinds"]
    indicators = {row["indicator_id"]: row for row in selection.tables["indicators"].to_pylist()}
    row = _HEADER_ROW + 1
    for value in selection.tables["indicator_values"].to_pylist():
        indicator = indicators[value["indicator_id"]]
        own = sheets[indicator["plan_id"]].sheet.title
        told = [own, indicator["number"], indicator["name"], indicator["unit"], value["year"], kinds[value["kind"]]]
        _link_inside(_line(sheet, row, [*told, value["qualifier"], value["value"], value["raw"]], "indicators")[0], own, "A1")
        row += 1
    _frame(sheet, "indicators", row - 1)


def _finding(sheet: Worksheet, row: int, finding: Row, where: str, target: tuple[str, str] | None) -> None:
    severity = export_words()["severities"][finding["severity"]]["name"]
    cells = _line(
        sheet, row, [severity, finding["code"], where, finding["message"], finding["evidence"], finding["suggestion"]], "findings"
    )
    if fill := style.severity_fill([finding["severity"]]):
        cells[0].fill = fill
    if target:
        _link_inside(cells[2], *target)


def _head(sheet: Worksheet, kind: str, title: str) -> None:
    """The title of a sheet and the heading row of its columns."""
    _put(sheet.cell(_TITLE_ROW, 1), title).font = style.TITLE
    for n, (heading, width) in enumerate(export_words()[kind]["columns"], start=1):
        sheet.column_dimensions[get_column_letter(n)].width = width
        cell = _put(sheet.cell(_HEADER_ROW, n), heading)
        cell.font, cell.fill, cell.alignment, cell.border = style.BOLD, style.PRINTED_HEAD, style.CENTRED, style.BORDER


def _line(sheet: Worksheet, row: int, values: Iterable[Value], kind: str) -> list[Cell]:
    cells, lines = [], 1
    for n, (value, (_, width)) in enumerate(zip(values, export_words()[kind]["columns"], strict=True), start=1):
        cell = _put(sheet.cell(row, n), value)
        cell.font, cell.alignment, cell.border = style.TEXT, style.WRAPPED, style.BORDER
        lines = max(lines, lines_of(value, width) if isinstance(value, str) else 1)
        cells.append(cell)
    set_height(sheet, row, lines)
    return cells


def _put(cell: Cell, value: Value) -> Cell:
    if isinstance(value, str):
        if changed := put_text(cell, value):
            style.remark(cell, changed)
    elif value is not None:
        cell.value = value
    return cell


def _link_inside(cell: Cell, sheet: str, place: str) -> None:
    cell.hyperlink = Hyperlink(ref=cell.coordinate, location=f"{quote_sheetname(sheet)}!{place}", display=sheet)
    cell.font = style.LINK


def _legend(sheet: Worksheet, row: int) -> None:
    """What the colours of the cells mean."""
    for n, look in enumerate(export_words()["severities"].values()):
        sheet.cell(row + n, 1).border = style.BORDER
        sheet.cell(row + n, 1).fill = style.severity_fill(name for name, one in export_words()["severities"].items() if one is look)
        _put(sheet.cell(row + n, 1), f"{look['name']}: замечание — в примечании к ячейке этого цвета").font = style.TEXT
        sheet.cell(row + n, 1).alignment = style.WRAPPED
        set_height(sheet, row + n, 2)


def _frame(sheet: Worksheet, kind: str, last: int) -> None:
    columns = export_words()[kind]["columns"]
    sheet.freeze_panes = sheet.cell(_HEADER_ROW + 1, 1)
    sheet.auto_filter.ref = f"A{_HEADER_ROW}:{get_column_letter(len(columns))}{max(last, _HEADER_ROW)}"
    style.set_up_print(sheet, str(export_words()[kind]["title"]), wide=1, repeated=f"{_HEADER_ROW}:{_HEADER_ROW}")
