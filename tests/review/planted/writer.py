"""Invented orders with planted defects (the YAML files here) become Word documents."""

from __future__ import annotations

import io
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml
from docx import Document
from docx.document import Document as Word

HERE = Path(__file__).parent
HEADER = ("№ п/п", "Наименование мероприятия", "Сроки", "Ответственный исполнитель", "Ожидаемый результат")


def read(name: str) -> dict[str, Any]:
    """The description of an order by name."""
    described: dict[str, Any] = yaml.safe_load((HERE / f"{name}.yaml").read_text(encoding="utf-8"))
    return described


def docx_of(order: Mapping[str, Any]) -> bytes:
    """The order as a Word file."""
    word = Document()
    for text in (order["issuer"].upper(), order["region"], "ПРИКАЗ", f"от {order['date']}", order["title"], order["preamble"]):
        word.add_paragraph(text)
    word.add_paragraph("ПРИКАЗЫВАЮ:")
    for clause in order["clauses"]:
        word.add_paragraph(clause)
    for plan in order["plans"]:
        _plan(word, plan)
    file = io.BytesIO()
    word.save(file)
    return file.getvalue()


def _plan(word: Word, plan: Mapping[str, Any]) -> None:
    word.add_page_break()
    for text in (f"Приложение {plan['appendix']}", plan["approved"], plan["title"]):
        word.add_paragraph(text)
    table = word.add_table(rows=0, cols=len(HEADER))
    for row in (HEADER, *plan["rows"]):
        cells = table.add_row().cells
        if len(row) == 1:
            cells[0].merge(cells[-1]).text = row[0]
        else:
            for cell, text in zip(cells, row, strict=True):
                cell.text = text
