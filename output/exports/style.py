"""How the workbook looks: few colours, all of them readable in grey print."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from openpyxl.cell.cell import Cell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.worksheet import Worksheet

from output.exports.cells import safe_text
from output.exports.measure import lines_of
from output.exports.words import export_words

DATE_FORMAT = "DD.MM.YYYY"
_FONT = "Arial"  # with the same widths in Excel and (as Liberation Sans) in LibreOffice
_LINE = Side(style="thin", color="A6A6A6")
BORDER = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
NORMAL = Font(name=_FONT, size=9)  # the workbook's own font, whose digits are the unit of column widths
TEXT, BOLD, TITLE = Font(name=_FONT, size=9), Font(name=_FONT, size=9, bold=True), Font(name=_FONT, size=12, bold=True)
LINK = Font(name=_FONT, size=9, color="1F4E8C", underline="single")
QUIET = Font(name=_FONT, size=9, color="555555")
WRAPPED = Alignment(wrap_text=True, vertical="top")
CENTRED = Alignment(wrap_text=True, vertical="center", horizontal="center")
PRINTED_HEAD, MEANING_HEAD = PatternFill("solid", fgColor="D9D9D9"), PatternFill("solid", fgColor="D5E3D0")
SECTION = PatternFill("solid", fgColor="EEEEEE")
_AUTHOR = "dorkarta"
_COMMENT_WIDTH, _COMMENT_CHARACTERS, _COMMENT_LINE = 380, 58, 15.5  # pixels, characters of a line, pixels a line
_COMMENT_HIGHEST = 900


def severity_fill(severities: Iterable[str]) -> PatternFill | None:
    """The fill of the gravest severity; None where there is none."""
    found = set(severities)
    declared: Mapping[str, Mapping[str, str]] = export_words()["severities"]
    return next((PatternFill("solid", fgColor=look["fill"]) for name, look in declared.items() if name in found), None)


def remark(cell: Cell, text: str) -> None:
    """Puts a comment on a cell, large enough to be read without scrolling; a second one goes below the first."""
    whole = f"{cell.comment.text}\n\n{safe_text(text).text}" if cell.comment else safe_text(text).text
    height = min(_COMMENT_HIGHEST, round(_COMMENT_LINE * (lines_of(whole, _COMMENT_CHARACTERS) + 1.5)))
    cell.comment = Comment(whole, _AUTHOR, height=height, width=_COMMENT_WIDTH)


def set_up_print(sheet: Worksheet, title: str, *, wide: int, repeated: str) -> None:
    """Landscape A4, `wide` pages across, the header rows (`repeated`) on every page, the page number and title at the foot."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = wide, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = repeated
    for side in ("left", "right"):
        setattr(sheet.page_margins, side, 0.4)
    sheet.page_margins.top, sheet.page_margins.bottom = 0.45, 0.6
    sheet.oddFooter.left.text = title.replace("&", "&&")
    sheet.oddFooter.right.text = "стр. &P из &N"
    sheet.oddFooter.left.size = sheet.oddFooter.right.size = 8
