"""The commands `dorkarta ontology …`: check the vocabulary, look a name up, export it, import the official table of municipalities."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from output.russian import RussianCommand, RussianGroup

app = typer.Typer(cls=RussianGroup, no_args_is_help=True, rich_markup_mode=None, help="Словарь: органы, классы, территории, понятия.")

AsJson = Annotated[bool, typer.Option("--json", help="Вывести JSON для программ.")]


@app.command(cls=RussianCommand)
def check(as_json: AsJson = False) -> None:
    """Проверить словарь, решения людей и таблицу ОКТМО.

    Называет, что проверено и сколько там записей. Код завершения 1, если данные противоречат себе.
    """
    from dataclasses import asdict

    from ontology.checked import check_all
    from output.ontology import print_checked
    from output.terminal import print_json, stdout

    checked = check_all()
    if as_json:
        print_json([asdict(part) for part in checked])
    else:
        print_checked(stdout(), checked)
    raise typer.Exit(int(any(part.problem for part in checked)))


@app.command(cls=RussianCommand)
def find(
    name: Annotated[str, typer.Argument(metavar="ИМЯ", help="Имя органа, сокращение, должность, территория.", show_default=False)],
    as_json: AsJson = False,
) -> None:
    """Показать, что имя значит в стране, в регионах и в муниципалитетах."""
    from dataclasses import asdict

    from normalize.senses import senses
    from output.ontology import print_senses
    from output.terminal import print_json, stdout

    found = senses(name)
    if as_json:
        print_json([asdict(sense) for sense in found])
    else:
        print_senses(stdout(), name, found)


@app.command(cls=RussianCommand)
def export(
    out: Annotated[Path, typer.Option("--out", metavar="ФАЙЛ", help="Файл Turtle (.ttl).", show_default=False)],
) -> None:
    """Записать словарь в Turtle (SKOS и W3C ORG)."""
    from output.terminal import stderr
    from output.turtle import export_ontology

    triples = export_ontology(out)
    stderr().print(f"Записано: {out}, утверждений: {triples}.", markup=False)


@app.command("import-oktmo", cls=RussianCommand)
def import_oktmo(
    file: Annotated[Path, typer.Argument(metavar="ФАЙЛ", help="Таблица ОКТМО Росстата (CSV).", show_default=False)],
) -> None:
    """Взять муниципалитеты из официальной таблицы ОКТМО.

    Таблицу публикует Росстат в разделе «Открытые данные». Из неё остаются муниципальные районы и округа, городские округа и части городов
    федерального значения; они записываются в папку данных пользователя и служат всем следующим запускам.
    """
    from output.ontology import imported
    from output.terminal import stderr
    from records.errors import UsageError

    if not file.is_file():
        raise UsageError(f"Нет такого файла: {file}. Проверьте путь.")
    stderr().print(imported(file), markup=False)
