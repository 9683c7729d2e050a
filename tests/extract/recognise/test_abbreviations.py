"""Tables of abbreviations are told from other tables of two columns, and are no table that nobody understood."""

from __future__ import annotations

import pytest

from extract.recognise import recognise
from records.document import Cell, Document, Table

CASES = [
    pytest.param(
        [["Сокращение", "Расшифровка"], ["РЦВ", "районный центр воспитания"], ["МО", "методическое объединение"]],
        [("РЦВ", "районный центр воспитания"), ("МО", "методическое объединение")],
        id="heading and two rows",
    ),
    pytest.param(
        [["1", "ЦТ", "центр творчества"], ["2", "УО", "управление образования;"]],
        [("ЦТ", "центр творчества"), ("УО", "управление образования")],
        id="numbered",
    ),
    pytest.param(
        [["ЦТ", "–", "центр творчества"], ["УО", "-", "управление образования"]],
        [("ЦТ", "центр творчества"), ("УО", "управление образования")],
        id="dashes",
    ),
    pytest.param([["Школы", "12"], ["Детские сады", "15"]], [], id="figures"),
    pytest.param([["Начальник управления", "И. И. Иванова"], ["", ""]], [], id="signature"),
    pytest.param([["УО", "управление образования"]], [], id="one row is no table"),
]


def _document(rows: list[list[str]]) -> Document:
    cells = tuple(Cell(row, column, text) for row, texts in enumerate(rows) for column, text in enumerate(texts))
    return Document("0" * 16, "text/html", "html", (Table(len(rows), len(rows[0]), cells),))


@pytest.mark.parametrize(("rows", "expected"), CASES)
def test_pairs(rows: list[list[str]], expected: list[tuple[str, str]]) -> None:
    order = recognise(_document(rows))
    assert list(order.abbreviations) == expected
    assert not (expected and [finding for finding in order.findings if finding.code == "X901"])
