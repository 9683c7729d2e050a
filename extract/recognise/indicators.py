"""Key performance indicators: their definitions and their current and target values, joined by number."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from rapidfuzz import fuzz

from extract.recognise.figures import number as figure
from extract.recognise.figures import qualified, year_in
from extract.recognise.grid import Row, printed
from extract.recognise.numbering import is_column_numbers, is_number, split_number
from extract.recognise.rows import place_cells
from extract.recognise.tables import DataColumn, TableReading
from extract.recognise.vocabulary import words
from records.document import Cell
from records.finding import Finding
from records.order import Indicator, IndicatorValue, Place
from records.text import clean_line

_SAME_NAME = 90  # two tables of one plan name an indicator alike but for endings and spaces
_NUMBER = r"(\d+(?:[.,]\d+)?)"
_BEST = re.compile(rf"{_NUMBER}[^\d;]*?[-–—]\s*(?:очень\s+)?хорошо", re.IGNORECASE)
_WORST = re.compile(rf"{_NUMBER}[^\d;]*?[-–—]\s*очень\s+плохо", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Named:
    number: str
    name: str
    place: Place


def indicators_of(tables: Sequence[TableReading]) -> tuple[Indicator, ...]:
    """The indicators of a plan from its definition and target tables; the target table's name is the indicator's name, the other one is
    kept beside it (`defined_as`): a reader may want to compare them."""
    defined = [item for table in tables if table.kind == "definitions" for item in _definitions(table)]
    targets = [item for table in tables if table.kind == "targets" for item in _targets(table)]
    found = []
    for target in targets:
        definition = _same(target, defined)
        if definition:
            defined.remove(definition)
            target = _joined(target, definition)
        found.append(target)
    return (*found, *defined)


def _joined(target: Indicator, defined: Indicator) -> Indicator:
    return replace(
        target,
        definition=defined.definition,
        scale_best=defined.scale_best,
        scale_worst=defined.scale_worst,
        unit=target.unit or defined.unit,
        defined_as=defined.defined_as,
    )


def _same(target: Indicator, defined: Sequence[Indicator]) -> Indicator | None:
    """The definition of the same number, or of nearly the same name where there are no numbers."""
    key = target.number.rstrip(".")
    by_number = next((item for item in defined if key and item.number.rstrip(".") == key), None)
    if by_number or key:
        return by_number
    return next((item for item in defined if fuzz.ratio(item.name.lower(), target.name.lower()) >= _SAME_NAME), None)


def _definitions(table: TableReading) -> Iterator[Indicator]:
    """Rows of number, name and definition, with or without a header."""
    headed = table.body_first > 0
    columns = table.data if headed else ()
    for row in table.rows[table.body_first :]:
        cells = _by_role(row, columns) if headed else _by_order(row)
        named = _named(cells.get("number", "") or "", cells.get("name", ""), table, row)
        if named is None or not cells.get("definition"):
            continue
        text, best, worst = _scale(cells["definition"])
        yield Indicator(named.number, named.name, text, best, worst, cells.get("unit") or None, (), named.place, named.name)


def _by_order(row: Row) -> dict[str, str]:
    texts = [printed(cell) for cell in row.cells]
    if texts and is_number(texts[0]):
        return dict(zip(("number", "name", "definition"), [texts[0], *texts[1:2], "\n".join(texts[2:])], strict=False))
    return dict(zip(("name", "definition"), [*texts[:1], "\n".join(texts[1:])], strict=False))


def _by_role(row: Row, columns: Sequence[DataColumn]) -> dict[str, str]:
    """Role → text; a number cell under the same heading as the name («Наименование» over two columns) is the number."""
    found: dict[str, str] = {}
    for place, cells in place_cells(row, tuple(column.column for column in columns)).items():
        texts = [text for cell in cells if (text := printed(cell))]
        role = columns[place].role or ""
        if role == "name" and len(texts) > 1 and is_number(texts[0]):
            found["number"], texts = texts[0], texts[1:]
        found.setdefault(role, "\n".join(texts))
    return found


def _named(number: str, name: str, table: TableReading, row: Row) -> _Named | None:
    if not number:
        split = split_number(name)
        number, name = split.number, split.rest
    if not name or is_column_numbers([printed(cell) for cell in row.cells]):
        return None
    return _Named(number, clean_line(name.replace("\n", " ")), place_of(table, row))


def place_of(table: TableReading, row: Row) -> Place:
    """Where a row of figures was read."""
    own: tuple[Cell, ...] = row.own() or row.cells
    pages = sorted({page for cell in own for page in (cell.page, *(box.page for box in cell.boxes)) if page is not None})
    boxes = tuple(box for cell in own for box in cell.boxes)
    return Place(table.ordinal, row.index, row.index, pages[0] if pages else None, pages[-1] if pages else None, boxes)


def _scale(text: str) -> tuple[str, float | None, float | None]:
    """The definition without its «Шкала: …» line, and the best and worst of the scale; a scale that is not understood stays in the text."""
    definition, mark, scale = text.partition("Шкала") if "Шкала" in text else text.partition("шкала")
    best, worst = _BEST.search(scale), _WORST.search(scale)
    if not mark or (not best and not worst):
        return text, None, None
    return definition.strip(), figure(best[1]) if best else None, figure(worst[1]) if worst else None


def _targets(table: TableReading) -> Iterator[Indicator]:
    columns = tuple(column.column for column in table.data)
    for row in table.rows[table.body_first :]:
        if not row.filled():
            continue
        roles = _by_role(row, table.data)
        named = _named(roles.get("number", ""), roles.get("name", ""), table, row)
        placed = place_cells(row, columns)
        values = tuple(value for place, column in enumerate(table.data) for value in _values(column, placed.get(place, ())))
        if named and values:
            text, best, worst = _scale(roles.get("definition", ""))
            yield Indicator(named.number, named.name, text or None, best, worst, roles.get("unit") or None, values, named.place)


def unread_columns(table: TableReading, plan: int) -> Iterator[Finding]:
    """X902 for each column of a table of targets whose texts are in no indicator («Ответственный»)."""
    if table.kind != "targets" or not table.body_first:
        return
    placed = [place_cells(row, tuple(column.column for column in table.data)) for row in table.rows[table.body_first :]]
    for place, column in enumerate(table.data):
        if column.role or column.year or _is_total(column):
            continue
        texts = [text for row in placed for cell in row.get(place, ()) if (text := printed(cell))]
        if texts:
            message = (
                f"Таблица {table.ordinal}: столбец «{column.column.heading or place + 1}» не относится к значениям показателей и в набор "
                "данных не вошёл."
            )
            yield Finding("X902", "W", message, texts[0], plan, page=table.table.page)


def _is_total(column: DataColumn) -> bool:
    """«Всего» beside the years."""
    return bool(column.path) and column.path[-1].lower().split()[0] in words("totals")


def _values(column: DataColumn, cells: Sequence[Cell]) -> Iterator[IndicatorValue]:
    """The values of one cell: current where the heading says so, otherwise a target of the column's year."""
    heading = " ".join(column.path)
    current = column.role == "current" or bool(re.search(r"\bфакт|\bотч[её]т|\bбазов", heading, re.IGNORECASE))
    total = column.path[-1] if column.role is None and column.year is None and _is_total(column) else None
    if not current and column.year is None and column.role != "target" and not total:
        return
    for cell in cells:
        for value in qualified(printed(cell)) if printed(cell) else ():
            year = column.year or year_in(heading)
            yield IndicatorValue(year, "current" if current else "target", total or value.qualifier, value.value, value.raw)
