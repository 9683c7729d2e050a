"""Decisions laid over an order: nothing is lost, each finds its row, and without decisions nothing is touched."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.applying import apply
from corpus.decisions import Decision
from corpus.readings import FIELDS, row_text, text_of
from records.finding import Finding
from records.order import Activity, Head, Order, Place, Plan

PLAN = Plan(None, None, "План", None, None, None, None, (), (), ())


def activity(n: int, title: str, table: int = 1, **texts: str) -> Activity:
    return replace(Activity(str(n), title, "", "", "", Place(table, n, n)), **texts)  # type: ignore[arg-type]


def order_of(*activities: Activity, findings: tuple[Finding, ...] = ()) -> Order:
    return Order(Head(), (replace(PLAN, activities=activities),), findings=findings)


ROWS = order_of(
    activity(1, "Собрание", deadline="май", body="Школы"),
    activity(2, "Семинар", deadline="июнь", body="Отдел", extra={"Примечание": "очно"}),
    activity(3, "Конкурс", deadline="июль", body="Школы", table=2),
)


def about(kind: str, row: int, **fields: object) -> Decision:
    """A decision on a row of ROWS as the page makes it."""
    source = ROWS.plans[0].activities[row - 1]
    field = fields.get("field")
    text = row_text(source) if field is None else text_of(source, str(field))
    return Decision(kind, id=kind, plan=1, row=str(row), title=source.title, source=text, **fields)  # type: ignore[arg-type]


def titles(order: Order) -> list[str]:
    return [one.title for plan in order.plans for one in plan.activities]


def test_without_decisions_the_order_is_the_same_object() -> None:
    assert apply(ROWS, ()).order is ROWS
    assert apply(ROWS, (Decision("accept_document"), Decision("waive"))).order is ROWS


@pytest.mark.parametrize(
    ("found", "row"),
    [
        (ROWS, 2),
        (order_of(activity(9, "Новая"), *ROWS.plans[0].activities), 3),
        (order_of(*ROWS.plans[0].activities[1:]), 1),
        (order_of(*reversed(ROWS.plans[0].activities)), 2),
        (order_of(ROWS.plans[0].activities[0], replace(ROWS.plans[0].activities[1], title="«СЕМИНАР».")), 2),
    ],
    ids=["where it was", "further down", "further up", "turned round", "other marks in the title"],
)
def test_an_edit_finds_its_row(found: Order, row: int) -> None:
    done = apply(found, [about("edit", 2, field="deadline", after="август")])
    assert [n for n, one in enumerate(done.order.plans[0].activities, start=1) if one.deadline == "август"] == [row]
    assert done.again == ()


def test_an_edit_whose_row_is_gone_is_to_be_looked_at_again() -> None:
    decision = about("edit", 2, field="deadline", after="август")
    done = apply(order_of(activity(1, "Собрание"), activity(2, "Другое", deadline="июнь 2022 года")), [decision])
    assert (done.again, done.held) == ((decision,), ())
    assert [one.deadline for one in done.order.plans[0].activities] == ["", "июнь 2022 года"]


def test_the_last_of_two_edits_holds() -> None:
    edits = [about("edit", 1, field="body", after=text) for text in ("Отдел", "Центр")]
    assert apply(ROWS, edits).order.plans[0].activities[0].body == "Центр"


def test_parts_and_rows_after_them_have_keys_and_findings_of_their_own() -> None:
    findings = (Finding("X917", "I", "…", plan=1, activity=3, field="deadline_raw"), Finding("X905", "I", "…", plan=1))
    split = about("split", 2, rows=({"title": "Семинар"}, {"title": "Вебинар"}))
    edit = Decision("edit", id="e", plan=1, row="2.2", title="Вебинар", source="июнь", field="deadline", after="осень")
    done = apply(replace(ROWS, findings=findings), [edit, split])
    assert done.keys == (("1", "2.1", "2.2", "3"),)
    assert [one.deadline for one in done.order.plans[0].activities] == ["май", "июнь", "осень", "июль"]
    assert [(one.code, one.activity) for one in done.order.findings] == [("X917", 4), ("X905", None)]


def test_a_finding_of_a_cell_that_was_written_anew_is_gone() -> None:
    finding = Finding("X917", "I", "…", plan=1, activity=2, field="deadline_raw")
    done = apply(replace(ROWS, findings=(finding,)), [about("edit", 2, field="deadline", after="август")])
    assert done.order.findings == ()


def test_a_column_is_exchanged_in_its_table_only() -> None:
    done = apply(ROWS, [Decision("column", id="c", plan=1, table=1, field="body", after="deadline")])
    assert [(one.deadline, one.body) for one in done.order.plans[0].activities] == [("Школы", "май"), ("Отдел", "июнь"), ("июль", "Школы")]


columns = st.sampled_from([*FIELDS, "extra:Примечание", "extra:Прочее"])


@given(st.lists(st.tuples(columns, columns), max_size=4))
def test_exchanging_columns_loses_no_text(moves: list[tuple[str, str]]) -> None:
    decisions = [Decision("column", id=str(n), plan=1, table=1, field=one, after=other) for n, (one, other) in enumerate(moves)]
    done = apply(ROWS, decisions).order

    def words(order: Order) -> list[list[str]]:
        rows = order.plans[0].activities
        return [sorted(filter(None, [*(text_of(one, field) for field in FIELDS), *one.extra.values()])) for one in rows]

    assert words(done) == words(ROWS)


def test_a_heading_is_decided_wherever_it_stands() -> None:
    finding = Finding("X902", "W", "Таблица 1: столбец «Примечание» незнаком; …", plan=1, field="extra")
    done = apply(replace(ROWS, findings=(finding,)), [Decision("heading", id="h", source="примечание", after="result")])
    assert [one.result for one in done.order.plans[0].activities] == ["", "очно", ""]
    assert done.order.findings == ()
    kept = apply(replace(ROWS, findings=(finding,)), [Decision("heading", id="h", source="примечание")])
    assert (titles(kept.order), kept.order.plans[0].activities[1].extra, kept.order.findings) == (titles(ROWS), {"Примечание": "очно"}, ())
