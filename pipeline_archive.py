"""Commands about whole datasets: `dorkarta status` and `dorkarta gain`."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

AsJson = Annotated[bool, typer.Option("--json", help="Вывести JSON для программ.")]
Dataset = Annotated[str, typer.Argument(metavar="НАБОР", help="Папка набора данных или адрес (s3://…).", show_default=False)]


def folder_of(context: typer.Context, dataset: str) -> Path:
    """The folder of a dataset that a person names, to be read: of one at an address, its copy on this machine, brought up to date. Raises
    UsageError where no dataset is at the address, StoreUnreachable."""
    from corpus.places import place_of
    from output.mirror import local_copy

    return local_copy(place_of(dataset, context.obj.storage))


def status(context: typer.Context, dataset: Dataset, as_json: AsJson = False) -> None:
    """Показать, что в наборе прочитано, когда, какой версией и что не удалось."""
    from corpus.places import place_of
    from corpus.sources import shown
    from corpus.status import status_of
    from corpus.versions import versions
    from output.terminal import print_json, print_status

    found = status_of(folder_of(context, dataset), versions()) | {"dataset": shown(place_of(dataset))}
    print_json(found) if as_json else print_status(found)


def gain(
    context: typer.Context,
    old: Annotated[str, typer.Argument(metavar="СТАРЫЙ", help="Набор, записанный до изменения правил.", show_default=False)],
    new: Annotated[str, typer.Argument(metavar="НОВЫЙ", help="Набор из тех же документов после изменения.", show_default=False)],
    as_json: AsJson = False,
) -> None:
    """Показать построчно, что дало и что испортило изменение правил."""
    from output.gain import differences, print_differences
    from output.terminal import print_json, stdout

    found = differences(folder_of(context, old), folder_of(context, new))
    print_json([asdict(one) for one in found]) if as_json else print_differences(stdout(), found)
