"""Automatic numbers of Word lists: what a reader sees before each paragraph."""

from __future__ import annotations

import pytest
from builder import cell, definition, docx, item, level, numbered, paragraph, row, run, table

from extract.word import read_word
from records.document import Paragraph

TWO_LINES = "<w:r><w:t>Один</w:t><w:br/><w:t>строка</w:t></w:r>"
TWO_LEVELS = definition(level(0, "%1."), level(1, "%1.%2."))
THREE_LEVELS = definition(level(0, "%1."), level(1, "%1.%2."), level(2, "%1.%2.%3."))
FIVE = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
IN_FIRST_LIST = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
HIDDEN = paragraph(run("Скрыто", "<w:vanish/>"), f"{IN_FIRST_LIST}<w:rPr><w:vanish/></w:rPr>")
DELETED = f'{IN_FIRST_LIST}<w:rPr><w:del w:id="1" w:author="a"/></w:rPr>'


def labels(body: str, numbering: str, styles: str = "") -> list[str]:
    """The labels of all paragraphs of the body that have text or a label."""
    document = read_word(docx(body, numbering=numbering, styles=styles), "d")
    return [block.label for block in document.blocks if isinstance(block, Paragraph)]


@pytest.mark.parametrize(
    ("number_format", "start", "expected"),
    [
        pytest.param("decimal", 9, ["9.", "10."], id="decimal"),
        pytest.param("decimalZero", 9, ["09.", "10."], id="decimal with a zero"),
        pytest.param("upperRoman", 3, ["III.", "IV."], id="upper roman"),
        pytest.param("lowerRoman", 49, ["xlix.", "l."], id="lower roman"),
        pytest.param("upperLetter", 26, ["Z.", "AA."], id="upper letter after Z"),
        pytest.param("lowerLetter", 27, ["aa.", "bb."], id="letters repeat"),
        pytest.param("russianLower", 1, ["а.", "б."], id="russian lower"),
        pytest.param("russianUpper", 9, ["И.", "К."], id="russian leaves out Й"),
        pytest.param("russianLower", 6, ["е.", "ж."], id="russian leaves out ё"),
        pytest.param("russianLower", 26, ["ы.", "э."], id="russian leaves out ь"),
        pytest.param("russianLower", 29, ["я.", "аа."], id="russian after я"),
        pytest.param("none", 1, [".", "."], id="none keeps the text around it"),
        pytest.param("aiueo", 2, ["2.", "3."], id="unknown format is decimal"),
        pytest.param("lowerRoman", 0, ["0.", "i."], id="roman has no zero"),
    ],
)
def test_number_formats(number_format: str, start: int, expected: list[str]) -> None:
    numbering = definition(level(0, "%1.", number_format, start)) + numbered()
    assert labels(item("Первый") + item("Второй"), numbering) == expected


@pytest.mark.parametrize(
    ("levels", "expected"),
    [
        pytest.param((0, 0, 1, 1, 0, 1), ["1.", "2.", "2.1.", "2.2.", "3.", "3.1."], id="lower level restarts"),
        pytest.param((0, 1, 2, 2, 1, 2), ["1.", "1.1.", "1.1.1.", "1.1.2.", "1.2.", "1.2.1."], id="three levels"),
        pytest.param((1, 0, 1), ["1.1.", "2.", "2.1."], id="level passed over counts as used"),
        pytest.param((0, 2, 1), ["1.", "1.1.1.", "1.2."], id="middle level passed over"),
    ],
)
def test_levels(levels: tuple[int, ...], expected: list[str]) -> None:
    assert labels("".join(item("Пункт", index) for index in levels), THREE_LEVELS + numbered()) == expected


@pytest.mark.parametrize(
    ("restart", "expected"),
    [
        pytest.param("", ["1.", "1.1.", "2.", "2.1."], id="default"),
        pytest.param('<w:lvlRestart w:val="0"/>', ["1.", "1.1.", "2.", "2.2."], id="never"),
    ],
)
def test_restart_of_a_level(restart: str, expected: list[str]) -> None:
    numbering = definition(level(0, "%1."), level(1, "%1.%2.", more=restart)) + numbered()
    assert labels(item("А") + item("Б", 1) + item("В") + item("Г", 1), numbering) == expected


