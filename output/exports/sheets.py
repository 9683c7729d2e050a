"""A plan as a sheet: its title and source, the header, then its sections and activities as printed and as understood."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from openpyxl.cell.cell import Cell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from output.exports import style
from output.exports.cells import put_text
from output.exports.columns import SheetColumn, columns_of, finding_text, section_title
from output.exports.links import link_to
from output.exports.measure import HIGHEST, LINE, lines_of, set_height
from output.exports.plans import ActivityRows, PlanRows, file_name, order_in_words, period
from output.exports.words import export_words
from output.rows import Row
from output.vocabulary import Names

TITLE_ROW, SOURCE_ROW, BAND_ROW, HEADER_ROW = 1, 2, 3, 4
_WIDEST = 110
_MOST_LINES = int(HIGHEST / LINE) - 1
_TITLE_FACTOR = 1.4  # letters of the title are as much wider than those of a cell


@dataclass(slots=True)
class PlanSheet:
    """A sheet that was written: `cells` says where a finding's comment stands (finding_id → cell reference), `remarks` what a cell
    could not hold."""

    sheet: Worksheet
    cells: dict[str, str]
    remarks: list[str]


def write_plan(sheet: Worksheet, plan: PlanRows, names: Names, target: Path) -> PlanSheet:
    """Fills a sheet with a plan. `target` is the workbook's path: links to the document are relative to its folder."""
    columns = _widened(columns_of(plan, names), plan.activities)
    written = PlanSheet(sheet, {}, [])
    _head(written, plan, columns, target)
    row = HEADER_ROW + 1
    section: Row | None = None
    for activity in plan.activities:
        if activity.section and activity.section != section:
            _section(written, row, activity.section, columns)
            row += 1
        section = activity.section
        _activity(written, row, activity, columns, link_to(plan.document, activity.row["page_first"], target))
        row += 1
    _plan_findings(written, plan, columns, row)
    _frame(sheet, columns, row - 1, plan)
    return written


def _widened(columns: Sequence[SheetColumn], activities: Sequence[ActivityRows]) -> list[SheetColumn]:
    """Columns that hold more than the highest row can show get wider."""
    found = []
    for column in columns:
        texts = [text for text in (column.value(one) for one in activities) if isinstance(text, str)]
        longest = max(texts, key=len, default="")
        width = column.width
        while width < _WIDEST and lines_of(longest, width) > _MOST_LINES:
            width += 5
        found.append(SheetColumn(column.key, column.heading, width, column.printed, column.value))
    return found


def _head(written: PlanSheet, plan: PlanRows, columns: Sequence[SheetColumn], target: Path) -> None:
    sheet = written.sheet
    printed = sum(column.printed for column in columns)
    for n, column in enumerate(columns, start=1):
        sheet.column_dimensions[get_column_letter(n)].width = column.width
    first = _first_text(columns)
    title = _text(written, TITLE_ROW, first, plan.row["title"] or f"План {plan.row['plan']}", style.TITLE)
    title.alignment = style.WRAPPED
    sheet.merge_cells(start_row=TITLE_ROW, end_row=TITLE_ROW, start_column=first, end_column=printed)
    width = sum(column.width for column in columns[first - 1 : printed]) / _TITLE_FACTOR
    sheet.row_dimensions[TITLE_ROW].height = (lines_of(title.value, width)) * 16 + 4
    document = plan.document
    facts = (document["municipality"], order_in_words(document), period(plan.row), file_name(document))
    source = _text(written, SOURCE_ROW, first, " · ".join(filter(None, facts)), style.QUIET)
    if link := link_to(document, plan.row["page_first"], target):
        source.hyperlink = link
        source.font = style.LINK
    for start, end, band, fill in (
        (1, printed, "printed", style.PRINTED_HEAD),
        (printed + 1, len(columns), "meaning", style.MEANING_HEAD),
    ):
        _text(written, BAND_ROW, max(start, first), export_words()["bands"][band], style.BOLD)
        for n in range(start, end + 1):
            sheet.cell(BAND_ROW, n).fill = fill
    for n, column in enumerate(columns, start=1):
        cell = _text(written, HEADER_ROW, n, column.heading, style.BOLD)
        cell.alignment, cell.border = style.CENTRED, style.BORDER
        cell.fill = style.PRINTED_HEAD if column.printed else style.MEANING_HEAD
    sheet.row_dimensions[HEADER_ROW].height = 4 + 12.6 * max(lines_of(column.heading, column.width * 0.88) for column in columns)


