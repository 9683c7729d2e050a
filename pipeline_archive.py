"""Commands about whole datasets: `dorkarta status` and `dorkarta gain`."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

AsJson = Annotated[bool, typer.Option("--json", help="Вывести JSON для программ.")]
Dataset = Annotated[Path, typer.Argument(metavar="НАБОР", help="Папка набора данных.", show_default=False)]


def status(dataset: Dataset, as_json: AsJson = False) -> None:
    """Показать, что в наборе прочитано, когда, какой версией и что не удалось."""
    from corpus.status import status_of
    from corpus.versions import versions
    from output.terminal import print_json, print_status

    found = status_of(dataset, versions())
    print_json(found) if as_json else print_status(found)


def gain(
    old: Annotated[Path, typer.Argument(metavar="СТАРЫЙ", help="Набор, записанный до изменения правил.", show_default=False)],
    new: Annotated[Path, typer.Argument(metavar="НОВЫЙ", help="Набор из тех же документов после изменения.", show_default=False)],
    as_json: AsJson = False,
) -> None:
    """Показать построчно, что дало и что испортило изменение правил."""
    from output.gain import differences, print_differences
    from output.terminal import print_json, stdout

    found = differences(old, new)
    print_json([asdict(one) for one in found]) if as_json else print_differences(stdout(), found)
