"""The vocabulary in the terminal: what a check found, what a name means, what an import brought."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

import ontology
from normalize.senses import Sense
from ontology.checked import Checked
from ontology.oktmo import by_region, import_oktmo
from ontology.user import oktmo_file
from output.words import plural, words


def print_checked(console: Console, checked: Iterable[Checked]) -> None:
    """Each part with its number of entries; what contradicts itself in words."""
    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0))
    parts = list(checked)
    for part in parts:
        table.add_row(part.part, f"{part.count:,}".replace(",", "\u00a0"), Text("ошибка", style="red") if part.problem else "")
    console.print(table)
    for part in parts:
        if part.problem:
            console.print(Text(part.problem, style="red"))
    console.print("Противоречий нет." if not any(part.problem for part in parts) else "Исправьте названное и повторите проверку.")


def print_senses(console: Console, name: str, senses: Iterable[Sense]) -> None:
    """One line for each scope: where, what, under which id, how it was known."""
    found = list(senses)
    if not found:
        console.print(Text(f"«{name}» ничего не значит ни в одной области. Имя можно добавить в decisions.yaml (docs/ontology.md)."))
        return
    table = Table(box=None, padding=(0, 2, 0, 0))
    for heading in ("где", "вид", "код", "название", "как узнано"):
        table.add_column(heading, overflow="fold")
    for sense in found:
        role = f" ({words()['roles'].get(sense.role, sense.role)})" if sense.role else ""
        known = " ".join(part for part in (_METHODS.get(sense.method, sense.method), sense.source) if part)
        table.add_row(
            *(Text(cell) for cell in (_scope(sense.scope), _KINDS.get(sense.kind, sense.kind), sense.id, sense.label + role, known))
        )
    console.print(table)


_KINDS = {"body": "орган", "class": "класс", "post": "должность", "region": "регион", "municipality": "муниципалитет"}
_METHODS = {"alias": "словарь", "pattern": "по словам", "fuzzy": "с опечаткой", "definition": "документ", "none": ""}


def _scope(scope: str) -> str:
    region = ontology.load().regions.get(scope)
    return "страна" if scope == "RU" else f"{region.name} ({scope})" if region else scope


def imported(file: Path) -> str:
    """Import the official table and say what came of it. Raises OntologyError."""
    found = import_oktmo(file)
    municipalities = plural(len(found), "муниципалитет", "муниципалитета", "муниципалитетов")
    regions = plural(len(by_region(found)), "региона", "регионов", "регионов")
    return f"Взято из таблицы ОКТМО: {municipalities} из {regions}. Записано в {oktmo_file()}"
