"""docs/sql.md, generated from the SQL files: `python -m output.sql.manual` writes it anew."""

from __future__ import annotations

from pathlib import Path

import duckdb

from output.schema import tables
from output.sql.database import prepare
from output.sql.files import Query, questions, views

PAGE = Path(__file__).resolve().parents[2] / "docs" / "sql.md"
_HEAD = Path(__file__).with_name("manual.txt").read_text(encoding="utf-8")


def page() -> str:
    """The page as Markdown: how to ask, every question with its parameters and columns, every view with its columns."""
    asked = "".join(f"\n{_question(query)}" for query in questions().values())
    return f"{_HEAD}\n## Сохранённые вопросы\n{asked}\n## Представления\n\n{_views()}"


def _question(query: Query) -> str:
    lines = [f"### `{query.name}` — {query.title}", "", query.description, ""]
    for one in query.parameters:
        default = "выбирается сам, если не задан" if one.default is None else f"без параметра — `{one.default}`"
        lines.append(f"- параметр `{one.name}`: {one.meaning} ({default})")
    told = ", ".join(f"{heading} (`{name}`)" for name, heading in query.columns.items())
    return "\n".join([*lines, f"- столбцы: {told}"]) + "\n"


def _views() -> str:
    lines = ["| представление | одна строка | что в нём | столбцы |", "|---|---|---|---|"]
    with duckdb.connect(":memory:") as connection:
        prepare(connection, {name: table.arrow_schema().empty_table() for name, table in tables().items()})
        for name, view in views().items():
            columns = ", ".join(f"`{column}`" for column, *_ in connection.execute(f'DESCRIBE "{name}"').fetchall())
            lines.append(f"| `{name}` | {view.row} | {view.title}. {view.description} | {columns} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8", newline="\n")
