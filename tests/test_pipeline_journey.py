"""One document's journey: the isolation point turns every failure into a row."""

from __future__ import annotations

import pytest

import pipeline_journey
from corpus.agenda import job_of
from corpus.sources import Source
from corpus.workers import WorkerDied
from extract import recognise
from output.noted import unpacked
from records.errors import TooLarge


@pytest.mark.parametrize("error", [ZeroDivisionError, RecursionError])
def test_a_mistake_of_the_program_is_a_failed_row_with_its_traceback(monkeypatch: pytest.MonkeyPatch, error: type[Exception]) -> None:
    def broken(_: Source) -> None:
        raise error("here")

    monkeypatch.setattr(pipeline_journey, "read_tables", broken)
    found, trace = pipeline_journey.read_source(Source("a.docx", b"1"))
    (row,) = found["documents"].to_pylist()
    assert (row["status"], row["error_code"]) == ("failed", "internal_error")
    assert "runs" in row["error_message"]
    assert error.__name__ in trace


def test_a_source_that_could_not_be_had_is_a_failed_row() -> None:
    found, trace = pipeline_journey.read_source(Source("a.docx", None, TooLarge(), 10**10))
    (row,) = found["documents"].to_pylist()
    assert (row["error_code"], row["size_bytes"], trace) == ("too_large", 10**10, "")


def test_what_a_library_stumbled_over_in_a_broken_file_is_in_the_trace() -> None:
    found, trace = pipeline_journey.read_source(Source("a.docx", b"PK\x03\x04 cut off"))
    assert found["documents"].column("error_code").to_pylist() == ["broken_file"]
    assert "BadZipFile" in trace


def test_a_refusal_without_a_cause_has_no_trace() -> None:
    found, trace = pipeline_journey.read_source(Source("a.docx", b""))
    assert (found["documents"].column("error_code").to_pylist(), trace) == (["empty_file"], "")


def test_memory_that_ends_is_a_failed_row(monkeypatch: pytest.MonkeyPatch) -> None:
    def greedy(_: Source) -> None:
        raise MemoryError

    monkeypatch.setattr(pipeline_journey, "read_tables", greedy)
    (row,) = pipeline_journey.read_source(Source("a.docx", b"1"))[0]["documents"].to_pylist()
    assert (row["status"], row["error_code"]) == ("failed", "out_of_memory")


def test_a_source_that_no_worker_survived_is_a_failed_row() -> None:
    outcome = pipeline_journey.missed(job_of(Source("a.docx", b"1")), WorkerDied())
    (row,) = unpacked(outcome.rows)["documents"].to_pylist()
    assert (row["status"], row["error_code"]) == (outcome.status, outcome.error_code) == ("failed", "worker_died")


@pytest.mark.parametrize(
    "rows",
    [{"plans": [{"plan_id": "x"}]}, {"documents": [{"title": "\ud800"}]}],
    ids=["a row that differs from the schema", "a text that is no text"],
)
def test_rows_that_can_not_be_written_cost_their_document_only(monkeypatch: pytest.MonkeyPatch, rows: dict[str, object]) -> None:
    monkeypatch.setattr(pipeline_journey, "read_tables", lambda _: None)
    monkeypatch.setattr(recognise, "recognise", lambda _: None)
    monkeypatch.setattr(pipeline_journey, "_understood", lambda *_: rows)
    found, trace = pipeline_journey.read_source(Source("a.docx", b"1"))
    assert found["documents"].column("error_code").to_pylist() == ["internal_error"]
    assert "Error" in trace
