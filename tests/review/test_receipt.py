"""The letter to the municipality: what it says, and that Word and a browser can open it whatever a document holds."""

from __future__ import annotations

from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from docx import Document

from records.errors import UsageError
from review.receipt.letter import Letter, letter_of
from review.receipt.write import write

DOCUMENT: dict[str, Any] = {
    "document_id": "d",
    "path": "папка/план.docx",
    "title": "О плане",
    "issuer": "Управление образования Лесного района",
    "municipality": "Лесной район",
    "number": "77",
    "date": date(2021, 8, 12),
    "status": "ok",
    "error_message": None,
}
PLANS = [{"plan_id": "p", "code": "1.2", "appendix": None, "plan": 1}]
ROWS = [{"activity_id": f"a{n}", "plan_id": "p", "number": str(n), "activity": n} for n in (1, 2, 3)]


def _finding(code: str, severity: str, row: int | None = None, message: str = "Сообщение.") -> dict[str, Any]:
    place = {"plan_id": "p" if row else None, "activity_id": f"a{row}" if row else None, "page": 4 if row == 3 else None}
    return {"code": code, "severity": severity, "message": message, "document_id": "d", **place}


def _letter(*findings: dict[str, Any]) -> Letter:
    return letter_of(DOCUMENT, PLANS, ROWS, findings)


def test_errors_are_told_one_by_one_and_warnings_by_code() -> None:
    letter = _letter(
        _finding("N101", "E", 1, "Пропущен номер 2."),
        _finding("D203", "W", 2),
        _finding("D203", "W", 3),
        _finding("B302", "W", 1, "Исполнитель не назван."),
    )
    mend, look = letter.parts
    assert [(point.text, point.places) for point in mend.points] == [("Пропущен номер 2.", ("план 1.2, строка 1",))]
    assert [point.text for point in look.points] == ["Исполнитель не назван.", "Нет срока — 2 случая."]
    assert look.points[1].places == ("план 1.2, строки 2, 3 (с. 4)",)
    assert all(point.advice for part in letter.parts for point in part.points)
    assert "повторно" in letter.closing


def test_a_document_without_remarks_gets_a_letter_that_says_so() -> None:
    letter = _letter()
    assert letter.parts == ()
    assert "Замечаний нет" in letter.opening


def test_what_was_not_read_stands_apart() -> None:
    assert [part.opening.split()[0] for part in _letter(_finding("X904", "W", 1), _finding("O701", "E")).parts] == ["Необходимо", "При"]


@pytest.mark.parametrize("suffix", [".docx", ".html"])
def test_the_letter_opens_whatever_a_document_holds(tmp_path: Path, suffix: str) -> None:
    hostile = "<script>alert(1)</script> =1+1 \x00\x0b «кавычки» & ]]>"
    path = tmp_path / f"письмо{suffix}"
    write([_letter(_finding("N101", "E", 1, hostile)), _letter()], path)
    assert "alert(1)" in _text_of(path)
    assert list(tmp_path.iterdir()) == [path]


def _text_of(path: Path) -> str:
    if path.suffix == ".docx":
        return "\n".join(paragraph.text for paragraph in Document(str(path)).paragraphs)
    page = path.read_text(encoding="utf-8")
    tags: list[str] = []
    parser = HTMLParser()
    parser.handle_starttag = lambda tag, _: tags.append(tag)  # type: ignore[method-assign]
    parser.feed(page)
    assert "script" not in tags
    return page


def test_another_ending_is_refused_with_the_remedy(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"\.docx или \.html"):
        write([_letter()], tmp_path / "письмо.pdf")
