"""What must not happen: foreign pages, foreign names, paths and scripts from files, requests that bring the server down."""

from __future__ import annotations

import html
from collections import Counter
from pathlib import Path

import pytest
import schemathesis
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings
from hypothesis.strategies import booleans

import pipeline_review
from corpus.decisions import load
from review.web.safety import Rules
from tests.review.web.conftest import PLAN, SETTINGS, Page, docx_of
from tests.waiting import PATIENCE

EVIL = (
    '"><script>alert(1)</script>',
    "<img src=x onerror=alert(1)>",
    "=cmd|'/C calc'!A0",
    "'; DROP TABLE activities; --",
    "{{ 7*7 }}{% raw %}",
    "../../../../etc/passwd",
    "</textarea><svg/onload=alert(1)>",
)


def test_only_names_of_this_machine_are_answered(page: Page) -> None:
    assert page.client.get("/", headers={"Host": "evil.example:8765"}).status_code == 421
    assert page.client.get("/", headers={"Host": "localhost:8765"}).status_code == 200


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 403),
        ({"X-Dorkarta": "1"}, 201),
        ({"X-Dorkarta": "1", "Origin": "http://evil.example"}, 403),
        ({"X-Dorkarta": "1", "Origin": "http://127.0.0.1:8765"}, 201),
        ({"X-Dorkarta": "1", "Sec-Fetch-Site": "cross-site"}, 403),
        ({"X-Dorkarta": "1", "Sec-Fetch-Site": "same-origin"}, 201),
    ],
    ids=["no header", "header", "foreign origin", "own origin", "cross-site", "same-origin"],
)
def test_no_foreign_page_decides_anything(page: Page, headers: dict[str, str], status: int) -> None:
    del page.client.headers["X-Dorkarta"]
    asked = {"kind": "accept_row", **page.on("1")}
    assert page.client.post("/api/decisions", json=asked, headers=headers).status_code == status
    assert len(load(page.folder)) == (status == 201)


def test_a_form_needs_the_token_of_this_server(page: Page) -> None:
    del page.client.headers["X-Dorkarta"]
    file = {"files": ("план.docx", docx_of(PLAN[:1]))}
    assert page.client.post("/upload", files=file, data={"token": "чужой"}).status_code == 403
    assert page.client.post("/upload", files=file).status_code == 403
    token = page.client.get("/").text.partition('name="token" value="')[2].partition('"')[0]
    assert page.client.post("/upload", files=file, data={"token": token}, follow_redirects=False).status_code == 303


def test_another_address_needs_the_key(home: Path) -> None:
    rules = Rules(hosts=frozenset({"plan.example"}), token="k" * 32)
    app = pipeline_review.application(home / "набор", SETTINGS, rules)
    with TestClient(app, base_url="http://plan.example", follow_redirects=False) as client:
        assert client.get("/").status_code == 401
        assert client.get("/api/documents").status_code == 401
        assert client.get("/?token=wrong").status_code == 401
        assert client.get("/api/documents", headers={"Authorization": "Bearer " + "k" * 32}).status_code == 200
        answer = client.get("/?token=" + "k" * 32)
        assert (answer.status_code, answer.headers["location"]) == (303, "/")
        assert {"httponly", "samesite=strict"} <= set(answer.headers["set-cookie"].lower().replace(" ", "").split(";"))
        assert client.get("/").status_code == 200


@pytest.mark.parametrize("path", ["/", "/names", "/decisions", "/accuracy", "/api", "/api/documents", "/static/review.css", "/nothing"])
def test_every_answer_forbids_foreign_scripts_and_frames(page: Page, path: str) -> None:
    headers = page.client.get(path).headers
    assert "script-src 'self'" in headers["content-security-policy"]
    assert "'unsafe-inline'" not in headers["content-security-policy"]
    assert (headers["x-frame-options"], headers["x-content-type-options"]) == ("DENY", "nosniff")


def test_pages_hold_no_inline_script_or_style(page: Page) -> None:
    for path in ("/", f"/documents/{page.document()}", "/names", "/decisions", "/accuracy", "/api"):
        text = page.client.get(path).text
        assert "<style" not in text
        assert " style=" not in text
        assert " onclick=" not in text
        assert text.count("<script") == text.count('<script src="/static/')


