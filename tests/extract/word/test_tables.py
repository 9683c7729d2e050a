"""Tables of Word files: the grid that comes out of what the XML says."""

from __future__ import annotations

import time

import pytest
from builder import cell, docx, paragraph, row, table

from extract.word import read_word
from records.document import Paragraph, Table
from records.errors import TooLarge

RESTART, CONTINUE = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
WIDE = '<w:gridSpan w:val="2"/>'
DELETED_ROW = '<w:del w:id="1" w:author="a"/>'
Grid = list[list[str | None]]


def tables(body: str) -> list[Table]:
    return [table for _, table in read_word(docx(body), "d").tables()]


def shown(table: Table) -> Grid:
    """The text at each place of the grid; None where there is no cell."""
    return [[None if place is None else place.text for place in line] for line in table.grid()]


def width(twips: int, more: str = "") -> str:
    return f'<w:tcW w:w="{twips}" w:type="dxa"/>{more}'


def control(content: str) -> str:
    return f"<w:sdt><w:sdtPr/><w:sdtContent>{content}</w:sdtContent></w:sdt>"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param(table(row("а", "б"), row("в", "г")), [["а", "б"], ["в", "г"]], id="plain"),
        pytest.param(table(row(cell("аб", WIDE), "в"), row("г", "д", "е")), [["аб", "аб", "в"], ["г", "д", "е"]], id="across"),
        pytest.param(
            table(row(cell("аб", WIDE), "в"), row(cell("гд", WIDE), "е")), [["аб", "в"], ["гд", "е"]], id="column that no row uses"
        ),
        pytest.param(table(row(cell("а", RESTART), "б"), row(cell("", CONTINUE), "в")), [["а", "б"], ["а", "в"]], id="down"),
        pytest.param(
            table(row(cell("а", RESTART + WIDE), "б"), row(cell("", CONTINUE + WIDE), "в"), row("г", "д", "е")),
            [["а", "а", "б"], ["а", "а", "в"], ["г", "д", "е"]],
            id="down and across",
        ),
        pytest.param(
            table(row(cell("а", '<w:hMerge w:val="restart"/>'), cell("", '<w:hMerge w:val="continue"/>'), "б"), row("в", "г", "д")),
            [["а", "а", "б"], ["в", "г", "д"]],
            id="across the old way",
        ),
        pytest.param(table(row(cell("а", CONTINUE), "б")), [["а", "б"]], id="continues nothing"),
        pytest.param(
            table(row(cell("а", RESTART), "б"), row("в", "г"), row(cell("д", CONTINUE), "е")),
            [["а", "б"], ["в", "г"], ["д", "е"]],
            id="continues after a break",
        ),
        pytest.param(
            table(row(cell("а", RESTART), "б"), row(cell("в", RESTART), "г")), [["а", "б"], ["в", "г"]], id="one merge under another"
        ),
        pytest.param(
            table(row(cell("а", RESTART), "б", "в"), row(cell("г", CONTINUE + WIDE), "д")),
            [["а", "б", "в"], ["г", "г", "д"]],
            id="continues at another width",
        ),
        pytest.param(
            table(row(cell("а", RESTART), "б"), row(cell("скрыто", CONTINUE), "в")),
            [["а\nскрыто", "б"], ["а\nскрыто", "в"]],
            id="text under a merge is not lost",
        ),
        pytest.param(
            table(row(cell("а", RESTART), "б"), row(cell("а", CONTINUE), "в")), [["а", "б"], ["а", "в"]], id="same text under a merge"
        ),
        pytest.param(
            table(row("а", "б", "в"), row("г", "д", properties='<w:gridBefore w:val="1"/>')),
            [["а", "б", "в"], [None, "г", "д"]],
            id="grid before",
        ),
        pytest.param(
            table(row("а", "б", "в"), row("г", "д", properties='<w:gridAfter w:val="1"/>'), widths=(900, 900, 900)),
            [["а", "б", "в"], ["г", "д", None]],
            id="grid after",
        ),
        pytest.param(table(row("а", "б", "в"), row("г")), [["а", "б", "в"], ["г", None, None]], id="short row"),
        pytest.param(table(row("а", "б"), row("в", "г", "д")), [["а", "б", None], ["в", "г", "д"]], id="long row"),
        pytest.param(
            table(row("а", "б", "в"), row(cell("где", width(2700))), widths=(900, 900, 900)),
            [["а", "б", "в"], ["где", "где", "где"]],
            id="span left out, width says it",
        ),
        pytest.param(
            table(row("а", "б", "в"), row(cell("г", width(890)), cell("де", width(1810))), widths=(900, 900, 900)),
            [["а", "б", "в"], ["г", "де", "де"]],
            id="span left out, width nearly says it",
        ),
        pytest.param(
            table(row("а", "б", "в"), row(cell("г", width(500)), cell("д", width(700))), widths=(900, 900, 900)),
            [["а", "б", "в"], ["г", "д", None]],
            id="widths that do not meet the grid",
        ),
        pytest.param(
            table(row(cell("а", WIDE), "б"), row("в", cell("г", WIDE)), widths=(2000, 80, 2000)),
            [["а", "б"], ["в", "г"]],
            id="edges that miss each other by a hair",
        ),
        pytest.param(
            table(row("а", "1", "б"), row("в", "2", "г"), widths=(2000, 80, 2000)),
            [["а", "1", "б"], ["в", "2", "г"]],
            id="narrow column in use",
        ),
        pytest.param(table(row("а"), row("б", properties=DELETED_ROW), row("в")), [["а"], ["в"]], id="deleted row"),
        pytest.param(table(row("а", cell("б", '<w:cellDel w:id="1"/>'), "в")), [["а", "в"]], id="deleted cell"),
        pytest.param(
            table(row(cell("а", '<w:cellMerge w:vMerge="rest"/>')), row(cell("", '<w:cellMerge w:vMerge="cont"/>'))),
            [["а"], ["а"]],
            id="merge that is a tracked change",
        ),
        pytest.param(table(control(row("а")), row("б")), [["а"], ["б"]], id="row in a content control"),
        pytest.param(table(row(control(cell("а")), "б")), [["а", "б"]], id="cell in a content control"),
        pytest.param(table(row(cell(control(paragraph("а"))), "б")), [["а", "б"]], id="paragraph in a content control"),
        pytest.param(control(table(row("а"))), [["а"]], id="table in a content control"),
        pytest.param(table(f"<w:customXml>{row('а')}</w:customXml>"), [["а"]], id="row in custom XML"),
        pytest.param(table(row(cell("а", '<w:gridSpan w:val="0"/>'), "б")), [["а", "б"]], id="span of nothing"),
        pytest.param(table(row(cell("а", '<w:gridSpan w:val="2.0"/>')), row("б", "в")), [["а", "а"], ["б", "в"]], id="span with a point"),
        pytest.param(table(), [], id="no rows"),
        pytest.param(table(row(), row("а")), [[None], ["а"]], id="row without cells"),
    ],
)
def test_grid(body: str, expected: Grid) -> None:
    (read,) = tables(body)
    assert shown(read) == expected


