"""One document's journey: its bytes are read, recognised, understood and checked, and become rows of the dataset.

The steps are imported when they are used: the command line answers at once, and a worker loads them with its first document.
"""

from __future__ import annotations

import gc
import sys
import time
import traceback
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from importlib.abc import MetaPathFinder
from pathlib import Path
from typing import TYPE_CHECKING

from records.errors import DocumentError, OfficeMissing, TesseractMissing

if TYPE_CHECKING:
    import pyarrow as pa

    from corpus.agenda import Job
    from corpus.catalogue import Outcome
    from corpus.decisions import Decision
    from corpus.sources import Source
    from output.rows import FileFacts, Row, Rows
    from records.document import Document
    from records.order import Order
    from records.settings import Settings


class InternalError(DocumentError):
    code = "internal_error"
    default = "Ошибка программы на этом документе; остальные не пострадали. Пришлите разработчикам последний файл из папки runs набора."


_SAMPLES = ("01-zaozersky.docx", "07-elnikovsky.pdf")
_ALLOCATIONS = 50_000  # between two looks of the garbage collector; about one Word order (docs/performance.md)


def read_order(source: Source) -> tuple[Document, Order]:
    """The document as read and the order recognised in it. Raises DocumentError."""
    from extract.recognise import recognise

    document = read_tables(source)
    return document, recognise(document)


def read_tables(source: Source) -> Document:
    """The document as read, before any meaning; with the pages of a word processor's document where the source's settings ask for
    them. Raises DocumentError."""
    from corpus.page_count import count_page
    from extract.read import read_document

    data, settings = source.data or b"", source.settings
    document = read_document(data, source.document_id, settings.office, settings.tesseract, count_page)
    if not settings.renders(source.named):
        return document
    from extract.rendered import on_pages

    return on_pages(document, data, settings.office, asked=settings.render_word == "always")


def read_rows(source: Source) -> dict[str, list[Row]]:
    """One document's journey, from its bytes to its rows in all tables. Raises DocumentError."""
    from output.rows import FileFacts

    return _settled(*_understood(FileFacts(source.document_id, source.path, source.size), *read_order(source)))[0]


def read_source(source: Source) -> tuple[dict[str, pa.Table], str]:
    """The tables of one source, and the traceback of what went wrong in the program or in a library (else ""). Raises nothing."""
    from corpus.agenda import job_of
    from output.noted import unpacked

    outcome = do(job_of(source))
    return unpacked(outcome.rows), outcome.trace


def do(job: Job) -> Outcome:
    """One document of a run: read, or only understood anew; its rows are checked against the schema. The one isolation point: raises
    nothing."""
    from corpus.recognised import pack
    from corpus.workers import OutOfMemory

    spare_pandas()
    taken: dict[str, float] = {}
    try:
        document, order = _recognised(job, taken)
        with _timed("understand", taken):
            rows, waived = _settled(*_understood(_facts(job), document, order, job.decisions))
        with _timed("pack", taken):
            recognised = pack(document, order) if job.source else None
            return _outcome(job, rows, taken, recognised, lacked=_lacked(document), waived=waived, order=order)
    except DocumentError as error:
        cause = traceback.format_exc() if error.__cause__ else ""  # what a library stumbled over: for the run's log
        return missed(job, error, taken, cause)
    except MemoryError:
        return missed(job, OutOfMemory(), taken, traceback.format_exc())
    except Exception:  # noqa: BLE001 (one document must not end the run; it becomes a failed row, and its traceback goes to the run's log)
        return missed(job, InternalError(), taken, traceback.format_exc())


def missed(job: Job, error: DocumentError, taken: dict[str, float] | None = None, trace: str = "") -> Outcome:
    """The outcome of a document that could not be read or that no worker survived: one row of `documents` that says why."""
    from output.rows import failed_rows

    return _outcome(job, failed_rows(_facts(job), error), taken or {}, trace=trace)


@cache
def spare_pandas() -> None:
    """Arrow imports pandas, where it is installed, with the first array that a process makes: a third of a second for a library that
    nobody here asks for. Arrow is told that there is none; whoever converts to pandas later finds it all the same."""
    if "pandas" in sys.modules:
        return
    import pyarrow as pa

    finder = _NoPandas()
    sys.meta_path.insert(0, finder)
    try:
        pa.array([])
    finally:
        sys.meta_path.remove(finder)