@pytest.mark.parametrize("evil", EVIL)
def test_nothing_from_a_document_or_a_name_is_executed(page: Page, evil: str) -> None:
    name = f"{evil}.docx"
    rows = (("1", evil, evil, evil, evil), ("2", "Провести смотр", "май 2022 года", "Школы", "Акт"))
    answer = page.client.post("/api/documents", files={"file": (name, docx_of(rows))})
    assert answer.status_code == 202
    document = answer.json()["document"]
    assert page.client.app.state.office.background.rest(PATIENCE)  # type: ignore[attr-defined]
    page.decide("edit", document=document, plan=1, row="2", field="result", text=evil)
    page.client.post("/api/decisions", json={"kind": "no_body", "name": evil, "scope": "RU"})
    for path in ("/", f"/documents/{document}", f"/documents/{document}/rows", "/names", "/decisions"):
        text = page.client.get(path).text
        assert evil not in text or html.escape(evil) == evil
        assert "49{%" not in text
    assert [row["result_raw"] for row in page.table("activities") if row["document_id"] == document] == [evil, evil]
    outside = {path.name for path in page.home.iterdir()}
    assert outside <= {"архив", "набор", "набор.inbox", ".набор.lock", ".набор.decisions.lock"}
    assert {path.suffix for path in (page.home / "набор.inbox").iterdir()} <= {".docx", ".jsonl"}


@pytest.mark.parametrize(
    "path",
    [
        "/documents/..%2F..%2Fetc%2Fpasswd",
        "/api/documents/..%2f..%2fetc%2fpasswd/rows",
        "/static/..%2f..%2fdesk.py",
        "/static/../desk.py",
        "/api/documents/0000000000000000/pages/1.png",
        "/api/documents/0000000000000000/rows",
        "/documents/0000000000000000",
    ],
)
def test_paths_lead_nowhere(page: Page, path: str) -> None:
    answer = page.client.get(path)
    assert answer.status_code in (404, 422)
    assert "root:" not in answer.text
    assert "import" not in answer.text


def test_files_are_limited_in_size(home: Path) -> None:
    app = pipeline_review.application(home / "набор", SETTINGS, Rules(most_bytes=20_000))
    with TestClient(app, base_url="http://127.0.0.1", headers={"X-Dorkarta": "1"}) as client:
        assert client.post("/api/documents", files={"file": ("a.docx", b"0" * 30_000)}).status_code == 413
        boundary = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\n' + b"0" * 30_000 + b"\r\n--x--\r\n"
        kind = {"Content-Type": "multipart/form-data; boundary=x"}
        answer = client.post("/api/documents", content=(boundary[n : n + 1000] for n in range(0, len(boundary), 1000)), headers=kind)
        assert answer.status_code in (400, 413)  # its length was not told
        assert client.post("/api/documents", files={"file": ("a.docx", b"")}).status_code == 400


def test_what_is_no_document_is_named_as_failed(page: Page) -> None:
    answer = page.client.post("/api/documents", files={"file": ("вирус.exe", b"PK\x03\x04" + b"\x00" * 200)})
    assert answer.status_code == 202
    page.table("documents")
    found = page.get(f"/api/documents/{answer.json()['document']}")
    assert (found["state"], found["name"]) == ("failed", "вирус.exe")
    assert found["message"]
    assert not list((page.home / "набор.inbox").glob("*.exe"))


@pytest.mark.parametrize(
    "body",
    [
        "",
        "{",
        "[]",
        "null",
        '{"kind": "edit", "text": "\\ud800"}',
        '{"kind": "edit", "plan": 1e400}',
        '{"kind": "edit", "plan": "x"}',
        "\x00",
    ],
    ids=["empty", "cut", "list", "null", "half a character", "infinite", "no number", "zero byte"],
)
def test_malformed_requests_are_refused(page: Page, body: str) -> None:
    answer = page.client.post("/api/decisions", content=body, headers={"Content-Type": "application/json"})
    assert answer.status_code == 422, answer.text


def test_no_request_that_the_schema_allows_brings_the_server_down(page: Page) -> None:
    """Schemathesis over the OpenAPI page: every operation, with the id of a real document every other time."""
    schema = schemathesis.openapi.from_asgi("/api/openapi.json", page.client.app, headers={"Host": "127.0.0.1"})
    document = page.document()
    statuses: Counter[int] = Counter()

    def ask(case: schemathesis.Case, real: bool) -> None:
        if real and "document" in case.path_parameters:
            case.path_parameters["document"] = document
        if real and isinstance(case.body, dict) and "document" in case.body:
            case.body |= {"document": document, "plan": 1, "row": "1"}
        answer = case.call(headers={"Host": "127.0.0.1", "X-Dorkarta": "1"})
        statuses[answer.status_code] += 1
        assert answer.status_code < 500, answer.text

    for found in schema.get_all_operations():
        operation = found.ok()
        quickly(given(operation.as_strategy(), booleans())(ask))()
    assert {200, 202} <= set(statuses)
    assert page.client.get("/").status_code == 200


quickly = settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck), database=None)
