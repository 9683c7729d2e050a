"""What a section's heading says for all rows below it: by when («До 1 марта 2025 г.», «Октябрь») or by whom («Ответственный: …»)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache

from extract.recognise.columns import Header
from extract.recognise.labelled import labelled
from extract.recognise.plan_rows import PlanRows
from extract.recognise.rows import BodyRow
from extract.recognise.wordings import is_made_of_deadline, says_when

_HELD = {"deadline": frozenset({"deadline", "deadline_start", "deadline_end", "time"}), "body": frozenset({"body"})}


def with_heading(row: BodyRow, header: Header, plan: PlanRows) -> BodyRow:
    """A row with the fields of its section's heading that the header has no column for and the row does not name itself."""
    lacking = [name for name, roles in _HELD.items() if not row.fields.get(name) and roles.isdisjoint(header.roles())]
    index = plan.section_for(row.number) if lacking else None
    if index is None:
        return row
    section = plan.sections[index]
    said = _said_by(f"{section.number or ''} {section.title}".strip())
    found = {name: said[name] for name in lacking if name in said}
    return replace(row, fields={**row.fields, **found}) if found else row


@lru_cache(maxsize=1_000)
def _said_by(heading: str) -> Mapping[str, str]:
    """The fields that a heading labels, or the deadline that it is with all of its words."""
    found = labelled(heading)
    if found.fields and not found.head:
        return found.fields
    return {"deadline": heading} if is_made_of_deadline(heading) and says_when(heading) else {}
