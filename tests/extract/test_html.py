"""HTML pages: the table model of the standard, lines, lists, encodings."""

from __future__ import annotations

import quopri

import pytest

from extract import grid
from extract.read import read_document
from extract.recognise import recognise
from records.document import Block, Paragraph, Table
from records.errors import BrokenFile, TooLarge


def shown(block: Block) -> str:
    if isinstance(block, Table):
        return " | ".join("/".join("-" if place is None else place.printed for place in line) for line in block.grid())
    return block.printed


def blocks(page: str) -> list[str]:
    return [shown(block) for block in read_document(f"<html><body>{page}</body></html>".encode(), "d").blocks]


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        pytest.param("<p>Один\n  два<br>три</p><div>четыре</div>", ["Один два\nтри", "четыре"], id="lines"),
        pytest.param("<p>До <b>и</b> <span>после</span></p>", ["До и после"], id="runs"),
        pytest.param("до<p>в</p>после", ["до", "в", "после"], id="text between blocks"),
        pytest.param("<pre>раз\nдва</pre>", ["раз\nдва"], id="preformatted"),
        pytest.param("<p>Есть<del>нет</del><span style='display: none'>нет</span><script>нет</script></p>", ["Есть"], id="not shown"),
        pytest.param("<ul><li>а<li>б</ul>", ["• а", "• б"], id="bullets"),
        pytest.param("<ol start=3><li>а<li value=7>б<li>в</ol>", ["3. а", "7. б", "8. в"], id="numbers"),
        pytest.param("<ol type=I><li>а<li>б</ol>", ["I. а", "II. б"], id="roman numbers"),
        pytest.param("<table><tr><td>а<td>б<tr><td>в<td>г</table>", ["а/б | в/г"], id="table without closing tags"),
        pytest.param("<table><tr><td colspan=2>а<tr><td>б<td>в</table>", ["а/а | б/в"], id="across"),
        pytest.param("<table><tr><td rowspan=2>а<td>б<tr><td>в</table>", ["а/б | а/в"], id="down"),
        pytest.param("<table><tr><td rowspan=0>а<td>б<tr><td>в<tr><td>г</table>", ["а/б | а/в | а/г"], id="down to the end"),
        pytest.param("<table><tr><td rowspan=9>а<td>б</table>", ["а/б"], id="down beyond the end"),
        pytest.param("<table><tr><td>а<td rowspan=2>б<tr><td colspan=2>в</table>", ["а/б | в/б"], id="spans that collide"),
        pytest.param("<table><tr><td colspan=нет>а<td>б</table>", ["а/б"], id="damaged span"),
        pytest.param("<table><tfoot><tr><td>итог<tbody><tr><td>а</table>", ["а | итог"], id="footer is shown last"),
        pytest.param("<table><caption>План</caption><tr><td>а</table>", ["План", "а"], id="caption"),
        pytest.param("<table><tr><td><p>а</p><p>б</p><td>в<br>г</table>", ["а\nб/в\nг"], id="lines in a cell"),
        pytest.param("<table><tr><td>а<table><tr><td>внутри</table>б</table>", ["а\nб", "внутри"], id="nested table"),
        pytest.param("<table><tr><td><ol><li>а<li>б</ol></table>", ["1. а\n2. б"], id="list in a cell"),
        pytest.param("<table></table><p>после</p>", ["", "после"], id="empty table"),
    ],
)
def test_blocks(page: str, expected: list[str]) -> None:
    assert blocks(page) == expected


def test_header_rows_and_bold() -> None:
    document = read_document(b"<html><table><thead><tr><th>No<th>x</thead><tr><td>1<td><b>2</b></table>", "d")
    ((_, table),) = document.tables()
    assert table.header_rows == 1
    assert [cell.bold for cell in table.cells] == [True, True, False, True]


