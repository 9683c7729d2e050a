"""Nothing is lost: rows and cells of random tables all end somewhere, and the three fates add up."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from extract.recognise import recognise
from extract.recognise.grid import rows_of
from extract.recognise.ledger import check_plan, lost_cells
from records.document import Cell, Document, Paragraph, Table
from records.order import Order

QUICK = (Phase.explicit, Phase.reuse, Phase.generate, Phase.shrink)  # explaining a failure takes minutes on random tables
COLUMNS = "№ п/п|Ответственный|Результат|Место|Цвет||I квартал|II квартал|Дата начала|Дата окончания|Срок, ответственный"
FURTHER = "Источник финансирования|2022|Показатель|Наименование"
HEADINGS = st.permutations(f"{COLUMNS}|{FURTHER}".split("|"))
TEXTS = st.sampled_from(
    [
        "",
        "",
        "1.",
        "1.1",
        "II.",
        "Раздел 2. Кадры",
        "Сентябрь",
        "Провести семинар",
        "- подпункт",
        "ИТОГО",
        "май 2022",
        "Отдел",
        "* сноска",
        "+",
        "Срок",
        "1",
        "2",
        "3",
    ]
)


@st.composite
def tables(draw: st.DrawFn) -> Table:
    """An activity table with random headings, texts, automatic numbers and merges."""
    headings = draw(st.permutations(["Мероприятие", "Срок", *draw(HEADINGS)[: draw(st.integers(1, 6))]]))
    cells = [Cell(0, column, heading) for column, heading in enumerate(headings)]
    height = draw(st.integers(1, 8))
    taken: set[tuple[int, int]] = set()
    for row in range(1, height + 1):
        column = 0
        while column < len(headings):
            if (row, column) in taken:
                column += 1
                continue
            free = next((width for width in range(1, len(headings) - column) if (row, column + width) in taken), len(headings) - column)
            width = draw(st.integers(1, free)) if draw(st.integers(0, 5)) == 0 else 1
            tall = 2 if row < height and draw(st.integers(0, 9)) == 0 else 1
            taken |= {(row + 1, place) for place in range(column, column + width)} if tall == 2 else set()
            label = ((0, "7."),) if draw(st.integers(0, 9)) == 0 else ()
            cells.append(Cell(row, column, draw(TEXTS), tall, width, label, bold=draw(st.booleans())))
            column += width
    return Table(height + 1, len(headings), tuple(sorted(cells, key=lambda cell: (cell.row, cell.column))))


def order_of(*tables: Table) -> tuple[Order, list[Table]]:
    blocks = (Paragraph("План мероприятий на 2022 год"), *tables)
    return recognise(Document("0" * 16, "text/plain", "text", blocks)), list(tables)


@settings(max_examples=100, deadline=None, phases=QUICK)
@given(tables())
def test_every_row_and_cell_ends_somewhere(table: Table) -> None:
    order, _ = order_of(table)
    assert len(order.plans) == 1
    plan = order.plans[0]
    check_plan(plan)
    assert sorted({(entry.table, entry.row) for entry in plan.ledger}) == [(1, row) for row in range(table.rows)]
    assert lost_cells(rows_of(table), plan, 1) == []


@settings(max_examples=40, deadline=None, phases=QUICK)
@given(tables(), tables())
def test_two_tables_of_one_plan(first: Table, second: Table) -> None:
    order, _ = order_of(first, second)
    ledger = [entry for plan in order.plans for entry in plan.ledger]
    assert len(ledger) == first.rows + second.rows


def test_a_lost_cell_is_noticed(parse: Callable[[str], Document]) -> None:
    document = parse("План на 2022 год\n| № | Мероприятие | Срок | Ответственный |\n| 1 | Посадить сад | май | Школа |")
    plan = recognise(document).plans[0]
    other = parse("| № | Мероприятие | Срок | Ответственный |\n| 1 | Выкопать пруд | май | Школа |")
    table = next(table for _, table in other.tables())
    assert lost_cells(rows_of(table), plan, 1) == ["Выкопать пруд"]


@pytest.mark.parametrize("text", ["", "Просто текст без таблиц."])
def test_documents_without_tables(read: Callable[[str], Order], text: str) -> None:
    order = read(text)
    assert order.plans == () and order.prose == ((text,) if text else ())
