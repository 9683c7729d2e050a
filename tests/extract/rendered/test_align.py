"""Rows of a document among the rows of its rendered pages: what a renderer adds, cuts and counts otherwise."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.rendered.align import Row, aligned_cells, aligned_rows, key_of, resembles, strays

HEADER = ("пп", "мероприятие", "срок", "ответственный")
FIRST = ("1", "провестисовещаниедиректоров", "май", "отделобразования")
SECOND = ("2", "подготовитьотчетобитогахгодадлясовета", "июнь2022", "методическийкабинет")
LINE = ("приложениекприказу",)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        pytest.param("1.1. Провести\nсо-\u00adвещание", "11провестисовещание", id="spaces, breaks and hyphens"),
        pytest.param("\uf0b7 Школы №№ 1, 2", "школы12", id="bullets and signs"),
        pytest.param("— – _", "", id="no letters"),
    ],
)
def test_key(text: str, key: str) -> None:
    assert key_of(text) == key


@pytest.mark.parametrize(
    ("rows", "shown", "expected"),
    [
        pytest.param([HEADER, FIRST, SECOND], [HEADER, FIRST, SECOND], [[0], [1], [2]], id="as it is"),
        pytest.param([HEADER, FIRST, SECOND], [HEADER, FIRST, HEADER, SECOND], [[0], [1], [3]], id="header repeated on the next page"),
        pytest.param(
            [HEADER, FIRST, SECOND],
            [
                HEADER,
                FIRST,
                ("2", "подготовитьотчетобитогах", "июнь2022", "методический"),
                ("7",),
                HEADER,
                ("", "годадлясовета", "", "кабинет"),
            ],
            [[0], [1], [2, 5]],
            id="row cut by a page end, page number and header between",
        ),
        pytest.param([LINE, FIRST], [LINE, LINE, FIRST], [[0], [2]], id="a line that the pages repeat is found once"),
        pytest.param([FIRST, SECOND], [FIRST], [[0], []], id="not shown"),
        pytest.param(
            [("1", "", "", ""), ("2", "", "", "")], [("1", "", "", ""), ("2", "", "", "")], [[0], [1]], id="rows of a number only"
        ),
        pytest.param([FIRST, SECOND], [("4", *FIRST[1:]), ("5", *SECOND[1:])], [[0], [1]], id="automatic numbers counted otherwise"),
        pytest.param(
            [FIRST, FIRST, FIRST],
            [FIRST, FIRST, FIRST],
            [[0], [1], [2]],
            id="equal rows stay in order",
        ),
        pytest.param([("провестисовещаниедиректоров",)], [("провестисовещание",), ("директоров",)], [[0, 1]], id="paragraph of two lines"),
        pytest.param([SECOND], [("срок",)], [[]], id="a short line that happens to be a part of nothing"),
        pytest.param([], [FIRST], [], id="empty document"),
        pytest.param([FIRST], [], [[]], id="empty pages"),
    ],
)
def test_rows(rows: list[Row], shown: list[Row], expected: list[list[int]]) -> None:
    assert aligned_rows(rows, shown) == expected


@pytest.mark.parametrize(
    ("row", "shown", "expected"),
    [
        pytest.param(FIRST, FIRST, [(0, 0), (1, 1), (2, 2), (3, 3)], id="as it is"),
        pytest.param(("школы", "школы"), ("", "школы"), [(1, 1)], id="the text of two cells stands in its own column"),
        pytest.param(FIRST, ("провестисовещание", "май"), [(1, 0), (2, 1)], id="fewer cells, in order"),
        pytest.param(("май", "июнь"), ("июнь", "май"), [(1, 0)], id="never backwards"),
    ],
)
def test_cells(row: Row, shown: Row, expected: list[tuple[int, int]]) -> None:
    assert aligned_cells(row, shown, resembles) == expected


def test_the_rest_of_a_merged_cell_beside_the_rest_of_another_row() -> None:
    rows = [("1", "первая", "исполнительпервыйивторой"), ("2", "втораяработабезграфы")]
    shown = [("1", "первая", "исполнительпервый"), ("2", "вторая"), ("", "работабезграфы", "ивторой")]
    pairs = {(0, 0): [(0, 0), (1, 1), (2, 2)], (1, 1): [(0, 0), (1, 1)], (1, 2): [(1, 1)]}
    assert list(strays(rows, shown, pairs)) == [((0, 2), (2, 2))]


def test_a_repeated_header_is_no_rest() -> None:
    rows = [("вид", "срок"), ("отчет", "в срок")]
    shown = [("вид", "срок"), ("вид", "срок"), ("отчет", "в срок")]
    assert list(strays(rows, shown, {(0, 0): [(0, 0), (1, 1)], (1, 2): [(0, 0), (1, 1)]})) == []


WORDS = st.text(alphabet="абвгд1", min_size=1, max_size=30)


@given(st.lists(st.lists(WORDS, min_size=1, max_size=4).map(tuple), max_size=12, unique=True))
def test_what_is_rendered_row_by_row_is_found_row_by_row(rows: list[Row]) -> None:
    """No rendered row is given twice, and order is kept."""
    found = [index for places in aligned_rows(rows, rows) for index in places]
    assert found == sorted(set(found))


def test_rows_that_have_nothing_in_common_take_no_time() -> None:
    rows = [tuple(f"{letter}{number}" * 20 for letter in "абв") for number in range(500)]
    shown = [tuple(f"{letter}{number}" * 20 for letter in "где") for number in range(500)]
    begun = time.process_time()
    assert not any(aligned_rows(rows, shown))
    assert time.process_time() - begun < 30


def test_rows_of_thousands_of_cells() -> None:
    wide = tuple(f"ячейка{number}" for number in range(10_000))
    begun = time.process_time()
    assert aligned_rows([wide], [wide, (*wide, "x")]) == [[0]]
    assert time.process_time() - begun < 30
