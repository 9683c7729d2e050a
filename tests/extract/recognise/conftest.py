"""A tiny notation for documents, and a dump of what was recognised, so that a layout and its reading can be read side by side.

A line that starts with `|` is a table row, its cells stand between bars: `<` goes on from the left, `^` from above, `⏎` breaks a
line, `**text**` is bold, `{3.}` is an automatic number, `---` parts two tables that nothing stands between. Any other line is a
paragraph: `[c]` centred, `**bold**`, `{1.}` numbered, `⏎` a soft break.
"""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from extract.recognise import recognise
from records.document import Block, Cell, Document, Paragraph, Table
from records.order import Head, Order, Plan


def document_of(text: str) -> Document:
    """The document that a text in the notation describes."""
    blocks: list[Block] = []
    rows: list[list[str]] = []
    for line in [*text.strip("\n").split("\n"), ""]:
        if line.startswith("|"):
            rows.append([cell.strip() for cell in line.strip().strip("|").split("|")])
            continue
        if rows:
            blocks.append(_table(rows))
            rows = []
        if line.strip() and line.strip() != "---":
            blocks.append(_paragraph(line.strip()))
    return Document("0123456789abcdef", "text/plain", "text", tuple(blocks))


def _paragraph(line: str) -> Paragraph:
    centred = line.startswith("[c]")
    label, text, bold = _marked(line.removeprefix("[c]").strip())
    return Paragraph(text, label, bold=bold, align="center" if centred else None)


def _marked(text: str) -> tuple[str, str, bool]:
    """(automatic number, text, bold)"""
    bold = text.startswith("**") and text.endswith("**") and len(text) > 4
    text = text.strip("*") if bold else text
    match = re.match(r"\{(.+?)\}\s*", text)
    label = match[1] if match else ""
    return label, text[match.end() :].replace("⏎", "\n") if match else text.replace("⏎", "\n"), bold


def _table(rows: list[list[str]]) -> Table:
    width = max(map(len, rows))
    cells = []
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            if text in ("<", "^"):
                continue
            columns = next((n for n in range(1, len(row) - c) if row[c + n] != "<"), len(row) - c)
            height = next((n for n in range(1, len(rows) - r) if len(rows[r + n]) <= c or rows[r + n][c] != "^"), len(rows) - r)
            label, printed, bold = _marked(text)
            cells.append(Cell(r, c, printed, height, columns, ((0, label),) if label else (), bold=bold))
    return Table(len(rows), width, tuple(cells))


def dump(order: Order) -> str:
    """What was recognised, one line for each plan, section, activity, figure and finding."""
    lines = _head(order.head)
    for number, plan in enumerate(order.plans, start=1):
        period = f"{plan.period_start or '..'}/{plan.period_end or '..'}{' school' if plan.school_year else ''}"
        lines.append(f"PLAN {plan.appendix or '-'} {plan.code or '-'} [{period}] {plan.title or '-'}")
        if plan.direction_printed:
            lines.append(f"  direction: {plan.direction_printed}")
        if plan.approved_by:
            lines.append(f"  approved: {plan.approved_by}")
        lines += _rows(plan)
        lines += [f"  {f.code}{f' row {f.activity}' if f.activity else ''}: {f.evidence}" for f in order.findings if f.plan == number]
    lines += [f"{f.code}: {f.evidence}" for f in order.findings if f.plan is None]
    return "\n".join(line.replace("\n", "⏎").rstrip() for line in lines)


def _head(head: Head) -> list[str]:
    if head.doc_type != "order":
        return [f"{head.doc_type.upper()} {head.title or '-'}"]
    lines = [f"ORDER {head.kind} № {head.number} of {head.date} by {head.issuer}: {head.title}"]
    lines += [f"  basis: {act.kind} | {act.issuer} | {act.number} | {act.date} | {act.title}" for act in head.basis]
    lines += [f"  {clause.number or '-'} {clause.action} {clause.appendix or '-'}: {clause.text}" for clause in head.clauses]
    return [*lines, f"  signed: {head.signatory_post} | {head.signatory_name}"]


def _rows(plan: Plan) -> list[str]:
    lines: list[str] = []
    section = None
    for activity in plan.activities:
        if activity.section != section and activity.section is not None:
            section = activity.section
            entry = plan.sections[section]
            month = f" (month {entry.month}{f' {entry.year}' if entry.year else ''})" if entry.month else ""
            lines.append(f"  § {entry.number or '-'} {entry.title}{month}")
        fields = [activity.number, activity.title, activity.deadline, activity.body, activity.result]
        extra = "".join(f" | {heading}={text}" for heading, text in activity.extra.items())
        lines.append("  * " + " | ".join(fields) + extra)
    ignored = [f"{entry.row}:{entry.reason}" for entry in plan.ledger if entry.fate == "ignored"]
    lines.append(f"  ignored: {', '.join(ignored)}")
    for indicator in plan.indicators:
        values = ", ".join(f"{v.kind} {v.year} {v.qualifier or ''}={v.value}" for v in indicator.values)
        scale = f" scale {indicator.scale_worst}..{indicator.scale_best}" if indicator.scale_best is not None else ""
        renamed = f" defined as {indicator.defined_as}" if indicator.defined_as not in (None, indicator.name) else ""
        named = f"{indicator.number} {indicator.name} ({indicator.unit}){renamed}{scale}"
        lines.append(f"  indicator {named}: {indicator.definition or '-'}: {values}")
    lines += [f"  statistic {s.subject or '-'} | {s.measure} | {s.year} | {s.value} | {s.percent} | {s.raw}" for s in plan.statistics]
    return lines


@pytest.fixture(scope="session")
def parse() -> Callable[[str], Document]:
    """Text in the notation → Document."""
    return document_of


@pytest.fixture(scope="session")
def read() -> Callable[[str], Order]:
    """Text in the notation → Order."""
    return lambda text: recognise(document_of(text))


@pytest.fixture(scope="session")
def dumped() -> Callable[[str], str]:
    """Text in the notation → the dump of its reading."""
    return lambda text: dump(recognise(document_of(text)))