class _NoPandas(MetaPathFinder):
    def find_spec(self, fullname: str, path: object, target: object = None) -> None:
        if fullname == "pandas":
            raise ModuleNotFoundError(fullname, name=fullname)


@cache
def warm() -> None:
    """Loads what reading needs (libraries, dictionaries, vocabularies) by reading two samples; once in a process and its forks.

    The garbage collector rests while it is loaded (a sixth of the time). Workers that are forked go on sharing its memory.
    """
    from corpus.sources import Source

    gc.disable()
    try:
        for name in _SAMPLES:
            sample = Path(__file__).with_name("corpus") / "samples" / name
            read_source(Source(name, sample.read_bytes()))
    finally:
        spare_collector()
        gc.enable()


def spare_collector() -> None:
    """What is loaded stays, so the garbage collector need not walk over it; at what documents leave behind it looks rarely (a tenth of
    the time of a worker, a sixth of a publication)."""
    gc.freeze()
    gc.set_threshold(_ALLOCATIONS)


def _recognised(job: Job, taken: dict[str, float]) -> tuple[Document, Order]:
    from corpus.recognised import unpack

    with _timed("read", taken):
        if job.source is None:
            return unpack(job.recognised or b"")
        if job.source.error:
            raise job.source.error
        document = read_tables(job.source)
    with _timed("recognise", taken):
        from extract.recognise import recognise

        return document, recognise(document)


def _understood(facts: FileFacts, document: Document, order: Order, decisions: Sequence[Decision] = ()) -> tuple[dict[str, list[Row]], int]:
    """The rows of a document as people decided it, and how many findings they waived."""
    from output.rows import document_rows
    from review.decided import understand_decided
    from review.extraction import status_of

    found = understand_decided(document, order, decisions)
    rows = document_rows(facts, document, found.applied.order, found.meaning, found.findings, status_of(found.findings))
    return rows, len(found.waived)


def _settled(rows: dict[str, list[Row]], waived: int) -> tuple[dict[str, list[Row]], int]:
    """The rows with the findings that still count, and how many were waived: by decisions (`waived`) and by the user's file."""
    from review.policy import policy, settle

    settled = settle(rows, policy())
    return rows | {"findings": settled.findings}, waived + len(settled.waived)


def lacking(settings: Settings) -> frozenset[str]:
    """The codes of the programs that reading may need and that are not there."""
    from extract.office import find_office
    from extract.scan.tesseract import found_tesseract

    missing = set() if settings.office or find_office() else {OfficeMissing.code}
    try:
        found_tesseract(settings.tesseract)
    except TesseractMissing as error:
        missing.add(error.code)
    return frozenset(missing)


def _lacked(document: Document) -> list[str]:
    """The codes of the programs for want of which a part of the document was not read: its notes say so in the words of the error."""
    told = [note.message for note in document.notes]
    return [error.code for error in (OfficeMissing, TesseractMissing) if any(error.default in message for message in told)]


def _outcome(
    job: Job,
    rows: Rows,
    taken: dict[str, float],
    recognised: bytes | None = None,
    trace: str = "",
    lacked: Sequence[str] = (),
    waived: int = 0,
    order: Order | None = None,
) -> Outcome:
    from corpus.catalogue import Outcome
    from corpus.decided import mark
    from corpus.editions import act_of
    from output.noted import packed
    from output.summary import count

    (row,) = rows["documents"]
    status = (row["status"], row["error_code"], row["error_message"])
    facts = (job.document_id, job.path, job.size, *status, row["region_id"])
    counts = count(rows) | ({"lacked": lacked} if lacked else {}) | ({"waived": waived} if waived else {})
    return Outcome(
        *facts, counts, packed(rows), recognised, job.paged, taken, act_of(row), trace, mark(job.decisions, row["region_id"], order)
    )


def _facts(job: Job) -> FileFacts:
    from output.rows import FileFacts

    return FileFacts(job.document_id, job.path, job.size)


@contextmanager
def _timed(stage: str, taken: dict[str, float]) -> Iterator[None]:
    begun = time.perf_counter()
    try:
        yield
    finally:
        taken[stage] = time.perf_counter() - begun
