"""docs/data-dictionary.md, generated from the schema: `python -m output.dictionary` writes it anew."""

from __future__ import annotations

from pathlib import Path

from output.schema import Column, Table, tables

PAGE = Path(__file__).resolve().parents[1] / "docs" / "data-dictionary.md"
_ORIGINS = {
    "file": "файл",
    "printed": "напечатано",
    "understood": "понято",
    "ontology": "словарь",
    "review": "проверка",
    "matching": "сопоставление",
    "run": "программа",
}
_HEAD = """# Таблицы и столбцы набора данных

<!-- Generated from output/schema.yaml by `python -m output.dictionary`; a test compares the two. Do not edit. -->

Набор данных — папка: одна вложенная папка на таблицу, внутри Parquet. «Откуда»: *файл* — сам файл, *напечатано* — текст документа,
*понято* — прочитано программой из текста, *словарь* — `ontology/`, *проверка* — правила замечаний, *программа* — присвоено при чтении.
Звёздочка после типа: значение есть всегда.
"""


def page() -> str:
    """The data dictionary as Markdown: a section a table, a line a column."""
    return _HEAD + "".join(f"\n{_section(table)}" for table in tables().values())


def _section(table: Table) -> str:
    facts = [f"Одна строка — {table.row_title} ({table.row})."]
    if table.key:
        facts.append(f"Ключ: {_names(table.key)}.")
    facts += [f"{_names(key.columns)} → `{key.table}` ({_names(key.reference)})." for key in table.foreign_keys]
    lines = [f"## `{table.name}` — {table.title}", "", *(f"{fact}  " for fact in facts), ""]
    lines += ["| столбец | тип | название | откуда | meaning |", "|---|---|---|---|---|"]
    return "\n".join(lines + [_line(column) for column in table.columns]) + "\n"


def _line(column: Column) -> str:
    meaning = column.meaning + (f" ({', '.join(f'`{value}`' for value in column.values)})" if column.values else "")
    kind = column.type.replace("<", "&lt;") + ("*" if column.required else "")
    return f"| `{column.name}` | {kind} | {column.heading} | {_ORIGINS[column.origin]} | {meaning.replace('<', '&lt;')} |"


def _names(columns: tuple[str, ...]) -> str:
    return ", ".join(f"`{column}`" for column in columns)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8", newline="\n")
