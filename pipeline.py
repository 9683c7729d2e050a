"""The command line: each command finds its files, has them read (`pipeline_journey`) and shows or writes what came of it."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

import pipeline_archive
import pipeline_compare
import pipeline_export
import pipeline_ontology
import pipeline_report
import pipeline_review
from output.russian import RussianCommand, RussianGroup, error_in_russian, see_help
from pipeline_journey import read_order, read_rows, read_tables
from records.errors import DorkartaError, UsageError

if TYPE_CHECKING:  # imported where they are used, so that --help answers at once
    from records.meaning import DeadlineContext

app = typer.Typer(
    cls=RussianGroup,
    help="Читает дорожные карты муниципалитетов (Word, PDF) и записывает их в таблицы Parquet.",
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

STOPPED = 130  # what the command line library returns after Ctrl-C: 128 + SIGINT

Files = Annotated[list[Path], typer.Argument(metavar="ИСТОЧНИК...", help="Файлы, папки, архивы zip или набор.", show_default=False)]
Sources = Annotated[
    list[str], typer.Argument(metavar="ИСТОЧНИК...", help="Файлы, папки, архивы zip или адреса (s3://…).", show_default=False)
]
File = Annotated[Path, typer.Argument(metavar="ФАЙЛ", help="Документ Word (.docx) или PDF.", show_default=False)]
AsJson = Annotated[bool, typer.Option("--json", help="Вывести JSON для программ.")]


class GridFormat(StrEnum):
    """What `dorkarta tables` writes."""

    JSON = "json"
    HTML = "html"
    CSV = "csv"


class Level(StrEnum):
    """Severities of findings, the gravest first."""

    E = "E"
    W = "W"
    I = "I"  # noqa: E741 (the specification's letter)


@app.command(cls=RussianCommand)
def run(
    context: typer.Context,
    sources: Sources,
    out: Annotated[str, typer.Option("--out", metavar="ПАПКА", help="Папка набора данных или адрес (s3://…).", show_default=False)],
    workers: Annotated[int | None, typer.Option(min=1, metavar="N", help="Сколько процессов читают документы.", show_default=False)] = None,
    cluster: Annotated[
        str | None, typer.Option(metavar="АДРЕС", help="Читать на машинах кластера Dask (tcp://имя:8786).", show_default=False)
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Прочитать всё заново, даже если ничего не изменилось.")] = False,
    only_failed: Annotated[bool, typer.Option("--only-failed", help="Прочитать только то, что не удалось прочитать раньше.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Только показать, что было бы прочитано.")] = False,
    watch: Annotated[bool, typer.Option("--watch", help="Следить за папкой и читать новые файлы, пока не нажато Ctrl+C.")] = False,
    as_json: AsJson = False,
) -> None:
    """Прочитать новое и изменившееся и обновить набор данных.

    Что не изменилось с прошлого раза, не читается; документы, которые уже есть в наборе, остаются.
    """
    from corpus.page_count import PageCount
    from corpus.places import place_of
    from corpus.sources import shown
    from corpus.workers import load_early
    from output.terminal import print_json, print_plan, print_summary, progress
    from pipeline_run import WORK, engine, plan_archive, run_archive, wishes_of
    from pipeline_run import watch as watch_archive

    if workers and cluster:
        raise UsageError("--workers — это процессы на этой машине, а с --cluster читают машины кластера. Оставьте одну из двух опций.")
    settings = context.obj
    places, dataset = [place_of(source, settings.storage) for source in sources], place_of(out, settings.storage)
    _waive_as_beside(places)
    if dry_run:
        planned = plan_archive(places, dataset, wishes_of(places, settings, force=force, only_failed=only_failed, dry=True))
        print_json([{"path": path, "stage": stage} for path, stage in planned]) if as_json else print_plan(planned)
        return

    def once() -> int:
        pages = PageCount()
        with engine(cluster, settings) as machines, progress(pages) as told:
            wishes = wishes_of(places, settings, machines, force=force, only_failed=only_failed)
            summary = run_archive(places, dataset, wishes, workers, told, pages, machines)
        print_json(summary.as_json() | {"dataset": shown(dataset)}) if as_json else print_summary(summary, shown(dataset))
        return summary.exit_code

    if watch:
        if not cluster:
            load_early(WORK)
        watch_archive(places, once, _warn)
    raise typer.Exit(once())


@app.command(cls=RussianCommand)
def show(
    context: typer.Context,
    file: File,
    plan: Annotated[int | None, typer.Option(min=1, metavar="N", help="Только план с этим номером по порядку.", show_default=False)] = None,
    as_json: AsJson = False,
) -> None:
    """Показать один документ и как он понят."""
    from corpus.contents import open_document
    from output.rows import of_plan
    from output.show import print_document
    from output.terminal import page_progress, print_json, stdout

    with page_progress():
        rows = read_rows(replace(open_document(file), settings=context.obj))
    if plan is not None:
        rows = of_plan(rows, plan)
    if as_json:
        print_json(rows)
    else:
        print_document(stdout(), rows, pipeline_review.kinds_told())


@app.command(cls=RussianCommand)
def check(
    context: typer.Context,
    files: Files,
    min_severity: Annotated[Level, typer.Option("--min-severity", help="Не показывать замечания слабее этих.")] = Level.I,
    receipt: Annotated[
        Path | None,
        typer.Option("--receipt", metavar="ПИСЬМО", help="Записать письмо муниципалитету: файл .docx или .html.", show_default=False),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Показать замечания к документам.

    К набору данных — с решениями людей, которые в нём есть; к файлам — как их прочла программа.
    """
    from corpus.agenda import job_of
    from corpus.contents import Intake
    from corpus.sources import list_files
    from corpus.workers import worker_count
    from output.findings import names_of, print_findings
    from output.noted import unpacked
    from output.terminal import print_json, stdout
    from output.write import is_dataset
    from pipeline_run import read_jobs
    from review.policy import baseline_of, left_out, not_in

    _waive_as_beside(files)
    decided = [pipeline_review.of_dataset(file) for file in files if is_dataset(file)]
    intake = Intake(list_files([file for file in files if not is_dataset(file)]).files)
    jobs = (job_of(replace(source, settings=context.obj)) for source in intake)
    outcomes = sorted(read_jobs(jobs, worker_count(None, intake.total)), key=lambda outcome: outcome.path) if intake.total else []
    read = [*(tables for found, _ in decided for tables in found), *(unpacked(outcome.rows) for outcome in outcomes)]
    waived = sum(count for _, count in decided) + sum(outcome.counts.get("waived", 0) for outcome in outcomes)
    documents = [row for found in read for row in found["documents"].to_pylist()]
    weights = list(Level)
    findings = [row for found in read if "findings" in found for row in found["findings"].to_pylist()]
    shown = [row for row in findings if weights.index(row["severity"]) <= weights.index(min_severity)]
    new = not_in(shown, baseline_of(context.obj.check.baseline))
    if as_json:
        print_json(shown)
    else:
        plans, rows = ([row for found in read if name in found for row in found[name].to_pylist()] for name in ("plans", "activities"))
        print_findings(stdout(), documents, new, pipeline_review.kinds_told(), names_of(plans, rows))
    for line in left_out(waived, len(shown) - len(new)):
        typer.echo(line, err=True)
    if receipt is not None:
        from review.receipt.letter import letters_of
        from review.receipt.write import write

        write(letters_of(read, shown), receipt)
        typer.echo(f"Письмо: {receipt}", err=True)
    bad = any(row["severity"] == "E" for row in new) or any(document["status"] == "failed" for document in documents)
    raise typer.Exit(int(bad))


