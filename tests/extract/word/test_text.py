"""Text of Word paragraphs: what counts, what does not, and what stands beside the line."""

from __future__ import annotations

import pytest
from builder import cell, docx, paragraph, row, run, table

from extract.word import read_word
from records.document import Block, Paragraph, Table

BOX = f"<w:txbxContent>{paragraph('УТВЕРЖДЕНО')}{paragraph('приказом')}</w:txbxContent>"
NEW_BOX = f"<w:drawing><wps:wsp><wps:txbx>{BOX}</wps:txbx></wps:wsp></w:drawing>"
OLD_BOX = f"<w:pict><v:shape><v:textbox>{BOX}</v:textbox></v:shape></w:pict>"
NOTE = (
    '<w:footnote w:id="2"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t xml:space="preserve"> Нарастающим итогом</w:t></w:r></w:p></w:footnote>'
)
ENDNOTE = '<w:endnote w:id="2"><w:p><w:r><w:endnoteRef/></w:r><w:r><w:t>В конце</w:t></w:r></w:p></w:endnote>'
REFERENCE = '<w:r><w:footnoteReference w:id="2"/></w:r>'


def text_of(content: str) -> str:
    """The text of one paragraph with this content."""
    blocks = read_word(docx(f"<w:p>{content}</w:p>"), "d").blocks
    return "|".join(block.text for block in blocks if isinstance(block, Paragraph))


def alternative(choice: str, fallback: str) -> str:
    """The same content for newer and for older programs."""
    return f"<mc:AlternateContent><mc:Choice>{choice}</mc:Choice><mc:Fallback>{fallback}</mc:Fallback></mc:AlternateContent>"


def formula(text: str) -> str:
    """A run of a formula."""
    return f"<m:r><m:t>{text}</m:t></m:r>"


