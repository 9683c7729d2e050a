"""The sentences above the report: what one would say first about the municipalities that it compares."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence

from output.report.figures import Figure, Row
from output.report.months import month_name
from output.report.tables import number
from output.words import plural

Figures = Callable[[str], Figure]
_NAMED = 3  # municipalities that a sentence names one by one
_DEFINITE = 3  # rank of the vaguest deadline that is still a date (docs/sql.md, precisions)


def headlines(figures: Figures, names: Sequence[str], matched: bool) -> Iterator[str]:
    """The sentences, each from the rows of a figure."""
    yield from _size(figures("overview").rows)
    yield from _gaps(figures("coverage").rows, names)
    yield from _months(figures("calendar").rows)
    yield from _vague(figures("deadlines").rows)
    if matched:
        yield from _alone(figures("counterparts").rows)
    yield from _trouble(figures)


def _size(rows: Sequence[Row]) -> Iterator[str]:
    total = sum(row["activities"] for row in rows)
    said = f"Всего {plural(total, 'мероприятие', 'мероприятия', 'мероприятий')}"
    if len(rows) > 1:
        most, least = rows[0], rows[-1]
        said += f": больше всего — {_counted(most)}, меньше всего — {_counted(least)}"
    yield said + "."


def _counted(row: Row) -> str:
    return f"{row['municipality']} ({number(row['activities'])})"


def _gaps(rows: Sequence[Row], names: Sequence[str]) -> Iterator[str]:
    gaps = defaultdict(list)
    for row in rows:
        if not row["activities"] and row["rank"] == 1:
            gaps[row["municipality"]].append(row["direction"])
    if not gaps:
        yield "Мероприятия есть по всем направлениям у всех."
        return
    few = [name for name in names if gaps[name]]
    if len(few) <= _NAMED:
        yield "Направления без мероприятий: " + "; ".join(f"{name} — {', '.join(gaps[name])}" for name in few) + "."
        return
    missed = Counter(direction for own in gaps.values() for direction in own)
    direction, times = max(missed.items(), key=lambda entry: (entry[1], entry[0]))
    many = f"Хотя бы одно направление без мероприятий — у {number(len(few))} из {number(len(names))} муниципалитетов"
    yield f"{many}; чаще всего пропускают {direction} ({number(times)})."


def _months(rows: Iterable[Row]) -> Iterator[str]:
    loads: Counter[str] = Counter()
    for row in rows:
        loads[row["month"]] += row["activities"]
    if loads:
        month, load = max(loads.items(), key=lambda entry: (entry[1], entry[0]))
        yield f"Самый загруженный месяц — {month_name(month)}: наступает срок {plural(load, 'мероприятия', 'мероприятий', 'мероприятий')}."


def _vague(rows: Iterable[Row]) -> Iterator[str]:
    vague: dict[str, float] = defaultdict(float)
    for row in rows:
        vague[row["municipality"]] += row["share"] if row["rank"] > _DEFINITE else 0
    if vague:
        yield "Сроков без месяца и квартала («ежегодно», «постоянно», «по графику»): " + _extremes(vague) + "."


def _alone(rows: Iterable[Row]) -> Iterator[str]:
    alone = {row["municipality"]: 0.0 for row in rows}
    alone |= {row["municipality"]: row["share"] for row in rows if row["counterpart"] == "пары нет"}
    yield "Мероприятий, которым не нашлось пары у других: " + _extremes(alone) + "."


def _extremes(shares: dict[str, float]) -> str:
    """«А — 12 %, Б — 40 %» for a few; the highest, the lowest and the median for many."""
    ordered = sorted(shares.items(), key=lambda entry: (-entry[1], entry[0]))
    if len(ordered) <= _NAMED:
        return ", ".join(f"{name} — {number(round(share, 1))} %" for name, share in ordered)
    (most, high), (least, low), middle = ordered[0], ordered[-1], ordered[len(ordered) // 2][1]
    ends = f"больше всего — {most} ({number(round(high, 1))} %), меньше всего — {least} ({number(round(low, 1))} %)"
    return f"{ends}, медиана — {number(round(middle, 1))} %"


def _trouble(figures: Figures) -> Iterator[str]:
    if unread := len(figures("unread").rows):
        yield f"Не прочитаны или прочитаны не полностью: {plural(unread, 'документ', 'документа', 'документов')}; см. «Качество данных»."
    if twice := len(figures("twice").rows):
        said = plural(twice, "приказ лежит", "приказа лежат", "приказов лежат")
        yield f"{said} в нескольких файлах, и мероприятия посчитаны дважды; см. «Качество данных»."
