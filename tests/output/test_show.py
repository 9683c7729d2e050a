"""One document in the terminal."""

from __future__ import annotations

import io

import pytest
from rich.console import Console

from output.findings import Kind, names_of, print_findings
from output.show import print_document

KINDS = {
    "N106": Kind("пустая строка с номером", "Впишите мероприятие."),
    "D205": Kind("нет календарного срока"),
    "R402": Kind("нет результата"),
}


def _console(width: int) -> Console:
    return Console(file=io.StringIO(), width=width, highlight=False)


def _printed(console: Console) -> str:
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


@pytest.mark.parametrize("width", [60, 80, 120])
def test_nothing_is_wider_than_the_terminal(rows_of, width: int) -> None:
    console = _console(width)
    print_document(console, rows_of("a" * 16), KINDS)
    assert max(map(len, _printed(console).splitlines())) <= width
    for text in ("План 1. Приложение 1. План", "I. Раздел", "1  Совещание", "(пусто)", "Бюджет", "1 замечание", "N106"):
        assert text in _printed(console)


def test_a_hostile_text_can_not_command_the_terminal(rows_of) -> None:
    rows = rows_of("a" * 16)
    rows["activities"][0]["title"] = "Совещание\x1b[2J [red]важное[/red]"
    console = _console(80)
    print_document(console, rows, KINDS)
    assert "\x1b" not in _printed(console)
    assert "[red]важное[/red]" in _printed(console)


def _lines(rows, found) -> list[str]:
    """The lines of a small order and its findings; `found`: code, severity, message and row of each."""
    console = _console(120)
    first = rows["findings"][0]
    findings = [
        first | {"code": code, "severity": severity, "message": message, "activity_id": rows["activities"][row - 1]["activity_id"]}
        for code, severity, message, row in found
    ]
    print_findings(console, rows["documents"], findings, KINDS, names_of(rows["plans"], rows["activities"]))
    return [line.rstrip() for line in _printed(console).splitlines()]


def _told(rows, found) -> list[str]:
    """Without the line of the order."""
    return _lines(rows, found)[1:]


def test_the_line_of_an_order_counts_its_findings(rows_of) -> None:
    found = [("R402", "E", "Результата нет.", 1), ("D205", "I", "Весь период.", 1), ("D205", "I", "Весь период.", 2)]
    assert _lines(rows_of("a" * 16), found)[0].endswith(": 3 замечания (ошибок — 1, к сведению — 2)")


def test_a_finding_says_where_it_is_and_what_to_do(rows_of) -> None:
    assert _told(rows_of("a" * 16), [("N106", "W", "Пустая строка.", 1)]) == [
        "  N106 предупреждение — пустая строка с номером, план 1.1, строка 1",
        "    Пустая строка.",
        "    → Впишите мероприятие.",
    ]


def test_what_the_message_quotes_is_not_quoted_again(rows_of) -> None:
    rows = rows_of("a" * 16)
    rows["findings"][0] |= {"evidence": "май 2020 г."}
    assert _told(rows, [("D205", "I", "Срок «май 2020 г.» прошёл.", 1)])[1:] == ["    Срок «май 2020 г.» прошёл."]
    assert _told(rows, [("D205", "I", "Срок прошёл.", 1)])[1:] == ["    Срок прошёл.", "    «май 2020 г.»"]


def test_errors_come_first_and_the_same_words_once(rows_of) -> None:
    found = [("D205", "I", "«постоянно»: весь период плана.", 1), ("D205", "I", "«постоянно»: весь период плана.", 2)]
    heads = [line for line in _told(rows_of("a" * 16), [*found, ("R402", "E", "Результата нет.", 1)]) if " — " in line]
    assert heads == [
        "  R402 ошибка — нет результата, план 1.1, строка 1",
        "  D205 к сведению — нет календарного срока, план 1.1, строки 1, № 2 по порядку",
    ]


@pytest.mark.parametrize(
    ("numbers", "called"),
    [
        pytest.param(("3.1.", "3.2."), ["3.1", "3.2"], id="as printed"),
        pytest.param(("", "1"), ["№ 1 по порядку", "1"], id="no number"),
        pytest.param(("7", "7"), ["7 (№ 1 по порядку)", "7 (№ 2 по порядку)"], id="one number twice"),
    ],
)
def test_rows_are_called_as_the_document_numbers_them(numbers: tuple[str, str], called: list[str]) -> None:
    rows = [{"plan_id": "p", "activity_id": str(n), "number": number, "activity": n} for n, number in enumerate(numbers, start=1)]
    assert list(names_of([], rows).values()) == called
