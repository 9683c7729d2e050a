"""A plan keeps the columns of its own table: headings as printed, from left to right, and the field that each was read into."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from records.order import Order

_TITLE = "План мероприятий («дорожная карта») по воспитанию на 2024 год\n"


@pytest.mark.parametrize(
    ("table", "columns"),
    [
        (
            "| № | Мероприятие | Ответственный | Срок |\n| 1 | Слёт | ОО | май |",
            [("№", "number"), ("Мероприятие", "title"), ("Ответственный", "body"), ("Срок", "deadline")],
        ),
        (
            "| Мероприятие | Начало | Окончание | Ответственный | Примечание |\n| Слёт | май | июнь | ОО | вместе |",
            [("Мероприятие", "title"), ("Начало", "deadline"), ("Окончание", "deadline"), ("Ответственный", "body"), ("Примечание", None)],
        ),
        (
            "| № | Мероприятие | Сроки, ответственные |\n| 1 | Слёт учащихся | май, ОО |\n| 2 | Сбор актива | июнь, ОО |",
            [("№", "number"), ("Мероприятие", "title"), ("Сроки, ответственные", "deadline"), ("Сроки, ответственные", "body")],
        ),
    ],
    ids=["the order's own order", "two deadline columns and a further one", "two fields in one column"],
)
def test_headings_are_kept_in_their_order(read: Callable[[str], Order], table: str, columns: list[tuple[str, str | None]]) -> None:
    [plan] = read(_TITLE + table).plans
    assert [(column.heading, column.field) for column in plan.columns] == columns
