"""An activity table row by row: every row becomes an activity, a section, or is ignored for a reason."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from extract.recognise.beside import halves, merged_fate, without_shared_places
from extract.recognise.columns import Header, header_at
from extract.recognise.continued import continued_rows, with_continued
from extract.recognise.dated_column import note_of_dates
from extract.recognise.glued import appendix_row
from extract.recognise.grid import Row
from extract.recognise.heading_fields import with_heading
from extract.recognise.ledger import IGNORED, check_table
from extract.recognise.matrix import activities_in, matrix_at, note_of_matrix, says_nothing
from extract.recognise.numbering import is_column_numbers, is_number
from extract.recognise.packed import note_of, unpacked
from extract.recognise.plain_headings import plain_headings
from extract.recognise.plan_rows import PlanRows, place_of
from extract.recognise.repeated_header import is_header_again, squeezed_headings
from extract.recognise.repeats import repeat_notes, with_repeats
from extract.recognise.row_findings import beside_heading, not_parted, other_title, unknown_column
from extract.recognise.rows import BodyRow, read_row
from extract.recognise.sections import counts_on, is_merged_heading, section_of
from extract.recognise.signature import is_signature_row
from extract.recognise.titles import appendix_of, has_verb, is_approval, title_word
from extract.recognise.vocabulary import lemmas, words
from records.document import Table
from records.finding import Finding
from records.order import Activity, LedgerRow, Place, PrintedColumn, RowFate

_LONGEST_HEADING = 200
_WORD = re.compile(r"\w+")
_FIELD_OF_ROLE = {role: role for role in ("number", "title", "deadline", "body", "result")} | {
    "deadline_start": "deadline",
    "deadline_end": "deadline",
    "result_weak": "result",
}


def read_activity_table(
    ordinal: int, table: Table, rows: Sequence[Row], header: Header, plan: PlanRows, *, inherited: bool = False, titled: bool = False
) -> None:
    """Read one activity table into a plan. `inherited`: the table has no header of its own and goes on under the one above it.

    `titled`: the plan has its title elsewhere, so a heading above the header is the table's first section; else rows above the
    header are ignored here (their words name the plan, see `plans.py`).
    """
    fates: dict[int, tuple[RowFate, str | None]] = {}
    first = 0
    if not inherited:
        for row in rows:
            if row.index < header.first and titled and _heads_table(row):
                fates[row.index] = ("section", None)
                plan.add_section(section_of(row.filled(), place_of(ordinal, row)))
            elif row.index <= header.last:
                fates[row.index] = ("ignored", _above_body(row, header))
        first = len(fates)
    unknown: dict[str, str] = {}
    for segment_header, body in _segments(rows, first, header, fates):
        plan.columns = plan.columns or printed_columns(segment_header)
        if segment_header.cells:
            _read_matrix(ordinal, body, segment_header, plan, fates)
            continue
        above = next((row for row in rows if row.index == segment_header.first - 1), None)
        for half in halves(segment_header, body, above):
            if half.heading:
                plan.add_section(half.heading)
            found: dict[int, tuple[RowFate, str | None]] = {}
            _read_body(ordinal, half.rows, half.header, plan, found, unknown)
            fates |= {index: merged_fate(fates.get(index), fate) for index, fate in found.items()}
    plan.findings += [note_of_dates(plan.plan, ordinal, column, table.page) for column in header.columns if column.by_cells]
    plan.findings += [unknown_column(plan.plan, ordinal, heading, text, table.page) for heading, text in unknown.items()]
    ledger = [LedgerRow(ordinal, row.index, *fates[row.index]) for row in rows]
    check_table(rows, ledger)
    plan.ledger += ledger
    plan.sections = without_shared_places(plan.sections, ledger)


def printed_columns(header: Header) -> tuple[PrintedColumn, ...]:
    """The columns of a header from left to right; marks in columns of quarters and months are read into the deadline."""
    found: list[PrintedColumn] = []
    for column in header.columns:
        roles = column.roles or (("deadline",) if column.time else ())
        found += [PrintedColumn(column.heading, _FIELD_OF_ROLE.get(role)) for role in roles] or [PrintedColumn(column.heading)]
    return tuple(found)


def _heads_table(row: Row) -> bool:
    """A lone text above the header that names a part of the plan («Модуль «Школьный урок»»), no title, caption or remark."""
    texts = row.said()
    if len(texts) != 1 or len(texts[0]) > _LONGEST_HEADING or title_word(texts[0]) or is_approval(texts[0]) or appendix_of(texts[0]):
        return False
    return texts[0][0].isalnum() and next(iter(lemmas(texts[0])), "") not in words("table_captions") | words("notes")


def _above_body(row: Row, header: Header) -> str:
    """Why a row down to the header's last is ignored."""
    if row.index >= header.first:
        return IGNORED.HEADER
    return IGNORED.TITLE if row.filled() else IGNORED.EMPTY


