"""Plain texts: tables with a row a line and tables with a cell a line."""

from __future__ import annotations

import pytest

from extract.read import read_document
from records.document import Block, Table


def shown(block: Block) -> str:
    if isinstance(block, Table):
        return " | ".join("/".join("-" if place is None else place.printed for place in line) for line in block.grid())
    return f"*{block.text}*" if block.bold else block.text


def blocks(*lines: str, encoding: str = "utf-8") -> list[str]:
    document = read_document("\n".join(lines).encode(encoding), "d")
    assert document.extractor == "text"
    return [shown(block) for block in document.blocks]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param(["ПРИКАЗ", "", "1. Утвердить план."], ["ПРИКАЗ", "1. Утвердить план."], id="no table"),
        pytest.param(["**План", "на 2022 год**", "Текст"], ["*План*", "*на 2022 год*", "Текст"], id="bold marks"),
        pytest.param(["№\tСрок\tИтог", "1\tмай\tсправка", "", "Конец"], ["№/Срок/Итог | 1/май/справка", "Конец"], id="rows"),
        pytest.param(["№\tСрок\tИтог", "1\tмай\t", "Конец"], ["№/Срок/Итог | 1/май/", "Конец"], id="empty cell at the end"),
        pytest.param(["№\tСрок\tИтог", "1\tмай", "Конец"], ["№/Срок/Итог | 1/май/", "Конец"], id="trailing tabs cut off"),
        pytest.param(
            ["№\tСрок\tИтог", "1\tс мая\tсправка о", "", "\tпо июнь\tработе", "2\tмай\tотчёт"],
            ["№/Срок/Итог | 1/с мая по июнь/справка о работе | 2/май/отчёт"],
            id="row cut by a page",
        ),
        pytest.param(["№\tСрок\tИтог", "1\tмай\tа", "", "2\tиюнь\tб"], ["№/Срок/Итог | 1/май/а | 2/июнь/б"], id="page between rows"),
        pytest.param(["№\tСрок\tИтог", "1\tмай\tа", "\tиюнь\tб"], ["№/Срок/Итог | 1/май/а | /июнь/б"], id="row without a number"),
        pytest.param(["№\tСрок\tИтог", "1\tмай\tа", "---\t----\t---"], ["№/Срок/Итог | 1/май/а"], id="ruler"),
        pytest.param(
            ["а\tб\tв", "1\t2\t3", "", "Текст", "", "г\tд\tе", "4\t5\t6"], ["а/б/в | 1/2/3", "Текст", "г/д/е | 4/5/6"], id="two tables"
        ),
        pytest.param(["Начальник\tИванов"], ["Начальник Иванов"], id="signature is no table"),
        pytest.param(["№\tСрок", "1\tмай", "2\tиюнь"], ["№/Срок | 1/май | 2/июнь"], id="two columns"),
        pytest.param(["№\tЧто\tИтог", "1\tобразовани я детей\tб"], ["№/Что/Итог | 1/образования детей/б"], id="cut word"),
        pytest.param(["№\tЧто\tИтог", "1\tпедагогов- психологов\tб"], ["№/Что/Итог | 1/педагогов-психологов/б"], id="cut compound"),
        pytest.param(
            ["№\tЧто\tИтог", "1\tшколы и я\tучебно- и научно-методический"],
            ["№/Что/Итог | 1/школы и я/учебно- и научно-методический"],
            id="whole words",
        ),
        pytest.param(
            ["№\tЧто\tИтог", "1\t<p>Меры:</p> <ul style='x'> - одна; - две </ul>\tсправка"],
            ["№/Что/Итог | 1/Меры:\n- одна;\n- две/справка"],
            id="remains of markup",
        ),
        pytest.param(
            ["№\tЧто\tИтог", "1\tа\tоказана поддержка всех наших родителей", "2\tб\t(законных представителей)"],
            [
                "№/Что/Итог | 1/а/оказана поддержка всех наших родителей (законных представителей)"
                " | 2/б/оказана поддержка всех наших родителей (законных представителей)"
            ],
            id="merged cell that the text parts",
        ),
        pytest.param(
            ["№\tКогда\tИтог", "1\tСентябрь\tа", "2\t(в течение года)\tб"],
            ["№/Когда/Итог | 1/Сентябрь/а | 2/(в течение года)/б"],
            id="bracket that is a text of its own",
        ),
    ],
)
def test_a_row_a_line(lines: list[str], expected: list[str]) -> None:
    assert blocks(*lines) == expected


