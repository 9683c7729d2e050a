"""A decision about a name concerns the documents that print it, however they write it; a document that is passed over stays as it is."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.concerned import concerning, concerns, printed
from corpus.decided import is_marked, mark, means_the_same, names_of
from corpus.decisions import Decision
from normalize.order import understand
from records.finding import Finding
from records.order import Activity, Clause, Head, Order, Place, Plan, Section

PLAN = Plan(None, None, "План", None, None, None, None, (), (), ())


def order_of(*bodies: str, prose: tuple[str, ...] = (), extra: dict[str, str] | None = None) -> Order:
    """An order whose rows have these responsible cells."""
    rows = tuple(Activity(str(n), "Провести смотр", "май", body, "Акт", Place(1, n, n), extra=extra or {}) for n, body in enumerate(bodies))
    return Order(Head(), (replace(PLAN, activities=rows),), prose)


def no_body(name: str) -> Decision:
    return Decision("no_body", id=name, source=name, scope="RU")


@pytest.mark.parametrize(
    ("order", "name", "expected"),
    [
        (order_of("Штаб воспитания"), "Штаб воспитания", True),
        (order_of("совместно со ШТАБОМ  воспитания района"), "Штаб воспитания", True),
        (order_of("Упр. образования"), "Управление образования", True),
        (order_of("Управление образова-\nния"), "Управление образования", True),
        (order_of("рук-ли школ"), "Руководители школ", True),
        (order_of("р-н", "Школы"), "Районный штаб школ", False),
        (order_of("Советы отцов"), "Совет отца", True),
        (order_of("ШB", "Школы"), "ШВ", True),  # the second letter is Latin
        (order_of("Штаб", prose=("Штаб воспитания района (далее – Штаб)",)), "Штаб воспитания", True),
        (order_of("Школы", extra={"Кто ещё": "Штаб воспитания"}), "Штаб воспитания", True),
        (order_of("Штаб", "Школы"), "Штаб воспитания", False),
        (order_of("Школа № 5"), "Школа № 6", False),
        (order_of(), "Штаб", False),
    ],
)
def test_a_name_is_known_however_it_is_written(order: Order, name: str, expected: bool) -> None:
    assert concerns(no_body(name), printed(order)) is expected


def test_names_are_looked_for_wherever_they_can_be_read() -> None:
    plan = replace(PLAN, title="План работы Дома учителя", sections=(Section(None, "Комиссия по чтению"),))
    clause = Clause("1", "Фонду семьи принять участие")
    head = Head(issuer="Палата образования", signatory_post="Глава коллегии", clauses=(clause,))
    found = printed(Order(head, (plan,), abbreviations=(("ЦПД", "Центр помощи детям"),)))
    names = ("Дом учителя", "Комиссия по чтению", "Палата образования", "Коллегия", "Фонд семьи", "ЦПД", "Центр помощи детям", "Клуб")
    assert [concerns(no_body(name), found) for name in names] == [True] * 7 + [False]


def test_what_people_wrote_into_a_document_counts() -> None:
    edit = Decision("edit", id="e", field="body", after="Штаб воспитания")
    split = Decision("split", id="s", rows=({"body": "Клуб отцов"}, {"title": "Слёт"}))
    names = [no_body("Штаб воспитания"), no_body("Клуб отцов"), no_body("Совет дружины")]
    assert concerning([edit, split, *names], order_of("Школы")) == [edit, split, *names[:2]]


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        (order_of("Школы", extra={"ЧЕМ порадуем": "Альбом"}), True),
        (replace(order_of("Школы"), findings=(Finding("X902", "I", "Графа «Чем порадуем» не узнана.", field="extra"),)), True),
        (order_of("Школы", prose=("Чем порадуем",)), False),
    ],
    ids=["column", "finding", "prose"],
)
def test_a_heading_concerns_tables_that_have_it(order: Order, expected: bool) -> None:
    assert concerns(Decision("heading", source="Чем порадуем", after="result"), printed(order)) is expected


def test_a_class_for_a_body_that_nobody_knows_concerns_everybody() -> None:
    link = Decision("link", source="Штаб", scope="RU", after="RU-VLG/x:shtab", body_class="partner")
    assert concerns(link, printed(order_of("Школы")))
    assert not concerns(replace(link, after="RU:minprosvet", body_class=None), printed(order_of("Школы")))


@pytest.mark.parametrize(
    ("before", "after", "marked", "same"),
    [
        ((), ("Штаб",), False, True),
        ((), ("Школы",), False, False),
        (("Школы",), ("Школы", "Штаб"), False, True),
        (("Школы",), ("Школы",), True, True),
        (("Школы", "Штаб"), ("Штаб",), False, False),
        (("Штаб",), (), False, True),
    ],
    ids=["a name not printed", "a printed one", "one more", "no change", "the printed one undone", "the other undone"],
)
def test_marks_tell_whether_a_document_can_have_changed(before: tuple[str, ...], after: tuple[str, ...], marked: bool, same: bool) -> None:
    order = order_of("Школы")
    old, now = ([no_body(name) for name in names] for names in (before, after))
    known = mark(old, "RU-VLG", order)
    assert (is_marked(known, now, "RU-VLG"), means_the_same(known, mark(now, "RU-VLG", order))) == (marked, same)


def test_a_mark_of_an_older_version_says_nothing_of_the_document() -> None:
    assert not means_the_same("0123456789ab", mark([no_body("Штаб")], None, order_of("Школы")))


BODIES = (
    "Штаб воспитания", "Отдел образования", "Упр. образования", "рук-ли ОО", "ШНОР, ИМЦ", "МБУ «Центр чтения»", "Совет отцов района",
    "Директора школ", "Районный методический кабинет", "Штабу воспитания, школам", "Общественный совет при УО", "Клуб «Радуга»",
    "Заместитель главы", "Родительские комитеты", "Центр чте-\nния",
)  # fmt: skip
NAMES = (
    "штаб воспитания",
    "Управление образования",
    "Совет отцов",
    "Школы",
    "Центр чтения",
    "ИМЦ",
    "Клуб Радуга",
    "Руководитель ОО",
    "совет",
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(BODIES), min_size=1, max_size=3), st.sampled_from(NAMES), st.sampled_from(("no_body", "new_body")))
def test_a_document_that_is_passed_over_means_what_it_meant(bodies: list[str], name: str, kind: str) -> None:
    order = order_of(*bodies)
    made = {"after": "RU:own", "body_class": "partner"} if kind == "new_body" else {}
    decision = Decision(kind, id="x", source=name, scope="RU", **made)  # type: ignore[arg-type]
    if not concerns(decision, printed(order)):
        assert understand(order, names_of([decision])) == understand(order)
