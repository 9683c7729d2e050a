"""Commands that compare: `dorkarta match` (which activities are alike) and `dorkarta diff` (what changed from one plan to another)."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

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
    old: Annotated[str, typer.Argument(metavar="СТАРОЕ", help="Документ, набор или НАБОР#муниципалитет.", show_default=False)],
    new: Annotated[str, typer.Argument(metavar="НОВОЕ", help="С чем сравнить.", show_default=False)],
    html: Annotated[Path | None, typer.Option("--html", metavar="ФАЙЛ", help="Записать страницу для чтения и печати.", show_default=False)] = None,
    as_json: AsJson = False,
) -> None:
    """Показать, что изменилось: планы, строки, слова, показатели."""
    raise NotImplementedError
