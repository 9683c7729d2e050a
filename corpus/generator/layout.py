"""An invented order as blocks of a page: the same records that a reader gives back, so that writing and reading can be compared.

Only what is printed is decided here; how a file format stores it is the writers' concern.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import zip_longest

from corpus.generator import vocabulary
from corpus.generator.model import InventedOrder, InventedPlan, PlannedRow, PlannedSection
from corpus.generator.recipe import Look, Recipe
from records.document import Align, Block, Cell, Paragraph, Table

# Shares of the table's width, before they are scaled to the page.
_WIDTHS = {"number": 7.0, "title": 34.0, "deadline": 16.0, "start": 12.0, "end": 12.0, "body": 22.0, "result": 20.0, "extra": 11.0}


@dataclass(frozen=True, slots=True)
class Printed:
    """A document ready to be written. `widths` has the column shares (summing to 1) of each table, in order."""

    blocks: tuple[Block, ...]
    widths: tuple[tuple[float, ...], ...]
    look: Look


@dataclass(frozen=True, slots=True)
class _Column:
    """A column of an activity table: `heading` is «upper / lower» where the header has two rows."""

    role: str
    heading: str


def _paragraph(text: str, align: Align = "left", *, bold: bool = False, new_page: bool = False) -> Paragraph:
    return Paragraph(text, align=align, bold=bold, page_break_before=new_page)


def _columns(plan: InventedPlan, look: Look) -> tuple[_Column, ...]:
    """The columns of a plan's table, extra ones at the end."""
    roles: list[str] = []
    for role in look.columns:
        roles.extend(("start", "end") if role == "deadline" and look.two_deadlines else (role,))
    named = [_Column(role, (words := vocabulary.headings(role))[look.wording % len(words)]) for role in roles]
    return (*named, *(_Column("extra", heading) for heading, _ in plan.rows[0].extra))


def _text(row: PlannedRow, column: _Column) -> str:
    """What a row prints in a column."""
    match column.role:
        case "number":
            return row.number
        case "title":
            return row.title
        case "deadline":
            return row.deadline.text
        case "start":
            return row.deadline.text.partition(" – ")[0]
        case "end":
            return row.deadline.text.partition(" – ")[2]
        case "body":
            return row.body.text
        case "result":
            return row.result.text
        case _:
            return dict(row.extra)[column.heading]


def _header(columns: tuple[_Column, ...]) -> tuple[list[Cell], int]:
    """The header's cells and its number of rows: two where a heading stands over several («upper / lower»)."""
    split = [column.heading.partition(" / ") for column in columns]
    if not any(lower for _, _, lower in split):
        return [Cell(0, at, column.heading, bold=True) for at, column in enumerate(columns)], 1
    cells: list[Cell] = []
    for at, (upper, _, lower) in enumerate(split):
        if not lower:
            cells.append(Cell(0, at, upper, row_span=2, bold=True))
            continue
        if at == 0 or split[at - 1][0] != upper:
            width = sum(1 for other, _, _ in split if other == upper)
            cells.append(Cell(0, at, upper, column_span=width, bold=True))
        cells.append(Cell(1, at, lower, bold=True))
    return cells, 2


def _section_cells(section: PlannedSection, row: int, width: int, *, numbered_column: bool) -> list[Cell]:
    """A heading row: number in the first column and title over the rest, or one cell over all columns."""
    title = section.title or ""
    if section.number and numbered_column and not section.number.startswith("Раздел"):
        return [Cell(row, 0, section.number, bold=True), Cell(row, 1, title, column_span=width - 1, bold=True)]
    printed = f"{section.number} {title}" if section.number else title
    return [Cell(row, 0, printed, column_span=width, bold=True)]


def _row_cells(item: PlannedRow, row: int, columns: tuple[_Column, ...], *, automatic: bool, body_span: int) -> list[Cell]:
    """A row's cells; `body_span` is how many rows its body cell covers, 0 where the row above covers it."""
    cells = []
    for at, column in enumerate(columns):
        text = _text(item, column)
        if column.role == "number" and automatic:
            cells.append(Cell(row, at, "", labels=((0, text),)))
        elif column.role != "body":
            cells.append(Cell(row, at, text))
        elif body_span:
            cells.append(Cell(row, at, text, row_span=body_span))
    return cells