def test_level_that_restarts_only_after_the_first_one() -> None:
    third = level(2, "%3)", more='<w:lvlRestart w:val="1"/>')
    numbering = definition(level(0, "%1."), level(1, "%1.%2."), third) + numbered()
    body = "".join(item("Пункт", index) for index in (0, 1, 2, 1, 2, 0, 2))
    assert labels(body, numbering) == ["1.", "1.1.", "1)", "1.2.", "2)", "2.", "1)"]


@pytest.mark.parametrize(
    ("lists", "numbers", "expected"),
    [
        pytest.param(numbered(1) + numbered(2), (1, 1, 2), ["1.", "2.", "3."], id="another list of the same definition counts on"),
        pytest.param(numbered(1) + numbered(2, more=FIVE), (1, 2, 2, 1), ["1.", "5.", "6.", "7."], id="start override, once"),
        pytest.param(
            numbered(1) + definition(level(0, "%1)"), number=7) + numbered(2, 7), (1, 2, 1), ["1.", "1)", "2."], id="two definitions"
        ),
    ],
)
def test_lists_and_their_definitions(lists: str, numbers: tuple[int, ...], expected: list[str]) -> None:
    assert labels("".join(item("Пункт", 0, number) for number in numbers), TWO_LEVELS + lists) == expected


def test_override_of_a_whole_level() -> None:
    override = f'<w:lvlOverride w:ilvl="0">{level(0, "Раздел %1:", "upperRoman")}</w:lvlOverride>'
    assert labels(item("Пункт"), TWO_LEVELS + numbered(more=override)) == ["Раздел I:"]


def test_legal_numbering_shows_upper_levels_as_decimal() -> None:
    numbering = definition(level(0, "%1", "upperRoman"), level(1, "%1.%2", more="<w:isLgl/>")) + numbered()
    assert labels(item("Глава") + item("Статья", 1), numbering) == ["I", "1.1"]


@pytest.mark.parametrize(
    ("text", "font", "expected"),
    [
        pytest.param("\uf0b7", "Symbol", "•", id="bullet of Symbol"),
        pytest.param("-", "Times New Roman", "-", id="dash"),
        pytest.param("\uf0fc", "Wingdings", "✓", id="check mark of Wingdings"),
        pytest.param("\uf0ff", "Unknown", "•", id="code of an unknown font"),
    ],
)
def test_bullets(text: str, font: str, expected: str) -> None:
    mark = level(0, text, "bullet").replace("</w:lvl>", f'<w:rPr><w:rFonts w:ascii="{font}"/></w:rPr></w:lvl>')
    assert labels(item("Пункт"), definition(mark) + numbered()) == [expected]


def style(style_id: str, properties: str, based_on: str = "", kind: str = "paragraph") -> str:
    base = f'<w:basedOn w:val="{based_on}"/>' if based_on else ""
    return f'<w:style w:type="{kind}" w:styleId="{style_id}">{base}<w:pPr>{properties}</w:pPr></w:style>'


def styled(style_id: str, more: str = "") -> str:
    return paragraph("Текст", f'<w:pStyle w:val="{style_id}"/>{more}')


UNNUMBERED = '<w:numPr><w:numId w:val="0"/></w:numPr>'
IN_LIST = '<w:numPr><w:numId w:val="1"/></w:numPr>'


@pytest.mark.parametrize(
    ("body", "styles", "expected"),
    [
        pytest.param(styled("A"), style("A", IN_LIST), ["1."], id="number from the style"),
        pytest.param(styled("B"), style("A", IN_LIST) + style("B", "", "A"), ["1."], id="number from the base style"),
        pytest.param(styled("A") + styled("A", UNNUMBERED) + styled("A"), style("A", IN_LIST), ["1.", "", "2."], id="number taken away"),
        pytest.param(styled("H2"), style("H2", IN_LIST), ["1.1."], id="level linked to the style"),
        pytest.param(styled("A"), style("A", IN_LIST, "A"), ["1."], id="style based on itself"),
    ],
)
def test_styles_with_numbers(body: str, styles: str, expected: list[str]) -> None:
    linked = level(1, "%1.%2.", more='<w:pStyle w:val="H2"/>')
    assert labels(body, definition(level(0, "%1."), linked) + numbered(), styles) == expected