def dumped(*rows: list[str]) -> list[str]:
    """A table as converters of Word write it: a tab opens a cell, an empty line closes a row, one more the table."""
    lines: list[str] = []
    for row in rows:
        lines += [line for cell in row for line in f"\t{cell}".split("\n")]
        lines.append("")
    return [*lines, ""]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param(["До", *dumped(["№", "Что"], ["1", "а"]), "После"], ["До", "№/Что | 1/а", "После"], id="table"),
        pytest.param(dumped(["№", "Что"], ["1", "а\nб"]), ["№/Что | 1/а\nб"], id="two paragraphs"),
        pytest.param(dumped(["№", "Что", "Срок"], ["1", "а\n\nб", "в\n\n"]), ["№/Что/Срок | 1/а\nб/в"], id="empty paragraphs"),
        pytest.param(dumped(["№", "Что", "Срок"], ["\n\n\n\n", "а", "б"]), ["№/Что/Срок | /а/б"], id="cell of empty paragraphs"),
        pytest.param(dumped(["№", "Что", "Срок"], ["1", "\nа\n\n", "б"]), ["№/Что/Срок | 1/а/б"], id="empty paragraphs around the text"),
        pytest.param(
            dumped(["№", "Что", "Срок"], ["Раздел"], ["1", "а", "б"]),
            ["№/Что/Срок | Раздел/Раздел/Раздел | 1/а/б"],
            id="section over all columns",
        ),
        pytest.param(
            dumped(["№", "Что", "Срок"], ["I.", "Раздел"], ["1", "а", "б"]),
            ["№/Что/Срок | I./Раздел/Раздел | 1/а/б"],
            id="section beside its number",
        ),
        pytest.param(
            [*dumped(["а", "б"], ["в", "г"]), *dumped(["1", "2", "3"], ["4", "5", "6"])],
            ["а/б | в/г", "1/2/3 | 4/5/6"],
            id="table after table",
        ),
        pytest.param(
            ["\tПервый абзац с отступом", "\tВторой абзац"], ["Первый абзац с отступом", "Второй абзац"], id="indented paragraphs"
        ),
        pytest.param(
            [*dumped(["№", "Что"], ["1[bookmark: _x]", "а[footnoteRef:1] [1:  Пояснение]"])],
            ["№/Что | 1/а", "Пояснение"],
            id="marks of converters",
        ),
        pytest.param(
            ["\tАбзац с отступом", "и ещё строка", "\t", *dumped(["№ п/п", "Что"], ["1", "а"])],
            ["Абзац с отступом", "и ещё строка", "№ п/п/Что | 1/а"],
            id="indented paragraph above a header",
        ),
        pytest.param(
            [*dumped(["№", "Что", "Срок"], ["1", "а", "б"]), "", "\tТекст", "\tЕщё", "\tИ ещё", "", ""],
            ["№/Что/Срок | 1/а/б", "Текст", "Ещё", "И ещё"],
            id="as many indented paragraphs as columns after a numbered table",
        ),
        pytest.param(
            ["\tТекст " + "о делах " * 12, "\tЕщё", "Заголовок", "", *dumped(["1.1", "в", "г"], ["1.2", "д", "е"])],
            ["Текст " + ("о делах " * 12).strip(), "Ещё", "Заголовок", "1.1/в/г | 1.2/д/е"],
            id="long paragraphs above a table without header",
        ),
        pytest.param(
            ["\t\tа", "\tб", "", "\tв", "\tг", "", "", "", "\tснаружи", "", "\tниже", "\tрядом", "", "", "Текст"],
            ["/снаружи | ниже/рядом", "а/б | в/г", "Текст"],
            id="nested table",
        ),
    ],
)
def test_a_cell_a_line(lines: list[str], expected: list[str]) -> None:
    assert blocks(*lines) == expected


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1251"])
def test_encodings(encoding: str) -> None:
    assert blocks("№\tСрок\tИтог", "1\tмай\tсправка", encoding=encoding) == ["№/Срок/Итог | 1/май/справка"]


def test_a_long_text_takes_linear_time() -> None:
    rows = [[str(number), "Мероприятие\n\n", "май"] for number in range(5000)]
    assert blocks(*dumped(["№", "Что", "Срок"], *rows))[0].endswith("4999/Мероприятие/май")
