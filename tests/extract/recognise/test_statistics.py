"""Tables of figures: totals without a year, heading rows, halves of headers; and that no figure is lost whatever the table."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.recognise.grid import rows_of
from extract.recognise.statistics import statistics_of, unread_figures
from extract.recognise.tables import TableReading
from records.document import Cell, Document, Table
from records.order import Order

Figure = tuple[str, str, int | None, float | None]

TABLES: dict[str, tuple[str, list[Figure]]] = {
    "a total beside the years": (
        """
| Источник | Объём средств, тыс. руб. | < | < |
| ^ | всего | 2021 | 2022 |
| Бюджет района | 7100,5 | 3100,5 | 4000,0 |
""",
        [
            ("Бюджет района", "Объём средств, тыс. руб. всего", None, 7100.5),
            ("Бюджет района", "Объём средств, тыс. руб.", 2021, 3100.5),
            ("Бюджет района", "Объём средств, тыс. руб.", 2022, 4000.0),
        ],
    ),
    "a total beside bare years": (
        """
| Лесной район | 2021 | 2022 | Итого |
| Построено площадок | 3 | 4 | 7 |
""",
        [
            ("Лесной район", "Построено площадок", 2021, 3.0),
            ("Лесной район", "Построено площадок", 2022, 4.0),
            ("Лесной район", "Построено площадок Итого", None, 7.0),
        ],
    ),
    "counts that look like years": (
        """
| Лесной район | 2020 | 2021 |
| Число учеников | 2035 | 2050 |
| Число школ | 11 | 12 |
""",
        [
            ("Лесной район", "Число учеников", 2020, 2035.0),
            ("Лесной район", "Число учеников", 2021, 2050.0),
            ("Лесной район", "Число школ", 2020, 11.0),
            ("Лесной район", "Число школ", 2021, 12.0),
        ],
    ),
    "heading rows name the subject": (
        """
| Показатель | 2020 | 2021 |
| Лесной район | < | < |
| Число школ | 11 | 12 |
| Озёрный район | < | < |
| Число школ | 5 | 6 |
""",
        [
            ("Лесной район", "Число школ", 2020, 11.0),
            ("Лесной район", "Число школ", 2021, 12.0),
            ("Озёрный район", "Число школ", 2020, 5.0),
            ("Озёрный район", "Число школ", 2021, 6.0),
        ],
    ),
    "plan and fact below the year": (
        """
| Муниципалитет | 2021 | < |
| ^ | план | факт |
| Лесной район | 11 | 12 |
""",
        [("Лесной район", "план", 2021, 11.0), ("Лесной район", "факт", 2021, 12.0)],
    ),
    "a code is a name": (
        """
| Код ОКТМО | Муниципалитет | Число школ | < |
| ^ | ^ | 2020 | 2021 |
| 77777000 | Лесной район | 11 | 12 |
""",
        [("77777000 Лесной район", "Число школ", 2020, 11.0), ("77777000 Лесной район", "Число школ", 2021, 12.0)],
    ),
}


def _figures(order: Order) -> list[Figure]:
    return [(s.subject, s.measure, s.year, s.value) for plan in order.plans for s in plan.statistics]


@pytest.mark.parametrize(("text", "expected"), TABLES.values(), ids=list(TABLES))
def test_figures(parse: Callable[[str], Document], text: str, expected: list[Figure]) -> None:
    (table,) = (table for _, table in parse(text).tables())
    found = [(s.subject, s.measure, s.year, s.value) for s in statistics_of(_reading(table))]
    assert found == expected
    assert not list(unread_figures(_reading(table), 1))


def test_a_total_without_a_year_reaches_the_plan(read: Callable[[str], Order]) -> None:
    order = read(
        "План работы по спорту на 2022 год"
        + TABLES["a total beside the years"][0]
        + "\n---\n| № | Мероприятие | Срок |\n| 1 | Слёт | май |"
    )
    assert ("Бюджет района", "Объём средств, тыс. руб. всего", None, 7100.5) in _figures(order)


def test_a_figure_that_fits_nowhere_is_named(parse: Callable[[str], Document]) -> None:
    text = """
| Показатель | 2020 | 2021 |
| На 1 сентября открыто 14 групп | < | < |
| Число школ | 11 | 12 |
"""
    (table,) = (table for _, table in parse(text).tables())
    assert [finding.evidence for finding in unread_figures(_reading(table), 1)] == ["На 1 сентября открыто 14 групп"]


def _reading(table: Table) -> TableReading:
    return TableReading(1, table, tuple(rows_of(table)), "statistics")


@st.composite
def tables(draw: st.DrawFn) -> tuple[Table, list[str]]:
    """A table of figures in one of the usual shapes, and all figures of its body, each printed once."""
    headings = [*draw(st.sampled_from([[], ["№ п/п"], [""]])), "Муниципалитет", *draw(st.sampled_from([[], ["Вид"], ["Источник"]]))]
    measures = draw(st.sampled_from([[""], ["Число школ"], ["Число школ", "Охват, %"]]))
    years = draw(
        st.lists(st.sampled_from(["2019", "2020 год", "2021 г.", "2022", "всего", "Итого", "отклонение"]), min_size=2, unique=True)
    )
    if not any(text[0].isdigit() for text in years):
        years[0] = "2018"
    cells = [Cell(0, n, text, row_span=2) for n, text in enumerate(headings)]
    first = len(headings)
    cells += [Cell(0, first + n * len(years), text, column_span=len(years)) for n, text in enumerate(measures)]
    cells += [Cell(1, first + n, text) for n, text in enumerate(years * len(measures))]
    figures: list[str] = []
    count = draw(st.integers(1, 5))
    forms = ["{}", "{}", "{} ({}%)", "{},5", "-", "", "около {}", "{}%"]
    for row in range(2, 2 + count):
        for place in range(first + len(years) * len(measures)):
            label = ["Район", "сельский", "общий"][min(place, 2)]
            text = label if place < first else draw(st.sampled_from(forms)).format(3000 + len(figures), 60 + row)
            if headings[0] in ("", "№ п/п") and place == 0:
                text = str(row - 1)
            elif place == first - 1 and draw(st.integers(0, 5)) == 0:
                text = str(7000 + len(figures))  # a figure where words are expected
            if re.search(r"\d{4}", text):
                figures.append(re.findall(r"\d{4}", text)[0])
            cells.append(Cell(row, place, text))
    return Table(2 + count, first + len(years) * len(measures), tuple(cells)), figures


@settings(max_examples=200, deadline=None)
@given(tables())
def test_every_figure_ends_in_a_statistic_or_a_finding(case: tuple[Table, list[str]]) -> None:
    table, figures = case
    statistics = list(statistics_of(_reading(table)))
    printed = [text for s in statistics for text in (s.raw, s.subject, s.measure)]
    told = "\n".join([*printed, *(finding.evidence for finding in unread_figures(_reading(table), 1))])
    assert [figure for figure in figures if figure not in told] == []
