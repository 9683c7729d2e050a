"""The passport of a programme is no plan that was not understood."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from records.order import Order

PLAN = """
Перечень мероприятий программы
| № | Цель, задача, мероприятие | Срок | Участник программы |
| 1 | Ремонт школ | 2023 | Отдел образования |
"""
PASSPORT = "\n| Ответственный исполнитель | Отдел |\n| Цели программы | Порядок |\n| Сроки реализации | 2022-2024 годы |\n"
STAFF = "\n| Директор | Иванова |\n| Завхоз | Петров |\n| Сторож | Сидоров |\n| Повар | Ким |\n"


@pytest.mark.parametrize(("table", "severity"), [(PASSPORT, "I"), (STAFF, "W")], ids=["passport", "table of staff"])
def test_severity_of_a_table_beside_the_plan(read: Callable[[str], Order], table: str, severity: str) -> None:
    order = read(f"Программа развития\nтаблица\n{table}{PLAN}")
    assert [finding.severity for finding in order.findings if finding.code == "X901"] == [severity]
    assert [activity.body for activity in order.plans[0].activities] == ["Отдел образования"]