def test_spans_and_places_of_cells() -> None:
    (read,) = tables(table(row(cell("а", RESTART + WIDE), "б"), row(cell("", CONTINUE + WIDE), "в"), row("г", "д", "е")))
    places = [(c.text, c.row, c.column, c.row_span, c.column_span) for c in read.cells]
    assert places == [("а", 0, 0, 2, 2), ("б", 0, 2, 1, 1), ("в", 1, 2, 1, 1), ("г", 2, 0, 1, 1), ("д", 2, 1, 1, 1), ("е", 2, 2, 1, 1)]


@pytest.mark.parametrize(
    ("marks", "expected"),
    [
        pytest.param(("<w:tblHeader/>", "<w:tblHeader/>", ""), 2, id="two rows"),
        pytest.param(("", "<w:tblHeader/>", ""), 0, id="not the first"),
        pytest.param(('<w:tblHeader w:val="0"/>', "", ""), 0, id="switched off"),
        pytest.param((DELETED_ROW, "<w:tblHeader/>", ""), 1, id="after a deleted row"),
    ],
)
def test_header_rows(marks: tuple[str, ...], expected: int) -> None:
    (read,) = tables(table(*(row("а", "б", properties=mark) for mark in marks)))
    assert read.header_rows == expected


def test_properties_of_a_row_whose_cells_are_all_in_one_control() -> None:
    held = f"<w:sdt><w:sdtContent>{cell('а')}{cell('б')}</w:sdtContent></w:sdt>"  # as many cells as the row has children
    (read,) = tables(table(row(held, properties="<w:tblHeader/>"), row("в", "г")))
    assert (read.header_rows, shown(read)) == (1, [["а", "б"], ["в", "г"]])


