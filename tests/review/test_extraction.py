"""Findings about the reading itself: what was not understood, and rows that do not add up."""

from __future__ import annotations

from dataclasses import replace

import pytest

from records.document import Cell, Document, Table
from records.finding import Finding
from records.meaning import DeadlineItem, Mention
from records.order import Activity, Head, LedgerRow, Order, Place, Plan, Section
from records.understood import ActivityMeaning, Meaning, PlanMeaning
from review.codes import UnknownCode
from review.extraction import findings_of, status_of

ACTIVITY = Activity("1", "Совещание", "май", "школы", "протокол", Place(1, 2, 2, 4, 4))
PLAN = Plan(
    appendix=None,
    code=None,
    title="План",
    direction_printed=None,
    period_start=None,
    period_end=None,
    approved_by=None,
    sections=(Section(None, "Раздел", place=Place(1, 1, 1)),),
    activities=(ACTIVITY,),
    ledger=(LedgerRow(1, 0, "ignored", "header"), LedgerRow(1, 1, "section"), LedgerRow(1, 2, "activity")),
)
DOCUMENT = Document("0" * 16, "text/plain", "word", (Table(3, 1, (Cell(0, 0, "№"),)),))
DATE = DeadlineItem(1, None, "май", 0, 3, "date", edtf="XXXX-05")
KNOWN = Mention(1, "школы", 0, 5, body_class="educational_organisation", method="alias")
FINE = ActivityMeaning((DATE,), (KNOWN,))


def _codes(plan: Plan = PLAN, meaning: ActivityMeaning = FINE, document: Document = DOCUMENT) -> list[tuple[str, str]]:
    order = Order(Head(), (plan,))
    found = findings_of(document, order, Meaning(plans=(PlanMeaning(None, (meaning,)),)))
    return [(finding.code, finding.severity) for finding in found]


def test_a_row_that_is_understood_has_no_finding() -> None:
    assert _codes() == []


@pytest.mark.parametrize(
    ("meaning", "expected"),
    [
        (replace(FINE, deadlines=(replace(DATE, kind="unparsed"),)), [("X904", "W")]),
        (replace(FINE, deadlines=(replace(DATE, leftover="завтра"),)), [("X904", "I")]),
        (replace(FINE, mentions=(replace(KNOWN, raw="Иванова И.И.", body_class=None, method="pattern"),)), []),
    ],
    ids=["unparsed", "leftover", "a person is no body and is understood"],
)
def test_cells_that_were_not_understood(meaning: ActivityMeaning, expected: list[tuple[str, str]]) -> None:
    assert _codes(meaning=meaning) == expected


@pytest.mark.parametrize(
    ("name", "severity"),
    [
        pytest.param("школки", "W", id="one word"),
        pytest.param("Районная ветеринарная станция «Заря»", "I", id="plain words of no known kind"),
        pytest.param("Районная ветиринарная станция", "W", id="a misspelt word"),
        pytest.param("МБУ «Дорожное хозяйство»", "I", id="plain words in quotes"),
        pytest.param("МБУ «Дорожное хозяство»", "W", id="a slip in quotes"),
        pytest.param("МБУ", "W", id="a legal form alone"),
        pytest.param("Туристско-информационный центр", "I", id="a compound"),
        pytest.param("Служба РЦХТ", "W", id="initials that nobody knows"),
    ],
)
def test_an_unknown_body_needs_checking_only_where_a_word_of_its_name_is_strange(name: str, severity: str) -> None:
    unknown = replace(KNOWN, raw=name, body_class=None, method="none")
    assert _codes(meaning=replace(FINE, mentions=(unknown,))) == [("X909", severity)]


def test_an_empty_row_is_named_once_by_recognition_not_cell_by_cell() -> None:
    empty = replace(ACTIVITY, title="", deadline="", body="", result="")
    missing = ActivityMeaning((replace(DATE, kind="missing"),), ())
    assert _codes(replace(PLAN, activities=(empty,)), missing) == []


@pytest.mark.parametrize(
    "ledger",
    [
        pytest.param(PLAN.ledger[:2], id="a row without a fate"),
        pytest.param((*PLAN.ledger, LedgerRow(1, 2, "activity")), id="a row counted twice"),
        pytest.param((*PLAN.ledger[:2], LedgerRow(1, 2, "section")), id="an activity counted as a section"),
    ],
)
def test_a_ledger_that_does_not_add_up(ledger: tuple[LedgerRow, ...]) -> None:
    assert ("X910", "E") in _codes(replace(PLAN, ledger=ledger))


def test_a_document_without_a_plan_is_partial() -> None:
    found = findings_of(replace(DOCUMENT, blocks=()), Order(Head(), ()), Meaning())
    assert [finding.code for finding in found] == ["X908"]
    assert (status_of(found).status, status_of(found).error_code) == ("partial", "no_activity_table")


def test_only_findings_of_weight_make_a_document_partial() -> None:
    assert status_of([Finding("X902", "W", "Графа."), Finding("X901", "W", "Таблица.")]).status == "ok"
    assert status_of([Finding("X901", "E", "Таблица.")]).error_code == "table_not_understood"


def test_what_readers_and_recognition_say_is_kept_once() -> None:
    note = Finding("X906", "I", "Слово.", "мето-дический")
    found = findings_of(
        replace(DOCUMENT, notes=(note,)), Order(Head(), (PLAN,), findings=(note,)), Meaning(plans=(PlanMeaning(None, (FINE,)),))
    )
    assert found == (note,)


def test_a_code_that_is_not_declared_is_a_mistake_of_the_program() -> None:
    with pytest.raises(UnknownCode):
        findings_of(replace(DOCUMENT, notes=(Finding("Z999", "W", "?"),)), Order(Head(), ()), Meaning())
