"""A header that comes again in mid-table: the early «no» that every row of a table is given is the one that counting all texts gives."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.recognise.columns import Column, Header
from extract.recognise.grid import Row
from extract.recognise.repeated_header import is_header_again, squeezed_headings
from records.document import Cell

HEADER = Header(
    0, 1, tuple(Column(place, place + 1, text) for place, text in enumerate(("№ п/п", "Мероприятие", "Срок / начало", "Срок / конец")))
)
HEADINGS = squeezed_headings(HEADER)


def _row(*texts: str) -> Row:
    return Row(5, tuple(Cell(5, column, text) for column, text in enumerate(texts)))


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        pytest.param(("№ п/п", "Мероприятие", "начало", "конец"), True, id="the same headings"),
        pytest.param(("№\nп / п", "МЕРО-\nПРИЯТИЕ", "Начало", "Конец"), True, id="broken at other places"),
        pytest.param(("№ п/п", "Мероприятие", "Срок", "Примечание"), True, id="three of four"),
        pytest.param(("№ п/п", "Мероприятие", "Кто", "Примечание"), False, id="two of four"),
        pytest.param(("1", "Мероприятие", "", "до мая"), False, id="a row that mentions a heading"),
        pytest.param(("Мероприятие", "", "", ""), False, id="one text alone"),
        pytest.param(("Мероприятие", "мероприятие"), False, id="one text twice"),
    ],
)
def test_a_header_again(texts: tuple[str, ...], expected: bool) -> None:
    assert is_header_again(_row(*texts), HEADINGS) is expected


@given(
    st.lists(
        st.sampled_from(["№ п/п", "Мероприятие", "мероприятие", "начало", "конец", "Срок", "—", "", "1", "до мая", "Школа № 2"]),
        max_size=12,
    )
)
def test_the_early_no_is_the_plain_count(texts: list[str]) -> None:
    told = {re.sub(r"[\W_]+", "", text.lower()) for text in texts if text}
    assert is_header_again(_row(*texts), HEADINGS) is (len(told) >= 2 and 10 * len(told & HEADINGS) >= 7 * len(told))
