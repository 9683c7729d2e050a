"""Texts that look like formulas are guarded in CSV, and the guard can be taken off."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from output.exports.guard import guarded, unguarded


@pytest.mark.parametrize(
    ("text", "written"),
    [
        pytest.param("=1+1", "'=1+1", id="formula"),
        pytest.param("+7 (999)", "'+7 (999)", id="plus"),
        pytest.param("-план", "'-план", id="minus"),
        pytest.param("@имя", "'@имя", id="at"),
        pytest.param("\tтекст", "'\tтекст", id="tab"),
        pytest.param("＝1", "'＝1", id="full width"),
        pytest.param("-1+1", "'-1+1", id="sum that begins as a number"),
        pytest.param("'=1", "''=1", id="looks guarded"),
        pytest.param("-", "-", id="dash"),
        pytest.param("-5", "-5", id="negative number"),
        pytest.param("+3,5 %", "+3,5 %", id="percent"),
        pytest.param("'кавычка", "'кавычка", id="apostrophe"),
        pytest.param("май", "май", id="plain"),
        pytest.param("", "", id="empty"),
    ],
)
def test_formulas_get_an_apostrophe_and_numbers_do_not(text: str, written: str) -> None:
    assert guarded(text) == written


@given(st.text(alphabet="'=+-@\t1а ", max_size=6) | st.text())
def test_the_guard_comes_off_whatever_the_text(text: str) -> None:
    assert unguarded(guarded(text)) == text
