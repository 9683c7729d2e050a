"""What `dorkarta tables` writes: every key of the JSON, HTML that is well-formed and escaped, CSV that runs nothing."""

from __future__ import annotations

import csv
import io
import json

import pytest
from lxml import etree, html

from output.grids import BYTE_ORDER_MARK, SEPARATOR, as_csv, as_json
from output.grids_page import as_html
from records.document import Box, Cell, Document, Paragraph, Table

HEADER = (
    Cell(0, 0, "№", row_span=2, page=1, bold=True),
    Cell(0, 1, "Год", column_span=2, page=1),
    Cell(1, 1, "2021", page=1),
    Cell(1, 2, "2022", page=1),
)
CUT = Cell(2, 0, "начало\nи конец", page=1, boxes=(Box(1, 10, 700.123, 60, 780), Box(2, 10, 50, 60, 70)))
GAP = (Cell(3, 0, "", labels=((0, "7."),), page=2), Cell(3, 2, "5", page=2, confidence=0.4))
TABLE = Table(4, 3, (*HEADER, CUT, Cell(2, 1, "1"), Cell(2, 2, "2"), *GAP), page=1, header_rows=2)
NESTED = Table(1, 1, (Cell(0, 0, "внутри"),), depth=1)
DOCUMENT = Document("d", "application/pdf", "pdf", (Paragraph("Приказ"), TABLE, NESTED), pages=2)
HOSTILE = Table(1, 2, (Cell(0, 0, "<script>alert(1)</script>"), Cell(0, 1, '"; & </td></table>')))


def document(*tables: Table) -> Document:
    return Document("d", "text/html", "html", tables)


def test_json_has_every_key_of_the_contract() -> None:
    table, nested = json.loads(as_json(DOCUMENT))["tables"]
    assert {key: table[key] for key in table if key != "cells"} == {
        **{"page": 1, "table": 1, "rows": 4, "columns": 3},
        **{"header_rows": 2, "depth": 0},
    }
    plain = {"row": 0, "column": 0, "row_span": 2, "column_span": 1, "text": "№", "page": 1, "box": None}
    assert table["cells"][0] == plain
    assert (nested["page"], nested["depth"], nested["table"]) == (None, 1, 2)


def test_json_of_a_cell_on_two_pages() -> None:
    cell = json.loads(as_json(DOCUMENT))["tables"][0]["cells"][4]
    assert (cell["page"], cell["box"]) == (1, [10, 700.12, 60, 780])
    assert cell["boxes"] == [{"page": 1, "box": [10, 700.12, 60, 780]}, {"page": 2, "box": [10, 50, 60, 70]}]


def test_json_of_automatic_numbers_and_of_recognised_text() -> None:
    number, recognised = json.loads(as_json(DOCUMENT))["tables"][0]["cells"][-2:]
    assert number["text"] == "7."
    assert recognised["confidence"] == 0.4


@pytest.mark.parametrize("found", [document(), document(HOSTILE), DOCUMENT], ids=["no table", "hostile", "merged cells"])
def test_json_is_json(found: Document) -> None:
    assert len(json.loads(as_json(found))["tables"]) == len(list(found.tables()))


def test_html_shows_the_grid() -> None:
    page = html.document_fromstring(as_html(DOCUMENT))
    first, _ = page.findall(".//table")
    assert [len(row.findall("td")) for row in first.iter("tr")] == [0, 2, 2, 3, 3]
    assert [row.get("class") for row in first.find("thead").findall("tr")] == ["numbers", None, None]
    assert [cell.get("rowspan") or cell.get("colspan") for cell in first.iter("td")][:2] == ["2", "2"]
    assert [cell.get("class") for cell in first.iter("td")][-3:] == [None, "none", "unsure"]
    headings = [heading.text_content() for heading in page.iter("h2")]
    assert headings == ["Таблица 1 · страницы 1–2 · строк 4, граф 3", "Таблица 2 · внутри ячейки · строк 1, граф 1"]
    assert [row.find("th").text_content() for row in first.iter("tr")] == ["", "0с. 1", "1", "2", "3с. 2"]


def test_html_is_escaped_and_needs_nothing_from_outside() -> None:
    page = html.document_fromstring(as_html(document(HOSTILE)))
    assert page.find(".//script") is None
    assert len(page.findall(".//td")) == 2
    assert not [element for element in page.iter() if isinstance(element.tag, str) and (element.get("src") or element.tag == "link")]


def test_html_is_well_formed() -> None:
    text = as_html(DOCUMENT).replace("<!doctype html>", "").replace("<br>", "<br/>")
    text = text.replace('<meta charset="utf-8">', "").replace('<meta name="viewport" content="width=device-width">', "")
    assert [len(table.findall(".//td")) for table in etree.fromstring(text).iter("table")] == [10, 1]


def test_html_of_a_header_that_reaches_into_the_body() -> None:
    tall = Table(2, 1, (Cell(0, 0, "на двух строках", row_span=2),), header_rows=1)
    assert len(html.document_fromstring(as_html(document(tall))).findall(".//thead/tr")) == 1


def test_html_without_tables_says_so() -> None:
    assert "В документе нет таблиц." in as_html(document())


def rows(found: Document) -> list[list[str]]:
    text = as_csv(found)
    assert text.startswith(BYTE_ORDER_MARK)
    return list(csv.reader(io.StringIO(text.removeprefix(BYTE_ORDER_MARK)), delimiter=SEPARATOR))


def test_csv() -> None:
    assert rows(DOCUMENT) == [
        ["table", "page", "row", "column_0", "column_1", "column_2"],
        ["1", "1", "0", "№", "Год", ""],
        ["1", "1", "1", "", "2021", "2022"],
        ["1", "1", "2", "начало\nи конец", "1", "2"],
        ["1", "2", "3", "7.", "", "5"],
        ["2", "", "0", "внутри"],
    ]


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+7 900", "-5", "- пункт", "@SUM(A1)", '=HYPERLINK("x")', "＝1", "\t=1"],
)
def test_csv_never_begins_a_formula(text: str) -> None:
    assert rows(document(Table(1, 1, (Cell(0, 0, text),))))[1][3] == f"'{text}"


def test_csv_of_hostile_text_stays_in_its_cell() -> None:
    assert rows(document(HOSTILE))[1][3:] == ["<script>alert(1)</script>", '"; & </td></table>']
