"""Commands that compare: `dorkarta match` (which activities are alike) and `dorkarta diff` (what changed from one plan to another)."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:  # imported where they are used, so that --help answers at once
    from output.diff.sides import Side

AsJson = Annotated[bool, typer.Option("--json", help="Вывести JSON для программ.")]
Dataset = Annotated[Path, typer.Argument(metavar="НАБОР", help="Папка набора данных.", show_default=False)]


def match(dataset: Dataset, as_json: AsJson = False) -> None:
    """Найти сходные мероприятия муниципалитетов и повторы внутри одного; записать таблицу matches."""
    from output.matching.summary import print_matched, summary
    from output.matching.table import match_dataset
    from output.terminal import print_json, stdout

    matched = match_dataset(dataset)
    if as_json:
        print_json(summary(matched))
    else:
        print_matched(stdout(), dataset, matched)


def diff(
    old: Annotated[str, typer.Argument(metavar="СТАРОЕ", help="Документ, набор данных или НАБОР#муниципалитет.", show_default=False)],
    new: Annotated[str, typer.Argument(metavar="НОВОЕ", help="С чем сравнить.", show_default=False)],
    html: Annotated[
        Path | None, typer.Option("--html", metavar="ФАЙЛ", help="Записать страницу для чтения и печати.", show_default=False)
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Показать, что изменилось: планы, строки, слова в ячейках, показатели.

    Сравниваются две редакции приказа, план прошлого и этого года или два муниципалитета. НАБОР#муниципалитет — код или название
    муниципалитета (или код документа) в наборе данных.
    """
    from dataclasses import asdict

    from output.diff.compare import compare
    from output.diff.page import page
    from output.diff.terminal import print_difference
    from output.terminal import print_json, stderr, stdout

    difference = compare(_side(old), _side(new))
    if html is not None:
        html.write_text(page(difference), encoding="utf-8", newline="\n")
        stderr().print(f"Записано: {html}", markup=False)
    if as_json:
        print_json(asdict(difference))
    elif html is None:
        print_difference(stdout(), difference)


def _side(name: str) -> Side:
    from corpus.contents import open_document
    from output.diff.sides import is_of_dataset, side_of_dataset, side_of_rows
    from pipeline_journey import read_rows

    return side_of_dataset(name) if is_of_dataset(name) else side_of_rows(read_rows(open_document(Path(name))))