def test_definition_that_links_to_a_numbering_style() -> None:
    link = definition(number=2, more='<w:numStyleLink w:val="Список"/>')
    numbering = definition(level(0, "%1)"), more='<w:styleLink w:val="Список"/>') + link + numbered(1, 1) + numbered(2, 2)
    styles = style("Список", IN_LIST, kind="numbering")
    assert labels(item("Пункт", 0, 2) + item("Пункт", 0, 2), numbering, styles) == ["1)", "2)"]


@pytest.mark.parametrize(
    ("between", "expected"),
    [
        pytest.param(item(""), ["1.", "2.", "3."], id="empty paragraph counts and shows its number"),
        pytest.param(paragraph("Вставка"), ["1.", "", "2."], id="text in between"),
        pytest.param(paragraph(f'<w:del w:id="1">{run("Нет")}</w:del>', DELETED), ["1.", "2."], id="deleted paragraph does not count"),
        pytest.param(HIDDEN, ["1.", "2."], id="hidden paragraph does not count"),
        pytest.param(item("Нет списка", 0, 99), ["1.", "", "2."], id="list that is not defined"),
    ],
)
def test_numbers_count_on(between: str, expected: list[str]) -> None:
    assert labels(item("Первый") + between + item("Последний"), TWO_LEVELS + numbered()) == expected


@pytest.mark.parametrize(
    ("content", "text", "expected"),
    [
        pytest.param(item(""), "", ((0, "1."),), id="number alone"),
        pytest.param(item("") + paragraph() + paragraph(), "", ((0, "1."),), id="number and empty paragraphs"),
        pytest.param(item("Один") + item("Два"), "Один\nДва", ((0, "1."), (1, "2.")), id="list in a cell"),
        pytest.param(paragraph("Вводный") + item("Один"), "Вводный\nОдин", ((1, "1."),), id="list after a line"),
        pytest.param(item(TWO_LINES) + item("Два"), "Один\nстрока\nДва", ((0, "1."), (2, "2.")), id="soft break inside an item"),
        pytest.param(item("") + paragraph("Текст"), "Текст", ((0, "1."),), id="number of an empty paragraph stands beside the next line"),
        pytest.param(item("Один") + item(""), "Один", ((0, "1."),), id="stray number after the text"),
        pytest.param(item("") + item(""), "", ((0, "1."), (0, "2.")), id="two numbers and no text"),
    ],
)
def test_labels_of_a_cell(content: str, text: str, expected: tuple[tuple[int, str], ...]) -> None:
    document = read_word(docx(table(row(cell(content))), numbering=TWO_LEVELS + numbered()), "d")
    (_, read), *_ = document.tables()
    assert (read.cells[0].text, read.cells[0].labels) == (text, expected)


def test_numbers_go_on_through_the_rows_of_a_table_and_its_nested_tables() -> None:
    nested = table(row(cell(item("внутри")), "рядом"))
    body = table(row(cell(item("")), cell(nested + paragraph())), row(cell(item("")), cell("б")))
    document = read_word(docx(body, numbering=TWO_LEVELS + numbered()), "d")
    assert [[c.labels for c in t.cells if c.labels] for _, t in document.tables()] == [[((0, "1."),), ((0, "3."),)], [((0, "2."),)]]


def test_hostile_numbers_stay_short() -> None:
    numbering = definition(level(0, "%1.", "lowerLetter", 2_000_000_000), level(1, "%2.", "upperRoman", 999_999_999)) + numbered()
    assert labels(item("А") + item("Б", 1), numbering) == ["2000000000.", "999999999."]
