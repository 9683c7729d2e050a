"""The ledger of an activity table: what became of each row, and the proof that none is missing."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from extract.recognise.grid import Row, printed
from records.order import LedgerRow, Plan


class IGNORED(StrEnum):
    """Why a row is neither an activity nor a section."""

    TITLE = "title above the header"
    HEADER = "header"
    REPEATED_HEADER = "repeated header"
    COLUMN_NUMBERS = "column numbers"
    EMPTY = "empty"
    TOTALS = "totals"
    NOTE = "note"
    SIGNATURE = "signature"
    CONTINUED = "goes on with the row above"
    FOREIGN = "another table glued on top"


def check_table(rows: Sequence[Row], ledger: Sequence[LedgerRow]) -> None:
    """Raise AssertionError unless every row of a table stands in its ledger exactly once, ignored rows with a reason."""
    if [entry.row for entry in ledger] != [row.index for row in rows]:
        raise AssertionError("the ledger does not cover every row of the table exactly once")
    if any((entry.fate == "ignored") != (entry.reason is not None) for entry in ledger):
        raise AssertionError("ignored rows have a reason, others have none")


def check_plan(plan: Plan) -> None:
    """Raise AssertionError unless activities and sections of a plan are those that its ledger counts."""
    fates = [entry.fate for entry in plan.ledger]
    printed_sections = sum(section.place is not None for section in plan.sections)
    rows = {(activity.place.table, activity.place.row_first) for activity in plan.activities}  # a row may hold several (see `packed`)
    if fates.count("activity") != len(rows) or fates.count("section") != printed_sections:
        raise AssertionError("activities and sections of the plan do not add up with its ledger")


def lost_cells(rows: Sequence[Row], plan: Plan, table: int) -> list[str]:
    """Texts of cells that are in no activity, section or ignored row of the plan (the cell ledger; empty where all is well)."""
    kept: dict[int, str] = {entry.row: "" for entry in plan.ledger if entry.table == table}
    for activity in plan.activities:
        if activity.place.table == table:
            parts = (
                activity.number,
                activity.title,
                activity.deadline,
                activity.body,
                activity.result,
                *activity.extra,
                *activity.extra.values(),
            )
            kept[activity.place.row_first] = " ".join((kept.get(activity.place.row_first, ""), *parts))
    for section in plan.sections:
        if section.place and section.place.table == table:
            kept[section.place.row_first] = f"{section.number or ''} {section.title}"
    ignored = {entry.row for entry in plan.ledger if entry.table == table and entry.fate == "ignored"}
    return [
        text
        for row in rows
        if row.index not in ignored
        for cell in row.own()
        if (text := printed(cell)) and not _letters(text) <= _letters(kept.get(row.index, ""))
    ]


def _letters(text: str) -> set[str]:
    """The words of a text, without what separates them."""
    return set("".join(letter if letter.isalnum() else " " for letter in text).split())
