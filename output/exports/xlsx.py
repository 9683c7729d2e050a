"""A dataset as an Excel workbook (Office Open XML, ECMA-376): a sheet a plan, contents first, then findings and indicators."""

from __future__ import annotations

from pathlib import Path

from openpyxl import Workbook

from output.exports.files import write_whole
from output.exports.names import sheet_names
from output.exports.overview import write_contents, write_findings, write_indicators
from output.exports.plans import PlanRows, document_findings, plans_of, vocabulary
from output.exports.selection import Selection
from output.exports.sheets import write_plan
from output.exports.style import NORMAL
from output.exports.words import export_words
from output.vocabulary import Names
from output.words import plural
from records.errors import UsageError

MOST_PLANS = 500  # more tabs than anybody turns over; a workbook of them takes minutes to open


def export_xlsx(selection: Selection, path: Path) -> list[str]:
    """Writes the workbook; gives lines about it for people. Raises UsageError where there are no plans or too many, FileBusy."""
    plans = plans_of(selection)
    if not plans:
        raise UsageError("В выбранной части набора нет ни одного плана: записывать в книгу нечего.")
    if len(plans) > MOST_PLANS:
        raise UsageError(
            f"Планов {len(plans)}, а книга Excel удобна, пока листов не больше {MOST_PLANS}. Выберите часть: --municipality КОД."
        )
    book, remarks = workbook(selection, plans, path)
    write_whole(path, book.save)
    activities = sum(len(plan.activities) for plan in plans)
    told = f"{plural(len(plans), 'план', 'плана', 'планов')}, {plural(activities, 'мероприятие', 'мероприятия', 'мероприятий')}"
    return [told, *remarks]


def workbook(selection: Selection, plans: list[PlanRows], path: Path) -> tuple[Workbook, list[str]]:
    """The workbook that will lie at `path`, and what its cells could not hold."""
    names, words = vocabulary(selection), export_words()
    title = ", ".join(selection.subjects) or "Дорожные карты"
    whole = document_findings(selection)
    values = selection.tables["indicator_values"].num_rows
    has_findings = selection.tables["findings"].num_rows > 0
    own = [words["contents"]["title"]] * (len(plans) > 1) + [words["findings"]["title"]] * has_findings
    own += [words["indicators"]["title"]] * (values > 0)

    book = Workbook()
    book.remove(book.active)
    book._fonts[0] = book._named_styles["Normal"].font = NORMAL  # there is no public way
    book.properties.creator, book.properties.title = "dorkarta", title
    contents = book.create_sheet(words["contents"]["title"]) if len(plans) > 1 else None
    tabs = sheet_names((_tab(plan, plans, names) for plan in plans), own)
    sheets = [write_plan(book.create_sheet(tab), plan, names, path) for tab, plan in zip(tabs, plans, strict=True)]
    if contents is not None:
        write_contents(contents, plans, sheets, title, path)
    if has_findings:
        write_findings(book.create_sheet(words["findings"]["title"]), plans, sheets, whole, f"Замечания: {title}")
    if values:
        by_plan = {plan.row["plan_id"]: sheet for plan, sheet in zip(plans, sheets, strict=True)}
        write_indicators(book.create_sheet(words["indicators"]["title"]), selection, by_plan, f"Показатели: {title}")
    return book, [remark for sheet in sheets for remark in sheet.remarks]


def _tab(plan: PlanRows, plans: list[PlanRows], names: Names) -> str:
    """The wanted name of a plan's sheet: its code and municipality where there are several, else what it is about."""
    row, document = plan.row, plan.document
    code = (row["code"] or row["appendix"] or str(row["plan"])).strip(". ")
    several = len({one.document["municipality_id"] for one in plans}) > 1
    about = document["municipality"] if several else names.concept("direction", row["direction"]) or row["direction_printed"]
    return " ".join(filter(None, (code, about))) or str(row["title"] or "")
