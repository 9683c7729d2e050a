"""A small order in records, for tests of the dataset: two plans, one with everything that a row may have."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from output.rows import FileFacts, Row, Status, document_rows
from records.document import Box, Document
from records.finding import Finding
from records.meaning import DeadlineItem, Mention, Occurrence, ResultItem, Topic
from records.order import Act, Activity, Clause, Head, Indicator, IndicatorValue, Order, Place, Plan, Section, Statistic
from records.understood import ActivityMeaning, Meaning, PlanMeaning

DocumentRows = Callable[[str], dict[str, list[Row]]]

_HEAD = Head(
    "order",
    "приказ",
    "О мероприятиях",
    "Отдел образования",
    "17",
    date(2021, 3, 1),
    (Act("приказ", "министерство", "5", date(2021, 2, 1), "О плане"),),
    (Clause("1", "Утвердить план.", "approve", "1"),),
)
_PLAN = Plan(
    appendix="1",
    code="1.1",
    title="План",
    direction_printed=None,
    period_start=date(2021, 1, 1),
    period_end=date(2021, 12, 31),
    approved_by=None,
    sections=(Section("I.", "Раздел"),),
    activities=(
        Activity(
            "1", "Совещание", "май", "школы", "протокол", Place(1, 2, 2, 1, 1, (Box(1, 10.0, 20.0, 30.0, 40.0),)), 0, {"Бюджет": "100"}
        ),
        Activity("", "", "", "", "", Place(1, 3, 3)),
    ),
    ledger=(),
    indicators=(
        Indicator(
            "1", "Доля", values=(IndicatorValue(2021, "target", None, 95.5, "95,5"), IndicatorValue(None, "current", "ЕГЭ", None, "-"))
        ),
    ),
    statistics=(Statistic("Школы", "число", 2020, 17.0, None, "17"),),
)
_MEANING = PlanMeaning(
    "1.1",
    (
        ActivityMeaning(
            (
                DeadlineItem(
                    1,
                    None,
                    "май",
                    0,
                    3,
                    "date",
                    edtf="XXXX-05",
                    start=date(2021, 5, 1),
                    end=date(2021, 5, 31),
                    occurrences=(Occurrence(date(2021, 5, 1), date(2021, 5, 31), True),),
                    rule="month",
                ),
            ),
            (Mention(1, "школы", 0, 5, body_class="educational_organisation", body_id="test:schools", method="alias", score=1.0),),
            (ResultItem(1, None, "протокол", "protocol", 1),),
            Topic(("1.1",), "meeting"),
        ),
        ActivityMeaning(),
    ),
)


@pytest.fixture
def rows_of() -> DocumentRows:
    """document_id → the rows of the small order under that id."""

    def rows(document_id: str) -> dict[str, list[Row]]:
        facts = FileFacts(document_id, f"архив/{document_id}.docx", 1000)
        findings = (Finding("N106", "W", "Пустая строка.", plan=1, activity=2),)
        order = Order(_HEAD, (_PLAN,))
        meaning = Meaning("52", "52:kst", "Район", (_MEANING,))
        return document_rows(facts, Document(document_id, "text/plain", "word", ()), order, meaning, findings, Status())

    return rows