def _segments(
    rows: Sequence[Row], first: int, header: Header, fates: dict[int, tuple[RowFate, str | None]]
) -> Iterable[tuple[Header, list[Row]]]:
    """The body in runs under one header: repeated headers are taken out, another header in mid-table starts a new run."""
    body: list[Row] = []
    headings = squeezed_headings(header)
    index = first
    while index < len(rows):
        row = rows[index]
        if is_column_numbers(row.texts()):
            fates[row.index] = ("ignored", IGNORED.COLUMN_NUMBERS)
        elif is_header_again(row, headings):
            fates[row.index] = ("ignored", IGNORED.REPEATED_HEADER)
        elif other := _other_header(header, rows, index):
            fates |= {again.index: ("ignored", IGNORED.REPEATED_HEADER) for again in rows[other.first : other.last + 1]}
            yield header, body
            header, body, index = other, [], other.last
            headings = squeezed_headings(header)
        else:
            body.append(row)
        index += 1
    yield header, body


def _other_header(header: Header, rows: Sequence[Row], index: int) -> Header | None:
    """Another header in mid-table; a matrix may go on under further months."""
    if len(rows[index].filled()) < 3:
        return None
    if header.cells:
        further = matrix_at(rows, index)
        return further if further and further.cells == header.cells else None
    other = header_at(rows, index)
    return other if other and len(other.roles()) >= 3 else None


def _read_body(
    ordinal: int, body: list[Row], header: Header, plan: PlanRows, fates: dict[int, tuple[RowFate, str | None]], unknown: dict[str, str]
) -> None:
    """Decide every row of a run and put what it says into the plan."""
    merged = {row.index: is_merged_heading(row, header) for row in body}
    for index in _counting_on(body, merged, header):
        merged[index] = False
    continued = continued_rows(body, header)
    read = [read_row(row, header) for row in body if row.filled() and not merged[row.index] and row.index not in continued]
    read, signs = with_repeats(with_continued(read, body, header, continued), header, plan.last_fields())
    plain = plain_headings(read, header)
    read_at = {row.index: row for row in read}
    signed = _end_of_rows(body, merged)
    going_on: dict[int, list[Row]] = {}
    for row in body:
        if row.index in continued:
            going_on.setdefault(continued[row.index], []).append(row)
    for row in body:
        place = place_of(ordinal, row, *going_on.get(row.index, ()))
        if not row.filled():
            fates[row.index] = ("ignored", IGNORED.EMPTY)
        elif row.index in continued:
            fates[row.index] = _fate_of_continued(row, fates[continued[row.index]], plan)
        elif (reason := _ignorable(row, merged[row.index], at_end=row.index >= signed)) is not None:
            fates[row.index] = ("ignored", reason)
            _remember_ignored(row, reason, plan)
        elif merged[row.index] or row.index in plain:
            fates[row.index] = ("section", None)
            inside = [cell for cell in row.filled() if cell.column < header.width] or list(row.filled())
            plan.add_section(section_of(inside, place))
            plan.findings += [beside_heading(plan.plan, ordinal, cell) for cell in row.filled() if cell not in inside]
        else:
            fates[row.index] = ("activity", None)
            found = read_at[row.index]
            if found.unknown:
                unknown |= {heading: text for heading, text in found.extra.items() if heading in found.unknown and heading not in unknown}
            if row.index in signs:
                plan.findings += repeat_notes(signs[row.index], plan.plan, len(plan.activities) + 1, place.page_first)
            _add_row(found, place, header, plan)


def _read_matrix(ordinal: int, body: list[Row], header: Header, plan: PlanRows, fates: dict[int, tuple[RowFate, str | None]]) -> None:
    """A run under a header of months or stages: each text is an activity, a row of its label alone is a heading, one of dashes a note."""
    for row in body:
        place = place_of(ordinal, row)
        if not row.filled():
            fates[row.index] = ("ignored", IGNORED.EMPTY)
        elif not is_merged_heading(row, header) and (found := activities_in(row, header)):
            fates[row.index] = ("activity", None)
            for activity in found:
                _add_activity(activity, place, plan)
        elif says_nothing(row, header):
            fates[row.index] = ("ignored", IGNORED.NOTE)
            _remember_ignored(row, IGNORED.NOTE, plan)
        else:
            fates[row.index] = ("section", None)
            plan.add_section(section_of(row.filled(), place))
    plan.findings.append(note_of_matrix(plan.plan, ordinal, header, body[0].filled()[0].page if body and body[0].filled() else None))


