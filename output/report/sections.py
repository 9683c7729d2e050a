"""The report's sections, from its figures: which plot and which table each of them gets for few and for many municipalities."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from output.report import plots
from output.report.figures import Figure, Row
from output.report.months import Months, due_list, due_numbers
from output.report.plots import DOZEN, DUEL, Spec
from output.report.tables import Cell, Table, number, pivot, ranked, table, turned, value

Figures = Callable[[str], Figure]  # a figure by its name

_ASK = "Их сравнивают вопросы indicators-growth, indicators-to-100 и indicators-not-better (dorkarta sql НАБОР --question ИМЯ)."
INDICATORS = 60  # small plots; more are a table
LINES = 40  # municipalities in the timeline of many


@dataclass(frozen=True, slots=True)
class Small:
    """A small plot of an indicator: its heading, remarks, and rows for the plot that all of them share."""

    title: str
    remark: str
    rows: Sequence[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Part:
    """One figure on the page: a plot, its table and its SQL. `wide`: the table stands below the plot, not beside it."""

    figure: Figure
    table: Table | None
    plot: Spec | None = None
    wide: bool = False
    note: str = ""
    months: Months | None = None
    small: tuple[Small, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A chapter of the report."""

    key: str
    title: str
    parts: tuple[Part, ...]


def sections(figures: Figures, names: Sequence[str], matched: bool) -> Iterator[Section]:
    """All sections in their order. `names`: the municipalities, those with most activities first. `matched`: there are matches to show."""
    yield Section("overview", "Что сравнивается", (_plain(figures("overview")),))
    yield Section("coverage", "Охват направлений", (_coverage(figures("coverage"), names),))
    yield Section("calendar", "Календарь", tuple(_calendar(figures, names)))
    yield Section("bodies", "Кто отвечает", tuple(_bodies(figures, names)))
    yield Section("deadlines", "Насколько определённы сроки", (_shares(figures("deadlines"), names, "precision_name"),))
    yield Section("results", "Что обещают получить", (_compared(figures("results"), names, "result_type_name"),))
    yield Section("indicators", "Показатели", (_indicators(figures("indicators"), names),))
    yield Section("matches", "Сходные мероприятия", tuple(_matches(figures, names)) if matched else ())
    yield Section("quality", "Качество данных", tuple(_quality(figures)))


def _plain(figure: Figure, note: str = "") -> Part:
    return Part(figure, table(figure), wide=True, note=note)


def _coverage(figure: Figure, names: Sequence[str]) -> Part:
    figure = replace(figure, rows=[dict(row) | {"direction_name": _direction(row)} for row in figure.rows])
    if len(names) <= DUEL:
        plot = plots.bars(figure.rows, names, "direction_name", "activities", "мероприятий")
        return Part(figure, turned(figure, "direction_name", _covered, names), plot)
    made = pivot(figure, "direction", _covered, names)
    made = replace(made, tips={row["direction"]: row["direction_name"] for row in figure.rows})
    if len(names) <= DOZEN:
        return Part(figure, made, plots.coverage(figure.rows, names), wide=True)
    return Part(figure, made, plots.spread(figure.rows, names, "direction_name", "share", "доля мероприятий, %"), wide=True)


def _direction(row: Row) -> str:
    return f"{row['direction']} {row['direction_name']}" if row["rank"] == 1 else str(row["direction_name"])


def _covered(row: Row) -> Cell:
    """«12 (8,5 %; +3)»; nothing of one's own in a direction is a gap."""
    also = f"+{row['also']}" if row["also"] else ""
    if row["activities"]:
        share = f"{number(row['share'])} %"
        return Cell(f"{row['activities']} ({'; '.join(filter(None, (share, also)))})", float(row["activities"]), "number")
    return Cell(f"0 ({also})" if also else "0", 0.0, "gap" if row["rank"] == 1 else "zero")


