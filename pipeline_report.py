"""Commands that ask a dataset: `dorkarta sql` (DuckDB and saved questions) and `dorkarta compare` (the report)."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from output.russian import RussianCommand
from pipeline_archive import Dataset, folder_of
from records.errors import DorkartaError, UsageError

if TYPE_CHECKING:
    import pyarrow as pa

_LISTING = "--question"


class RowFormat(StrEnum):
    """What `dorkarta sql` writes."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"
    PARQUET = "parquet"


class SqlCommand(RussianCommand):
    """`--question` without a name behind it lists the questions."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        bare = args and args[-1] == _LISTING
        return super().parse_args(ctx, [*args, ""] if bare else args)


def sql(
    context: typer.Context,
    dataset: Dataset,
    query: Annotated[str | None, typer.Argument(metavar="ЗАПРОС", help="Запрос SQL (DuckDB), только чтение.", show_default=False)] = None,
    question: Annotated[
        str | None, typer.Option(_LISTING, metavar="ИМЯ", help="Сохранённый вопрос; без имени — список.", show_default=False)
    ] = None,
    param: Annotated[
        list[str] | None, typer.Option("--param", metavar="ИМЯ=ЗНАЧЕНИЕ", help="Параметр вопроса (можно несколько).", show_default=False)
    ] = None,
    to: Annotated[RowFormat, typer.Option("--to", help="В каком виде.")] = RowFormat.TABLE,
    out: Annotated[Path | None, typer.Option("--out", metavar="ФАЙЛ", help="Записать в файл.", show_default=False)] = None,
) -> None:
    """Спросить набор данных: запросом SQL или сохранённым вопросом.

    Таблицы и представления названы в docs/sql.md. Запрос только читает набор и не может открыть или записать файл.
    """
    from output.sql.ask import answer, listing
    from output.sql.ask import question as saved
    from output.sql.database import database, execute

    if query and question is not None:
        raise UsageError("Укажите или запрос, или --question, а не то и другое.")
    if param and not question:
        raise UsageError("Параметры есть только у сохранённых вопросов: --question ИМЯ --param ИМЯ=ЗНАЧЕНИЕ.")
    asked = saved(question) if question else None
    with database(folder_of(context, dataset)) as connection:
        if asked is None and not query:
            sys.stdout.write(f"Сохранённые вопросы (dorkarta sql НАБОР --question ИМЯ):\n{listing()}\n")
            return
        rows = answer(connection, asked, param or []) if asked else execute(connection, query or "")
    _write(rows, dict(asked.columns) if asked else {}, to, out)


def _match(dataset: Path) -> None:
    """Matches the activities first, since the report shows what is alike; where that can't be written, the report says so."""
    from output.matching.table import match_dataset
    from output.terminal import stderr

    stderr().print("Сопоставляю мероприятия (dorkarta match)…", markup=False)
    try:
        match_dataset(dataset)
    except (DorkartaError, OSError) as error:
        stderr().print(f"Сопоставление не записано: {error}. Отчёт составлен без него.", markup=False)


def _write(rows: pa.Table, headings: dict[str, str], to: RowFormat, out: Path | None) -> None:
    from output.sql.formats import FORMATS, SHOWN, named_once, print_rows
    from output.terminal import stderr, stdout

    rows = named_once(rows)
    if to is RowFormat.TABLE:
        if out is not None:
            raise UsageError("Таблица печатается на экран. Для файла добавьте --to csv, --to json или --to parquet.")
        print_rows(stdout(), rows, headings)
        more = f", показаны первые {SHOWN}; все: --to csv --out ФАЙЛ" if rows.num_rows > SHOWN else ""
        stderr().print(f"Строк: {rows.num_rows}{more}.", markup=False)
        return
    data = FORMATS[to.value](rows)
    if out is not None:
        out.write_bytes(data)
        stderr().print(f"Записано: {out}, строк: {rows.num_rows}.", markup=False)
    elif to is RowFormat.PARQUET and sys.stdout.isatty():
        raise UsageError("Parquet — двоичный файл: добавьте --out ФАЙЛ.")
    else:
        sys.stdout.flush()
        sys.stdout.buffer.write(data)


def compare(
    context: typer.Context,
    dataset: Dataset,
    out: Annotated[Path, typer.Option("--out", metavar="ФАЙЛ", help="Куда записать отчёт (.html).", show_default=False)],
    municipality: Annotated[
        list[str] | None,
        typer.Option("--municipality", metavar="КОД", help="Только этот муниципалитет (можно несколько).", show_default=False),
    ] = None,
) -> None:
    """Составить отчёт: муниципалитеты рядом, одним файлом HTML.

    Охват направлений, календарь, ответственные, сроки, результаты, показатели, сходные мероприятия. Файл открывается без сети и печатается.
    """
    from output.matching.table import state_of
    from output.report.library import bundling
    from output.report.make import report
    from output.terminal import stderr
    from output.write import is_dataset

    folder = folder_of(context, dataset)
    if not is_dataset(folder):
        raise UsageError(f"{dataset} — не набор данных. Укажите папку, которую записала команда dorkarta run.")
    with bundling() as library:
        if state_of(folder) != "current":
            _match(folder)  # of a dataset at an address only the copy gets the table; `dorkarta match` publishes it
        made = report(folder, municipality or (), library)
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(made, encoding="utf-8", newline="\n")
    stderr().print(f"Отчёт: {out}, {len(made.encode()) / 2**20:.1f} МБ. Откройте его в браузере.", markup=False)
