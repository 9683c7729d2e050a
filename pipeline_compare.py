"""Commands that compare: `dorkarta match` (which activities are alike) and `dorkarta diff` (what changed from one plan to another)."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline_archive import Dataset, folder_of

if TYPE_CHECKING:  # imported where they are used, so that --help answers at once
    from output.diff.sides import Side

AsJson = Annotated[bool, typer.Option("--json", help="Вывести JSON для программ.")]


def match(context: typer.Context, dataset: Dataset, as_json: AsJson = False) -> None:
    """Найти сходные мероприятия муниципалитетов и повторы внутри одного; записать таблицу matches."""
    from corpus.places import place_of
    from corpus.sources import shown
    from output.matching.summary import print_matched, summary
    from output.matching.table import match_dataset
    from output.mirror import working_copy
    from output.terminal import print_json, stdout

    place = place_of(dataset, context.obj.storage)
    folder_of(context, dataset)  # where there is no dataset at an address, nothing is locked or made there
    with working_copy(place) as (folder, push):
        matched = match_dataset(folder)
        push()
    if as_json:
        print_json(summary(matched))
    else:
        print_matched(stdout(), folder, matched, shown(place))


def diff(
    context: typer.Context,
    old: Annotated[str, typer.Argument(metavar="СТАРОЕ", help="Документ, набор данных или НАБОР#муниципалитет.", show_default=False)],
    new: Annotated[str, typer.Argument(metavar="НОВОЕ", help="С чем сравнить.", show_default=False)],
    html: Annotated[
        Path | None, typer.Option("--html", metavar="ФАЙЛ", help="Записать страницу для чтения и печати.", show_default=False)
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Показать, что изменилось: планы, строки, слова в ячейках, показатели.

    Сравниваются две редакции приказа, план прошлого и этого года или два муниципалитета. НАБОР#муниципалитет — код или название
    муниципалитета (или код документа) в наборе данных; набор — папка или адрес (s3://…).
    """
    from dataclasses import asdict

    from output.diff.compare import compare
    from output.diff.page import page
    from output.diff.terminal import print_difference
    from output.terminal import print_json, stderr, stdout

    difference = compare(_side(context, old), _side(context, new))
    if html is not None:
        html.write_text(page(difference), encoding="utf-8", newline="\n")
        stderr().print(f"Записано: {html}", markup=False)
    if as_json:
        print_json(asdict(difference))
    elif html is None:
        print_difference(stdout(), difference)


def _side(context: typer.Context, name: str) -> Side:
    from corpus.contents import open_document
    from output.diff.sides import SEPARATOR, is_of_dataset, side_of_dataset, side_of_rows
    from pipeline_journey import read_rows

    if "://" in name:
        address, separator, wanted = name.partition(SEPARATOR)
        name = f"{folder_of(context, address)}{separator}{wanted}"
    return side_of_dataset(name) if is_of_dataset(name) else side_of_rows(read_rows(open_document(Path(name))))
