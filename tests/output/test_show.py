"""One document in the terminal."""

from __future__ import annotations

import io

import pytest
from rich.console import Console

from output.show import print_document, print_findings

TITLES = {"N106": "пустая строка с номером"}


def _console(width: int) -> Console:
    return Console(file=io.StringIO(), width=width, highlight=False)


def _printed(console: Console) -> str:
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


@pytest.mark.parametrize("width", [60, 80, 120])
def test_nothing_is_wider_than_the_terminal(rows_of, width: int) -> None:
    console = _console(width)
    print_document(console, rows_of("a" * 16), TITLES)
    assert max(map(len, _printed(console).splitlines())) <= width
    for text in ("План 1. Приложение 1. План", "I. Раздел", "1  Совещание", "(пусто)", "Бюджет", "1 замечание", "N106"):
        assert text in _printed(console)


def test_a_hostile_text_can_not_command_the_terminal(rows_of) -> None:
    rows = rows_of("a" * 16)
    rows["activities"][0]["title"] = "Совещание\x1b[2J [red]важное[/red]"
    console = _console(80)
    print_document(console, rows, TITLES)
    assert "\x1b" not in _printed(console)
    assert "[red]важное[/red]" in _printed(console)


def test_a_finding_says_where_it_is(rows_of) -> None:
    rows = rows_of("a" * 16)
    console = _console(100)
    print_findings(console, rows["documents"], rows["findings"], TITLES)
    assert "N106 предупреждение — пустая строка с номером, план 1, строка 2" in _printed(console)