def test_formatting_of_a_paragraph() -> None:
    page = '<html><p style="text-align: center; font-weight: bold; page-break-before: always">План</p>'
    (block,) = read_document(page.encode(), "d").blocks
    assert isinstance(block, Paragraph)
    assert (block.bold, block.align, block.page_break_before) == (True, "center", True)


@pytest.mark.parametrize(
    ("encoding", "head"),
    [
        pytest.param("utf-8", "", id="UTF-8"),
        pytest.param("utf-8", '<meta charset="windows-1251">', id="UTF-8 that claims to be another"),
        pytest.param("utf-8-sig", "", id="byte order mark"),
        pytest.param("utf-16", "", id="UTF-16"),
        pytest.param("cp1251", '<meta http-equiv="Content-Type" content="text/html; charset=windows-1251">', id="Windows-1251, declared"),
        pytest.param("cp1251", "", id="Windows-1251, not declared"),
        pytest.param("koi8-r", '<meta charset="koi8-r">', id="KOI8-R"),
        pytest.param("cp1251", '<meta charset="no-such">', id="unknown name"),
    ],
)
def test_encodings(encoding: str, head: str) -> None:
    page = f"<html><head>{head}</head><body><p>Приказ № 5</p></body></html>"
    data = page.encode(encoding) if encoding != "koi8-r" else page.replace("№", "N").encode(encoding)
    assert [shown(block).replace("N", "№") for block in read_document(data, "d").blocks] == ["Приказ № 5"]


@pytest.mark.parametrize("tags", [pytest.param("<div>" * 2000, id="blocks"), pytest.param("<table><tr><td>" * 60, id="tables")])
def test_a_page_nested_beyond_the_limits_is_refused_and_not_cut(tags: str) -> None:
    with pytest.raises(TooLarge):
        read_document(f"{tags}дно".encode(), "d")


def test_cells_that_reach_down_without_end_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(grid, "_MAX_PLACES", 20_000)
    page = "<table><tr>" + "<td rowspan=60000>а" * 100 + "<tr><td>б" * 500
    with pytest.raises(TooLarge):
        read_document(page.encode(), "d")


def test_a_long_list_takes_linear_time() -> None:
    assert blocks("<ol>" + "<li>а" * 20_000 + "</ol>")[-1] == "20000. а"


@pytest.mark.parametrize(
    ("charset", "encoding"),
    [
        pytest.param('; charset="windows-1251"', "cp1251", id="named by its part"),
        pytest.param("", "utf-8", id="not named"),
        pytest.param('; charset="no-such"', "utf-8", id="unknown name"),
    ],
)
def test_web_archive(charset: str, encoding: str) -> None:
    page = quopri.encodestring("<html><body><table><tr><td>№<td>Срок</table></body></html>".encode(encoding))
    data = b'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="x"\r\n\r\n--x\r\nContent-Type: text/plain\r\n\r\nno\r\n'
    part = f"--x\r\nContent-Type: text/html{charset}\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n".encode()
    document = read_document(data + part + page + b"\r\n--x--\r\n", "d")
    assert ([shown(block) for block in document.blocks], document.extractor) == (["№/Срок"], "html")


def test_a_web_archive_without_a_page() -> None:
    with pytest.raises(BrokenFile):
        read_document(b'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="x"\n\n--x\nContent-Type: image/png\n\n\n--x--\n', "d")


def test_a_frame_of_a_site_lays_out_the_title_of_the_plan_inside() -> None:
    plan = "<table><tr><th>№<th>Мероприятие<th>Срок<tr><td>1<td>Смотр знаний<td>май 2022</table>"
    page = f"<table><tr><td>Меню<td><h2>План работы отдела на 2022 год</h2>{plan}<tr><td>Новости<td>Адрес отдела</table>"
    order = recognise(read_document(f"<html><body>{page}</body></html>".encode(), "d"))
    assert [(plan.title, len(plan.activities)) for plan in order.plans] == [("План работы отдела на 2022 год", 1)]
    assert order.findings == ()
