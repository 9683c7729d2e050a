"""Findings about single rows and columns of an activity table: what was not understood, guessed, or left out."""

from __future__ import annotations

from extract.recognise.grid import printed
from extract.recognise.rows import BodyRow
from records.document import Cell
from records.finding import Finding


def beside_heading(plan: int, ordinal: int, cell: Cell) -> Finding:
    """X902: a cell to the right of all columns beside a heading row; it is no part of the heading."""
    message = (
        f"Таблица {ordinal}, строка {cell.row + 1}: рядом с заголовком раздела есть ячейка за пределами граф таблицы; в набор данных "
        "её текст не вошёл. Проверьте границы таблицы в этой строке."
    )
    return Finding("X902", "W", message, printed(cell), plan, page=cell.page)


def beside_card(plan: int, ordinal: int, text: str, page: int | None) -> Finding:
    """X902: texts in a column of a card that holds no activity."""
    message = (
        f"Таблица {ordinal}: в графе без мероприятия, срока и исполнителя стоит текст; в набор данных он не вошёл. "
        "Впишите мероприятие или уберите графу."
    )
    return Finding("X902", "W", message, text, plan, page=page)


def unknown_column(plan: int, ordinal: int, heading: str, text: str, page: int | None) -> Finding:
    """X902: a heading that is in none of our lists."""
    message = (
        f"Таблица {ordinal}: столбец «{heading}» незнаком; его текст сохранён в дополнительных полях. "
        "Если это срок, исполнитель или результат, добавьте заголовок в список заголовков."
    )
    return Finding("X902", "W", message, text, plan, field="extra", page=page)


def not_parted(row: BodyRow, plan: int, activity: int, page: int | None) -> Finding:
    """X917: one cell holds deadline and body."""
    message = "Срок и исполнитель в одной ячейке не разделены. Поставьте между ними запятую или разрыв строки."
    return Finding("X917", "W", message, row.whole, plan, activity, "deadline_raw", page=page)


def other_title(row: BodyRow, plan: int, activity: int, page: int | None) -> Finding:
    """X916: the title was taken from another column, its own cell being empty."""
    message = f"Ячейка с названием мероприятия пуста; названием считается текст графы «{row.title_from}». Сверьте строку с документом."
    return Finding("X916", "I", message, row.title, plan, activity, "title", page=page)