def field(instruction: str, result: str) -> str:
    """A complex field in separate runs."""
    kinds = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end"))
    begin, separate, end = kinds
    return f"{begin}<w:r><w:instrText>{instruction}</w:instrText></w:r>{separate}{result}{end}"


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        pytest.param(run("Один ") + run("два"), "Один два", id="runs"),
        pytest.param("<w:r><w:t>Первая</w:t><w:br/><w:t>вторая</w:t></w:r>", "Первая\nвторая", id="soft break"),
        pytest.param("<w:r><w:t>Первая</w:t><w:cr/><w:t>вторая</w:t></w:r>", "Первая\nвторая", id="carriage return"),
        pytest.param("<w:r><w:t>а</w:t><w:tab/><w:t>б</w:t></w:r>", "а б", id="tab"),
        pytest.param("<w:r><w:t>научно</w:t><w:noBreakHyphen/><w:t>методический</w:t></w:r>", "научно-методический", id="no-break hyphen"),
        pytest.param("<w:r><w:t>обра</w:t><w:softHyphen/><w:t>зование</w:t></w:r>", "образование", id="soft hyphen"),
        pytest.param(run("до") + f'<w:ins w:id="1" w:author="а">{run("бавлено")}</w:ins>', "добавлено", id="inserted"),
        pytest.param(run("осталось") + '<w:del w:id="1"><w:r><w:delText>ушло</w:delText></w:r></w:del>', "осталось", id="deleted"),
        pytest.param(f'<w:moveFrom w:id="1">{run("старое")}</w:moveFrom><w:moveTo w:id="2">{run("новое")}</w:moveTo>', "новое", id="moved"),
        pytest.param(f'<w:ins w:id="1"><w:del w:id="2">{run("и то и другое")}</w:del></w:ins>', "", id="inserted and deleted"),
        pytest.param(run("видно") + run("скрыто", "<w:vanish/>"), "видно", id="hidden"),
        pytest.param(run("видно", '<w:vanish w:val="0"/>'), "видно", id="hiding switched off"),
        pytest.param(f'<w:hyperlink r:id="x">{run("ссылка")}</w:hyperlink>', "ссылка", id="hyperlink"),
        pytest.param(f"<w:sdt><w:sdtPr/><w:sdtContent>{run('поле')}</w:sdtContent></w:sdt>", "поле", id="content control"),
        pytest.param(f"<w:smartTag><w:smartTagPr/>{run('2021 г')}</w:smartTag>", "2021 г", id="smart tag"),
        pytest.param(f'<w:fldSimple w:instr="DATE">{run("01.09.2021")}</w:fldSimple>', "01.09.2021", id="simple field"),
        pytest.param(run("до ") + field("REF x", run("сути")) + run(" после"), "до сути после", id="complex field"),
        pytest.param(field("IF " + "1", field("REF y", run("внутри")) + run(" снаружи")), "внутри снаружи", id="field in a result"),
        pytest.param(
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r>' + run("PAGE") + '<w:r><w:fldChar w:fldCharType="end"/></w:r>' + run("х"),
            "х",
            id="field without a result",
        ),
        pytest.param('<w:r><w:fldChar w:fldCharType="end"/></w:r>' + run("х"), "х", id="field that was never opened"),
        pytest.param('<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>', "✓", id="symbol"),
        pytest.param('<w:r><w:sym w:font="Wingdings" w:char="мусор"/></w:r>' + run("х"), "х", id="damaged symbol"),
        pytest.param('<w:r><w:rPr><w:rFonts w:ascii="Symbol"/></w:rPr><w:t>\uf0b3 10</w:t></w:r>', "≥ 10", id="text in a symbol font"),
        pytest.param(
            f"<m:oMath>{formula('Д=')}<m:f><m:num>{formula('А')}</m:num><m:den>{formula('В')}</m:den></m:f></m:oMath>",
            "Д=А/В",
            id="formula",
        ),
        pytest.param(
            f"<w:r><w:ruby><w:rt>{run('над')}</w:rt><w:rubyBase>{run('строкой')}</w:rubyBase></w:ruby></w:r>", "строкой", id="ruby"
        ),
        pytest.param(run("текст") + '<w:r><w:commentReference w:id="0"/></w:r>', "текст", id="comment"),
        pytest.param(run("а\u00a0б  в\u200b"), "а б в", id="spaces"),
        pytest.param(alternative(run("новое"), run("старое")), "новое", id="alternative"),
        pytest.param(alternative("", run("старое")), "старое", id="alternative that says nothing"),
    ],
)
def test_text(content: str, expected: str) -> None:
    assert text_of(content) == expected


def blocks(body: str, **parts: str) -> list[tuple[str, str]]:
    """(kind, text) of each block, in order."""

    def named(block: Block) -> tuple[str, str]:
        return ("table", " ".join(c.text for c in block.cells)) if isinstance(block, Table) else (block.kind, block.text)

    return [named(block) for block in read_word(docx(body, **parts), "d").blocks]


BOXED = [("body", "Рядом"), ("textbox", "УТВЕРЖДЕНО"), ("textbox", "приказом"), ("body", "Ниже")]
EVEN_PAGES = '<w:sectPr><w:headerReference w:type="default" r:id="header1"/><w:headerReference w:type="even" r:id="header2"/></w:sectPr>'
TITLE_PAGE = '<w:sectPr><w:headerReference w:type="default" r:id="header1"/><w:footerReference w:type="default" r:id="footer1"/></w:sectPr>'


