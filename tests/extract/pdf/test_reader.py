"""Whole PDFs, drawn by `drawing.py`, as Documents: tables over pages, turned pages, furniture, paragraphs, files that cannot be read."""

from __future__ import annotations

import io

import pytest

from extract.pdf import read_pdf
from records.document import Document, Paragraph, Table
from records.errors import BrokenFile, DocumentError, EmptyFile, NoTextLayer, PasswordProtected
from tests.extract.pdf.drawing import Sheet, pdf, text_width, wrap

XS = [50, 80, 220, 300, 380, 545]
HEAD = ["№", "Мероприятие", "Срок", "Исполнитель", "Результат"]
FIRST = ["1", "Собрать сведения", "май", "Отдел", "Приказ"]
SECOND = ["2", "Подготовить анализ", "июнь", "Методкабинет", "Справка"]


def read(*sheets: Sheet) -> Document:
    return read_pdf(pdf(*sheets), "test")


def tables(document: Document) -> list[Table]:
    return [table for _, table in document.tables()]


def texts(table: Table) -> list[list[str]]:
    return [[cell.text if cell else "" for cell in row] for row in table.grid()]


def body(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Paragraph) and block.kind == "body"]


def on_two_pages(first: list[list[str]], second: list[list[str]], xs: list[float] | None = None, between: str = "") -> Document:
    upper, lower = Sheet(), Sheet()
    upper.table(XS, 600, first)
    if between:
        lower.text(50, 50, between)
    lower.table(xs or XS, 70, second)
    return read(upper, lower)


def test_a_ruled_table_with_a_title() -> None:
    sheet = Sheet()
    sheet.text(251, 50, "План мероприятий", 12, bold=True)
    sheet.table(XS, 70, [HEAD, FIRST, SECOND], bold_rows=1)
    document = read(sheet)
    title, table = document.blocks
    assert isinstance(title, Paragraph)
    assert isinstance(table, Table)
    assert (title.text, title.bold, title.align) == ("План мероприятий", True, "center")
    assert texts(table) == [HEAD, FIRST, SECOND]
    assert [cell.bold for cell in table.cells[:6]] == [True] * 5 + [False]
    box = table.cells[0].boxes[0]
    assert (box.page, box.x0, box.top, box.x1) == (1, 50, 70, 80)
    assert document.notes == ()


CUT = ["", "за прошлый учебный год", "", "", "об итогах"]
JOINED = ["2", "Подготовить анализ за прошлый учебный год", "июнь", "Методкабинет", "Справка об итогах"]
THIRD = ["3", "Издать письмо", "июль", "Отдел", "Письмо"]


@pytest.mark.parametrize(
    ("second", "xs", "between", "expected", "header_rows"),
    [
        pytest.param([THIRD], None, "", [[HEAD, FIRST, SECOND, THIRD]], 0, id="goes on without header"),
        pytest.param([HEAD, THIRD], None, "", [[HEAD, FIRST, SECOND, THIRD]], 1, id="repeated header is dropped"),
        pytest.param([CUT, THIRD], None, "", [[HEAD, FIRST, JOINED, THIRD]], 0, id="cut row"),
        pytest.param([HEAD, CUT, THIRD], None, "", [[HEAD, FIRST, JOINED, THIRD]], 1, id="cut row under a repeated header"),
        pytest.param([FIRST, THIRD], None, "", [[HEAD, FIRST, SECOND, FIRST, THIRD]], 0, id="a row printed twice is no header"),
        pytest.param([THIRD], [51.5, 82, 221, 302, 381, 547], "", [[HEAD, FIRST, SECOND, THIRD]], 0, id="lines a little off"),
        pytest.param([THIRD], [x + 30 for x in XS], "", [[HEAD, FIRST, SECOND, THIRD]], 0, id="mirrored margins"),
        pytest.param([THIRD], [50, 120, 220, 300, 380, 545], "", [[HEAD, FIRST, SECOND], [THIRD]], 0, id="other columns"),
        pytest.param([THIRD], None, "Приложение", [[HEAD, FIRST, SECOND], [THIRD]], 0, id="text between"),
        pytest.param(
            [["№", "Показатель", "2021", "2022", "2023"], ["1.1", "Доля", "10", "20", "30"]],
            None,
            "",
            [[HEAD, FIRST, SECOND], [["№", "Показатель", "2021", "2022", "2023"], ["1.1", "Доля", "10", "20", "30"]]],
            0,
            id="a header of its own",
        ),
    ],
)
def test_tables_over_a_page_end(
    second: list[list[str]], xs: list[float] | None, between: str, expected: list[list[list[str]]], header_rows: int
) -> None:
    found = tables(on_two_pages([HEAD, FIRST, SECOND], second, xs, between))
    assert [texts(table) for table in found] == expected
    assert found[0].header_rows == header_rows


