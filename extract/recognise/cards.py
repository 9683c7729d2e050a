"""Activities whose fields stand one below the other: «Мероприятие | … / Срок | … / Ответственный | …», one in each further column."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from extract.recognise.columns import Column, Header, coverage
from extract.recognise.grid import Row, overlap, printed
from extract.recognise.headings import heading_lemmas, roles_in
from extract.recognise.ledger import IGNORED, check_table
from extract.recognise.numbering import is_number
from extract.recognise.plan_rows import PlanRows, place_of
from extract.recognise.row_findings import beside_card
from extract.recognise.vocabulary import words
from records.order import Activity, LedgerRow

_LONGEST_LABEL = 60
_SHARE = 0.6  # of the rows that must be labelled with a field
_MOST_COLUMNS = 8
_FIRST_ROWS = 4
_FIELD_OF_ROLE = {"number": "number", "title": "title", "deadline": "deadline", "body": "body", "result": "result", "result_weak": "result"}


@dataclass(frozen=True, slots=True)
class Label:
    """The label of a row: the field of an activity that it names, and the number after it («Мероприятие 2»)."""

    text: str
    field: str | None = None
    number: str = ""


@dataclass(slots=True)
class _Card:
    """The rows of one card, or of several cards side by side."""

    rows: list[Row] = field(default_factory=list)
    labels: list[Label] = field(default_factory=list)


def find_card(rows: Sequence[Row]) -> Header | None:
    """The fields of a table of cards as a header above its first row; None for any other table, the passport of a programme included."""
    filled = [row for row in rows if row.filled()]
    if len(filled) < 2 or not all(2 <= len(row.cells) <= _MOST_COLUMNS for row in filled):
        return None
    if sum(label_of(row).field is not None for row in filled[:_FIRST_ROWS]) < _SHARE * min(len(filled), _FIRST_ROWS):
        return None  # nearly all tables, by a look at their first rows
    labels = [label_of(row) for row in filled]
    fields = {label.field for label in labels} - {None}
    about = {token for label in labels for token in heading_lemmas(label.text)}
    whole = labels[0].field in ("title", "number") and "title" in fields and len(fields - {"number", "title"}) >= 2
    if not whole or words("activity_word").isdisjoint(about) or not words("of_programmes").isdisjoint(about):
        return None
    if sum(label.field is not None for label in labels) < _SHARE * len(labels):
        return None
    known = {label.text: (label.field,) if label.field else () for label in labels}
    columns = tuple(Column(place, place + 1, text, roles, known=bool(roles)) for place, (text, roles) in enumerate(known.items()))
    return Header(rows[0].index - 1, rows[0].index - 1, columns)


def label_of(row: Row) -> Label:
    """What the first cell of a row says of the others."""
    text = printed(row.cells[0]) if row.cells else ""
    parts = text.split()
    number = parts[-1] if len(parts) > 1 and is_number(parts[-1]) else ""
    head = " ".join(parts[:-1]).rstrip(" №") if number else text
    roles = roles_in(head) if 0 < len(head) <= _LONGEST_LABEL and coverage(head) >= 0.5 else ()
    return Label(text, _FIELD_OF_ROLE.get(roles[0]) if len(roles) == 1 else None, number)


def read_cards(ordinal: int, rows: Sequence[Row], plan: PlanRows) -> None:
    """Read a table of cards into a plan: a card goes from its first field to the next row with that field; the ledger counts it once."""
    fates: dict[int, LedgerRow] = {row.index: LedgerRow(ordinal, row.index, "ignored", IGNORED.EMPTY) for row in rows}
    for card in _cards(rows):
        first = len(plan.activities)
        plan.activities += _activities(ordinal, card, plan)
        for place, row in enumerate(card.rows):
            begins = place == 0 and len(plan.activities) > first
            fates[row.index] = LedgerRow(ordinal, row.index, *(("activity", None) if begins else ("ignored", IGNORED.CONTINUED)))
    ledger = [fates[row.index] for row in rows]
    check_table(rows, ledger)
    plan.ledger += ledger


def _cards(rows: Sequence[Row]) -> Iterator[_Card]:
    card = _Card()
    for row in rows:
        if not row.filled():
            continue
        label = label_of(row)
        if card.labels and label.field and label.field == card.labels[0].field:
            yield card
            card = _Card()
        card.rows.append(row)
        card.labels.append(label)
    yield card


def _activities(ordinal: int, card: _Card, plan: PlanRows) -> Iterator[Activity]:
    """One activity for each column beside the labels in which a field is filled; other texts of a column without one are named."""
    place = place_of(ordinal, card.rows[0], *card.rows[1:])
    for start in sorted({cell.column for row in card.rows for cell in row.cells[1:]}):
        said = dict.fromkeys(("number", "title", "deadline", "body", "result"), "")
        extra: dict[str, str] = {}
        for row, label in zip(card.rows, card.labels, strict=True):
            text = "\n".join(printed(cell) for cell in row.cells[1:] if overlap(cell, start, start + 1))
            if label.field:
                said[label.field] = "\n".join(part for part in (said[label.field], text) if part)
                said["number"] = said["number"] or label.number
            elif text:
                extra[label.text] = "\n".join(part for part in (extra.get(label.text), text) if part)
        if any(text for name, text in said.items() if name != "number"):
            section = plan.section_for(said["number"])
            yield Activity(said["number"], said["title"], said["deadline"], said["body"], said["result"], place, section, extra)
        elif extra or said["number"]:
            text = " | ".join(filter(None, (said["number"], *extra.values())))
            plan.findings.append(beside_card(plan.plan, ordinal, text, place.page_first))
