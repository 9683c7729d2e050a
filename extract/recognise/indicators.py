"""Key performance indicators: their definitions and their current and target values, joined by number."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from rapidfuzz import fuzz

from extract.recognise.columns import coverage
from extract.recognise.figures import lone_figure, qualified, year_in
from extract.recognise.figures import number as figure
from extract.recognise.grid import Row, printed
from extract.recognise.headings import meaning_of
from extract.recognise.numbering import is_column_numbers, is_number, split_number
from extract.recognise.plan_rows import place_of
from extract.recognise.rows import place_cells
from extract.recognise.spanless import YEAR
from extract.recognise.tables import DataColumn, TableReading
from extract.recognise.value_columns import counted_to, kind_of, span_of, unit_in
from extract.recognise.vocabulary import words
from records.document import Cell
from records.finding import Finding
from records.order import Indicator, IndicatorValue, Place
from records.text import clean_line

_SHOWN = 80  # letters of a row in a message
_SAME_NAME = 90  # two tables of one plan name an indicator alike but for endings and spaces
_DEFINING = ("definition", "scale", "best", "worst")
_ENDS = {"best": "Лучшее значение", "worst": "Худшее значение"}
_NUMBER = r"(\d+(?:[.,]\d+)?)"
_GOOD, _BAD = r"(?:(?:очень\s+)?хорошо|(?:наи)?лучш)", r"(?:очень\s+плохо|(?:наи)?худш)"
# «100 – очень хорошо», «от 0 (лучшее) до 100 (худшее)»; only where no figure stands before the words, «лучшее – 100, худшее – 0»
_BEST, _WORST = (re.compile(rf"{_NUMBER}[^\d;]*?[-–—(]\s*{said}", re.IGNORECASE) for said in (_GOOD, _BAD))
_BEST_AFTER, _WORST_AFTER = (re.compile(rf"{said}[^\d;,]*?{_NUMBER}", re.IGNORECASE) for said in (_GOOD, _BAD))


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
        cells = _by_role(_placed(row, columns), columns) if headed else _by_order(row)
        named = _named(cells.get("number", "") or "", cells.get("name", ""), table, row)
        if named is None or not any(cells.get(role) for role in _DEFINING):
            continue
        yield replace(_indicator(named, cells, ()), definition=_defined(cells)[0], defined_as=named.name)


def _by_order(row: Row) -> dict[str, str]:
    texts = row.texts()
    if texts and is_number(texts[0]):
        return dict(zip(("number", "name", "definition"), [texts[0], *texts[1:2], "\n".join(texts[2:])], strict=False))
    return dict(zip(("name", "definition"), [*texts[:1], "\n".join(texts[1:])], strict=False))


def _placed(row: Row, columns: Sequence[DataColumn]) -> dict[int, list[Cell]]:
    """The cells of a row under each of the columns, by its place among them."""
    return place_cells(row, tuple([column.column for column in columns]))


def _by_role(placed: Mapping[int, Sequence[Cell]], columns: Sequence[DataColumn]) -> dict[str, str]:
    """Role → text; a number cell under the same heading as the name («Наименование» over two columns) is the number."""
    found: dict[str, str] = {}
    for place, cells in placed.items():
        texts = [text for cell in cells if (text := printed(cell))]
        role = columns[place].role or ""
        if role == "name" and (unit := unit_in(columns[place].column.heading)):
            found["unit_of_all"] = unit
        if role == "name" and len(texts) > 1 and is_number(texts[0]):
            found["number"], texts = texts[0], texts[1:]
        text = "\n".join(texts)
        found[role] = "\n".join(filter(None, (found[role], text))) if role == "definition" and role in found else found.get(role, text)
    return found


def _named(number: str, name: str, table: TableReading, row: Row) -> _Named | None:
    if not number:
        split = split_number(name)
        number, name = split.number, split.rest
    if not name or is_column_numbers(row.texts()):
        return None
    return _Named(number, clean_line(name.replace("\n", " ")), place_of(table.ordinal, row))


def _is_heading(name: str, values: Sequence[IndicatorValue]) -> bool:
    """«Целевой показатель | базовый год | текущий год»: a lower row of the header that nothing merges."""
    return all(value.value is None for value in values) and coverage(name) == 1.0 and meaning_of(name, "indicator") is not None


def _indicator(named: _Named, cells: Mapping[str, str], values: tuple[IndicatorValue, ...]) -> Indicator:
    text, best, worst = _defined(cells)
    unit = cells.get("unit") or unit_in(named.name) or cells.get("unit_of_all")
    return Indicator(named.number, named.name, text or None, best, worst, unit, values, named.place)


def _defined(cells: Mapping[str, str]) -> tuple[str, float | None, float | None]:
    """The definition and the ends of the scale; what a cell of the scale says beyond a figure stays in the text, after its heading."""
    text, best, worst = _scale(cells.get("definition", ""))
    if said := cells.get("scale"):
        rest, best, worst = _scale(said if "шкала" in said.lower() else f"Шкала: {said}")
        text = "\n".join(part for part in (text, rest) if part)
    for role, heading in _ENDS.items():
        if not (said := cells.get(role)):
            continue
        end = lone_figure(said)
        if end is None:
            text = "\n".join(part for part in (text, f"{heading}: {said}") if part)
        elif role == "best":
            best = end
        else:
            worst = end
    return text, best, worst


def _scale(text: str) -> tuple[str, float | None, float | None]:
    """The definition without its «Шкала: …» line, and the best and worst of the scale; a scale that is not understood stays in the text."""
    definition, mark, scale = text.partition("Шкала") if "Шкала" in text else text.partition("шкала")
    best, worst = _BEST.search(scale), _WORST.search(scale)
    if not best and not worst:
        best, worst = _BEST_AFTER.search(scale), _WORST_AFTER.search(scale)
    if not mark or (not best and not worst):
        return text, None, None
    return definition.strip(), figure(best[1]) if best else None, figure(worst[1]) if worst else None


def _targets(table: TableReading) -> Iterator[Indicator]:
    """The rows of a table of targets that name an indicator and have values."""
    for row in table.rows[table.body_first :]:
        if not row.filled():
            continue
        placed = _placed(row, table.data)
        roles = _by_role(placed, table.data)
        named = _named(roles.get("number", ""), roles.get("name", ""), table, row)
        values = tuple(value for place, column in enumerate(table.data) for value in _values(column, placed.get(place, ())))
        if named and values and not _is_heading(named.name, values):
            yield _indicator(named, roles, tuple(_dated(value, year_in(roles.get("until", ""))) for value in values))


def _dated(value: IndicatorValue, until: int | None) -> IndicatorValue:
    """A target without a year is one of the row's «Срок достижения»."""
    return replace(value, year=until) if until and value.kind == "target" and value.year is None else value