def test_a_cut_row_keeps_both_pages() -> None:
    (table,) = tables(on_two_pages([HEAD, FIRST, SECOND], [CUT, THIRD]))
    cut = [cell for cell in table.cells if cell.row == 2]
    assert [[box.page for box in cell.boxes] for cell in cut] == [[1, 2]] * 5
    assert [box.page for box in table.boxes] == [1, 2]
    assert [cell.page for cell in table.cells if cell.row == 3] == [2] * 5


@pytest.mark.parametrize(
    ("last", "first", "rows"),
    [
        pytest.param(["Сбор сведений о", "май", "справка об"], ["кадрах школ", "", "итогах"], 2, id="unfinished text goes on"),
        pytest.param(["Районный", "1.04.2024-", "Центр,"], ["конкурс чтецов", "20.04.2024", "Отдел"], 2, id="after a dash and a comma"),
        pytest.param(["Сбор сведений.", "май", "Справка."], ["Приём заявок", "июнь", "Список"], 3, id="two complete rows"),
        pytest.param(["Сбор сведений", "май", "Справка"], ["Приём заявок", "июнь", "Список"], 3, id="no full stops"),
    ],
)
def test_rows_without_numbers_at_a_page_end(last: list[str], first: list[str], rows: int) -> None:
    upper, lower = Sheet(), Sheet()
    upper.table([50, 250, 400, 545], 700, [["Мероприятие", "Срок", "Итог"], last])
    lower.table([50, 250, 400, 545], 60, [first])
    assert [table.rows for table in tables(read(upper, lower))] == [rows]


def test_the_first_row_below_a_heading_is_cut() -> None:
    """A page end that leaves but a header, a heading over all columns and one number: the column is numbered all the same."""
    upper, lower = Sheet(), Sheet()
    xs = [50, 80, 220, 300, 380, 545]
    bottom = upper.table(xs, 680, [["№ п/п", *HEAD[1:]]])
    end = upper.table([50, 545], bottom, [["1. Анализ итогов года"]])
    upper.table(xs, end, [["1.1.", "Анализ", "август", "Отдел", ""]])
    lower.table(xs, 60, [["", "результатов на совещании", "", "Центр", ""], ["1.2.", "Издать сборник", "май", "Центр", ""]])
    (table,) = tables(read(upper, lower))
    assert [row for row in texts(table) if row[0].startswith("1.")][1:] == [
        ["1.1.", "Анализ результатов на совещании", "август", "Отдел\nЦентр", ""],
        ["1.2.", "Издать сборник", "май", "Центр", ""],
    ]


def test_a_row_over_three_pages() -> None:
    sheets = [Sheet(), Sheet(), Sheet()]
    for sheet, row in zip(sheets, [["7", "начало", "май"], ["", "продолжения", ""], ["", "конца", ""]], strict=True):
        sheet.table([50, 80, 300, 400], 60, [row])
    (table,) = tables(read(*sheets))
    assert texts(table) == [["7", "начало продолжения конца", "май"]]
    assert [box.page for box in table.cells[1].boxes] == [1, 2, 3]


def test_page_furniture_stays_out_of_tables_and_text() -> None:
    sheets = []
    for number in range(1, 5):
        sheet = Sheet()
        sheet.text(60, 30, "Муниципальная программа, редакция 2")
        sheet.text(290, 815, f"– {number} –")
        sheet.table(XS, 60, [[str(number), "Дело", "май", "Отдел", "Отчёт"]])
        sheets.append(sheet)
    document = read(*sheets)
    assert [table.rows for table in tables(document)] == [4]
    assert body(document) == []
    kinds = [block.kind for block in document.blocks if isinstance(block, Paragraph)]
    assert kinds.count("header") == kinds.count("footer") == 4


