"""The command `dorkarta review`: the page over a dataset, with the reading and the understanding that it needs behind it."""

from __future__ import annotations

import getpass
import os
import secrets
import socket
import threading
import webbrowser
from collections.abc import Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from records.errors import OfficeFailed, OfficeMissing, UsageError
from records.settings import Settings

if TYPE_CHECKING:
    import pyarrow as pa
    from fastapi import FastAPI

    from corpus.agenda import Job
    from corpus.catalogue import Catalogue, Outcome
    from output.findings import Kind
    from output.summary import Summary
    from review.web.background import Told
    from review.web.safety import Rules

Dataset = Annotated[Path, typer.Argument(metavar="НАБОР", help="Папка набора данных (новая, если её нет).", show_default=False)]
_LOCAL = ("127.0.0.1", "localhost", "::1")
_FEW = 24  # documents that are understood anew in this process; more go to workers


def review(
    context: typer.Context,
    dataset: Dataset,
    port: Annotated[int, typer.Option("--port", min=0, max=65535, metavar="N", help="Порт страницы; 0 — любой свободный.")] = 8765,
    host: Annotated[str, typer.Option("--host", metavar="АДРЕС", help="Адрес; с другим, чем 127.0.0.1, нужен ключ.")] = "127.0.0.1",
    no_browser: Annotated[bool, typer.Option("--no-browser", help="Не открывать браузер.")] = False,
) -> None:
    """Открыть страницу проверки: документы, строки, замечания, неизвестные имена.

    Решения пишутся в файл decisions.jsonl набора и действуют во всех следующих запусках.
    """
    import uvicorn

    from output.terminal import stderr
    from review.web.safety import LOCAL, Rules

    local = host in _LOCAL
    token = None if local else secrets.token_urlsafe(24)
    rules = Rules(LOCAL if local else LOCAL | _own_names(host), token, context.obj.limits.file_bytes)
    listening = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    try:
        if os.name != "nt":  # there the option would let two programs have one port
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((host, port))
        listening.listen(128)  # a browser that is early waits
    except OSError as error:
        raise UsageError(f"Адрес {host}:{port} занят или не ваш ({error.strerror}). Укажите другой порт: --port 8766.") from error
    app = application(dataset, context.obj, rules)
    shown = f"[{host}]" if ":" in host else host
    address = f"http://{shown}:{listening.getsockname()[1]}/" + (f"?token={token}" if token else "")
    stderr().print(f"Страница проверки: {address}\nЧтобы закончить, нажмите Ctrl+C.", markup=False, soft_wrap=True)
    if not no_browser:
        threading.Timer(0.7, webbrowser.open, [address]).start()
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning", server_header=False, access_log=False))
    with suppress(KeyboardInterrupt):  # that is how a person ends it
        server.run(sockets=[listening])


def application(dataset: Path, settings: Settings, rules: Rules | None = None) -> FastAPI:
    """The page's application over a dataset, which is made where there is none. Raises UsageError, DatasetLocked, DatasetBroken."""
    from corpus.lock import locked
    from output.write import is_dataset, open_dataset
    from pipeline_journey import warm
    from review.web.app import create_app
    from review.web.desk import Desk

    folder = dataset.resolve()
    if not is_dataset(folder):
        with locked(folder):
            open_dataset(folder).close()

    _waive_as_before(folder)

    def read(files: Sequence[Path], told: Told) -> None:
        _read(folder, settings, files, told)

    def render(data: bytes, media_type: str) -> bytes | None:
        return _as_pdf(data, media_type, settings)

    warming = threading.Thread(target=warm, name="warm")  # Ctrl+C waits for it: libraries do not bear being left half loaded
    warming.start()
    return create_app(Desk(folder, _user()), read, lambda: renew(folder, settings), render, rules, warming.join)


def _waive_as_before(folder: Path) -> None:
    """The waivers that the dataset was made with hold on, wherever the page is started; another file that the settings name comes first."""
    from corpus.catalogue import FILE, Catalogue
    from pipeline_run import ALLOWED
    from records import checking

    severities, allow = checking.in_use()
    if allow is not None or not (folder / FILE).is_file():
        return
    with closing(Catalogue(folder, reading=True)) as catalogue:
        known = Path(catalogue.get(ALLOWED) or "")
    if known.is_file():
        checking.use(severities, known)


