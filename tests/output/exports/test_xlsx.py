"""The workbook: what stands in it, that nothing in it can run, and that LibreOffice reads the same cells as openpyxl."""

from __future__ import annotations

import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from output.exports.cells import LONGEST
from output.exports.columns import columns_of
from output.exports.measure import HIGHEST, lines_of
from output.exports.plans import plans_of, vocabulary
from output.exports.selection import Selection
from output.exports.sheets import HEADER_ROW
from output.exports.style import remark
from output.exports.xlsx import export_xlsx
from records.errors import UsageError

WorkbookOf = Callable[[Selection], Path]
DANGEROUS = ["=1+1", '=HYPERLINK("http://x")', "+1+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", "＝1", "#N/A", "{=1}", "=cmd|' /C calc'!A0"]


def headings(sheet: Worksheet) -> list[str]:
    return [cell.value for cell in sheet[HEADER_ROW] if cell.value]


def column(sheet: Worksheet, heading: str) -> list[Any]:
    """The cells below a heading."""
    n = headings(sheet).index(heading) + 1
    return [sheet.cell(row, n) for row in range(HEADER_ROW + 1, sheet.max_row + 1)]


def plan_row(columns: list[tuple[str, str | None]]) -> dict[str, Any]:
    return {
        "plan_id": "d/p1", "document_id": "d", "plan": 1, "title": "План",
        "columns": [{"heading": heading, "field": field} for heading, field in columns],
    }  # fmt: skip


def test_every_row_of_the_dataset_stands_in_its_sheet(selection: Selection, workbook_of: WorkbookOf) -> None:
    book = load_workbook(workbook_of(selection))
    plans = plans_of(selection)
    sheets = book.worksheets[1 : len(plans) + 1]
    for plan, sheet in zip(plans, sheets, strict=True):
        columns = columns_of(plan, vocabulary(selection))
        rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=HEADER_ROW + 1, max_col=len(columns))]
        wanted = [[written(one.value(activity)) for one in columns] for activity in plan.activities]
        assert [row for row in rows if row in wanted] == wanted
        assert len(rows) - len(wanted) == len({one.row["section_id"] for one in plan.activities} - {None})
        printed = {text for one in plan.activities for text in dict(one.row["extra"]).values()}
        assert printed <= {value for row in rows for value in row} | {""}


def written(value: object) -> object:
    """A value as openpyxl gives it back."""
    return datetime(value.year, value.month, value.day) if isinstance(value, date) else value or None


def test_columns_stand_as_the_order_prints_them(made: Any, activity_row: Any, workbook_of: WorkbookOf) -> None:
    columns = [
        ("№", "number"),
        ("Ответственный", "body_raw"),
        ("Дела", "title"),
        ("С", "deadline_raw"),
        ("По", "deadline_raw"),
        ("Отметка", None),
    ]
    row = activity_row(title="Слёт", body_raw="ОО", deadline_raw="май – июнь", result_raw="приказ", extra={"Примечание": "вместе"})
    sheet = load_workbook(workbook_of(made(plans=[plan_row(columns)], activities=[row])))["1"]
    assert headings(sheet)[:7] == ["№", "Ответственный", "Дела", "С / По", "Отметка", "Результат", "Примечание"]
    assert [cell.value for cell in sheet[HEADER_ROW + 1]][:7] == [None, "ОО", "Слёт", "май – июнь", None, "приказ", "вместе"]


def test_a_plan_without_a_known_header_has_the_usual_columns(made: Any, activity_row: Any, workbook_of: WorkbookOf) -> None:
    sheet = load_workbook(workbook_of(made(activities=[activity_row(title="Слёт")])))["1"]
    assert headings(sheet)[:6] == ["№ п/п", "Мероприятие", "Срок", "Ответственный", "Результат", "Срок понят так"]


def test_days_are_dates_and_numbers_are_numbers(made: Any, activity_row: Any, workbook_of: WorkbookOf) -> None:
    deadline = {
        "activity_id": "d/p1/a1", "plan_id": "d/p1", "item": 1, "raw": "май 2024", "kind": "date", "edtf": "2024-05",
        "start": date(2024, 5, 1), "end": date(2024, 5, 31), "at_least": False,
    }  # fmt: skip
    chosen = made(
        activities=[activity_row(number="7"), activity_row(activity_id="d/p1/a2", activity=2, number="07.")], deadlines=[deadline]
    )
    sheet = load_workbook(workbook_of(chosen))["1"]
    [start, _], [end, _] = column(sheet, "Начало"), column(sheet, "Конец")
    assert (start.value, end.value, start.number_format) == (datetime(2024, 5, 1), datetime(2024, 5, 31), "DD.MM.YYYY")
    assert [cell.value for cell in column(sheet, "№ п/п")] == [7, "07."]
    assert [cell.value for cell in column(sheet, "Срок понят так")] == ["май 2024", None]


