"""What a person allowed, weighed or knew before is not told again, and is counted."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from output.rows import FileFacts, Row, Status, document_rows, finding_rows
from records.checking import ALLOW, check_of, fingerprint, in_use, severities_of, use, use_beside
from records.errors import UsageError
from records.finding import Finding
from review.examples import subject_of
from review.policy import Policy, baseline_of, left_out, not_in, policy_of, settle, waivers_of
from review.rules import check

EXAMPLE = {
    "plans": [
        {"code": "1.2.", "appendix": "1", "rows": [{"number": "1.1.", "body": ""}, {"number": "1.2.", "result": ""}]},
        {"code": "1.3", "appendix": "2", "rows": [{"number": "1.1.", "body": "школы,"}, {"number": "1.2.", "body": "школы"}]},
    ]
}
PLACES = {("B302", "1/1"), ("R402", "1/2"), ("B309", "2/1")}


@pytest.fixture
def rows() -> dict[str, list[Row]]:
    """The rows of a document with three findings that matter here."""
    subject = subject_of(EXAMPLE)
    found = [finding for finding in check(subject) if finding.code in ("B302", "R402", "B309")]
    facts = FileFacts("0" * 16, "архив/2022/план.docx")
    return document_rows(facts, subject.document, subject.order, subject.meaning, found, Status())


def _places(found: list[Row]) -> set[tuple[str, str]]:
    return {(row["code"], f"{row['plan_id'].rpartition('/p')[2]}/{(row['activity_id'] or '').rpartition('/a')[2]}") for row in found}


def _policy(tmp_path: Path, entries: list[dict[str, Any]]) -> Policy:
    allow = tmp_path / "dorkarta.allow.yaml"
    allow.write_text(json.dumps(entries, ensure_ascii=False), encoding="utf-8")  # JSON is YAML
    return policy_of({}, waivers_of(allow))


@pytest.mark.parametrize(
    ("entry", "waived"),
    [
        pytest.param({"code": "R402"}, {("R402", "1/2")}, id="a code everywhere"),
        pytest.param({"code": "B302", "document": "план.docx"}, {("B302", "1/1")}, id="by the name of the file"),
        pytest.param({"code": "B302", "document": "архив/*"}, {("B302", "1/1")}, id="by a part of the path"),
        pytest.param({"code": "B302", "document": "0000000000000000"}, {("B302", "1/1")}, id="by the id of the document"),
        pytest.param({"code": "B302", "document": "другой.docx"}, set(), id="another file"),
        pytest.param({"code": "B309", "plan": 2}, {("B309", "2/1")}, id="by the ordinal of the plan"),
        pytest.param({"code": "R402", "plan": "1.2"}, {("R402", "1/2")}, id="by the code of the plan"),
        pytest.param({"code": "R402", "plan": "1.3"}, set(), id="another plan"),
        pytest.param({"code": "B302", "row": "1.1"}, {("B302", "1/1")}, id="by the printed number, without its dot"),
        pytest.param({"code": "R402", "row": "#2"}, {("R402", "1/2")}, id="by the ordinal of the row"),
        pytest.param({"code": "B302", "row": "1.2"}, set(), id="another row"),
        pytest.param({"code": "B309", "evidence": "школы,"}, {("B309", "2/1")}, id="by words that are quoted"),
        pytest.param({"code": "B309", "evidence": "гимназии"}, set(), id="other words"),
    ],
)
def test_a_waiver_is_about_what_it_says(
    entry: dict[str, Any], waived: set[tuple[str, str]], rows: dict[str, list[Row]], tmp_path: Path
) -> None:
    assert _places(rows["findings"]) == PLACES
    settled = settle(rows, _policy(tmp_path, [entry | {"reason": "Так решил отдел."}]))
    assert _places([row for row, _ in settled.waived]) == waived
    assert _places(settled.findings) == PLACES - waived
    assert all(waiver.reason == "Так решил отдел." for _, waiver in settled.waived)


def test_a_waiver_by_the_id_of_a_finding(rows: dict[str, list[Row]], tmp_path: Path) -> None:
    one = rows["findings"][0]
    settled = settle(
        rows, _policy(tmp_path, [{"finding": one["finding_id"], "reason": "Проверено.", "author": "Иванова", "date": "2026-11-22"}])
    )
    assert [row for row, _ in settled.waived] == [one]


def test_severities_are_set_and_switched_off(rows: dict[str, list[Row]]) -> None:
    settled = settle(rows, policy_of({"B302": "E", "R402": "off"}))
    assert {(row["code"], row["severity"]) for row in settled.findings} == {("B302", "E"), ("B309", "W")}
    assert settled.waived == []


@pytest.mark.parametrize(
    ("entry", "problem"),
    [
        pytest.param({"code": "R402"}, "нет причины", id="without a reason"),
        pytest.param({"code": "R402", "reason": " "}, "нет причины", id="an empty reason"),
        pytest.param({"reason": "Так надо."}, "нужен код", id="about nothing"),
        pytest.param({"code": "Z999", "reason": "Так надо."}, "нет кода Z999", id="an unknown code"),
        pytest.param({"code": "R402", "reason": "Так надо.", "file": "план.docx"}, "не понята", id="an unknown field"),
    ],
)
def test_a_waiver_that_cannot_hold_is_an_error(entry: dict[str, Any], problem: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=problem):
        _policy(tmp_path, [entry])


@pytest.mark.parametrize("content", ["code: R402", "- [", "\x00"], ids=["no list", "no YAML", "a control character"])
def test_a_file_that_is_no_list_of_waivers(content: str, tmp_path: Path) -> None:
    file = tmp_path / "dorkarta.allow.yaml"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(UsageError, match=r"dorkarta\.allow\.yaml"):
        waivers_of(file)


def test_an_unknown_code_has_no_severity() -> None:
    with pytest.raises(UsageError, match="нет кодов Z999"):
        policy_of({"Z999": "I"})


def test_the_baseline_is_what_check_wrote(rows: dict[str, list[Row]], tmp_path: Path) -> None:
    file = tmp_path / "before.json"
    file.write_text(json.dumps(rows["findings"][:2]), encoding="utf-8")
    assert not_in(rows["findings"], baseline_of(file)) == rows["findings"][2:]
    assert not_in(rows["findings"], baseline_of(None)) == rows["findings"]
    assert [line.split(" (")[0] for line in left_out(3, 2)] == ["Снято с причиной: 3 замечания", "Были раньше: 2 замечания"]
    assert list(left_out(0, 0)) == []


@pytest.mark.parametrize("content", ["", "{}", '[{"code": "B302"}]'], ids=["empty", "no list", "no ids"])
def test_a_baseline_that_check_did_not_write(content: str, tmp_path: Path) -> None:
    file = tmp_path / "before.json"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(UsageError, match=r"before\.json"):
        baseline_of(file)


def test_ids_of_findings_do_not_depend_on_other_findings_nor_on_words_of_the_message() -> None:
    one = Finding("B302", "W", "Исполнитель не назван.", "", 1, 2, "body_raw")
    other = Finding("R402", "W", "Результат не указан.", "", 1, 2, "result_raw")
    reworded = Finding("B302", "E", "Никто не назван.", "", 1, 2, "body_raw")
    (alone,) = finding_rows("d" * 16, [one])
    assert {row["finding_id"] for row in finding_rows("d" * 16, [other, one])} >= {alone["finding_id"]}
    assert finding_rows("d" * 16, [reworded])[0]["finding_id"] == alone["finding_id"]


def test_what_is_set_is_handed_on_and_has_a_fingerprint(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DORKARTA_CHECK", "")
    assert fingerprint() == b""
    allow = tmp_path / "dorkarta.allow.yaml"
    allow.write_text("- {code: R402, reason: Так надо.}", encoding="utf-8")
    use(severities_of({"B309": "I"}), check_of({}, tmp_path).allow)
    before = fingerprint()
    allow.write_text("- {code: R402, reason: Так решено.}", encoding="utf-8")
    assert before != fingerprint() != b""


@pytest.mark.parametrize(
    ("severities", "check_section", "problem"),
    [
        ({"B302": "X"}, {}, "severities"),
        ([], {}, "severities"),
        ({}, {"alow": "a.yaml"}, "check"),
        ({}, {"allow": "нет.yaml"}, "нет файла"),
        ({}, {"baseline": 1}, "нет файла"),
    ],
    ids=["no severity", "no section", "unknown key", "no such file", "no path"],
)
def test_settings_that_cannot_hold(severities: Any, check_section: Any, problem: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=problem):
        check_of(check_section, tmp_path) and severities_of(severities)


@pytest.mark.parametrize(
    ("files", "sources", "found"),
    [
        (["архив/{}"], ["архив"], "архив/{}"),
        (["{}"], ["архив"], "{}"),
        (["{}", "архив/{}"], ["архив"], "архив/{}"),
        (["архив/{}"], ["архив/план.docx"], "архив/{}"),
        (["{}"], ["архив", "архив2"], "{}"),
        (["архив/{}"], ["архив2"], None),
        ([], ["архив"], None),
    ],
    ids=["in the archive", "beside it", "the nearer one", "beside a file", "one for two archives", "of another archive", "none"],
)
def test_waivers_lie_in_the_archive_or_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, files: list[str], sources: list[str], found: str | None
) -> None:
    for folder in ("архив", "архив2"):
        (tmp_path / folder).mkdir()
    for file in files:
        (tmp_path / file.format(ALLOW)).write_text("[]", encoding="utf-8")
    monkeypatch.setenv("DORKARTA_CHECK", "{}")
    use_beside([tmp_path / source for source in sources])
    assert in_use()[1] == (tmp_path / found.format(ALLOW) if found else None)


def test_two_archives_with_waivers_of_their_own_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DORKARTA_CHECK", "{}")
    for folder in ("а", "б"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / ALLOW).write_text("[]", encoding="utf-8")
    with pytest.raises(UsageError, match=r"check\] allow"):
        use_beside([tmp_path / "а", tmp_path / "б"])


def test_waivers_of_the_settings_come_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DORKARTA_CHECK", "{}")
    (tmp_path / ALLOW).write_text("[]", encoding="utf-8")
    use({}, tmp_path / "свой.yaml")
    use_beside([tmp_path])
    assert in_use()[1] == tmp_path / "свой.yaml"