def test_footnotes_are_told_apart_and_their_marks_leave_the_cells() -> None:
    sheet = Sheet()
    sheet.table([50, 250, 400], 60, [["Доля школ", "95"], ["Доля детей", "100"]])
    sheet.text(265, 68, "1", 6)
    sheet.line(50, 700, 190, 700)
    sheet.text(50, 708, "1", 5)
    sheet.text(55, 712, "Нарастающим итогом", 8)
    document = read(sheet)
    assert texts(tables(document)[0]) == [["Доля школ", "95"], ["Доля детей", "100"]]
    assert [block.kind for block in document.blocks if isinstance(block, Paragraph)] == ["footnote"]


def turned_page(turn: int, rotate: int) -> Sheet:
    """A landscape table on a portrait sheet, drawn at `turn` (counter-clockwise), on a page shown with /Rotate `rotate`."""
    sheet = Sheet(rotate=rotate)
    place = {0: lambda x, y: (x, y), 90: lambda x, y: (y, 800 - x), 180: lambda x, y: (550 - x, 800 - y), 270: lambda x, y: (550 - y, x)}[
        turn
    ]
    for x in (50, 150, 350):
        sheet.line(*place(x, 100), *place(x, 160))
    for y in (100, 130, 160):
        sheet.line(*place(50, y), *place(350, y))
    for x, y, text in ((55, 120, "Срок"), (155, 120, "Исполнитель"), (55, 150, "май"), (155, 150, "Отдел")):
        sheet.text(*place(x, y), text, turn=turn)
    return sheet


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_turned_pages_read_alike(turn: int, rotate: int) -> None:
    (table,) = tables(read(turned_page(turn, rotate)))
    assert texts(table) == [["Срок", "Исполнитель"], ["май", "Отдел"]]
    width, height = (842, 595) if rotate in (90, 270) else (595, 842)
    boxes = [box for cell in table.cells for box in cell.boxes]
    assert len(boxes) == len(table.cells)
    assert all(0 <= box.x0 < box.x1 <= width and 0 <= box.top < box.bottom <= height for box in boxes)


def test_boxes_of_a_turned_table_are_those_of_the_shown_page() -> None:
    (table,) = tables(read(turned_page(90, 0)))
    box = table.cells[0].boxes[0]
    assert (box.x0, box.top, box.x1, box.bottom) == (100, 650, 130, 750)


def test_a_crop_box_moves_the_origin() -> None:
    sheet = Sheet(crop=(20, 30, 500, 800))
    sheet.table([50, 150, 300], 100, [["Срок", "Отдел"]])
    (table,) = tables(read(sheet))
    assert (table.cells[0].boxes[0].x0, table.cells[0].boxes[0].top) == (30, 58)


def test_a_form_is_read_under_its_matrix() -> None:
    inner, sheet = Sheet(), Sheet()
    inner.table([50, 150, 300], 100, [["Срок", "Отдел"]])
    sheet.form = inner.ops
    (table,) = tables(read(sheet))
    assert texts(table) == [["Срок", "Отдел"]]
    assert (table.cells[0].boxes[0].x0, table.cells[0].boxes[0].top) == (45, 441)


def test_a_vertical_heading_reads_upright() -> None:
    sheet = Sheet()
    sheet.grid([50, 80, 250], [100, 180, 210])
    sheet.text(70, 170, "Номер", turn=90)
    sheet.text(85, 115, "Наименование мероприятия")
    sheet.text(55, 200, "1")
    sheet.text(85, 200, "Сбор данных")
    document = read(sheet)
    assert texts(tables(document)[0]) == [["Номер", "Наименование мероприятия"], ["1", "Сбор данных"]]
    assert document.notes == ()


CLAUSES = (
    "1. Утвердить план мероприятий по развитию системы оценки качества подготовки обучающихся в образовательных "
    "организациях района согласно приложению к настоящему приказу.",
    "2. Рекомендовать руководителям организаций принять участие в мероприятиях плана и организовать работу по корректировке "
    "внутренней системы оценки качества образования с учётом итогов прошлого года.",
    "3. Контроль за исполнением приказа оставляю за собой.",
)