def test_no_text_becomes_a_formula(made: Any, activity_row: Any, workbook_of: WorkbookOf) -> None:
    rows = [
        activity_row(
            activity_id=f"d/p1/a{n}",
            activity=n,
            number=text,
            title=text,
            deadline_raw=text,
            body_raw=text,
            result_raw=text,
            extra={text: text},
        )
        for n, text in enumerate(DANGEROUS, start=1)
    ]
    finding = {
        "finding_id": "f", "code": "N101", "severity": "E", "document_id": "d", "plan_id": "d/p1", "activity_id": "d/p1/a1",
        "message": "=1", "evidence": "=2", "suggestion": "=3",
    }  # fmt: skip
    plan = plan_row([("=1+1", "title")]) | {"title": "=1+1", "code": "=1"}
    path = workbook_of(made(plans=[plan], activities=rows, findings=[finding]))
    with zipfile.ZipFile(path) as archive:
        texts = [archive.read(name).decode() for name in archive.namelist() if re.match(r"xl/worksheets/sheet\d+\.xml", name)]
        assert len(texts) == 2
        assert not any("<f>" in text or "<f " in text or 't="e"' in text for text in texts)
        assert not [name for name in archive.namelist() if "vba" in name.lower() or "externalLink" in name]
    sheet = load_workbook(path).worksheets[0]
    assert [cell.value for cell in column(sheet, "Срок")] == DANGEROUS
    assert [cell.quotePrefix for cell in column(sheet, "Срок")] == [not text.startswith(("#", "{")) for text in DANGEROUS]


@pytest.mark.parametrize(
    ("text", "shown", "remark"),
    [
        ("а\x00б\ud800", "а\ufffdб\ufffd", "U+0000, U+D800"),
        ("_x0041_", "_x005F_x0041_", ""),  # Excel shows it as `_x0041_`
        ("я" * 40_000, "я" * (LONGEST - 4) + " […]", "40000"),
    ],
    ids=["characters that XML forbids", "what looks like an escape", "endless"],
)
def test_what_a_cell_cannot_hold_is_said(made: Any, activity_row: Any, tmp_path: Path, text: str, shown: str, remark: str) -> None:
    from output.exports.cells import put_text

    cell = Workbook().active["A1"]
    said = put_text(cell, text)
    assert remark in said
    assert bool(said) == bool(remark)
    path = tmp_path / "книга.xlsx"
    cell.parent.parent.save(path)
    assert load_workbook(path).active["A1"].value == shown


def test_findings_stand_on_the_cell_they_speak_of(made: Any, activity_row: Any, workbook_of: WorkbookOf) -> None:
    def finding(n: int, severity: str, **place: str) -> dict[str, Any]:
        return {"finding_id": f"f{n}", "code": f"N10{n}", "severity": severity, "document_id": "d", "message": f"Замечание {n}"} | place

    row = {"plan_id": "d/p1", "activity_id": "d/p1/a1"}
    chosen = made(
        plans=[plan_row([("№", "number"), ("Мероприятие", "title"), ("Срок", "deadline_raw")])],
        sections=[{"section_id": "d/p1/s1", "plan_id": "d/p1", "section": 1, "number": "I.", "title": "Раздел"}],
        activities=[activity_row(section_id="d/p1/s1", title="Слёт")],
        findings=[
            finding(1, "W", field="deadline_raw", **row),
            finding(2, "E", field="deadline_raw", suggestion="май", evidence="мйа", **row),
            finding(3, "I", **row),
            finding(4, "W", plan_id="d/p1", field="section", evidence="Раздел"),
            finding(5, "W", plan_id="d/p1", field="heading", evidence="Срок"),
            finding(6, "I", plan_id="d/p1"),
            finding(7, "E"),
        ],
    )
    book = load_workbook(workbook_of(chosen))
    sheet = book["1"]
    remarks = {cell.coordinate: cell.comment.text for row in sheet for cell in row if cell.comment}
    assert {place: re.findall(r"N10\d", text) for place, text in remarks.items()} == {
        "C6": ["N101", "N102"], "B6": ["N103"], "B5": ["N104"], "C4": ["N105"], "B1": ["N106"],
    }  # fmt: skip
    assert "Предложение: май" in remarks["C6"]
    assert "«мйа»" in remarks["C6"]
    assert sheet["C6"].fill.fgColor.rgb == "00F4B6B0"  # the gravest of the two
    assert {row[1].value for row in book["Замечания"].iter_rows(min_row=4)} == {f"N10{n}" for n in range(1, 8)}
    links = [row[2].hyperlink.location for row in book["Замечания"].iter_rows(min_row=4) if row[2].hyperlink]
    assert sorted(links) == sorted(["'1'!C6", "'1'!C6", "'1'!B6", "'1'!B5", "'1'!C4", "'1'!B1"])


