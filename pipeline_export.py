"""Command `dorkarta export`: a dataset, or a municipality's or body's part of it, as a file of another program."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline_archive import Dataset, folder_of

if TYPE_CHECKING:  # imported where it is used, so that --help answers at once
    from output.exports.selection import Selection

    Writer = Callable[[Selection, Path], list[str]]


class ExportFormat(StrEnum):
    """What `dorkarta export` writes."""

    XLSX = "xlsx"
    ICS = "ics"
    CSV = "csv"
    TTL = "ttl"


def export(
    context: typer.Context,
    dataset: Dataset,
    to: Annotated[ExportFormat, typer.Option("--to", help="Книга Excel, календарь, папка CSV или Turtle.", show_default=False)],
    out: Annotated[Path, typer.Option("--out", metavar="ПУТЬ", help="Куда записать: файл, для csv — папка.", show_default=False)],
    municipality: Annotated[
        list[str] | None,
        typer.Option("--municipality", metavar="КОД", help="Только этот муниципалитет (можно несколько).", show_default=False),
    ] = None,
    body: Annotated[
        list[str] | None,
        typer.Option("--body", metavar="КОД", help="Только мероприятия этого органа (можно несколько).", show_default=False),
    ] = None,
) -> None:
    """Записать набор книгой Excel, календарём, таблицами CSV или Turtle.

    Что в каком файле и где взять коды муниципалитетов и органов, сказано в docs/exports.md.
    """
    from output.exports.selection import select
    from output.terminal import stderr

    told = _writer(to)(select(folder_of(context, dataset), municipality or (), body or ()), out)
    console = stderr()
    console.print(f"Записано: {out} ({told[0]}).", markup=False)
    for line in told[1:]:
        console.print(line, markup=False)


def _writer(to: ExportFormat) -> Writer:
    match to:
        case ExportFormat.XLSX:
            from output.exports.xlsx import export_xlsx

            return export_xlsx
        case ExportFormat.ICS:
            from output.exports.ics import export_ics

            return export_ics
        case ExportFormat.CSV:
            from output.exports.csv_package import export_csv

            return export_csv
        case ExportFormat.TTL:
            from output.exports.linked import export_ttl

            return export_ttl
