"""Damaged bytes: the reader answers with a Document or with an error that people can read, never with another exception."""

from __future__ import annotations

import contextlib

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extract.pdf import read_pdf
from records.errors import DocumentError
from tests.extract.pdf.drawing import Sheet, pdf


def sample() -> bytes:
    sheet = Sheet()
    sheet.table([50, 80, 220, 300], 60, [["№", "Мероприятие", "Срок"], ["1", "Сбор данных", "май"]])
    return pdf(sheet, sheet)


SAMPLE = sample()


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(st.integers(0, len(SAMPLE) - 1), st.integers(0, 255)), min_size=1, max_size=30))
def test_changed_bytes(changes: list[tuple[int, int]]) -> None:
    data = bytearray(SAMPLE)
    for place, value in changes:
        data[place] = value
    with contextlib.suppress(DocumentError):
        read_pdf(bytes(data), "test")


@settings(max_examples=20, deadline=None)
@given(st.integers(0, len(SAMPLE)))
def test_cut_off_files(length: int) -> None:
    with contextlib.suppress(DocumentError):
        read_pdf(SAMPLE[:length], "test")
