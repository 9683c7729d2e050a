"""Scopes become plans: titles, periods and the rows of their activity tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from extract.recognise.abbreviations import holds_abbreviations
from extract.recognise.activities import printed_columns, read_activity_table
from extract.recognise.aimed import with_aims
from extract.recognise.cards import read_cards
from extract.recognise.columns import Header
from extract.recognise.directions import code_of, direction_of
from extract.recognise.grid import Row, printed
from extract.recognise.indicators import indicators_of, unread
from extract.recognise.ledger import IGNORED, check_plan
from extract.recognise.numbering import is_number
from extract.recognise.passport import is_passport
from extract.recognise.periods import PrintedPeriod, period_of, years_of
from extract.recognise.plan_rows import PlanRows
from extract.recognise.scopes import Entry, Scope
from extract.recognise.statistics import statistics_of, unread_figures
from extract.recognise.tables import TableReading
from extract.recognise.titles import title_word
from extract.recognise.vocabulary import lemmas
from records.document import Table
from records.finding import Finding
from records.order import Indicator, LedgerRow, Plan, Statistic

_SHOWN_CELLS = 4
_YEAR = re.compile(r"\b20\d\d\b")


@dataclass(slots=True)
class Reading:
    """What was read of a document's scopes: plans, findings and the remarks found inside tables."""

    plans: list[Plan] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def read_plans(scopes: Sequence[Scope], document_period: PrintedPeriod | None) -> Reading:
    """All plans of a document. A scope without an activity table gives its tables of figures to the plan before it (or after)."""
    reading = Reading()
    waiting: list[Entry] = []
    forms = [scope for scope in scopes if _is_form(scope)]
    filled = any(scope.has("activities") and scope not in forms for scope in scopes)
    for scope in scopes:
        if not scope.has("activities") or (filled and scope in forms):
            waiting = _give_away(scope, waiting, reading)
            continue
        scope.entries = waiting + scope.entries
        waiting = []
        _read_scope(scope, document_period, reading)
    if waiting:
        holding = [scope for scope in scopes if any(entry in scope.entries for entry in waiting)]
        named = next((scope for scope in holding if scope.title), holding[0] if holding else Scope(0))
        _read_scope(replace(named, entries=waiting), document_period, reading, only_figures=True)
    reading.findings += [finding for number, plan in enumerate(reading.plans, start=1) for finding in _unnamed(plan, number)]
    return reading


def _is_form(scope: Scope) -> bool:
    """A scope whose activity tables have nothing but numbers below their headers: a form to be filled in, as orders attach for reports."""
    tables = [entry.reading for entry in scope.entries if entry.reading.kind == "activities" and entry.reading.header]
    below = [row for table in tables for row in table.rows if table.header and row.index > table.header.last]
    return bool(below) and not any(printed(cell) and not is_number(printed(cell)) for row in below for cell in row.own())


def _give_away(scope: Scope, waiting: list[Entry], reading: Reading) -> list[Entry]:
    """Tables of figures of a scope without activities go to the plan before; before the first plan they wait for it."""
    for entry in scope.entries:
        if entry.reading.kind == "other" and not holds_abbreviations(entry.reading.table):
            reading.findings.append(not_understood(entry.reading))
        if entry.reading.kind == "activities":
            reading.notes += [" | ".join(map(printed, row.filled())) for row in entry.reading.rows if row.filled()]
    figures = [entry for entry in scope.entries if entry.reading.kind in ("targets", "definitions", "statistics")]
    if not figures:
        return waiting
    if not reading.plans:
        return waiting + figures
    last = reading.plans[-1]
    figures, guesses = with_aims(figures, _printed(last), len(reading.plans), below=bool(last.activities))
    reading.findings += guesses
    indicators, statistics = _figures(figures)
    period = _target_years(indicators) if last.period_end is None else None
    if period:
        last = replace(last, period_start=period.start, period_end=period.end)
    reading.findings += _unread(figures, indicators, len(reading.plans))
    reading.plans[-1] = replace(last, indicators=last.indicators + indicators, statistics=last.statistics + statistics)
    return waiting


def _figures(entries: Sequence[Entry]) -> tuple[tuple[Indicator, ...], tuple[Statistic, ...]]:
    tables = [entry.reading for entry in entries]
    indicators = indicators_of([table for table in tables if table.kind in ("targets", "definitions")])
    statistics = tuple(value for table in tables if table.kind == "statistics" for value in statistics_of(table))
    return indicators, statistics


def _unread(entries: Sequence[Entry], indicators: Sequence[Indicator], plan: int) -> Iterator[Finding]:
    """Findings of the figures that no statistic holds, and of the columns that no indicator does."""
    for entry in entries:
        if entry.reading.kind == "statistics":
            yield from unread_figures(entry.reading, plan)
        yield from unread(entry.reading, indicators, plan)