def _fate_of_continued(row: Row, above: tuple[RowFate, str | None], plan: PlanRows) -> tuple[RowFate, str | None]:
    """A row that goes on with an activity is part of it; one that goes on with totals or a heading is remembered as those are."""
    if above[0] == "activity":
        return "ignored", IGNORED.CONTINUED
    reason = above[1] or IGNORED.NOTE
    _remember_ignored(row, reason, plan)
    return "ignored", reason


def _end_of_rows(body: list[Row], merged: dict[int, bool]) -> int:
    """The row from which on a table holds only signatures («Начальник … ____ И.И. Петров») and sentences over all columns."""
    first = body[-1].index + 1 if body else 0
    for row in reversed(body):
        texts = row.said()
        remark = merged[row.index] and len(texts) == 1 and has_verb(texts[0])
        if texts and not remark and not is_signature_row(texts) and not appendix_row(row):
            break
        first = row.index
    return first


def _counting_on(body: list[Row], merged: dict[int, bool], header: Header) -> list[int]:
    """Merged rows with a number cell of their own that count on with the activities around them."""
    if not any(merged.values()) or "number" not in header.places:
        return []
    numbers = [(row.index, merged[row.index], row.texts()[0]) for row in body if row.filled()]
    found = []
    for position, (index, is_merged, number) in enumerate(numbers):
        if not is_merged or not is_number(number):
            continue
        before = numbers[position - 1] if position else None
        after = numbers[position + 1] if position + 1 < len(numbers) else None
        if (before and before[1]) or (after and after[1]):
            continue
        if counts_on(number, before[2] if before else "", after[2] if after else ""):
            found.append(index)
    return found


def _add_row(row: BodyRow, place: Place, header: Header, plan: PlanRows) -> None:
    """The activities of one row."""
    parts, doubtful = unpacked(row, header)
    if len(parts) > 1 or doubtful:
        plan.findings.append(note_of(row, len(parts), plan.plan, len(plan.activities) + 1, place.page_first))
    if row.whole:
        plan.findings.append(not_parted(row, plan.plan, len(plan.activities) + 1, place.page_first))
    if row.title_from:
        plan.findings.append(other_title(row, plan.plan, len(plan.activities) + 1, place.page_first))
    for part in parts:
        whole = part.fields["deadline"] and part.fields["body"]
        _add_activity(part if whole else with_heading(part, header, plan), place, plan)


def _add_activity(row: BodyRow, place: Place, plan: PlanRows) -> None:
    said = row.fields
    section = plan.section_for(row.number)
    plan.activities.append(Activity(row.number, said["title"], said["deadline"], said["body"], said["result"], place, section, row.extra))


def _ignorable(row: Row, merged: bool, *, at_end: bool) -> str | None:
    """Why a filled row is neither activity nor section; None where it is one. `at_end`: only signatures and remarks follow."""
    texts = row.said()
    if at_end:
        return IGNORED.SIGNATURE if is_signature_row(texts) else IGNORED.TITLE if appendix_row(row) else IGNORED.NOTE
    first = [word.lower() for word in texts[0].replace(":", " ").split(maxsplit=1)[:1]]
    if first and first[0] in words("totals") and all(_is_total_tail(text) for text in texts):
        return IGNORED.TOTALS
    if (
        len(texts) == 1
        and ((texts[0].startswith("*") and len(texts[0]) > 1) or (first and first[0] in words("notes")))
        and (merged or len(row.cells) == 1)
    ):
        return IGNORED.NOTE
    return None


def _is_total_tail(text: str) -> bool:
    """A cell of a totals row: its caption or figures, no words of an activity."""
    tokens = [token for token in _WORD.findall(text.lower()) if token.isalpha()]
    caption = bool(tokens) and tokens[0] in words("totals") and len(tokens) <= 12
    return caption or all(len(token) <= 4 or token in words("totals_tail") for token in tokens)


def _remember_ignored(row: Row, reason: str, plan: PlanRows) -> None:
    """Totals raise a finding; a remark goes to the document's prose."""
    text = " | ".join(row.said())
    if reason == IGNORED.TOTALS:
        message = "Строка итогов не является мероприятием и в набор данных не попала. Проверьте, что это действительно итог."
        plan.findings.append(Finding("X903", "I", message, text, plan.plan, page=row.filled()[0].page))
    else:
        plan.notes.append(text)
