"""Decisions made on the page: they hold in the dataset and in every later run, and come up again only when they have to."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

import pipeline_journey
import pipeline_review
from corpus.decisions import load
from ontology import OntologyError
from review.web import inbox
from review.web.safety import Rules
from tests.program import dorkarta
from tests.review.web.conftest import PLAN, SETTINGS, Page, cell, docx_of, read

Tables = Callable[[Path], dict[str, list[dict[str, Any]]]]
EDIT = {"field": "deadline", "text": "15 мая 2022 года"}


def everything(page: Page) -> None:
    """One decision of each kind."""
    page.decide("edit", **page.on("2"), **EDIT)
    page.decide("edit", **page.on("1"), field="number", text="1.1")
    page.decide("plan", document=page.document(), plan=1, field="period", text="2022-2023")
    halves = [
        {"number": "4", "title": "Разместить новости", "deadline": "ежемесячно"},
        {"number": "5", "title": "День дверей", "body": "Школы"},
    ]
    page.decide("split", **page.on("4"), rows=halves)
    page.decide("edit", **page.on("4.2"), field="deadline", text="апрель 2022 года")
    luga = page.document("луговой.docx")
    page.decide("merge", **page.on("1", "луговой.docx"), others=["2"])
    page.decide("link", name="Штаб воспитания", scope="RU", body="RU:minprosvet")
    finding = page.get(f"/api/documents/{luga}/findings")[0]
    page.decide("waive", document=luga, finding=finding["id"], note="так задумано")
    page.decide("accept_row", **page.on("1"))
    page.decide("accept_document", document=luga)


def test_the_dataset_is_what_a_fresh_run_with_these_decisions_gives(page: Page, tables: Tables) -> None:
    before = tables(page.folder)
    everything(page)
    page.table("activities")
    found = tables(page.folder)
    assert found != before
    fresh = page.home / "заново"
    fresh.mkdir()
    shutil.copy(page.folder / "decisions.jsonl", fresh / "decisions.jsonl")
    read(page.home, "заново")
    assert tables(fresh) == found
    read(page.home)  # a later run changes nothing
    assert tables(page.folder) == found


def test_everything_can_be_undone_one_by_one(page: Page, tables: Tables) -> None:
    page.table("activities")
    before = tables(page.folder)
    everything(page)
    for decision in load(page.folder)[::-1]:
        page.undo(decision.id)
    page.table("activities")
    assert tables(page.folder) == before
    assert len(load(page.folder)) == 2 * 10


def test_an_edited_text_is_understood(page: Page) -> None:
    page.decide("edit", **page.on("2"), **EDIT)
    deadline = cell(page.rows()["2"], "deadline")
    assert (deadline["printed"], deadline["text"], deadline["meaning"], deadline["unknown"]) == (
        "когда-нибудь потом",
        "15 мая 2022 года",
        ["15 мая 2022"],
        False,
    )
    activity = page.rows()["2"]["activity_id"]
    assert [row["edtf"] for row in page.table("deadlines") if row["activity_id"] == activity] == ["2022-05-15"]
    assert [row["deadline_raw"] for row in page.table("activities") if row["activity_id"] == activity] == ["15 мая 2022 года"]


def test_title_and_period_of_a_plan_are_edited_and_undone(page: Page) -> None:
    asked = {"document": page.document(), "plan": 1}
    ends = {row["activity_id"]: row["end"] for row in page.table("deadlines") if row["plan_id"] == f"{page.document()}/p1"}
    told = page.client.post("/api/decisions/preview", json={"kind": "plan", **asked, "field": "period", "text": "2022-2024 годы"}).json()
    assert (told["rows"], told["text"]) == (1, "С 01.01.2022 по 31.12.2024. Иначе поймётся: 1 строка.")  # «ежемесячно»
    for text, unknown in (("2022-2024 годы", False), ("2022-", True)):
        found = page.client.post("/api/reading", json={**asked, "field": "period", "text": text}).json()
        assert (found["unknown"], found["meaning"] == [told["text"]]) == (unknown, not unknown)
    page.decide("plan", **asked, field="title", text="Дорожная карта района")
    period = page.decide("plan", **asked, field="period", text="2022-2024 годы", before="01.01.2022 – 31.12.2022")
    page.decide("plan", 409, **asked, field="period", text="2025", before="01.01.2022 – 31.12.2022")
    assert "2022-2024" in page.decide("plan", 400, **asked, field="period", text="скоро")["message"]
    [plan] = [row for row in page.table("plans") if row["document_id"] == page.document()]
    assert (plan["title"], str(plan["period_start"]), str(plan["period_end"])) == ("Дорожная карта района", "2022-01-01", "2024-12-31")
    now = {row["activity_id"]: row["end"] for row in page.table("deadlines") if row["plan_id"] == f"{page.document()}/p1"}
    assert [key.rpartition("/a")[2] for key in ends if ends[key] != now[key]] == ["4"]
    html = page.client.get(f"/documents/{page.document()}").text
    assert "01.01.2022 – 31.12.2024" in html
    assert '<del class="printed">01.01.2022 – 31.12.2022</del>' in html
    page.undo(period["id"])
    assert {row["activity_id"]: row["end"] for row in page.table("deadlines") if row["plan_id"] == f"{page.document()}/p1"} == ends
    assert [row["title"] for row in page.table("plans") if row["document_id"] == page.document()] == ["Дорожная карта района"]


def test_a_row_is_split_and_merged(page: Page) -> None:
    parts = [{"number": "4", "title": "Разместить новости"}, {"number": "5", "title": "Провести день открытых дверей"}]
    page.decide("split", **page.on("4"), rows=parts)
    assert list(page.rows()) == ["1", "2", "3", "4.1", "4.2"]
    page.decide("merge", **page.on("4.1"), others=["4.2"])
    rows = page.rows()
    assert list(rows) == ["1", "2", "3", "4.1"]
    assert cell(rows["4.1"], "title")["text"] == "Разместить новости\nПровести день открытых дверей"
    titles = [row["title"] for row in page.table("activities") if row["document_id"] == page.document()]
    assert titles == [cell(row, "title")["text"] for row in rows.values()]


def test_columns_change_places_in_the_whole_table(page: Page) -> None:
    table = page.rows()["1"]["table"]
    page.decide("column", document=page.document(), plan=1, table=table, field="body", to="result")
    found = [(cell(row, "body")["text"], cell(row, "result")["text"]) for row in page.rows().values()]
    assert found == [(row[4], row[3]) for row in PLAN]
    last = page.client.get(f"/documents/{page.document()}").text.partition('data-last="')[2].partition('"')[0]
    page.undo(last)  # as «U» does on any row of the table
    assert [cell(row, "body")["text"] for row in page.rows().values()] == [row[3] for row in PLAN]


def test_a_name_is_decided_once_for_all_documents(page: Page) -> None:
    asked = {"name": "Штаб воспитания", "scope": "RU", "body_class": "partner", "note": "Штаб воспитания района"}
    effect = page.client.post("/api/decisions/preview", json={"kind": "new_body", **asked}).json()
    assert (effect["rows"], effect["documents"]) == (2, 2)
    assert [one["name"] for one in page.get("/api/names")] == ["Штаб воспитания"]
    page.decide("new_body", **asked)
    assert page.get("/api/names") == []
    assert cell(page.rows()["2"], "body")["meaning"] == ["Штаб воспитания района"]
    linked = [row for row in page.table("responsibilities") if row["raw"] == "Штаб воспитания"]
    assert {(row["body_id"], row["body_class"]) for row in linked} == {("RU:shtab_vospitaniia", "partner")}
    assert len(linked) == 2


def test_a_name_is_linked_to_a_body_that_only_documents_name(page: Page) -> None:
    rows = (
        ("1", "Провести слёт", "май 2022 года", "МБУ ДО «Центр чтения»", "Приказ"),
        ("2", "Издать сборник", "май 2022 года", "Штаб слёта", "Сборник"),
    )
    page.client.post("/api/documents", files={"file": ("новый.docx", docx_of(rows))})
    [seen] = {row["body_id"] for row in page.table("responsibilities") if row["raw"] == "МБУ ДО «Центр чтения»"}
    [found] = [one for one in page.get("/api/names/suggestions?name=Центр чтения&scope=" + seen.partition(":")[0]) if one["body"] == seen]
    page.decide("link", name="Штаб слёта", scope="RU", body=found["body"])
    linked = [(row["body_id"], row["body_class"]) for row in page.table("responsibilities") if row["raw"] == "Штаб слёта"]
    assert linked == [(seen, "supplementary_education")]


def test_only_documents_that_print_a_name_are_understood_anew(page: Page, tables: Tables, monkeypatch: pytest.MonkeyPatch) -> None:
    page.table("activities")
    understood: list[str] = []
    do = pipeline_journey.do
    monkeypatch.setattr(pipeline_journey, "do", lambda job: (understood.append(job.document_id), do(job))[1])
    undone = page.decide("no_body", name="Отдел образования", scope="RU")
    page.table("activities")
    assert understood == [page.document()]
    understood.clear()
    page.decide("no_body", name="Никем не названный совет", scope="RU")
    page.table("activities")
    assert understood == []
    page.decide("no_body", name="Школы", scope="RU")
    page.table("activities")
    assert sorted(understood) == sorted([page.document(), page.document("луговой.docx")])  # they stand in both
    understood.clear()
    page.undo(undone["id"])
    page.table("activities")
    assert understood == [page.document()]
    found = tables(page.folder)
    understood.clear()
    read(page.home)
    assert (understood, tables(page.folder)) == ([], found)  # the next run has nothing to do
    (page.home / "заново").mkdir()
    shutil.copy(page.folder / "decisions.jsonl", page.home / "заново" / "decisions.jsonl")
    read(page.home, "заново")
    assert tables(page.home / "заново") == found


def test_a_heading_is_decided_once_for_all_documents(page: Page) -> None:
    header = ("№", "Мероприятие", "Срок", "Чем порадуем", "Ответственный")
    for n, place in enumerate(("Верхнего района", "Нижнего района")):
        data = docx_of([(row[0], f"{row[1]} {n}", row[2], row[4], row[3]) for row in PLAN], place, header)
        assert page.client.post("/api/documents", files={"file": (f"{n}.docx", data)}).status_code == 202
        page.table("activities")
    [found] = page.get("/api/headings")
    assert (found["heading"], found["rows"], found["documents"], found["sample"]) == ("Чем порадуем", 8, 2, PLAN[0][4])
    asked = {"kind": "heading", "name": "Чем порадуем", "to": "result"}
    assert page.client.post("/api/decisions/preview", json=asked).json()["rows"] == 8
    page.decide(**asked)
    assert page.get("/api/headings") == []
    assert [cell(row, "result")["text"] for row in page.rows("1.docx").values()] == [row[4] for row in PLAN]
    assert not [row for row in page.table("findings") if row["code"] == "X902"]
    data = docx_of([("1", "Встреча", "май 2022 года", "Альбом", "Школы")], "Среднего района", header)
    document = page.client.post("/api/documents", files={"file": ("2.docx", data)}).json()["document"]
    assert [row["result_raw"] for row in page.table("activities") if row["document_id"] == document] == ["Альбом"]


def test_a_waived_finding_is_gone_from_the_dataset(page: Page) -> None:
    findings = page.get(f"/api/documents/{page.document()}/findings")
    first = next(one for one in findings if one["row"] == "2")
    page.decide("waive", document=page.document(), finding=first["id"], note="согласовано")
    assert first["id"] not in {row["finding_id"] for row in page.table("findings")}
    assert next(one for one in page.get(f"/api/documents/{page.document()}/findings") if one["id"] == first["id"])["decision"]


def test_check_of_a_dataset_tells_what_is_left_after_the_decisions(page: Page) -> None:
    def told() -> set[str]:
        return {one["finding_id"] for one in json.loads(dorkarta("check", page.folder, "--json").out)}

    before = told()
    assert before == {row["finding_id"] for row in page.table("findings")} != set()
    first = next(one for one in page.get(f"/api/documents/{page.document()}/findings") if one["row"] == "2")
    page.decide("waive", document=page.document(), finding=first["id"], note="согласовано")
    left = {row["finding_id"] for row in page.table("findings")}
    assert (told(), left) == (left, before - {first["id"]})
    letter = page.home / "письмо.html"
    answer = dorkarta("check", page.folder, "--receipt", letter)
    assert "Снято с причиной: 1 замечание" in answer.err
    assert re.findall(r"^\S.*(заречный|луговой)\.docx", answer.out, re.MULTILINE) == ["заречный", "луговой"]
    assert letter.read_text(encoding="utf-8").count("О результатах рассмотрения") >= 2


def test_waivers_beside_the_archive_hold_on_the_page_and_later(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DORKARTA_CHECK", "{}")  # what is set below ends with the test
    (home / "архив" / "dorkarta.allow.yaml").write_text("# dorkarta: allow\n- {code: X909, reason: имя знаем}\n", encoding="utf-8")
    folder = home / "набор"
    answer = dorkarta("run", home / "архив", "--out", folder, "--json")
    assert (json.loads(answer.out)["waived"], json.loads(answer.out)["documents"]) == (2, {"failed": 0, "ok": 2, "partial": 0})
    monkeypatch.setenv("DORKARTA_CHECK", "{}")  # the page is started elsewhere
    application = pipeline_review.application(folder, SETTINGS, Rules())
    with TestClient(application, base_url="http://127.0.0.1:8765", headers={"X-Dorkarta": "1"}) as client:
        page = Page(client, home)
        page.decide("edit", **page.on("2"), **EDIT)
        assert "X909" not in {row["code"] for row in page.table("findings")}
        shown = [one for one in page.get(f"/api/documents/{page.document()}/findings") if one["code"] == "X909"]
        assert [(one["waived"], one["decision"]) for one in shown] == [("имя знаем", None)]


def states(page: Page) -> dict[str, str]:
    return {key: row["state"] for key, row in page.rows().items()}


def test_a_document_is_done_when_every_row_is(page: Page) -> None:
    assert set(states(page).values()) == {"new"}
    for row in "1234":
        page.decide("accept_row", **page.on(row))
    assert set(states(page).values()) == {"accepted"}
    assert page.get(f"/api/documents/{page.document()}")["state"] == "done"


def test_a_list_opens_no_document_that_has_not_changed(page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    look = inbox.view_of
    monkeypatch.setattr(inbox, "view_of", lambda one: (opened.append(one.known.path), look(one))[1])
    for row in "1234":
        page.decide("accept_row", **page.on(row))
    page.get("/api/documents")
    page.decide("no_body", name="Штаб воспитания", scope="RU")
    opened.clear()
    assert {one["name"]: one["state"] for one in page.get("/api/documents")} == {"заречный.docx": "done", "луговой.docx": "new"}
    assert opened == []


@pytest.mark.parametrize(
    ("printed", "holds"),
    [
        ("до 10 октября 2022 года", True),
        ("до 10.10.2022", True),
        ("до 11 октября 2022 года", False),
    ],
    ids=["the same text", "another text of the same meaning", "text and reading have changed"],
)
def test_decisions_come_up_again_only_if_text_and_reading_changed(page: Page, printed: str, holds: bool) -> None:
    page.decide("edit", **page.on("1"), field="deadline", text="1 сентября 2022 года")
    page.table("activities")
    first = (PLAN[0][0], PLAN[0][1], printed, *PLAN[0][3:])
    other = ("9", "Провести рейд", "ноябрь 2022 года", "Школы", "Акт")
    (page.home / "архив" / "заречный.docx").write_bytes(docx_of((other, first, *PLAN[1:])))  # the row stands elsewhere, too
    read(page.home)
    rows = page.rows()
    assert cell(rows["2"], "deadline")["text"] == ("1 сентября 2022 года" if holds else printed)
    [raw] = [row["deadline_raw"] for row in page.table("activities") if row["title"] == PLAN[0][1]]
    assert raw == ("1 сентября 2022 года" if holds else printed)
    html = page.client.get(f"/documents/{page.document()}").text
    assert ('id="again"' in html) is not holds


def test_ten_people_decide_at_once(page: Page) -> None:
    def decide(n: int) -> int:
        asked = {"kind": "edit", "who": f"Человек {n}", **places[n % 2], "field": "result", "text": f"Итог {n}"}
        return page.client.post("/api/decisions", json=asked).status_code

    places = [page.on("1"), page.on("3")]
    with ThreadPoolExecutor(10) as people:
        assert set(people.map(decide, range(40))) == {201}
    found = load(page.folder)
    assert sorted(one.after or "" for one in found) == sorted(f"Итог {n}" for n in range(40))
    last = {one.row: one.after for one in found}
    assert {key: cell(page.rows()[key], "result")["text"] for key in ("1", "3")} == last
    page.table("activities")
    assert len(load(page.folder)) == 40


@pytest.mark.parametrize(
    ("asked", "rows"),
    [
        ({"kind": "edit", "row": "1", "field": "result", "text": "Список"}, 1),
        ({"kind": "edit", "row": "1", "field": "result", "text": PLAN[0][4]}, 0),
        ({"kind": "split", "row": "1", "rows": [{"title": "а"}, {"title": "б"}]}, 2),
        ({"kind": "merge", "row": "1", "others": ["2"]}, 2),
        ({"kind": "accept_row", "row": "1"}, 0),
    ],
    ids=["an edit", "the same text", "a row in two", "two rows in one", "nothing changes"],
)
def test_what_would_change_is_told_before(page: Page, asked: dict[str, Any], rows: int) -> None:
    answer = page.client.post("/api/decisions/preview", json={"document": page.document(), "plan": 1, **asked})
    assert (answer.status_code, answer.json()["rows"]) == (200, rows)
    assert load(page.folder) == ()


def test_who_saw_another_text_is_told(page: Page) -> None:
    seen = PLAN[0][4]
    page.decide("edit", **page.on("1"), field="result", text="Список", before=seen)
    refused = page.decide("edit", 409, **page.on("1"), field="result", text="Перечень", before=seen)
    assert "Список" in refused["message"]
    assert cell(page.rows()["1"], "result")["text"] == "Список"


def test_the_decisions_measure_the_rules(page: Page) -> None:
    page.decide("edit", **page.on("2"), **EDIT)
    page.decide("accept_row", **page.on("1"))
    found = {one["rule"]: (one["corrected"], one["seen"]) for one in page.get("/api/accuracy")}
    [deadline] = [rule for rule in page.get("/api/accuracy") if rule["rule"].startswith("deadline:") and rule["corrected"]]
    assert deadline["seen"] == 1
    assert found["title:cell"] == (0, 1)


def test_the_measure_survives_a_new_text_and_forgets_what_is_undone(page: Page) -> None:
    def measured() -> dict[str, tuple[int, int]]:
        return {one["rule"]: (one["corrected"], one["seen"]) for one in page.get("/api/accuracy")}

    page.decide("accept_row", **page.on("1"))
    first = page.decide("edit", **page.on("3"), field="result", text="Протокол совещания")
    second = page.decide("edit", **page.on("3"), field="result", text="Протокол и решение")  # the same cell, mended once more
    assert measured()["result:cell"] == (1, 2)
    page.table("activities")
    changed = [PLAN[0], ("9", "Провести рейд", "ноябрь 2022 года", "Школы", "Акт"), *PLAN[1:]]
    (page.home / "архив" / "заречный.docx").write_bytes(docx_of(changed))
    read(page.home)
    assert cell(page.rows()["4"], "result")["text"] == "Протокол и решение"
    assert states(page) == {"1": "accepted", "2": "new", "3": "new", "4": "edited", "5": "new"}
    assert measured()["result:cell"] == (1, 2)
    page.undo(second["id"])
    assert cell(page.rows()["4"], "result")["text"] == "Протокол совещания"
    page.undo(first["id"])
    assert (cell(page.rows()["4"], "result")["text"], measured()["result:cell"]) == (PLAN[2][4], (0, 1))


@pytest.mark.parametrize(
    ("kind", "asked"),
    [
        ("edit", {"plan": 1, "row": "99", "field": "title", "text": "x"}),
        ("edit", {"plan": 7, "row": "1", "field": "title", "text": "x"}),
        ("edit", {"plan": 1, "row": "1", "field": "extra:нет такой", "text": "x"}),
        ("edit", {"plan": 1, "row": "1", "field": "title"}),
        ("split", {"plan": 1, "row": "1", "rows": [{"title": "одна"}]}),
        ("split", {"plan": 1, "row": "1", "rows": [{"title": "одна"}, {}]}),
        ("merge", {"plan": 1, "row": "1", "others": []}),
        ("merge", {"plan": 1, "row": "1", "others": ["1"]}),
        ("column", {"plan": 1, "table": 9, "field": "body", "to": "result"}),
        ("waive", {"finding": "0" * 16}),
        ("plan", {"plan": 9, "field": "title", "text": "x"}),
        ("plan", {"plan": 1, "field": "period", "text": "скоро"}),
        ("plan", {"plan": 1, "field": "deadline", "text": "май"}),
        ("edit", {"plan": 1, "row": "1", "field": "period", "text": "2022"}),
        ("column", {"plan": 1, "table": 1, "field": "period", "to": "body"}),
    ],
    ids=[
        "no row",
        "no plan",
        "no column",
        "no text",
        "one part",
        "empty part",
        "nothing to merge",
        "with itself",
        "no table",
        "no finding",
        "no such plan",
        "no period",
        "no column of a plan",
        "a row has no period",
        "a table has no period",
    ],
)
def test_what_does_not_fit_the_document_is_refused(page: Page, kind: str, asked: dict[str, Any]) -> None:
    assert page.decide(kind, 400, document=page.document(), **asked)["message"]
    assert load(page.folder) == ()


def test_the_last_word_on_a_name_holds(page: Page) -> None:
    name = {"name": "Штаб воспитания", "scope": "RU"}
    page.decide("link", **name, body="RU:minprosvet")
    page.decide("new_body", **name, body_class="partner")
    page.decide("new_body", **name, body_class="parents")
    assert {row["body_class"] for row in page.table("responsibilities") if row["raw"] == name["name"]} == {"parents"}
    assert {row["status"] for row in page.table("documents")} == {"ok"}


def test_names_that_somebody_broke_by_hand_stop_the_run(page: Page) -> None:
    page.table("documents")
    line = '{"kind": "no_body", "id": "x", "source": "Штаб", "scope": "Марс"}'
    (page.folder / "decisions.jsonl").write_text(line, encoding="utf-8")
    with pytest.raises(OntologyError, match="Марс"):
        read(page.home)


@pytest.mark.parametrize(
    "asked",
    [
        {"kind": "link", "name": "Совет", "scope": "RU"},
        {"kind": "link", "name": "Совет", "scope": "XX", "body": "RU:minprosvet"},
        {"kind": "link", "name": "Совет", "scope": "RU", "body": "RU:нечто"},
        {"kind": "new_body", "name": "Совет", "scope": "RU", "body_class": "dragon"},
        {"kind": "no_body", "name": "...", "scope": "RU"},
        {"kind": "heading", "name": "Итог", "to": "extra:Итог"},
    ],
    ids=["no body", "no such scope", "no class", "no such class", "no letters", "no role"],
)
def test_names_that_mean_nothing_are_refused(page: Page, asked: dict[str, Any]) -> None:
    assert page.client.post("/api/decisions", json=asked).status_code == 400
    assert load(page.folder) == ()