def _body_span(place: int, count: int, look: Look) -> int:
    """How many rows the body cell of row `place` (of `count` in its section) covers."""
    if not look.merged:
        return 1
    return 0 if place % 2 else min(2, count - place)


def _tables(plan: InventedPlan, recipe: Recipe, look: Look) -> list[tuple[Table, tuple[float, ...]]]:
    """The activity table of a plan: one, or two where the layout ends it early and goes on without a header."""
    columns = _columns(plan, look)
    numbered = columns[0].role == "number"
    header, header_rows = _header(columns)
    cells, row, tables = list(header), header_rows, []
    shares = [_WIDTHS[column.role] for column in columns]
    widths = tuple(share / sum(shares) for share in shares)

    if look.column_numbers:
        cells += [Cell(row, at, str(at + 1)) for at in range(len(columns))]
        row += 1
    done = 0
    for section in plan.sections:
        if section.title is not None:
            cells += _section_cells(section, row, len(columns), numbered_column=numbered)
            row += 1
        for place, item in enumerate(section.rows):
            span = _body_span(place, len(section.rows), look)
            cells += _row_cells(item, row, columns, automatic=recipe.numbering == "automatic", body_span=span)
            row, done = row + 1, done + 1
            if done == look.split_after:
                tables.append((Table(row, len(columns), tuple(cells), header_rows=header_rows), widths))
                cells, row, header_rows = [], 0, 0
    if cells:
        tables.append((Table(row, len(columns), tuple(cells), header_rows=header_rows), widths))
    return tables


def _targets(plan: InventedPlan) -> tuple[Table, tuple[float, ...]]:
    """The table of an indicator's targets: years as headings."""
    years = [year for year, _ in plan.indicators[0].targets]
    rows = [("№", "Показатель", "Единица измерения", *map(str, years))]
    rows += [(one.number, one.name, one.unit, *(value for _, value in one.targets)) for one in plan.indicators]
    cells = [Cell(at, column, text, bold=at == 0) for at, row in enumerate(rows) for column, text in enumerate(row)]
    shares = (6.0, 40.0, 16.0, *(10.0 for _ in years))
    return Table(len(rows), len(rows[0]), tuple(cells), header_rows=1), tuple(share / sum(shares) for share in shares)


def _opening(order: InventedOrder) -> list[Block]:
    """All that stands before the first plan."""
    head = order.head
    if head.doc_type == "programme":
        return [
            _paragraph(head.title or "", "center", bold=True),
            _paragraph("Программа определяет цели и мероприятия по направлениям.", "justify"),
        ]
    clauses = [_paragraph(f"{clause.number}. {clause.text}", "justify") for clause in head.clauses]
    return [
        _paragraph((head.issuer or "").upper(), "center", bold=True),
        _paragraph("ПРИКАЗ", "center", bold=True),
        _paragraph(order.reference),
        _paragraph(head.title or "", "center", bold=True),
        _paragraph(f"{order.preamble},", "justify"),
        _paragraph("п р и к а з ы в а ю:"),
        *clauses,
        _paragraph(f"{head.signatory_post} {' ' * 20} {head.signatory_name}"),
    ]


def _plan_opening(plan: InventedPlan) -> list[Block]:
    """What stands above the table of a plan."""
    if plan.appendix is None:
        return [_paragraph(plan.title, "center", bold=True), _paragraph("Целевые значения показателей", "center")]
    return [
        _paragraph(f"Приложение {plan.appendix}", "right", new_page=True),
        *(_paragraph(line, "right") for line in (plan.approved_by or "").split("\n")),
        _paragraph(plan.title, "center", bold=True),
    ]


def lay_out(order: InventedOrder, recipe: Recipe, look: Look) -> Printed:
    """The order as paragraphs and tables, in reading order."""
    blocks, widths = _opening(order), []
    for plan in order.plans:
        blocks += _plan_opening(plan)
        tables = _tables(plan, recipe, look)
        if plan.indicators:
            tables.insert(0, _targets(plan))
        notes = ["Мероприятия"] if plan.indicators else []
        for (table, shares), note in zip_longest(tables, notes):
            blocks.append(table)
            widths.append(shares)
            if note or look.split_after:
                blocks.append(_paragraph(note or "", "center"))
    return Printed(tuple(blocks), tuple(widths), look)