def _read_scope(scope: Scope, document_period: PrintedPeriod | None, reading: Reading, *, only_figures: bool = False) -> None:
    number = len(reading.plans) + 1
    rows = PlanRows(number)
    header: Header | None = None
    for entry in scope.entries:
        header = _read_table(entry, rows, header, titled=_title(scope) is not None)
    rows.ledger += _foreign_rows(scope.entries, rows)
    title = _title(scope) or _title_inside(scope) or (scope.above_figures if only_figures else None)
    scope.entries, guesses = with_aims(scope.entries, _period(scope, title, (), document_period), number, below=False)
    indicators, statistics = _figures(scope.entries)
    if only_figures and not indicators and not statistics:
        return
    period = _period(scope, title, indicators, document_period)
    code, direction = _named(scope, title)
    pages = {page for entry in scope.entries for page in _pages(entry.reading.table)}
    plan = Plan(
        appendix=scope.appendix,
        code=code,
        title=title,
        direction_printed=direction,
        period_start=period.start if period else None,
        period_end=period.end if period else None,
        approved_by=scope.approved_by,
        sections=tuple(rows.sections),
        activities=tuple(rows.activities),
        ledger=tuple(rows.ledger),
        indicators=indicators,
        statistics=statistics,
        page_first=min(pages, default=None),
        page_last=max(pages, default=None),
        school_year=bool(period and period.school_year),
        columns=rows.columns,
    )
    check_plan(plan)
    reading.plans.append(plan)
    reading.findings += [*rows.findings, *guesses, *_unread(scope.entries, indicators, number)]
    reading.notes += rows.notes


def _foreign_rows(entries: Sequence[Entry], rows: PlanRows) -> list[LedgerRow]:
    """Rows of another table that is glued on top of an activity table: read on their own, unless they went on with the table before."""
    tables = [entry.reading for entry in entries if entry.reading.foreign]
    if not tables:
        return []
    known = {(entry.table, entry.row) for entry in rows.ledger}
    return [
        LedgerRow(table.ordinal, index, "ignored", IGNORED.FOREIGN)
        for table in tables
        for index in range(table.foreign)
        if (table.ordinal, index) not in known
    ]


def _read_table(entry: Entry, rows: PlanRows, header: Header | None, *, titled: bool) -> Header | None:
    """Read one table of a scope; returns the header under which a table without its own would go on.

    `titled`: the plan's title stands outside its tables.
    """
    table = entry.reading
    if table.kind == "activities" and table.header:
        _open_sections(entry, rows)
        if table.cards:
            rows.columns = rows.columns or printed_columns(table.header)
            read_cards(table.ordinal, table.rows, rows)
            return header
        if table.listed:
            rows.findings.append(replace(_listed(table), plan=rows.plan))
        if table.guessed:
            rows.findings.append(replace(_guessed(table, table.header), plan=rows.plan))
        read_activity_table(table.ordinal, table.table, table.rows, table.header, rows, titled=titled)
        return table.header
    if table.kind == "other" and header and entry.adjoins and _goes_on(table, header):
        _open_sections(entry, rows)
        read_activity_table(table.ordinal, table.table, table.rows, header, rows, inherited=True)
        return header
    if table.kind == "other" and not holds_abbreviations(table.table):
        rows.findings.append(replace(not_understood(table), plan=rows.plan))
    return header


def _open_sections(entry: Entry, rows: PlanRows) -> None:
    for section in entry.headings:
        rows.add_section(section)


def _goes_on(table: TableReading, header: Header) -> bool:
    """A table without header that has the columns of the activity table above it: as many on the grid, or as many cells in most rows."""
    filled = [row for row in table.rows if row.filled()]
    same_cells = sum(len(row.cells) == len(header.columns) for row in filled)
    if header.with_role("number") and filled and _names_its_columns(filled[0], header):
        return False
    same_grid = table.table.columns == header.width and len(filled) > 0
    return same_cells >= 0.5 * len(filled) or (same_grid and any(len(row.cells) == len(header.columns) for row in filled))


def _names_its_columns(row: Row, header: Header) -> bool:
    """A first row with words where the numbers should stand is the header of another table («№ | Ф.И.О. | Должность»)."""
    first = printed(row.cells[0]) if row.cells else ""
    place = header.columns.index(header.with_role("number")[0])
    return place == 0 and bool(first) and len(row.filled()) > 2 and not is_number(first)


def not_understood(table: TableReading) -> Finding:
    """The finding of a table that nobody knows, with its place and first cells; of a passport only what became of it."""
    texts = [text for row in table.rows for cell in row.filled() if (text := printed(cell).replace("\n", " "))]
    shown = " | ".join(text[:60] for text in texts[:_SHOWN_CELLS])
    if is_passport(table.rows):
        message = f"Таблица {table.ordinal} — паспорт программы: из неё взят только срок реализации, остальное в набор данных не вошло."
        return Finding("X901", "I", message, shown, page=table.table.page)
    message = (
        f"Таблица {table.ordinal} ({table.table.rows} строк, {table.table.columns} столбцов) не распознана и в набор данных не вошла. "
        "Если это план мероприятий, проверьте строку заголовков: нужны «Мероприятие» и «Срок», «Ответственный» или «Результат»."
    )
    return Finding("X901", "W", message, shown, page=table.table.page)