@pytest.mark.parametrize(
    ("body", "parts", "expected"),
    [
        pytest.param(paragraph(run("Рядом") + f"<w:r>{NEW_BOX}</w:r>") + paragraph("Ниже"), {}, BOXED, id="text box"),
        pytest.param(paragraph(run("Рядом") + f"<w:r>{OLD_BOX}</w:r>") + paragraph("Ниже"), {}, BOXED, id="text box of old Word"),
        pytest.param(
            paragraph(run("Рядом") + f"<w:r>{alternative(NEW_BOX, OLD_BOX)}</w:r>") + paragraph("Ниже"),
            {},
            BOXED,
            id="text box that is stored twice",
        ),
        pytest.param(
            paragraph(run("2022") + REFERENCE) + paragraph("Ниже"),
            {"footnotes": NOTE},
            [("body", "2022"), ("footnote", "Нарастающим итогом"), ("body", "Ниже")],
            id="footnote",
        ),
        pytest.param(
            table(row(cell(paragraph(run("2022") + REFERENCE)), cell(paragraph(run("2023") + REFERENCE)))) + paragraph("Ниже"),
            {"footnotes": NOTE},
            [("table", "2022 2023"), ("footnote", "Нарастающим итогом"), ("body", "Ниже")],
            id="footnote of a table, referred to twice",
        ),
        pytest.param(
            paragraph(run("Срок") + '<w:r><w:footnoteReference w:customMarkFollows="1" w:id="2"/><w:t>*</w:t></w:r>'),
            {"footnotes": NOTE},
            [("body", "Срок"), ("footnote", "Нарастающим итогом")],
            id="footnote with a mark of its own",
        ),
        pytest.param(
            paragraph(run("Срок") + '<w:r><w:endnoteReference w:id="2"/></w:r>'),
            {"endnotes": ENDNOTE},
            [("body", "Срок"), ("footnote", "В конце")],
            id="endnote",
        ),
        pytest.param(paragraph(run("Срок") + REFERENCE), {}, [("body", "Срок")], id="footnote that is missing"),
        pytest.param(
            paragraph("Текст") + TITLE_PAGE,
            {"header1": paragraph("Приложение 1"), "footer1": paragraph("Исполнитель")},
            [("header", "Приложение 1"), ("body", "Текст"), ("footer", "Исполнитель")],
            id="header and footer",
        ),
        pytest.param(
            paragraph("Текст") + EVEN_PAGES,
            {"header1": paragraph("Нечётная"), "header2": paragraph("Чётная")},
            [("header", "Нечётная"), ("body", "Текст")],
            id="even header that the document does not use",
        ),
        pytest.param(
            paragraph("Текст") + EVEN_PAGES,
            {"header1": paragraph("Нечётная"), "header2": paragraph("Чётная"), "settings": "<w:evenAndOddHeaders/>"},
            [("header", "Нечётная"), ("header", "Чётная"), ("body", "Текст")],
            id="even header",
        ),
        pytest.param(
            paragraph("Один", TITLE_PAGE) + paragraph("Два") + TITLE_PAGE,
            {"header1": paragraph("Приложение 1"), "footer1": paragraph()},
            [("header", "Приложение 1"), ("body", "Один"), ("body", "Два")],
            id="header that the next section repeats",
        ),
    ],
)
def test_blocks_beside_the_text(body: str, parts: dict[str, str], expected: list[tuple[str, str]]) -> None:
    assert blocks(body, **parts) == expected


PAGE = '<w:br w:type="page"/>'
SAME_PAGE = '<w:sectPr><w:type w:val="continuous"/></w:sectPr>'


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param(paragraph("А") + paragraph("Б", "<w:pageBreakBefore/>"), [False, True], id="property"),
        pytest.param(paragraph("А") + paragraph(f"<w:r>{PAGE}</w:r>") + paragraph("Б"), [False, True], id="paragraph of its own"),
        pytest.param(paragraph("А") + paragraph(f"<w:r>{PAGE}<w:t>Б</w:t></w:r>"), [False, True], id="at the start"),
        pytest.param(paragraph(f"<w:r><w:t>А</w:t>{PAGE}</w:r>") + paragraph("Б"), [False, True], id="at the end of the one before"),
        pytest.param(paragraph("А", "<w:sectPr/>") + paragraph("Б"), [False, True], id="new section"),
        pytest.param(paragraph("А", "<w:sectPr/>") + paragraph("Б") + SAME_PAGE, [False, False], id="section on the same page"),
        pytest.param(
            paragraph("А") + paragraph("<w:r><w:lastRenderedPageBreak/><w:t>Б</w:t></w:r>"), [False, False], id="page as last laid out"
        ),
    ],
)
def test_page_breaks(body: str, expected: list[bool]) -> None:
    document = read_word(docx(body), "d")
    assert [block.page_break_before for block in document.blocks if isinstance(block, Paragraph)] == expected