def test_each_finding_of_a_dataset_is_told_once(selection: Selection, workbook_of: WorkbookOf) -> None:
    book = load_workbook(workbook_of(selection))
    told = sorted((row[1].value, row[3].value) for row in book["Замечания"].iter_rows(min_row=4))
    assert told == sorted((row["code"], row["message"]) for row in selection.tables["findings"].to_pylist())


def test_comments_are_large_enough_for_their_text() -> None:
    cell = Workbook().active["A1"]
    remark(cell, "слово " * 100)
    assert cell.comment.height >= 15 * 10
    remark(cell, "второе замечание")
    assert cell.comment.text.endswith("\n\nвторое замечание")


def test_sheets_are_ready_to_read_and_print(selection: Selection, workbook_of: WorkbookOf) -> None:
    book = load_workbook(workbook_of(selection))
    assert book.worksheets[0].title == "Содержание"
    links = [book.worksheets[0].cell(row, 1).hyperlink for row in range(4, 4 + len(plans_of(selection)))]
    assert [link.location for link in links] == [f"'{sheet.title}'!A1" for sheet in book.worksheets[1 : len(links) + 1]]
    for sheet in book.worksheets[1 : len(links) + 1]:
        assert sheet.freeze_panes.endswith(str(HEADER_ROW + 1))
        assert sheet.auto_filter.ref == f"A{HEADER_ROW}:{sheet.cell(sheet.max_row, len(headings(sheet))).coordinate}"
        assert sheet.page_setup.orientation == "landscape"
        assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (2, 0)
        assert sheet.print_title_rows == f"${HEADER_ROW}:${HEADER_ROW}"
        for row in sheet.iter_rows(min_row=HEADER_ROW + 1):
            lines = max(
                (
                    lines_of(cell.value, sheet.column_dimensions[cell.column_letter].width)
                    for cell in row
                    if isinstance(cell.value, str) and cell.alignment.wrap_text
                ),
                default=1,
            )
            assert (sheet.row_dimensions[row[0].row].height or 13) >= min(HIGHEST, lines * 12)


def test_the_document_is_linked_where_it_is(made: Any, activity_row: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "архив").mkdir()
    (tmp_path / "архив" / "приказ 1.pdf").touch()
    document = {"document_id": "d", "path": "архив/приказ 1.pdf", "media_type": "application/pdf", "paths": [], "status": "ok", "basis": []}
    chosen = made(documents=[document], activities=[activity_row(page_first=3)])
    export_xlsx(chosen, tmp_path / "книги" / "книга.xlsx")
    [source] = column(load_workbook(tmp_path / "книги" / "книга.xlsx")["1"], "Где напечатано")
    assert source.value == "с. 3, таблица 1, строка 2"
    assert source.hyperlink.target == "../%D0%B0%D1%80%D1%85%D0%B8%D0%B2/%D0%BF%D1%80%D0%B8%D0%BA%D0%B0%D0%B7%201.pdf#page=3"


def test_a_document_that_is_not_there_is_no_link(made: Any, activity_row: Any, workbook_of: WorkbookOf) -> None:
    [source] = column(load_workbook(workbook_of(made(activities=[activity_row()])))["1"], "Где напечатано")
    assert source.hyperlink is None


def test_nothing_to_write_is_said(made: Any, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="ни одного плана"):
        export_xlsx(made(plans=[]), tmp_path / "книга.xlsx")
    assert list(tmp_path.iterdir()) == []


def test_libreoffice_reads_the_same_cells(selection: Selection, workbook_of: WorkbookOf, tmp_path: Path) -> None:
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not installed here")
    path = workbook_of(selection)
    profile = (tmp_path / "profile").as_uri()
    command = [
        office,
        f"-env:UserInstallation={profile}",
        "--headless",
        "--convert-to",
        "xlsx",
        "--outdir",
        str(tmp_path / "out"),
        str(path),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    ours, theirs = load_workbook(path), load_workbook(tmp_path / "out" / path.name)
    assert theirs.sheetnames == ours.sheetnames
    for sheet in ours:
        other = theirs[sheet.title]
        cells = {cell.coordinate: (cell.value, cell.comment.text if cell.comment else None) for row in sheet for cell in row if cell.value}
        again = {place: (other[place].value, other[place].comment.text if other[place].comment else None) for place in cells}
        assert again == cells