def unread(table: TableReading, indicators: Sequence[Indicator], plan: int) -> Iterator[Finding]:
    """What a table of indicators holds that is in none of them, columns and rows (X902), and the years that were guessed (X919)."""
    if table.kind not in ("targets", "definitions") or not table.body_first:
        return
    yield from _unread_columns(table, plan)
    if table.kind == "targets":
        yield from _unread_rows(table, indicators, plan)
        yield from counted_to(table.ordinal, (text for column in table.data if column.year for text in column.path), plan, table.table.page)


def _unread_columns(table: TableReading, plan: int) -> Iterator[Finding]:
    """X902 for each column whose texts are in no indicator («Ответственный»)."""
    placed = [_placed(row, table.data) for row in table.rows[table.body_first :]]
    for place, column in enumerate(table.data):
        if _is_read(table, place):
            continue
        texts = [text for row in placed for cell in row.get(place, ()) if (text := printed(cell))]
        if column.role == "until" and _has_undated_target(table):  # its year is the target's; a day or month is not read
            texts = [text for text in texts if not YEAR.match(text)]
        if texts:
            message = (
                f"Таблица {table.ordinal}: столбец «{column.column.heading or place + 1}» не относится к значениям показателей и в набор "
                "данных не вошёл."
            )
            yield Finding("X902", "W", message, texts[0], plan, page=table.table.page)


def _has_undated_target(table: TableReading) -> bool:
    return table.kind == "targets" and any(column.role == "target" and column.year is None for column in table.data)


def _is_read(table: TableReading, place: int) -> bool:
    """Whether indicators take what stands in a column: of a second one with the same role only its values or its part of the definition."""
    column = table.data[place]
    if table.kind == "targets" and (column.year or _is_total(column) or column.role in ("current", "target")):
        return True
    if column.role is None or column.role in ("current", "target", "until"):
        return False
    return column.role == "definition" or all(other.role != column.role for other in table.data[:place])


def _unread_rows(table: TableReading, indicators: Sequence[Indicator], plan: int) -> Iterator[Finding]:
    """X902 for each table with rows that are no indicators: headings («Цель 1. …», a remark only) and rows without any value."""
    read = {item.place.row_first for item in indicators if item.place and item.place.table == table.ordinal}
    left = [row for row in table.rows[table.body_first :] if row.index not in read and _is_told(row)]
    if left:
        shown = [" | ".join(row.said()).replace("\n", " ") for row in left]
        message = (
            f"Таблица {table.ordinal}: эти строки — не показатели со значениями, и в набор данных они не вошли: "
            f"{'; '.join(text[:_SHOWN] for text in shown)}."
        )
        headings = all(len(row.filled()) == 1 for row in left)
        yield Finding("X902", "I" if headings else "W", message, shown[0], plan, page=table.table.page)


def _is_told(row: Row) -> bool:
    """Whether a row says more than numbers: the row of column numbers and an empty numbered one say nothing."""
    return not all(map(is_number, row.said()))


def _is_total(column: DataColumn) -> bool:
    """«Всего» beside the years."""
    return bool(column.path) and column.path[-1].lower().split()[0] in words("totals")


def _values(column: DataColumn, cells: Sequence[Cell]) -> Iterator[IndicatorValue]:
    """The values of one cell: current where the heading says so, otherwise a target of the column's year."""
    total = column.path[-1] if column.role is None and column.year is None and _is_total(column) else None
    if column.year is None and column.role not in ("current", "target") and not total:
        return
    kind = kind_of(column.path) or ("current" if column.role == "current" else "target")
    for cell in cells:
        for value in qualified(printed(cell)) if printed(cell) else ():
            year = column.year or year_in(" ".join(column.path))
            yield IndicatorValue(year, kind, total or value.qualifier or span_of(column.path), value.value, value.raw)