def set_clauses() -> list[tuple[float, str]]:
    """(x, line) of all clauses, with a first-line indent, between 50 and 545."""
    lines: list[tuple[float, str]] = []
    for clause in CLAUSES:
        first = wrap(clause, 460, 10)[0]
        lines.append((85, first))
        lines += [(50, line) for line in wrap(clause[len(first) :].strip(), 495, 10) if line]
    return lines


@pytest.mark.parametrize("on_first", range(1, 6))
def test_clauses_are_paragraphs_wherever_the_page_ends(on_first: int) -> None:
    lines = set_clauses()
    first, second = Sheet(), Sheet()
    for index, (x, line) in enumerate(lines):
        sheet, row = (first, 60 + index) if index < on_first else (second, index - on_first)
        sheet.text(x, 60 + row * 11.5, line)
    assert body(read(first, second)) == list(CLAUSES)


def test_text_printed_twice_is_read_once() -> None:
    sheet = Sheet()
    sheet.text(50, 60, "Сроки")
    sheet.text(50.3, 60, "Сроки")
    assert body(read(sheet)) == ["Сроки"]


def test_letters_without_spaces_are_parted_by_gaps() -> None:
    sheet = Sheet()
    sheet.text(50, 60, "Отдел")
    sheet.text(78, 60, "кадров")
    assert body(read(sheet)) == ["Отдел кадров"]


def test_hidden_text_counts_only_where_nothing_is_shown() -> None:
    mixed, hidden = Sheet(), Sheet()
    mixed.text(50, 60, "видно")
    mixed.text(50, 80, "скрыто", mode=3)
    hidden.text(50, 60, "распознано", mode=3)
    assert body(read(mixed, hidden)) == ["видно", "распознано"]


def test_text_beside_the_paper_is_not_read() -> None:
    sheet = Sheet()
    sheet.text(50, 60, "на листе")
    sheet.text(700, 60, "за краем")
    assert body(read(sheet)) == ["на листе"]


def locked() -> bytes:
    from reportlab.lib.pdfencrypt import StandardEncryption
    from reportlab.pdfgen.canvas import Canvas

    stream = io.BytesIO()
    canvas = Canvas(stream, encrypt=StandardEncryption("secret", ownerPassword="owner"))
    canvas.drawString(50, 500, "text")
    canvas.save()
    return stream.getvalue()


@pytest.mark.parametrize(
    ("data", "error"),
    [
        pytest.param(b"", EmptyFile, id="empty"),
        pytest.param(b"%PDF-1.5\nnothing more", BrokenFile, id="cut off"),
        pytest.param(b"\x00" * 5000, BrokenFile, id="zeros"),
        pytest.param(locked(), PasswordProtected, id="password"),
        pytest.param(pdf(Sheet()), NoTextLayer, id="blank page"),
    ],
)
def test_files_that_cannot_be_read(data: bytes, error: type[DocumentError]) -> None:
    with pytest.raises(error):
        read_pdf(data, "test")


def test_headings_of_appendices_are_text_and_running_headers_are_not() -> None:
    """One appendix a page: its heading stands at the same place each time and counts on, as a header could."""
    sheets = [Sheet()]
    sheets[0].text(50, 60, "ПРИКАЗ")
    for number in range(1, 5):
        sheet = Sheet()
        sheet.text(450, 50, f"Приложение {number}")
        sheet.table(XS, 80, [HEAD, FIRST])
        sheets.append(sheet)
    assert body(read(*sheets)) == ["ПРИКАЗ", "Приложение 1", "Приложение 2", "Приложение 3", "Приложение 4"]


def test_short_points_do_not_hide_the_distance_of_lines() -> None:
    sheet = Sheet()
    for index, text in enumerate(["УПРАВЛЕНИЕ ОБРАЗОВАНИЯ ГОРОДА", "ПРИКАЗ"]):
        sheet.text(297.5 - text_width(text, 10) / 2, 60 + 18 * index, text)
    top = 96.0
    for point in range(1, 5):
        sheet.lines(50, top, [f"{point}. Утвердить план мероприятий"])
        top += 18
    for point in range(5, 8):
        sheet.lines(50, top, [f"{point}. Руководителям образовательных организаций района обеспечить выполнение плана в срок", "до мая."])
        top += 30
    assert body(read(sheet))[:3] == ["УПРАВЛЕНИЕ ОБРАЗОВАНИЯ ГОРОДА", "ПРИКАЗ", "1. Утвердить план мероприятий"]