@app.command(cls=RussianCommand)
def tables(
    context: typer.Context,
    file: File,
    to: Annotated[GridFormat, typer.Option("--to", help="В каком виде.")] = GridFormat.JSON,
) -> None:
    """Вывести таблицы документа, как они прочитаны."""
    from corpus.contents import open_document
    from output.grids import FORMATS
    from output.terminal import page_progress

    with page_progress():
        document = read_tables(replace(open_document(file), settings=context.obj, named=True))
    sys.stdout.write(FORMATS[to.value](document))


@app.command(cls=RussianCommand)
def explain(
    context: typer.Context,
    text: Annotated[str, typer.Argument(metavar="ТЕКСТ", help="Текст ячейки.", show_default=False)],
    body: Annotated[bool, typer.Option("--body", help="Это ячейка ответственного, а не срока.")] = False,
    period: Annotated[str | None, typer.Option(metavar="2021-2022", help="Период плана.", show_default=False)] = None,
    document: Annotated[
        Path | None, typer.Option(metavar="ФАЙЛ", help="Документ, из которого ячейка: его период и сокращения.", show_default=False)
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Объяснить, как понимается одна ячейка.

    Ячейка срока, а с --body — ответственного.
    """
    from corpus.contents import open_document
    from output.explain import explain_bodies_cell, explain_deadline_cell
    from output.terminal import print_json, stdout
    from records.order import Head, Order

    order = read_order(replace(open_document(document), settings=context.obj))[1] if document else Order(Head(), ())
    explanation = explain_bodies_cell(text, order) if body else explain_deadline_cell(text, order, _context(period))
    if as_json:
        print_json(explanation.rows)
    else:
        explanation.print(stdout())


def _context(period: str | None) -> DeadlineContext | None:
    from extract.recognise.periods import period_of
    from records.meaning import DeadlineContext, Period

    if period is None:
        return None
    found = period_of(period) or period_of(f"{period} год")
    if found is None or found.start is None:
        raise UsageError(f"Не похоже на период: {period}. Напишите, например, 2021-2022 или 01.09.2021-31.05.2022.")
    return DeadlineContext(Period(found.start, found.end), school_year=found.school_year)


def _waive_as_beside(sources: Sequence[object]) -> None:
    """Waivers that lie with the archive hold; a mistake in them is told before anything is read."""
    from records import checking

    checking.use_beside([source for source in sources if isinstance(source, Path)])
    if checking.in_use()[1]:
        from review.policy import policy

        policy()


def _version(asked: bool) -> None:
    if asked:
        from importlib.metadata import PackageNotFoundError, version

        try:
            sys.stdout.write(f"dorkarta {version('dorkarta')}\n")
        except PackageNotFoundError:
            sys.stdout.write("dorkarta (из исходного кода, без установки)\n")
        raise typer.Exit


@app.callback()
def _options(
    context: typer.Context,
    config: Annotated[
        Path | None, typer.Option("--config", metavar="ФАЙЛ", help="Файл настроек вместо dorkarta.toml.", show_default=False)
    ] = None,
    version: Annotated[bool, typer.Option("--version", help="Показать версию.", callback=_version, is_eager=True)] = False,
) -> None:
    """Читает дорожные карты муниципалитетов (Word, PDF) и записывает их в таблицы Parquet."""
    from ontology.user import use
    from records import checking
    from records.settings import load_settings

    context.obj = load_settings(config)
    use(context.obj.oktmo, context.obj.decisions)
    checking.use(context.obj.severities, context.obj.check.allow)
    if context.obj.severities or context.obj.check.allow:
        from review.policy import policy

        policy()  # a mistake in the user's files is told before anything is read


app.add_typer(pipeline_ontology.app, name="ontology")
app.command("status", cls=RussianCommand)(pipeline_archive.status)
app.command("gain", cls=RussianCommand)(pipeline_archive.gain)
app.command("match", cls=RussianCommand)(pipeline_compare.match)
app.command("diff", cls=RussianCommand)(pipeline_compare.diff)
app.command("export", cls=RussianCommand)(pipeline_export.export)
app.command("sql", cls=pipeline_report.SqlCommand)(pipeline_report.sql)
app.command("compare", cls=RussianCommand)(pipeline_report.compare)
app.command("review", cls=RussianCommand)(pipeline_review.review)


def main() -> NoReturn:
    """The console script: errors become Russian messages on stderr and exit codes (0, 1, 2; 130 after Ctrl-C)."""
    from output.terminal import speak_utf8

    speak_utf8()
    try:
        code = app(prog_name="dorkarta", standalone_mode=False) or 0
    except DorkartaError as error:
        _stop(error.message, error.exit_code)
    except typer.TyperException as error:
        context = getattr(error, "ctx", None)
        hint = "\n" + see_help(context.command_path) if context else ""
        _stop(error_in_russian(error.format_message()) + hint, 2)
    except BrokenPipeError:  # the reader of our output has gone («dorkarta show … | head»)
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except OSError as error:
        _stop(f"Не удалось записать или прочитать файл: {error}. Проверьте место на диске и права.", 1)
    if code == STOPPED:
        _stop("Остановлено. Что успело прочитаться, сохранено; чтобы продолжить, повторите команду.", STOPPED)
    sys.exit(code)


def _warn(error: Exception) -> None:
    """Of a run that watches: what it waits for."""
    sys.stderr.write(f"{error}\nСлежу дальше: когда это пройдёт, чтение продолжится. Остановить — Ctrl+C.\n")


def _stop(message: str, code: int) -> NoReturn:
    sys.stderr.write(f"{message}\n")
    sys.exit(code)


if __name__ == "__main__":
    main()