def of_dataset(folder: Path) -> tuple[list[dict[str, pa.Table]], int]:
    """What `dorkarta check` asks of each document of a dataset, as people have decided it: its rows of `documents`, `plans`, `activities`
    and `findings`, by path; and how many findings are waived, in the file of waivers or on the page."""
    import pyarrow.compute as pc

    from corpus.catalogue import FILE, Catalogue
    from output.arrow import read_table

    names = ("documents", "plans", "activities", "findings")
    tables = {name: read_table(folder, name) for name in names}
    documents = sorted(tables["documents"].select(["path", "document_id"]).to_pylist(), key=lambda row: str(row["path"]))
    own = [
        {name: rows.filter(pc.equal(rows.column("document_id"), row["document_id"])) for name, rows in tables.items()} for row in documents
    ]
    if not (folder / FILE).is_file():
        return own, 0
    with closing(Catalogue(folder, reading=True)) as catalogue:
        return own, sum(content.counts.get("waived", 0) for content in catalogue.contents().values())


def kinds_told() -> dict[str, Kind]:
    """The kinds of findings as the terminal tells them, by code."""
    from output.findings import Kind
    from review.codes import codes

    return {code.code: Kind(code.title, code.advice) for code in codes().values()}


def renew(folder: Path, settings: Settings) -> int:
    """Understands anew the documents whose decisions have changed, from what was recognised in them, and publishes; how many there were.

    The dataset is then what a run over the same files with these decisions gives. Raises DatasetLocked, DatasetBusy, DecisionsBroken.
    """
    from corpus.lock import locked
    from corpus.versions import versions
    from output.write import open_dataset, publish

    with locked(folder):
        catalogue = open_dataset(folder)
        try:
            due = list(_due(catalogue, folder))
            now, contents = versions(), catalogue.contents()
            for outcome in _outcomes(due, settings):
                read_by = contents[outcome.document_id].versions.extract
                catalogue.record(outcome, replace(now, extract=read_by))
            catalogue.save()
            publish(catalogue, folder)
        finally:
            catalogue.close()
    return len(due)


def _due(catalogue: Catalogue, folder: Path) -> Iterator[Job]:
    """Jobs for the documents whose rows can be others with the decisions that hold now. A decision about a name holds in a whole region:
    a document of it that never prints that name is only noted to have been looked at."""
    from corpus.agenda import Job
    from corpus.decided import is_marked, mark, means_the_same, read_book
    from corpus.recognised import unpack

    book, marks = read_book(folder), catalogue.decided()
    names = {document: path for pairs in catalogue.names().values() for path, document in pairs}
    for document, known in catalogue.contents().items():
        path = known.shown[0] if known.shown else names.get(document, document)
        decisions, before = book.of(document, path), marks.get(document, "")
        if known.status == "failed" or is_marked(before, decisions, known.region_id):
            continue
        data = catalogue.recognised(document)
        if data is None:
            continue
        now = mark(decisions, known.region_id, unpack(data)[1])
        if means_the_same(before, now):
            catalogue.record_decided(document, now)
        else:
            yield Job(document, path, known.size, None, data, known.paged, decisions)


def _outcomes(due: Sequence[Job], settings: Settings) -> Iterator[Outcome]:
    from corpus.workers import worker_count
    from pipeline_journey import do
    from pipeline_run import read_jobs

    if len(due) <= _FEW:
        return map(do, due)
    return read_jobs(due, worker_count(None, len(due)), limits=settings.limits)


def _read(folder: Path, settings: Settings, files: Sequence[Path], told: Told) -> None:
    """Reads files into the dataset, as `dorkarta run` does with files that are named one by one."""
    from pipeline_run import run_archive, wishes_of

    def heard(total: int, summary: Summary) -> None:
        told(total, summary.documents.total())

    run_archive(files, folder, wishes_of(files, settings), 1 if len(files) < _FEW else None, heard)


def _as_pdf(data: bytes, media_type: str, settings: Settings) -> bytes | None:
    """A word processor's document as PDF; None where LibreOffice is missing or fails, or the format has no pages."""
    from extract.rendered import as_pdf

    try:
        return as_pdf(data, media_type, settings.office)
    except (OfficeMissing, OfficeFailed):
        return None


def _own_names(host: str) -> frozenset[str]:
    """The names by which this machine may be asked."""
    names = {host, f"[{host}]", socket.gethostname(), socket.getfqdn()}
    with suppress(OSError):
        names.update(socket.gethostbyname_ex(socket.gethostname())[2])
    return frozenset(name.lower() for name in names)


def _user() -> str:
    """Who decides, unless the person says otherwise."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""
