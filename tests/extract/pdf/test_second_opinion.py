"""Pages that do not reconcile: what makes them doubtful, and that another reader is asked and named."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extract.pdf import read_pdf, second_opinion
from extract.pdf.page import Page, Rule, Run
from extract.pdf.second_opinion import Reading, columns_jump, reading_of
from records.document import Document
from tests.extract.pdf.drawing import Sheet, pdf


def page(runs: list[Run], rules: list[Rule], image_share: float = 0.0) -> Page:
    return Page(1, 400, 400, tuple(runs), tuple(rules), image_share=image_share)


def word(text: str, x: float, top: float) -> Run:
    return Run(text, x, top, x + 5 * len(text), top + 10)


GRID = [Rule(50, y, 250, y) for y in (100, 130, 160)] + [Rule(x, 100, x, 160) for x in (50, 150, 250)]
OPEN = [Rule(50, y, 250, y) for y in (100, 160)] + [
    Rule(50, 130, 150, 130),
    Rule(150, 130, 150, 160),
    Rule(50, 100, 50, 160),
    Rule(250, 100, 250, 160),
]
TWO = [Rule(x0, y, x1, y) for x0, x1 in ((50, 100), (200, 250)) for y in (100, 160)] + [Rule(x, 100, x, 160) for x in (50, 100, 200, 250)]
COLUMNS = [word(text, x, y) for y in (100, 120, 140, 160) for text, x in (("май", 50), ("июнь", 150), ("июль", 250))]


@pytest.mark.parametrize(
    ("model", "doubt"),
    [
        pytest.param(page([word("срок", 60, 110)], GRID), "", id="reconciles"),
        pytest.param(page([word("срок", 60, 110)], OPEN), "незамкнутые", id="open cell"),
        pytest.param(page([word("ответственный исполнитель", 60, 110)], GRID), "за границу", id="text over the border"),
        pytest.param(page([word("а", 60, 110), word("б", 210, 110), word("между", 120, 110)], TWO), "«между»", id="text between the parts"),
        pytest.param(page(COLUMNS, [], image_share=0.3), "линий таблицы нет", id="lines drawn as a picture"),
        pytest.param(page([word("просто", 60, 110)], [], image_share=0.3), "", id="a picture beside text"),
    ],
)
def test_doubts(model: Page, doubt: str) -> None:
    found = "; ".join(reading_of(model).doubts)
    assert doubt in found
    assert bool(doubt) == bool(found)


@pytest.mark.parametrize(
    ("middle", "between", "jumps"),
    [
        pytest.param(150, "", False, id="same columns"),
        pytest.param(120, "", True, id="moved inside the same edges"),
        pytest.param(120, "Раздел", False, id="another table under its own heading"),
    ],
)
def test_columns_that_jump(middle: float, between: str, jumps: bool) -> None:
    def reading(x: float, heading: str) -> Reading:
        rules = [Rule(50, y, 250, y) for y in (100, 130)] + [Rule(at, 100, at, 130) for at in (50, x, 200, 250)]
        runs = [word("а", 60, 110), word("б", 210, 110)] + ([word(heading, 60, 70)] if heading else [])
        return reading_of(page(runs, rules))

    assert columns_jump(reading(150, ""), reading(middle, between)) is jumps


def overflowing() -> Document:
    sheet = Sheet()
    sheet.grid([50, 100, 250], [100, 130, 160])
    sheet.text(55, 115, "ответственный-исполнитель")
    sheet.text(155, 145, "май")
    return read_pdf(pdf(sheet), "test")


def test_a_doubtful_page_is_noted_with_its_page_and_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(second_opinion, "_readers", lambda data, first: iter(()))
    (note,) = overflowing().notes
    assert (note.code, note.severity, note.page) == ("X907", "W", 1)
    assert "за границу ячейки" in note.message


def test_a_reader_that_fails_is_named_and_costs_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(data: bytes, index: int) -> Page:
        raise ZeroDivisionError("damaged")

    monkeypatch.setattr(second_opinion, "read_page_carefully", broken)
    document = overflowing()
    assert "ZeroDivisionError" in document.notes[0].message
    assert [table.rows for _, table in document.tables()] == [2]


def test_the_first_reading_without_doubts_wins(monkeypatch: pytest.MonkeyPatch) -> None:
    def careful(data: bytes, index: int) -> Page:
        rules = tuple(Rule(50, y, 400, y) for y in (100, 130, 160)) + tuple(Rule(x, 100, x, 160) for x in (50, 200, 400))
        words = (word("ответственный-исполнитель", 55, 105), word("май", 255, 135))
        return replace(page([], []), runs=words, rules=rules)

    monkeypatch.setattr(second_opinion, "read_page_carefully", careful)
    document = overflowing()
    assert (document.notes[0].severity, "pdfplumber" in document.notes[0].message) == ("I", True)
    assert [cell.text for _, table in document.tables() for cell in table.cells] == ["ответственный-исполнитель", "", "", "май"]
