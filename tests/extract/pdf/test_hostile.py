"""Damaged bytes: the reader answers with a Document or with an error that people can read, never with another exception."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extract.pdf import read_pdf
from records.document import Document
from records.errors import DocumentError
from tests.extract.pdf.drawing import Sheet, pdf


def sample() -> bytes:
    sheet = Sheet()
    sheet.table([50, 80, 220, 300], 60, [["№", "Мероприятие", "Срок"], ["1", "Сбор данных", "май"]])
    return pdf(sheet, sheet)


SAMPLE = sample()


def outcome(data: bytes) -> Document | DocumentError:
    """What the reader answers; any other exception fails the test."""
    try:
        return read_pdf(data, "test")
    except DocumentError as error:
        return error


def is_answer(found: Document | DocumentError) -> bool:
    """Whether it can be shown to people: pages and how they were read, or a code and a remedy."""
    if isinstance(found, Document):
        return found.document_id == "test" and (found.pages or 0) > 0
    return bool(found.code) and str(found).endswith(".")


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(st.integers(0, len(SAMPLE) - 1), st.integers(0, 255)), min_size=1, max_size=30))
def test_changed_bytes(changes: list[tuple[int, int]]) -> None:
    data = bytearray(SAMPLE)
    for place, value in changes:
        data[place] = value
    assert is_answer(outcome(bytes(data)))


@settings(max_examples=20, deadline=None)
@given(st.integers(0, len(SAMPLE)))
def test_cut_off_files(length: int) -> None:
    assert is_answer(outcome(SAMPLE[:length]))
