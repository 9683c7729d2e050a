"""Headings of columns of indicator values: year, kind, school year, the unit in a name, a lone figure of a scale."""

from __future__ import annotations

import pytest

from extract.recognise.figures import lone_figure
from extract.recognise.value_columns import kind_of, lone_pair, school_year, unit_in, year_of

YEARS = {
    "2023": 2023,
    "2023 год (план)": 2023,
    "План 2023": 2023,
    "Факт 2022 г.": 2022,
    "Базовый\n2021": 2021,
    "Базовое значение (2021 г.)": 2021,
    "Значение 2023 года": 2023,
    "Целевое значение к концу 2025 года": 2025,
    "на 01.01.2024": 2024,
    "по состоянию на 1 января 2024 года": 2024,
    "первый год планового периода 2025": 2025,
    "2024/2025 учебный год": 2025,
    "2024-25 уч. г.": 2025,
    "2022/23 уч. год (базовый)": 2023,
    "2023/2024": 2024,
    "2023-2024": None,  # what it is its neighbours tell
    "2022-2024 годы": None,
    "Расходы 2024 года": None,
    "2024 год, тыс. руб.": None,
    "План": None,
    "20 мероприятий": None,
    "": None,
}


@pytest.mark.parametrize(("heading", "expected"), YEARS.items(), ids=list(YEARS))
def test_year_of_a_heading_that_says_when(heading: str, expected: int | None) -> None:
    assert year_of(heading) == expected


SCHOOL = {"2023/2024": 2024, "2023/24 учебный год": 2024, "2023-2024 уч.г.": 2024, "2023-2024": None, "2023/2025": None, "2024": None}


@pytest.mark.parametrize(("heading", "expected"), SCHOOL.items(), ids=list(SCHOOL))
def test_school_year_is_the_year_in_which_it_ends(heading: str, expected: int | None) -> None:
    assert school_year(heading) == expected


PAIRS = {"2023-2024": (2023, 2024), "2023 – 2024 гг.": (2023, 2024), "2023-2025": None, "2023/2024": None, "2023-2024 план": None}


@pytest.mark.parametrize(("heading", "expected"), PAIRS.items(), ids=list(PAIRS))
def test_two_years_that_follow_each_other(heading: str, expected: tuple[int, int] | None) -> None:
    assert lone_pair(heading) == expected


KINDS = {
    ("2023 год", "план"): "target",
    ("2023 год", "факт"): "current",
    ("Плановый период", "2023 (факт)"): "current",
    ("Отчетный год (план)",): "target",
    ("Оценка 2023 года",): "current",
    ("Прогноз", "2024"): "target",
    ("на 01.01.2024",): "current",
    ("на 1 сентября 2024 года (план)",): "target",
    ("Значение показателя", "2024"): None,
    (): None,
}


@pytest.mark.parametrize(("path", "expected"), KINDS.items(), ids=[" / ".join(path) for path in KINDS])
def test_kind_by_the_lowest_heading_that_says_it(path: tuple[str, ...], expected: str | None) -> None:
    assert kind_of(path) == expected


UNITS = {
    "Доля школ, %": "%",
    "Доля школ (в %)": "%",
    "Число книг (шт.)": "шт.",
    "Число тренеров, чел.": "чел.",
    "Посещения (тыс. чел.)": "тыс. чел.",
    "Доля школ (кроме вечерних)": None,
    "Охват детей от 5 до 18 лет": None,
    "Число кружков, секций": None,
}


@pytest.mark.parametrize(("name", "expected"), UNITS.items(), ids=list(UNITS))
def test_unit_at_the_end_of_a_name(name: str, expected: str | None) -> None:
    assert unit_in(name) == expected


FIGURES = {"100": 100.0, "0 %": 0.0, "7,5 балла": 7.5, "1 000": 1000.0, "0–100": None, "100/0": None, "не ограничено": None, "": None}


@pytest.mark.parametrize(("text", "expected"), FIGURES.items(), ids=list(FIGURES))
def test_text_that_is_one_figure(text: str, expected: float | None) -> None:
    assert lone_figure(text) == expected