def test_merges_of_a_nested_table_are_its_own() -> None:
    inner = table(row(cell("в", RESTART + WIDE), "г"), row(cell("", CONTINUE + WIDE), "д"))
    outer = tables(table(row("а", cell(inner + paragraph("б"))), row("е", "ж")))
    assert [shown(t) for t in outer] == [[["а", "б"], ["е", "ж"]], [["в", "г"], ["в", "д"]]]


def test_nested_tables_follow_the_one_that_holds_them() -> None:
    inner = table(row(cell(table(row("третий", "3")) + paragraph("второй")), "2"))
    outer = tables(table(row("первый", cell(inner + paragraph("рядом")))) + table(row("после")))
    shown_tables = [(0, [["первый", "рядом"]]), (1, [["второй", "2"]]), (2, [["третий", "3"]]), (0, [["после"]])]
    assert [(t.depth, shown(t)) for t in outer] == shown_tables


def test_a_nested_table_of_one_column_is_text_of_its_cell() -> None:
    stack = table(row("отдел образования") + row("школы"))
    assert [shown(t) for t in tables(table(row("1", cell(paragraph("Ответственные:") + stack + paragraph("совместно")))))] == [
        [["1", "Ответственные:\nотдел образования\nшколы\nсовместно"]]
    ]


def test_nesting_without_end_is_refused_and_not_cut() -> None:
    body = paragraph("дно")
    for _ in range(70):
        body = table(row(cell(body)))
    with pytest.raises(TooLarge):
        tables(body)


def test_bold_cells() -> None:
    bold = "<w:r><w:rPr><w:b/></w:rPr><w:t>Да</w:t></w:r>"
    (read,) = tables(
        table(row(cell(paragraph(bold)), cell(paragraph(bold + "<w:r><w:t>нет</w:t></w:r>")), cell(paragraph(bold) + paragraph())))
    )
    assert [c.bold for c in read.cells] == [True, False, True]


def test_paragraphs_between_tables_keep_their_place() -> None:
    document = read_word(docx(paragraph("До") + table(row("а")) + paragraph("Между") + table(row("б")) + paragraph("После")), "d")
    assert [block.text if isinstance(block, Paragraph) else "-" for block in document.blocks] == ["До", "-", "Между", "-", "После"]


def test_a_merge_over_thousands_of_rows_is_read_in_linear_time() -> None:
    rows = [row(cell("а" if number == 0 else "", RESTART if number == 0 else CONTINUE), "б", "в") for number in range(5000)]
    data = docx(table(*rows))
    started = time.process_time()
    document = read_word(data, "d")
    spent = time.process_time() - started
    ((_, read),) = document.tables()
    assert read.cells[0].row_span == 5000
    # About 0.2 s on an idle machine; a quadratic walk takes minutes.
    assert spent < 5
