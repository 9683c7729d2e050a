"""The report's sections, from its figures: which plot and which table each of them gets for few and for many municipalities."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from output.report import plots
from output.report.figures import Figure
from output.report.months import Months, due_list, due_numbers
from output.report.plots import DOZEN, DUEL, Spec
from output.report.tables import Table, pivot, table, turned

Figures = Callable[[str], Figure]  # a figure by its name

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
    yield Section("results", "Что обещают получить", (_compared(figures("results"), names, "result_type_name", "Вид результата"),))
    yield Section("indicators", "Показатели", (_indicators(figures("indicators"), len(names)),))
    yield Section("matches", "Сходные мероприятия", tuple(_matches(figures, names)) if matched else ())
    yield Section("quality", "Качество данных", tuple(_quality(figures)))


def _plain(figure: Figure, note: str = "") -> Part:
    return Part(figure, table(figure), wide=True, note=note)


def _coverage(figure: Figure, names: Sequence[str]) -> Part:
    labelled = [dict(row) | {"label": f"{row['direction']} {row['direction_name']}"} for row in figure.rows]
    shown = Figure(figure.query, figure.sql, labelled)
    if len(names) <= DUEL:
        cells = [dict(row) | {"cell": _with_share(row)} for row in labelled]
        return Part(
            figure,
            turned(Figure(figure.query, figure.sql, cells), "label", "cell", names, "Направление"),
            plots.bars(labelled, names, "label", "activities", "мероприятий"),
        )
    tips = {row["direction"]: row["direction_name"] for row in figure.rows}
    made = pivot(shown, "direction", "activities", names)
    plot = (
        plots.colours(labelled, names, "direction", "activities", "направление")
        if len(names) <= DOZEN
        else (plots.spread(labelled, "label", "share", "доля мероприятий, %"))
    )
    return Part(figure, Table(made.headings, made.rows, tips), plot, wide=True)


def _with_share(row: Mapping[str, Any]) -> str:
    also = f", попутно ещё {row['also']}" if row["also"] else ""
    return f"{row['activities']} ({row['share']:g} %{also})".replace(".", ",") if row["activities"] or also else ""


def _calendar(figures: Figures, names: Sequence[str]) -> Iterator[Part]:
    figure = figures("calendar")
    many = len(names) > DOZEN
    if not figure.rows:
        yield Part(figure, None, note="Сроков, известных до дня, месяца или квартала, нет.")
        return
    if many:
        note = f"На графике {LINES} муниципалитетов, у которых мероприятий больше всего." if len(names) > LINES else ""
        yield Part(figure, None, plots.timeline(figure.rows, names[:LINES]), wide=True, note=note)
        yield Part(figure, None, months=due_numbers(figure), wide=True)
    else:
        yield Part(
            figure,
            turned(figure, "month", "activities", names, "Месяц") if len(names) <= DUEL else None,
            plots.months(figure.rows, names),
            wide=True,
        )
        due = figures("due")
        yield Part(due, None, months=due_list(due), wide=True)


def _bodies(figures: Figures, names: Sequence[str]) -> Iterator[Part]:
    yield _compared(figures("bodies"), names, "body_class_name", "Класс")
    if len(names) <= DOZEN:
        yield _plain(figures("organisations"))


def _compared(figure: Figure, names: Sequence[str], category: str, heading: str) -> Part:
    """Shares by category: bars and a turned table for a few, a spread and a table of municipalities for many."""
    if not figure.rows:
        return Part(figure, None, note="Данных нет.")
    made = turned(figure, category, "activities", names, heading) if len(names) <= DUEL else pivot(figure, category, "activities", names)
    return Part(figure, made, plots.compared(figure.rows, names, category, "share", "доля мероприятий, %"), wide=len(names) > DUEL)


def _shares(figure: Figure, names: Sequence[str], part: str) -> Part:
    if not figure.rows:
        return Part(figure, None, note="Данных нет.")
    ranked = Figure(figure.query, figure.sql, sorted(figure.rows, key=lambda row: row["rank"]))
    made = turned(ranked, part, "share", names, "Доля, %") if len(names) <= DUEL else pivot(ranked, part, "share", names)
    return Part(figure, made, plots.stacked(ranked.rows, names, part, "rank", "share"), wide=True)


def _indicators(figure: Figure, municipalities: int) -> Part:
    if not figure.rows:
        return Part(figure, None, note="В планах нет таблиц показателей.")
    groups: dict[str, list[Mapping[str, Any]]] = {}
    for row in figure.rows:
        groups.setdefault(row["indicator_id"], []).append(row)
    if len(groups) > INDICATORS:
        return Part(
            figure,
            None,
            note=f"Показателей {len(groups)}: для рисунков слишком много. Их сравнивают вопросы indicators-growth, "
            "indicators-to-100 и indicators-not-better (dorkarta sql НАБОР --question ИМЯ).",
        )
    smalls = tuple(_small(rows, municipalities > 1) for rows in groups.values())
    return Part(
        figure,
        table(figure),
        plots.targets(),
        wide=True,
        small=smalls,
        note="Линия с точками — цели по годам, красный пунктир — значение сейчас.",
    )


def _small(rows: Sequence[Mapping[str, Any]], named: bool) -> Small:
    first = rows[0]
    targets = [{"y": str(row["year"] or "—"), "v": row["value"], "now": None} for row in rows if row["kind"] == "target"]
    now = [row for row in rows if row["kind"] == "current"]
    said = ", ".join(f"{row['qualifier'] + ' ' if row['qualifier'] else ''}{row['value']:g}".replace(".", ",") for row in now)
    unit = f", {first['unit']}" if first["unit"] else ""
    remark = (f"{first['municipality']} · " if named else "") + (f"сейчас {said}{unit}" if now else f"значения сейчас нет{unit}")
    return Small(
        f"{first['number']} {first['name']}".strip(), remark, [*targets, *({"y": None, "v": None, "now": row["value"]} for row in now)]
    )


def _matches(figures: Figures, names: Sequence[str]) -> Iterator[Part]:
    yield _shares(figures("counterparts"), names, "counterpart")
    if len(names) <= DOZEN:
        yield _plain(figures("pairs"))
        yield _plain(figures("alone"))


def _quality(figures: Figures) -> Iterator[Part]:
    yield _plain(figures("quality"))
    for name in ("findings", "unread", "twice"):
        found = figures(name)
        if found.rows:
            yield _plain(found)