def _section(written: PlanSheet, row: int, section: Row, columns: Sequence[SheetColumn]) -> None:
    """A band over the whole width. Nothing is merged, so that the sheet can be sorted; the text runs over the empty cells beside it."""
    for n in range(1, len(columns) + 1):
        written.sheet.cell(row, n).fill = style.SECTION
    _text(written, row, _first_text(columns), " ".join(section_title(section).split()), style.BOLD)


def _first_text(columns: Sequence[SheetColumn]) -> int:
    """Where long texts over several columns begin: after the numbers, which are repeated on every page of a print."""
    return 2 if columns[0].key == "number" else 1


def _activity(written: PlanSheet, row: int, activity: ActivityRows, columns: Sequence[SheetColumn], link: str | None) -> None:
    lines = 1
    for n, column in enumerate(columns, start=1):
        cell = written.sheet.cell(row, n)
        _put(written, cell, column.value(activity))
        cell.font, cell.alignment, cell.border = style.TEXT, style.WRAPPED, style.BORDER
        if isinstance(cell.value, str):
            lines = max(lines, lines_of(cell.value, column.width))
        if column.key == "source" and link:
            cell.hyperlink, cell.font = link, style.LINK
    set_height(written.sheet, row, lines)
    _activity_findings(written, row, activity, columns)


def _put(written: PlanSheet, cell: Cell, value: str | int | date | None) -> None:
    if isinstance(value, str):
        if changed := put_text(cell, value):
            style.remark(cell, changed)
            written.remarks.append(f"{written.sheet.title}!{cell.coordinate}: {changed}")
    elif value is not None:
        cell.value = value
        if isinstance(value, date):
            cell.number_format = style.DATE_FORMAT


def _text(written: PlanSheet, row: int, column: int, text: str, font: object) -> Cell:
    cell = written.sheet.cell(row, column)
    _put(written, cell, text)
    cell.font = font
    return cell


def _activity_findings(written: PlanSheet, row: int, activity: ActivityRows, columns: Sequence[SheetColumn]) -> None:
    places = {column.key: n for n, column in reversed(list(enumerate(columns, start=1)))}
    wanted: Mapping[str, str] = export_words()["finding_columns"]
    by_place: dict[int, list[Row]] = {}
    for finding in activity.findings:
        key = wanted.get(finding["field"] or "", "title")
        by_place.setdefault(places.get(key, places.get("title", 1)), []).append(finding)
    for place, findings in by_place.items():
        _mark(written, written.sheet.cell(row, place), findings)
    if activity.findings and (fill := style.severity_fill(finding["severity"] for finding in activity.findings)):
        written.sheet.cell(row, places["findings"]).fill = fill


def _plan_findings(written: PlanSheet, plan: PlanRows, columns: Sequence[SheetColumn], end: int) -> None:
    """Findings about the plan stand on the heading or section whose words they quote, else on the plan's title."""
    named = {column.heading: written.sheet.cell(HEADER_ROW, n) for n, column in enumerate(columns, start=1) if column.printed}
    sections = {one.section["title"]: one.section for one in plan.activities if one.section}
    first = _first_text(columns)
    bands = {written.sheet.cell(row, first).value: written.sheet.cell(row, first) for row in range(HEADER_ROW + 1, end)}
    for finding in plan.findings:
        section = sections.get(finding["evidence"] or "")
        cell = named.get(finding["evidence"] or "") or (bands.get(" ".join(section_title(section).split())) if section else None)
        _mark(written, cell or written.sheet.cell(TITLE_ROW, first), [finding])


def _mark(written: PlanSheet, cell: Cell, findings: Sequence[Row]) -> None:
    style.remark(cell, "\n\n".join(finding_text(finding) for finding in findings))
    if fill := style.severity_fill(finding["severity"] for finding in findings):
        cell.fill = fill
    written.cells.update((finding["finding_id"], cell.coordinate) for finding in findings)


def _frame(sheet: Worksheet, columns: Sequence[SheetColumn], last: int, plan: PlanRows) -> None:
    """Frozen header and title column, filters, print."""
    keys = [column.key for column in columns]
    title = keys.index("title")
    frozen = title + 1 if sum(column.width for column in columns[: title + 1]) < 75 else 0
    sheet.freeze_panes = sheet.cell(HEADER_ROW + 1, frozen + 1)
    sheet.auto_filter.ref = f"A{HEADER_ROW}:{get_column_letter(len(columns))}{max(last, HEADER_ROW)}"
    style.set_up_print(sheet, plan.row["title"] or "", wide=2, repeated=f"{HEADER_ROW}:{HEADER_ROW}")
    if keys[0] == "number":
        sheet.print_title_cols = "A:A"
    sheet.sheet_view.zoomScale = 90