def _listed(table: TableReading) -> Finding:
    """The finding of activities that stand in paragraphs."""
    count = sum(len(row.cells) > 1 for row in table.rows)
    message = (
        f"Мероприятия набраны списком, а не таблицей ({count}); срок, исполнитель и результат взяты по словам «Срок:», «Ответственный:», "
        "«Результат:». Сверьте их с документом."
    )
    return Finding("X916", "I", message, " | ".join(printed(cell) for cell in table.rows[0].filled()), page=table.table.page)


_ROLE_NAMES = {"number": "номер", "title": "мероприятие", "deadline": "срок", "body": "исполнитель"}


def _guessed(table: TableReading, header: Header) -> Finding:
    """The finding of a table without header whose columns were guessed."""
    roles = [(place, " и ".join(_ROLE_NAMES[role] for role in column.roles)) for place, column in enumerate(header.columns, 1)]
    named = ", ".join(f"{place} — {role}" for place, role in roles if role)
    message = (
        f"У таблицы {table.ordinal} нет строки заголовков; столбцы угаданы по содержанию: {named}. "
        "Проверьте строки или впишите в таблицу заголовки."
    )
    shown = " | ".join(printed(cell) for cell in table.rows[0].filled())
    return Finding("X916", "W", message, shown, page=table.table.page)


def _title(scope: Scope) -> str | None:
    """The plan's own title, else the chapter's heading, else the caption of its table."""
    if scope.chapter and (scope.word in (None, "программа")):
        return scope.chapter_title
    return scope.title or scope.caption


def _title_inside(scope: Scope) -> str | None:
    """A title typed into the table above its header."""
    first = next((entry.reading for entry in scope.entries if entry.reading.header), None)
    if not first or not first.header:
        return None
    lines = [printed(cell).replace("\n", " ") for row in first.rows if row.index < first.header.first for cell in row.filled()]
    start = next((index for index, line in enumerate(lines) if title_word(line)), None)
    return " ".join(lines[start:]) if start is not None else None


def _named(scope: Scope, title: str | None) -> tuple[str | None, str | None]:
    """(code, direction as printed) of a plan: of its chapter, or of its title."""
    code = code_of(title) if title and not (scope.chapter and title == scope.chapter_title) else None
    if scope.chapter:
        return code or scope.chapter[0], (direction_of(title) if title and title != scope.chapter_title else None) or scope.chapter[1]
    return code, direction_of(title) if title else None


def _period(
    scope: Scope, title: str | None, indicators: Sequence[Indicator], document_period: PrintedPeriod | None
) -> PrintedPeriod | None:
    """The period printed in the plan's title or the programme's, which may stand in the stamp alone («Приложение к программе «… на
    2021-2023 годы»»), else the document's, else the years of the columns in which its activities are marked, or of its target table."""
    of_programme = scope.approved_by if scope.approved_by and "программа" in lemmas(scope.approved_by) else None
    for text in (title, scope.title, scope.caption, of_programme):
        if text and (period := period_of(text)):
            return period
    return document_period or _years_of_columns(scope) or _target_years(indicators)


def _printed(plan: Plan) -> PrintedPeriod | None:
    """The period of a plan that was read before."""
    return PrintedPeriod(plan.period_start, plan.period_end) if plan.period_end else None


def _target_years(indicators: Sequence[Indicator]) -> PrintedPeriod | None:
    """The years for which targets are set."""
    years = sorted({value.year for indicator in indicators for value in indicator.values if value.kind == "target" and value.year})
    return years_of(years[0], years[-1]) if years else None


def _years_of_columns(scope: Scope) -> PrintedPeriod | None:
    """The years that head the columns of marks or dates of a plan's table («2022 | 2023», «I кв. 2022»)."""
    columns = [column for entry in scope.entries if entry.reading.header for column in entry.reading.header.columns]
    times = [column.time for column in columns if column.time and not column.roles]
    years = sorted({int(year) for time in times for year in _YEAR.findall(time)})
    return years_of(years[0], years[-1]) if years else None


def _unnamed(plan: Plan, number: int) -> Iterator[Finding]:
    """X905: what a plan does not say of itself."""
    lacking = [name for name, value in (("названия", plan.title), ("периода", plan.period_end)) if value is None]
    if lacking and plan.activities:
        message = f"У плана не найдено {' и '.join(lacking)}. Впишите перед таблицей строку вида «План мероприятий … на 2022 год»."
        yield Finding(
            "X905", "W", message, plan.title or "", number, field="title" if plan.title is None else "period_start", page=plan.page_first
        )


def _pages(table: Table) -> set[int]:
    pages = {cell.page for cell in table.cells} | {box.page for cell in table.cells for box in cell.boxes} | {table.page}
    return {page for page in pages if page is not None}