def _calendar(figures: Figures, names: Sequence[str]) -> Iterator[Part]:
    figure = figures("calendar")
    if not figure.rows:
        yield Part(figure, None, note="Сроков, известных до дня, месяца или квартала, нет.")
    elif len(names) > DOZEN:
        note = f"На графике {LINES} муниципалитетов, у которых мероприятий больше всего." if len(names) > LINES else ""
        yield Part(figure, None, plots.timeline(figure.rows, names[:LINES]), wide=True, note=note, months=due_numbers(figure))
    else:
        shown = turned(figure, "month", value("activities"), names)
        yield Part(figure, shown, plots.months(figure.rows, names), wide=True)
        due = figures("due")
        yield Part(due, None, months=due_list(due), wide=True)


def _bodies(figures: Figures, names: Sequence[str]) -> Iterator[Part]:
    yield _compared(figures("levels"), names, "level_name")
    yield _compared(figures("bodies"), names, "body_class_name")
    if len(names) <= DUEL:
        figure = figures("organisations")
        yield Part(figure, ranked(figure, _loaded, names), wide=True)
    elif len(names) <= DOZEN:
        yield _plain(figures("organisations"))


def _loaded(row: Row) -> Cell:
    return Cell(f"{row['body']} — {row['activities']} ({number(row['share'])} %)", float(row["activities"]))


def _compared(figure: Figure, names: Sequence[str], category: str) -> Part:
    """Shares by category: bars and a turned table for a few, a spread and a table of municipalities for many."""
    if not figure.rows:
        return Part(figure, None, note="Данных нет.")
    made = (turned if len(names) <= DOZEN else pivot)(figure, category, value("activities"), names)
    return Part(figure, made, plots.compared(figure.rows, names, category, "share", "доля мероприятий, %"), wide=len(names) > DUEL)


def _shares(figure: Figure, names: Sequence[str], part: str) -> Part:
    """Parts of a hundred: stacked bars; the table has the shares."""
    if not figure.rows:
        return Part(figure, None, note="Данных нет.")
    made = (turned if len(names) <= DUEL else pivot)(figure, part, value("share"), names)
    return Part(figure, made, plots.stacked(figure.rows, names, part, "rank", "share"), wide=True)


def _indicators(figure: Figure, names: Sequence[str]) -> Part:
    groups: dict[str, list[Row]] = defaultdict(list)
    for row in figure.rows:
        groups[row["indicator_id"]].append(row)
    if not groups:
        return Part(figure, None, note="В планах нет таблиц показателей.")
    without = [name for name in names if name not in {row["municipality"] for row in figure.rows}]
    lacking = f" Показателей нет у: {', '.join(without)}." if 0 < len(without) <= DOZEN else ""
    if len(groups) > INDICATORS:
        return Part(figure, None, note=f"Показателей {len(groups)}, для рисунков слишком много. {_ASK}{lacking}")
    smalls = tuple(_small(rows, len(names) > 1) for rows in groups.values())
    note = f"Линия с точками — цели по годам, красный пунктир — значение сейчас.{lacking}"
    return Part(figure, table(figure), plots.targets(), wide=True, small=smalls, note=note)


def _small(rows: Sequence[Row], named: bool) -> Small:
    first = rows[0]
    targets = [{"y": str(row["year"] or "—"), "v": row["value"]} for row in rows if row["kind"] == "target"]
    now = [row for row in rows if row["kind"] == "current"]
    said = ", ".join(" ".join(filter(None, (row["qualifier"], number(row["value"])))) for row in now)
    unit = f" {first['unit']}" if first["unit"] else ""
    today = f"сейчас {said}{unit}" if now else f"сейчас значения нет{'; единица —' if unit else ''}{unit}"
    remark = f"{first['municipality']} · {today}" if named else today
    return Small(f"{first['number']} {first['name']}".strip(), remark, [*targets, *({"y": "", "v": row["value"]} for row in now)])


def _matches(figures: Figures, names: Sequence[str]) -> Iterator[Part]:
    yield _shares(figures("counterparts"), names, "counterpart")
    for name in ("pairs", "alone", "repeats"):
        yield _plain(figures(name))


def _quality(figures: Figures) -> Iterator[Part]:
    yield _plain(figures("quality"))
    for name in ("findings", "unread", "twice"):
        found = figures(name)
        if found.rows:
            yield _plain(found)