def test_deleted_paragraph_mark_joins_two_paragraphs() -> None:
    deleted = '<w:rPr><w:del w:id="1" w:author="a"/></w:rPr>'
    assert blocks(paragraph("Начало ", deleted) + paragraph("и конец")) == [("body", "Начало и конец")]


def test_deleted_mark_before_a_table_and_the_notes_of_its_paragraph() -> None:
    deleted = '<w:rPr><w:del w:id="1" w:author="a"/></w:rPr>'
    body = paragraph(run("До") + REFERENCE, deleted) + table(row("в")) + paragraph("После")
    assert blocks(body, footnotes=NOTE) == [("body", "До"), ("footnote", "Нарастающим итогом"), ("table", "в"), ("body", "После")]


def test_a_field_that_never_ends_does_not_swallow_the_document() -> None:
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    assert blocks(paragraph(run("Один") + begin + run("REF")) + paragraph("Два")) == [("body", "Один"), ("body", "Два")]


def test_a_result_over_several_paragraphs() -> None:
    kinds = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end"))
    begin, separate, end = kinds
    assert blocks(paragraph(begin + separate + run("Один")) + paragraph(run("Два") + end)) == [("body", "Один"), ("body", "Два")]


def test_deleted_mark_of_the_last_paragraph_loses_nothing() -> None:
    deleted = '<w:rPr><w:del w:id="1" w:author="a"/></w:rPr>'
    body = table(row(cell(paragraph("В ячейке", deleted)))) + paragraph("В конце", deleted)
    assert blocks(body) == [("table", "В ячейке"), ("body", "В конце")]


STYLES = (
    '<w:style w:styleId="Base"><w:pPr><w:jc w:val="center"/></w:pPr><w:rPr><w:b/></w:rPr></w:style>'
    '<w:style w:styleId="Title"><w:basedOn w:val="Base"/><w:pPr><w:pageBreakBefore/></w:pPr></w:style>'
    '<w:style w:styleId="Strong"><w:rPr><w:b/></w:rPr></w:style><w:style w:styleId="Secret"><w:rPr><w:vanish/></w:rPr></w:style>'
)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param(paragraph("А", '<w:pStyle w:val="Title"/>'), (True, "center", True), id="inherited"),
        pytest.param(paragraph("А", '<w:pStyle w:val="Title"/><w:jc w:val="right"/>'), (True, "right", True), id="own alignment"),
        pytest.param(paragraph(run("А", '<w:b w:val="0"/>'), '<w:pStyle w:val="Base"/>'), (False, "center", False), id="bold switched off"),
        pytest.param(paragraph(run("А", '<w:rStyle w:val="Strong"/>')), (True, None, False), id="character style"),
        pytest.param(paragraph(run("А", "<w:b/>") + run(" ")), (True, None, False), id="spaces do not matter"),
        pytest.param(paragraph("А", '<w:pStyle w:val="Missing"/><w:jc w:val="both"/>'), (False, "justify", False), id="unknown style"),
        pytest.param(
            paragraph("А") + paragraph("<w:r><w:t>тайно</w:t></w:r>", '<w:pStyle w:val="Secret"/>'), (False, None, False), id="hidden style"
        ),
        pytest.param(paragraph(run("А") + run("тайно", '<w:rStyle w:val="Secret"/>')), (False, None, False), id="style that hides"),
    ],
)
def test_formatting_of_a_paragraph(body: str, expected: tuple[bool, str | None, bool]) -> None:
    (block,) = read_word(docx(body, styles=STYLES), "d").blocks
    assert isinstance(block, Paragraph)
    assert (block.text, block.bold, block.align, block.page_break_before) == ("А", *expected)
