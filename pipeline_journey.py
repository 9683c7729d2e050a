"""One document's journey: its bytes are read, recognised, understood and checked, and become rows of the dataset.

The steps are imported when they are used: the command line answers at once, and a worker loads them with its first document.
"""

from __future__ import annotations

import traceback
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from records.errors import DocumentError

if TYPE_CHECKING:
    from corpus.sources import Source
    from output.arrow import Tables
    from output.rows import FileFacts, Row
    from records.document import Document
    from records.order import Order


class InternalError(DocumentError):
    code = "internal_error"
    default = "Ошибка программы на этом документе; остальные не пострадали. Повторите с --verbose и пришлите текст ошибки разработчикам."


Reading = tuple["Tables", str]  # the document's tables; the traceback of a mistake of the program, else ""

_SAMPLES = ("01-zaozersky.docx", "07-elnikovsky.pdf")


def read_order(source: Source) -> tuple[Document, Order]:
    """The document as read and the order recognised in it. Raises DocumentError."""
    from extract.recognise import recognise

    document = read_tables(source)
    return document, recognise(document)


def read_tables(source: Source) -> Document:
    """The document as read, before any meaning; with the pages of a word processor's document where the source's settings ask for
    them. Raises DocumentError."""
    from extract.read import read_document

    data, settings = source.data or b"", source.settings
    document = read_document(data, source.document_id, settings.office, settings.tesseract)
    if not settings.renders(source.named):
        return document
    from extract.rendered import on_pages

    return on_pages(document, data, settings.office, asked=settings.render_word == "always")


def read_rows(source: Source) -> dict[str, list[Row]]:
    """One document's journey, from its bytes to its rows in all tables. Raises DocumentError."""
    from normalize.order import understand
    from output.rows import document_rows
    from review.extraction import findings_of, status_of

    document, order = read_order(source)
    meaning = understand(order)
    findings = findings_of(document, order, meaning)
    return document_rows(facts_of(source), document, order, meaning, findings, status_of(findings))


def read_source(source: Source) -> Reading:
    """The tables of one source, checked against the schema. The one isolation point: raises nothing."""
    from corpus.workers import OutOfMemory
    from output.arrow import arrow_tables

    try:
        if source.error:
            raise source.error
        return arrow_tables(read_rows(source)), ""
    except DocumentError as error:
        return failed(source, error), ""
    except MemoryError:
        return failed(source, OutOfMemory()), traceback.format_exc()
    except Exception:  # noqa: BLE001 (one document must not end the run; it becomes a failed row and its traceback is shown)
        return failed(source, InternalError()), traceback.format_exc()


def read_sources(sources: Iterator[Source], workers: int) -> Iterator[Reading]:
    """The reading of every source, by worker processes, in the order in which they finish."""
    from corpus.workers import Work, read_all

    yield from read_all(Work(read_source, lost, warm, "pipeline_worker"), sources, workers)


def lost(source: Source, error: DocumentError) -> Reading:
    """The tables of a source that no worker survived."""
    return failed(source, error), ""


@cache
def warm() -> None:
    """Loads what reading needs (libraries, dictionaries, vocabularies) by reading two samples; once in a process and its forks."""
    from corpus.sources import Source

    for name in _SAMPLES:
        sample = Path(__file__).with_name("corpus") / "samples" / name
        read_source(Source(name, sample.read_bytes()))


def failed(source: Source, error: DocumentError) -> Tables:
    """The tables of a source that could not be read: one row of `documents` that says why."""
    from output.arrow import arrow_tables
    from output.rows import failed_rows

    return arrow_tables(failed_rows(facts_of(source), error))


def facts_of(source: Source) -> FileFacts:
    """What is known of a source before it is read."""
    from output.rows import FileFacts

    return FileFacts(source.document_id, source.path, source.size)
