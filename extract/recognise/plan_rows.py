"""The rows of one plan while its tables are read, and where a row was read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from extract.recognise.grid import Row
from extract.recognise.numbering import path_of
from records.document import Cell
from records.finding import Finding
from records.order import Activity, LedgerRow, Place, PrintedColumn, Section


@dataclass(slots=True)
class PlanRows:
    """The rows of one plan while its tables are read, in document order."""

    plan: int
    sections: list[Section] = field(default_factory=list)
    activities: list[Activity] = field(default_factory=list)
    ledger: list[LedgerRow] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    columns: tuple[PrintedColumn, ...] = ()
    current: int | None = None

    def add_section(self, section: Section) -> None:
        """Open a section; a month below a row with the bare year has that year."""
        last = self.sections[-1] if self.sections else None
        if section.month and not section.year and last and last.year and (last.month or last.title.startswith(str(last.year))):
            section = Section(section.number, section.title, section.month, last.year, section.place)
        self.sections.append(section)
        self.current = len(self.sections) - 1

    def last_fields(self) -> dict[str, str]:
        """The fields of the last activity so far."""
        last = self.activities[-1] if self.activities else None
        return {"title": last.title, "deadline": last.deadline, "body": last.body, "result": last.result} if last else {}

    def section_for(self, number: str) -> int | None:
        """The section of an activity: the current one, or the one above it where the numbers say that it is over («1.2» after «1.1.3»)."""
        index = self.current
        if not index:
            return index
        path = path_of(number)
        while index is not None and index > 0 and path:
            own = path_of(self.sections[index].number or "")
            if len(own) < 2 or path[: len(own)] == own:
                break
            index = next(
                (earlier for earlier in range(index - 1, -1, -1) if len(path_of(self.sections[earlier].number or "")) < len(own)), None
            )
        return index if index is not None else self.current


def place_of(ordinal: int, row: Row, *more: Row) -> Place:
    """Where a row was read (and those that go on with it): pages and boxes of the cells that begin in it."""
    own: Sequence[Cell] = row.own() or row.cells
    last = row.index
    if more:
        own, last = [*own, *(cell for other in more for cell in other.own())], more[-1].index
    boxes = tuple([box for cell in own for box in cell.boxes])
    pages = [cell.page for cell in own if cell.page is not None] + [box.page for box in boxes]
    return Place(ordinal, row.index, last, min(pages), max(pages), boxes) if pages else Place(ordinal, row.index, last)
