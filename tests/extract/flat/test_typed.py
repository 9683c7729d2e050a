"""Tables that someone typed with strokes into the paragraphs of a document."""

from __future__ import annotations

import pytest

from extract.flat.strokes import has_upright, plain
from extract.flat.typed import with_drawn_tables
from extract.read import read_document
from records.document import Block, Cell, Document, Paragraph, Table

RULE = "+---+----------+------+"


def shown(blocks: tuple[Block, ...]) -> list[str]:
    return [
        " | ".join("/".join("" if cell is None else cell.text for cell in row) for row in block.grid())
        if isinstance(block, Table)
        else block.text
        for block in blocks
    ]


def typed(*paragraphs: str) -> list[str]:
    return shown(with_drawn_tables(Document("d", "x", "word", tuple(map(Paragraph, paragraphs)))).blocks)


@pytest.mark.parametrize(
    ("paragraphs", "expected"),
    [
        pytest.param(
            ["План", RULE, "| № | Что | Срок |", RULE, "| 1 | мето- | май |", "| | дика | |", RULE, "Конец"],
            ["План", "№/Что/Срок | 1/методика/май", "Конец"],
            id="a paragraph a line",
        ),
        pytest.param(
            ["План\n" + RULE + "\n| № | Что | Срок |\n" + RULE + "\n| 1 | а | май |\n" + RULE + "\nКонец"],
            ["План", "№/Что/Срок | 1/а/май", "Конец"],
            id="one paragraph",
        ),
        pytest.param(
            ["---+-----+------", "N |Что |Срок", "---+-----+------", "1 |мето- |май", "|дика |", "---+-----+------"],
            ["N/Что/Срок | 1/методика/май"],
            id="no strokes at the sides",
        ),
        pytest.param(
            [RULE, "| № | Что | Срок |", RULE, "| Раздел |", RULE, "| 1 | а | май |", RULE],
            ["№/Что/Срок | Раздел/Раздел/Раздел | 1/а/май"],
            id="heading over all columns",
        ),
        pytest.param(
            [RULE, "| № | Что | Срок |", RULE, "| 1 | а и май |", RULE, "| 2 | б | май |", RULE],
            [RULE, "| № | Что | Срок |", RULE, "| 1 | а и май |", RULE, "| 2 | б | май |", RULE],
            id="merged cells stay text",
        ),
        pytest.param(["Вопрос | ответ", "Ответ | вопрос"], ["Вопрос | ответ", "Ответ | вопрос"], id="prose"),
    ],
)
def test_typed_tables(paragraphs: list[str], expected: list[str]) -> None:
    assert typed(*paragraphs) == expected


def test_other_blocks_stay_where_they_are() -> None:
    table = Table(1, 1, (Cell(0, 0, "а"),))
    lines = [Paragraph(line) for line in (RULE, "| № | Что | Срок |", RULE, "| 1 | а | май |", RULE)]
    blocks = with_drawn_tables(Document("d", "x", "word", (*lines, table, Paragraph("Конец")))).blocks
    assert shown(blocks) == ["№/Что/Срок | 1/а/май", "а", "Конец"]


def test_preformatted_text_of_a_page() -> None:
    text = "\n".join((RULE, "| № | Что      | Срок |", RULE, "| 1 | Конкурс  | май  |", RULE))
    page = f"<html><body><pre>{text}</pre></body></html>"
    assert shown(read_document(page.encode(), "d").blocks) == ["№/Что/Срок | 1/Конкурс/май"]


def test_a_drawing_that_cannot_be_cut_is_named() -> None:
    lines = [RULE, "| № | Что | Срок |", RULE, "| 1 | а и май |", RULE, "| 2 | б | май |", RULE]
    drawn = with_drawn_tables(Document("d", "x", "word", tuple(map(Paragraph, ["План", *lines]))))
    assert [(note.code, note.evidence) for note in drawn.notes] == [("X901", "№ | Что | Срок | 1")]
    assert not with_drawn_tables(Document("d", "x", "word", tuple(map(Paragraph, ["Вопрос | ответ"] * 2)))).notes


@pytest.mark.parametrize("sign", [*map(chr, range(0x2500, 0x2580)), "|", "¦", "+", "-", "=", "!", "а"])
def test_upright_strokes_are_seen_without_writing_the_line_anew(sign: str) -> None:
    line = f"а {sign} б"
    assert has_upright(line) == any(stroke in plain(line) for stroke in "|+")
