"""A comparison for people: the page and the terminal."""

from __future__ import annotations

import io
import re

import pytest
from rich.console import Console

from output.diff.compare import compare
from output.diff.page import page
from output.diff.terminal import print_difference

OLD = [("1", "Конкурс чтецов", "май 2023"), ("2", "Ремонт <залов>", "август"), ("3", "Слёт волонтёров", "июнь 2023")]
NEW = [("1", "Конкурс юных чтецов", "май 2023"), ("3", "Слёт волонтёров", "июнь 2024"), ("4", "Газета & радио", "ежемесячно")]


@pytest.fixture
def difference(side):
    return compare(side({"План": OLD}, indicators={"Доля": {2023: "10"}}), side({"План": NEW}, indicators={"Доля": {2023: "12"}}))


def printed(difference) -> str:
    console = Console(file=io.StringIO(), width=100, no_color=True)
    print_difference(console, difference)
    return console.file.getvalue()


def test_the_terminal_reads_without_colours(difference) -> None:
    text = printed(difference)
    for line in (
        "~ 1 Конкурс юных чтецов",
        "Мероприятие: Конкурс {+юных+} чтецов",
        "− 2 Ремонт <залов>",
        "+ 4 Газета & радио",
        "цель 2023: 10 → 12",
    ):
        assert line in text
    assert "сдвинуты годы, остальное прежнее — строки: 3" in text


def test_nothing_changed_is_said(side) -> None:
    assert "Различий нет" in printed(compare(side({"План": OLD}), side({"План": OLD})))


def test_the_page_shows_every_change_and_escapes_what_is_printed(difference) -> None:
    text = page(difference)
    assert "<ins>юных" in text
    assert "Ремонт &lt;залов&gt;" in text
    assert "Газета &amp; радио" in text
    assert "<del>10</del><ins>12</ins>" in text
    assert 'class="changed only-years"' in text


def test_the_page_loads_nothing(difference) -> None:
    text = page(difference)
    assert not re.search(r"https?://|<script|<link|<img|url\(", text)
    assert "default-src 'none'" in text


def test_two_municipalities_have_their_reason_on_the_page(side) -> None:
    one, other = (
        side({"А": [("1", "Слёт волонтёров", "май")]}, municipality="А"),
        side({"Б": [("1", "Сборы добровольцев", "май")]}, municipality="Б"),
    )
    text = page(compare(one, other))
    assert "Почему рядом" in text
    assert "добровольчество" in text
