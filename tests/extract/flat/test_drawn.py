"""Tables that strokes draw: each file in `drawn/` is a text, a line `=>`, and the activities that must be read from it.

`DORKARTA_REGENERATE=1 pytest tests/extract/flat/test_drawn.py` writes the readings anew; look at the difference in git.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from extract.read import read_document
from extract.recognise import recognise
from records.document import Table
from records.order import Order

TEXTS = sorted((Path(__file__).parent / "drawn").glob("*.txt"))


def reading(order: Order) -> str:
    lines = []
    for plan in order.plans:
        lines.append(f"PLAN {plan.title} {plan.period_start} {plan.period_end}")
        for activity in plan.activities:
            section = "" if activity.section is None else f" [{plan.sections[activity.section].title}]"
            fields = (activity.number, activity.title, activity.deadline, activity.body, activity.result)
            lines.append(" / ".join(text.replace("\n", "\\n") for text in fields) + section)
    return "\n".join([*lines, *(f"{finding.code} {finding.evidence}" for finding in order.findings)])


@pytest.mark.parametrize("path", TEXTS, ids=[path.stem for path in TEXTS])
def test_a_drawn_table_gives_its_activities(path: Path) -> None:
    source, _, expected = path.read_text(encoding="utf-8").partition("\n=>\n")
    found = reading(recognise(read_document(source.encode(), "d")))
    if os.environ.get("DORKARTA_REGENERATE"):
        path.write_text(f"{source}\n=>\n{found}\n", encoding="utf-8", newline="\n")
    assert found == expected.rstrip("\n")


@pytest.mark.parametrize("encoding", ["cp866", "utf-16", "utf-16-le", "utf-16-be", "utf-8-sig"])
@pytest.mark.parametrize("case", [str.strip, str.upper], ids=["as written", "capitals"])
def test_strokes_in_every_encoding(encoding: str, case: object) -> None:
    source = next(path for path in TEXTS if path.stem == "legal_database").read_text(encoding="utf-8").partition("\n=>\n")[0]
    text = source.upper() if case is str.upper else source
    assert read_document(text.encode(encoding), "d").blocks == read_document(text.encode(), "d").blocks


def grid(*lines: str) -> list[list[str]]:
    (table,) = (block for block in read_document("\n".join(lines).encode(), "d").blocks if isinstance(block, Table))
    return [["-" if cell is None else cell.text for cell in row] for row in table.grid()]


HEADER = ("+---+------------+----------+", "| № | Что        | Срок     |", "+---+------------+----------+")


@pytest.mark.parametrize(
    ("lines", "row"),
    [
        pytest.param(["| 1 | Конкурс      май      |"], ["1", "Конкурс", "май"], id="stroke missing"),
        pytest.param(["| 1 | Конкурс     май      |"], ["1", "Конкурс", "май"], id="stroke dropped"),
        pytest.param(["| 1 | методи-    | май      |", "|   | ческий     |          |"], ["1", "методический", "май"], id="hyphen"),
        pytest.param(
            ["| 1 | педагогов- | май      |", "|   | психологов |          |"], ["1", "педагогов-психологов", "май"], id="compound"
        ),
        pytest.param(["| 1 | сады       | с 1 мая -|", "|   |            | 1 июня   |"], ["1", "сады", "с 1 мая - 1 июня"], id="dash"),
        pytest.param(
            ["| 1 | Меры:      | май      |", "|   | 1) одна;   |          |", "|   | 2) две     |          |"],
            ["1", "Меры:\n1) одна;\n2) две", "май"],
            id="items",
        ),
        pytest.param(
            ["| 1 | образовани | май      |", "|   | я детей    |          |"], ["1", "образования детей", "май"], id="cut without a hyphen"
        ),
        pytest.param(
            ["| 1 |образование,| 12.03.   |", "|   |воспитание  | 2022     |"], ["1", "образование, воспитание", "12.03.2022"], id="date"
        ),
    ],
)
def test_a_cell_of_several_lines(lines: list[str], row: list[str]) -> None:
    assert grid(*HEADER, *lines, HEADER[0], "| 2 | Отчёт      | июнь     |", HEADER[0])[1] == row


def test_prose_with_a_stroke_is_no_table() -> None:
    document = read_document("Письмо | ответ\n\nСрок ответа | 10 дней\n------\nТекст".encode(), "d")
    assert not any(isinstance(block, Table) for block in document.blocks)


def test_a_long_drawing_takes_linear_time() -> None:
    lines = [line for number in range(5000) for line in (f"| {number:<4}| Отчёт | май |", "+-----+-------+-----+")]
    assert grid("+-----+-------+-----+", *lines)[-1] == ["4999", "Отчёт", "май"]


def test_a_long_cell_takes_linear_time() -> None:
    rule = "+---+-------+"
    assert len(grid(rule, *["|   | слово |"] * 20_000, rule)[0][1]) == 20_000 * 6 - 1
